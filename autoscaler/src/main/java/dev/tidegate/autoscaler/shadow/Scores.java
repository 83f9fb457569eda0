package dev.tidegate.autoscaler.shadow;

/**
 * What each policy paid and turned away lately, in replica-steps, older steps weighing less. Surprises are also counted as if
 * they had been larger: the window may hold no burst as large as the next, and a policy that got by narrowly must not look
 * as safe as one with room. Not thread-safe.
 */
final class Scores {
    /** A surprise this much larger … */
    private static final double[] LARGER = {0.5, 1, 2};

    /** … counts this much. */
    private static final double[] WEIGHT = {0.3, 0.15, 0.07};

    private final float[] paid;
    private final float[] turnedAway;
    private final double fade;
    private final double doubt;
    private long steps;

    /**
     * @param memory steps until a step weighs 1/e
     * @param doubt  how much larger surprises count: 1 is as usual
     */
    Scores(int policies, double memory, double doubt) {
        this.doubt = doubt;
        paid = new float[policies];
        turnedAway = new float[policies];
        fade = Math.exp(-1 / memory);
    }

    /**
     * Adds a step that the fleets have just served.
     *
     * @param expected largest demand that was known when a launch for this step had to be ordered, or later
     */
    void add(Fleets fleets, Step step, double served, double expected) {
        steps++;
        double surprise = Math.max(0, served - expected);
        for (int i = 0; i < paid.length; i++) {
            double away = step.turnedAway[i];
            if (surprise > 0) {
                for (int k = 0; k < LARGER.length; k++) {
                    double larger = served + LARGER[k] * surprise;
                    away += doubt * WEIGHT[k] * fleets.overflow(step.ready[i], larger);
                }
            }
            paid[i] = (float) (paid[i] * fade + step.wanted[i]);
            turnedAway[i] = (float) (turnedAway[i] * fade + away);
        }
    }

    /** Cost of a policy in replica-steps, a turned-away replica-step of work being worth {@code price} of them. */
    double cost(int policy, double price) {
        return paid[policy] + price * turnedAway[policy];
    }

    /** Writes every policy's cost at such a price. */
    void costs(double price, double[] into) {
        for (int i = 0; i < paid.length; i++) {
            into[i] = paid[i] + price * turnedAway[i];
        }
    }

    /** Steps that were added. */
    long steps() {
        return steps;
    }
}
