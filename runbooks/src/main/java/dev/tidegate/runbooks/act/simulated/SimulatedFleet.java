package dev.tidegate.runbooks.act.simulated;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;

/**
 * One fleet's replicas. A launch is paid for from its order and ready after the lead time; a stop
 * is immediate, and the newest launches are cancelled before ready replicas stop. Not thread-safe.
 */
final class SimulatedFleet {
    private final FleetSettings settings;
    private final ArrayDeque<Launch> launches = new ArrayDeque<>(); // oldest first
    private int floor;
    private int ready;
    private long lastFence;
    private Instant at;
    private double paidSeconds;

    SimulatedFleet(FleetSettings settings, Instant start) {
        this.settings = settings;
        this.floor = settings.floor();
        this.ready = settings.floor();
        this.at = start;
    }

    /** Moves to {@code now}: launches that are due become ready. Time does not go back. */
    void advance(Instant now) {
        if (!now.isAfter(at)) {
            return;
        }
        paidSeconds += (ready + launches.size()) * (Duration.between(at, now).toNanos() / 1e9);
        at = now;
        while (!launches.isEmpty() && !launches.getFirst().ready().isAfter(now)) {
            launches.removeFirst();
            ready++;
        }
    }

    /**
     * Orders launches up to the floor, or stops replicas down to it, at the instant last advanced
     * to.
     */
    void setFloor(int replicas, Duration lead) {
        floor = replicas;
        int surplus = ready + launches.size() - replicas;
        for (; surplus > 0 && !launches.isEmpty(); surplus--) {
            launches.removeLast();
        }
        ready -= Math.max(0, surplus);
        for (; surplus < 0; surplus++) {
            launches.addLast(new Launch(at.plus(lead)));
        }
    }

    /**
     * Stops up to that many ready replicas and orders as many replacements, at the instant last
     * advanced to.
     */
    void lose(int replicas) {
        int gone = Math.min(replicas, ready);
        ready -= gone;
        for (int i = 0; i < gone; i++) {
            launches.addLast(new Launch(at.plus(settings.lead())));
        }
    }

    /**
     * Whether a writer with this fencing token may write; from then on smaller ones are refused.
     */
    boolean admits(long fence) {
        if (fence < lastFence) {
            return false;
        }
        lastFence = fence;
        return true;
    }

    FleetSettings settings() {
        return settings;
    }

    int floor() {
        return floor;
    }

    int ready() {
        return ready;
    }

    int starting() {
        return launches.size();
    }

    double paidSeconds() {
        return paidSeconds;
    }

    private record Launch(Instant ready) {}
}
