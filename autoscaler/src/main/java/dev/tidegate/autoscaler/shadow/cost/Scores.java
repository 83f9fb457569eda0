package dev.tidegate.autoscaler.shadow.cost;

/**
 * What each policy paid and turned away lately, in replica-steps, older steps weighing less. A float loses too much of a step
 * beside a sum of very many: what it has no room for is then kept beside it. Not thread-safe.
 */
public final class Scores {
    private static final double MANY = 1 << 16; // steps, beside which a float is off by 0.3 %

    private final float[] paid;
    private final float[] turnedAway;
    private final float[] paidRest; // empty unless the memory is of many steps
    private final float[] turnedAwayRest;
    private final double fade;
    private double served;
    private double weight;
    private long steps;

    /** @param memory steps until a step weighs 1/e */
    public Scores(int policies, double memory) {
        paid = new float[policies];
        turnedAway = new float[policies];
        paidRest = new float[memory > MANY ? policies : 0];
        turnedAwayRest = new float[paidRest.length];
        fade = Math.exp(-1 / memory);
    }

    /** Adds a step that the fleets have just served. */
    public void add(StepScratch step, double demand) {
        steps++;
        weight = weight * fade + 1;
        served = served * fade + demand;
        if (paidRest.length > 0) {
            addExactly(step);
            return;
        }
        for (int i = 0; i < paid.length; i++) {
            paid[i] = (float) (paid[i] * fade + step.wanted[i]);
            turnedAway[i] = (float) (turnedAway[i] * fade + step.turnedAway[i]);
        }
    }

    private void addExactly(StepScratch step) {
        for (int i = 0; i < paid.length; i++) {
            double nowPaid = ((double) paid[i] + paidRest[i]) * fade + step.wanted[i];
            paid[i] = (float) nowPaid;
            paidRest[i] = (float) (nowPaid - paid[i]);
            double nowAway =
                    ((double) turnedAway[i] + turnedAwayRest[i]) * fade + step.turnedAway[i];
            turnedAway[i] = (float) nowAway;
            turnedAwayRest[i] = (float) (nowAway - turnedAway[i]);
        }
    }

    /**
     * Writes every policy's cost in replica-steps, a turned-away replica-step of work being worth {@code price} of them.
     *
     * @param beyond what each is expected to turn away beside what it did
     */
    public void costs(double price, float[] beyond, double[] into) {
        for (int i = 0; i < paid.length; i++) {
            into[i] = paid[i] + price * expected(i, beyond);
        }
    }

    private double expected(int policy, float[] beyond) {
        float away = turnedAway[policy] + beyond[policy];
        return away > 0 ? away : 0;
    }

    /** What policies with these shares of the say are expected to turn away in as long a time. */
    public double expected(double[] shares, float[] beyond) {
        double sum = 0;
        for (int i = 0; i < shares.length; i++) {
            sum += shares[i] * expected(i, beyond);
        }
        return sum;
    }

    /** What they did turn away. */
    public double turnedAway(double[] shares) {
        return PolicyAverage.average(shares, turnedAway);
    }

    /** Demand over the same time. */
    public double served() {
        return served;
    }

    /** Steps, older ones weighing less. */
    public double weight() {
        return weight;
    }

    /** Steps that were added. */
    public long steps() {
        return steps;
    }
}
