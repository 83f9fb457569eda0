package dev.tidegate.autoscaler.capacity;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;

/**
 * Lead time as a high percentile of the measured launches, or the prior until enough were measured. Orders and arrivals
 * are inferred from counts, first in, first out; a cancellation removes the newest order. A replica first seen ready
 * became ready after the previous observation and is dated there: with observations a step apart, a launch of one step
 * must not count as two. Not thread-safe.
 */
public final class LaunchTimes {
    private static final int ENOUGH = 20;
    private static final int REMEMBERED = 200;
    private static final double PERCENTILE = 0.9;

    private final LeadTime prior;
    private final ArrayDeque<Instant> orders = new ArrayDeque<>(); // oldest first
    private int[] seconds = new int[ENOUGH]; // grows to REMEMBERED; most workloads never need that
    private int measured;
    private Instant lastObserved = Instant.MIN;
    // Last time when nothing was starting or a launch arrived.
    private Instant idleSince = Instant.MIN;
    private int lastStarting;
    private int lastReady;

    public LaunchTimes(LeadTime prior) {
        this.prior = prior;
    }

    /** Observes the fleet; observations come in order. */
    public void observe(Instant at, int starting, int ready) {
        if (lastObserved.equals(Instant.MIN)) {
            for (int i = 0; i < starting; i++) {
                orders.addLast(Instant.MIN); // ordered before the first observation
            }
        } else if (at.isAfter(lastObserved)) {
            int arrived = Math.min(orders.size(), Math.max(0, ready - lastReady));
            for (int i = 0; i < arrived; i++) {
                measure(orders.removeFirst());
            }
            while (orders.size() < starting) {
                orders.addLast(lastObserved); // ordered at the previous observation
            }
            while (orders.size() > starting) {
                orders.removeLast();
            }
        }
        if (starting == 0 || lastObserved.equals(Instant.MIN) || ready > lastReady) {
            idleSince = at;
        }
        lastObserved = at;
        lastStarting = starting;
        lastReady = ready;
    }

    /**
     * Handles a clock that was set forward by {@code ahead}, to {@code now}: orders keep their age, and none lies after
     * {@code now}.
     */
    public void setAhead(Instant now, Duration ahead) {
        List<Instant> earlier = List.copyOf(orders);
        orders.clear();
        earlier.forEach(order -> orders.addLast(shifted(order, now, ahead)));
        idleSince = shifted(idleSince, now, ahead);
        lastObserved = shifted(lastObserved, now, ahead);
    }

    private static Instant shifted(Instant instant, Instant now, Duration ahead) {
        if (instant.equals(Instant.MIN) || instant.isAfter(now)) {
            return instant;
        }
        Instant moved = instant.plus(ahead);
        return moved.isAfter(now) ? now : moved;
    }

    private void measure(Instant ordered) {
        // After the clock was set back an order may lie in the future: it is not measured.
        if (!ordered.equals(Instant.MIN) && !ordered.isAfter(lastObserved)) {
            if (measured == seconds.length && measured < REMEMBERED) {
                seconds = Arrays.copyOf(seconds, REMEMBERED);
            }
            long elapsed = Duration.between(ordered, lastObserved).toSeconds();
            seconds[measured++ % REMEMBERED] = (int) Math.min(Integer.MAX_VALUE, elapsed);
        }
    }

    /** Durations of the last launches in seconds, in no particular order. */
    public List<Integer> seconds() {
        return Arrays.stream(seconds, 0, Math.min(measured, REMEMBERED)).boxed().toList();
    }

    /** Resumes from earlier measurements, before any of its own; negative ones are dropped. */
    public void resume(List<Integer> earlier) {
        int[] valid = earlier.stream().mapToInt(Integer::intValue).filter(s -> s >= 0).toArray();
        seconds = Arrays.copyOf(valid, valid.length < ENOUGH ? ENOUGH : REMEMBERED);
        measured = Math.min(valid.length, REMEMBERED);
    }

    /** Number of launches measured. */
    public int measured() {
        return measured;
    }

    /** Whether {@code launches} measurements suffice to replace the prior. */
    public static boolean isEnough(int launches) {
        return launches >= ENOUGH;
    }

    public LeadTime leadTime() {
        if (!isEnough(measured)) {
            return prior;
        }
        int[] sorted = Arrays.copyOf(seconds, Math.min(measured, REMEMBERED));
        Arrays.sort(sorted);
        int index = (int) Math.ceil(PERCENTILE * sorted.length) - 1;
        return new LeadTime(Duration.ofSeconds(sorted[index]));
    }

    /**
     * Whether launches are in progress and none has arrived for more than three times the lead time. If some arrive and
     * others fail, ordering more helps, so that is not overdue.
     */
    public boolean overdue() {
        Duration limit = leadTime().duration().multipliedBy(3);
        return lastStarting > 0
                && limit.compareTo(Duration.ofMinutes(1)) > 0
                && Duration.between(idleSince, lastObserved).compareTo(limit) > 0;
    }
}
