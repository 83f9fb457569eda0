package dev.tidegate.runbooks.tier;

/** Escalation levels of the answer to overload, in ascending order. */
public enum Tier {
    NORMAL(0),
    /** The lowest classes of traffic are isolated from the others. */
    ISOLATE(1),
    /** Answers get cheaper: shorter, or from a smaller model. */
    DEGRADE(2),
    /** Excess requests wait, are told when to retry, or get a static answer. */
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
