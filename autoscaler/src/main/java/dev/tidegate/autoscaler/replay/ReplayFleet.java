package dev.tidegate.autoscaler.replay;

import java.util.ArrayDeque;

/**
 * A simulated fleet on which a trace is replayed, step by step. A launch is paid from its order and serves after its
 * lead time; a stop is immediate and cancels the newest launches first; work waits as long as the objective allows, and
 * work that would wait longer is turned away. Work is counted in what a replica serves in a step. Not thread-safe.
 */
public final class ReplayFleet {
    private final double patience; // longest wait, in steps
    private final ArrayDeque<Launch> launches = new ArrayDeque<>(); // oldest first
    private int ready;
    private int starting;
    private double waiting;
    private double turnedAway;
    private long now;

    private record Launch(long arrives, int count) {}

    /** @param patience longest wait, in steps */
    public ReplayFleet(int ready, double patience) {
        this.ready = ready;
        this.patience = patience;
    }

    /** Orders what is wanted, to arrive after {@code lag} steps, and serves a step of demand. */
    public void advance(int wanted, int lag, double demand) {
        arrive();
        int more = wanted - total();
        if (more > 0 && lag == 0) {
            ready += more;
        } else if (more > 0) {
            launches.addLast(new Launch(now + lag, more));
            starting += more;
        } else {
            stop(-more);
        }
        double remaining = waiting + demand - ready;
        turnedAway = Math.max(0, remaining - ready * patience);
        waiting = Math.max(0, remaining - turnedAway);
        now++;
    }

    private void arrive() {
        int pending = launches.size();
        for (int i = 0; i < pending; i++) {
            Launch launch = launches.removeFirst();
            if (launch.arrives() <= now) {
                ready += launch.count();
                starting -= launch.count();
            } else {
                launches.addLast(launch);
            }
        }
    }

    private void stop(int count) {
        int remaining = count;
        while (remaining > 0 && !launches.isEmpty()) {
            Launch newest = launches.removeLast();
            int cancelled = Math.min(remaining, newest.count());
            if (cancelled < newest.count()) {
                launches.addLast(new Launch(newest.arrives(), newest.count() - cancelled));
            }
            starting -= cancelled;
            remaining -= cancelled;
        }
        ready -= remaining;
    }

    /** Fails {@code count} launches, oldest first. */
    public void fail(int count) {
        int remaining = Math.min(count, starting);
        starting -= remaining;
        while (remaining > 0) {
            Launch oldest = launches.removeFirst();
            int failed = Math.min(remaining, oldest.count());
            if (failed < oldest.count()) {
                launches.addFirst(new Launch(oldest.arrives(), oldest.count() - failed));
            }
            remaining -= failed;
        }
    }

    /** Loses {@code count} ready replicas, such as reclaimed spot capacity. */
    public void lose(int count) {
        ready = Math.max(0, ready - count);
    }

    public int ready() {
        return ready;
    }

    public int starting() {
        return starting;
    }

    /** Replicas that are paid for: ready or starting. */
    public int total() {
        return ready + starting;
    }

    /** Work that waits after the last step. */
    public double waiting() {
        return waiting;
    }

    /** Work of the last step that was turned away. */
    public double turnedAway() {
        return turnedAway;
    }
}
