package dev.tidegate.autoscaler.shadow.cost;

/**
 * What each policy paid and turned away, in replica-steps, with older steps weighing less. A float is too coarse for a
 * step beside a sum of very many steps; with such a long memory the rounding errors are kept too. Not thread-safe.
 */
public final class Scores {
    // Steps, beside which adding to a float is off by 0.3 %.
    private static final double LONG_MEMORY = 1 << 16;

    private final float[] paid;
    private final float[] turnedAway;
    private final float[] paidRest; // rounding errors; empty unless the memory is that long
    private final float[] turnedAwayRest;
    private final double decay;
    private double served;
    private double weight;
    private long steps;

    /** @param memory steps until a step weighs 1/e */
    public Scores(int policies, double memory) {
        paid = new float[policies];
        turnedAway = new float[policies];
        paidRest = new float[memory > LONG_MEMORY ? policies : 0];
        turnedAwayRest = new float[paidRest.length];
        decay = Math.exp(-1 / memory);
    }

    /** Adds a step that the fleets have just served. */
    public void add(StepScratch step, double demand) {
        steps++;
        weight = weight * decay + 1;
        served = served * decay + demand;
        if (paidRest.length > 0) {
            addExactly(step);
            return;
        }
        for (int i = 0; i < paid.length; i++) {
            paid[i] = (float) (paid[i] * decay + step.wanted[i]);
            turnedAway[i] = (float) (turnedAway[i] * decay + step.turnedAway[i]);
        }
    }

    private void addExactly(StepScratch step) {
        for (int i = 0; i < paid.length; i++) {
            double newPaid = ((double) paid[i] + paidRest[i]) * decay + step.wanted[i];
            paid[i] = (float) newPaid;
            paidRest[i] = (float) (newPaid - paid[i]);
            double newTurnedAway =
                    ((double) turnedAway[i] + turnedAwayRest[i]) * decay + step.turnedAway[i];
            turnedAway[i] = (float) newTurnedAway;
            turnedAwayRest[i] = (float) (newTurnedAway - turnedAway[i]);
        }
    }

    /**
     * Writes the cost of each policy in replica-steps, with work turned away charged at {@code price}.
     *
     * @param extra what each policy is expected to turn away besides what it did
     */
    public void costs(double price, float[] extra, double[] into) {
        for (int i = 0; i < paid.length; i++) {
            into[i] = paid[i] + price * expected(i, extra);
        }
    }

    private double expected(int policy, float[] extra) {
        float total = turnedAway[policy] + extra[policy];
        return total > 0 ? total : 0;
    }

    /** What policies with these weights are expected to turn away over the same time. */
    public double expected(double[] weights, float[] extra) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * expected(i, extra);
        }
        return sum;
    }

    /** What policies with these weights turned away. */
    public double turnedAway(double[] weights) {
        return PolicyAverage.average(weights, turnedAway);
    }

    /** Demand over the same time. */
    public double served() {
        return served;
    }

    /** Number of steps, with older ones weighing less. */
    public double weight() {
        return weight;
    }

    /** Number of steps added. */
    public long steps() {
        return steps;
    }
}
