package dev.tidegate.autoscaler.replay;

import java.util.ArrayDeque;

/**
 * A fleet that a trace is played on, a step at a time. A launch is paid from its order and serves after its lead; a stop is
 * immediate, newest launches first; work waits as long as the objective lets it, and what would wait longer is turned away.
 * Work is counted in what a replica serves in a step. Not thread-safe.
 */
public final class PlayedFleet {
    private final double patience; // steps of the ready capacity that may wait
    private final ArrayDeque<Launch> launches = new ArrayDeque<>(); // oldest first
    private int ready;
    private int starting;
    private double waiting;
    private double turnedAway;
    private long now;

    private record Launch(long arrives, int count) {}

    /** @param patience longest wait, in steps */
    public PlayedFleet(int ready, double patience) {
        this.ready = ready;
        this.patience = patience;
    }

    /** Orders what is wanted, to arrive after so many steps, and serves a step of demand. */
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
        double left = waiting + demand - ready;
        turnedAway = Math.max(0, left - ready * patience);
        waiting = Math.max(0, left - turnedAway);
        now++;
    }

    private void arrive() {
        int waitingStill = launches.size();
        for (int i = 0; i < waitingStill; i++) {
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
        int left = count;
        while (left > 0 && !launches.isEmpty()) {
            Launch newest = launches.removeLast();
            int cancelled = Math.min(left, newest.count());
            if (cancelled < newest.count()) {
                launches.addLast(new Launch(newest.arrives(), newest.count() - cancelled));
            }
            starting -= cancelled;
            left -= cancelled;
        }
        ready -= left;
    }

    /** Launches that come to nothing, the oldest first. */
    public void fail(int count) {
        int left = Math.min(count, starting);
        starting -= left;
        while (left > 0) {
            Launch oldest = launches.removeFirst();
            int failed = Math.min(left, oldest.count());
            if (failed < oldest.count()) {
                launches.addFirst(new Launch(oldest.arrives(), oldest.count() - failed));
            }
            left -= failed;
        }
    }

    /** Replicas that stop serving without having been asked to, such as reclaimed spot capacity. */
    public void lose(int count) {
        ready = Math.max(0, ready - count);
    }

    public int ready() {
        return ready;
    }

    public int starting() {
        return starting;
    }

    /** What is paid for: ready or on its way. */
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
