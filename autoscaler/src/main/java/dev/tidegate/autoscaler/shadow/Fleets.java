package dev.tidegate.autoscaler.shadow;

/**
 * Fleets side by side under one demand, one a policy. A launch serves {@code lag} steps after its order and is paid from the
 * order; a stop is immediate, newest launches first. Work waits as long as the objective lets it; what would wait longer
 * is turned away. Units are replica-steps. Not thread-safe.
 */
final class Fleets {
    private final int lag;
    private final double patience; // steps of the ready capacity that may wait
    private final short[][] launched; // by step of order, a ring
    private final short[] ready;
    private final short[] starting;
    private final float[] waiting;
    private final float[] turnedAway;
    private int now;

    Fleets(int count, int lag, double patience) {
        this.lag = lag;
        this.patience = patience;
        launched = new short[lag + 1][count];
        ready = new short[count];
        starting = new short[count];
        waiting = new float[count];
        turnedAway = new float[count];
    }

    /** Starts all fleets with what they want, ready. */
    void begin(short[] wants) {
        System.arraycopy(wants, 0, ready, 0, ready.length);
    }

    /** Orders what each wants, then serves a step of demand. */
    void advance(short[] wants, double demand) {
        short[] due = launched[now];
        for (int i = 0; i < ready.length; i++) {
            if (due[i] != 0) {
                ready[i] += due[i];
                starting[i] -= due[i];
                due[i] = 0;
            }
            int more = wants[i] - ready[i] - starting[i];
            if (more > 0) {
                launched[ordered(0)][i] += (short) more;
                starting[i] += (short) more;
            } else if (more < 0) {
                stop(i, -more);
            }
            serve(i, demand);
        }
        now = now == lag ? 0 : now + 1;
    }

    /** Place in the ring of the launches ordered so many steps ago. */
    private int ordered(int stepsAgo) {
        int place = now + lag - stepsAgo;
        return place <= lag ? place : place - lag - 1;
    }

    private void stop(int fleet, int count) {
        int left = count;
        for (int ago = 1; ago <= lag && left > 0 && starting[fleet] > 0; ago++) {
            short[] orders = launched[ordered(ago)];
            int cancelled = Math.min(left, orders[fleet]);
            orders[fleet] -= (short) cancelled;
            starting[fleet] -= (short) cancelled;
            left -= cancelled;
        }
        ready[fleet] -= (short) left;
    }

    private void serve(int fleet, double demand) {
        double left = waiting[fleet] + demand - ready[fleet];
        double over = Math.max(0, left - ready[fleet] * patience);
        turnedAway[fleet] = (float) over;
        waiting[fleet] = (float) Math.max(0, left - over);
    }

    int paid(int fleet) {
        return ready[fleet] + starting[fleet];
    }

    double turnedAway(int fleet) {
        return turnedAway[fleet];
    }

    /** What a fleet would turn away of such a demand, were nothing waiting. */
    double overflow(int fleet, double demand) {
        return Math.max(0, demand - ready[fleet] * (1 + patience));
    }

    int size() {
        return ready.length;
    }
}
