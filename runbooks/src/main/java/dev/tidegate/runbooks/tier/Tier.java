package dev.tidegate.runbooks.tier;

/** How far the answer to overload has gone, in the order in which it goes. */
public enum Tier {
    NORMAL(0),
    /** The lowest classes of traffic are kept away from the others. */
    ISOLATE(1),
    /** Answers get cheaper: shorter, or from a smaller model. */
    DEGRADE(2),
    /** What still does not fit waits, is told when to come back, or gets a static answer. */
    SMOOTH(3);

    private final int level;

    Tier(int level) {
        this.level = level;
    }

    public int level() {
        return level;
    }

    public static Tier ofLevel(int level) {
        if (level < 0 || level >= values().length) {
            throw new IllegalArgumentException("level must be from 0 to 3, was " + level);
        }
        return values()[level];
    }

    Tier up() {
        return ofLevel(level + 1);
    }

    Tier down() {
        return ofLevel(level - 1);
    }
}
