package dev.tidegate.autoscaler.capacity;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;

/**
 * Lead time as a high percentile of measured launches, the prior until enough of them were seen. Orders and arrivals are told
 * from counts, first in, first out; what is cancelled is the newest. A replica that is first seen ready became so after the
 * look before, and is dated there: with looks a step apart, a launch of one step must not count as two. Not thread-safe.
 */
public final class LaunchTimes {
    private static final int ENOUGH = 20;
    private static final int REMEMBERED = 200;
    private static final double PERCENTILE = 0.9;

    private final LeadTime prior;
    private final ArrayDeque<Instant> orders = new ArrayDeque<>(); // oldest first
    private int[] seconds = new int[ENOUGH]; // most workloads never launch more
    private int measured;
    private Instant lastLook = Instant.MIN;
    private Instant idleSince = Instant.MIN; // nothing was on its way then, or something arrived
    private int lastStarting;
    private int lastReady;

    public LaunchTimes(LeadTime prior) {
        this.prior = prior;
    }

    /** Takes a look at a fleet; looks come in order. */
    public void look(Instant at, int starting, int ready) {
        if (lastLook.equals(Instant.MIN)) {
            for (int i = 0; i < starting; i++) {
                orders.addLast(Instant.MIN); // ordered before anyone looked
            }
        } else if (at.isAfter(lastLook)) {
            int arrived = Math.min(orders.size(), Math.max(0, ready - lastReady));
            for (int i = 0; i < arrived; i++) {
                measure(orders.removeFirst());
            }
            while (orders.size() < starting) {
                orders.addLast(lastLook); // ordered upon the look before
            }
            while (orders.size() > starting) {
                orders.removeLast();
            }
        }
        if (starting == 0 || lastLook.equals(Instant.MIN) || ready > lastReady) {
            idleSince = at;
        }
        lastLook = at;
        lastStarting = starting;
        lastReady = ready;
    }

    /** The clock was set forward, by {@code now}: what was ordered is on its way for as long as it was, and no later than now. */
    public void setAhead(Instant now, Duration ahead) {
        List<Instant> before = List.copyOf(orders);
        orders.clear();
        before.forEach(order -> orders.addLast(later(order, now, ahead)));
        idleSince = later(idleSince, now, ahead);
        lastLook = later(lastLook, now, ahead);
    }

    private static Instant later(Instant then, Instant now, Duration ahead) {
        if (then.equals(Instant.MIN) || then.isAfter(now)) {
            return then;
        }
        Instant since = then.plus(ahead);
        return since.isAfter(now) ? now : since;
    }

    private void measure(Instant ordered) {
        // What was ordered in a future that a clock set back has taken away is not measured either.
        if (!ordered.equals(Instant.MIN) && !ordered.isAfter(lastLook)) {
            if (measured == seconds.length && measured < REMEMBERED) {
                seconds = Arrays.copyOf(seconds, REMEMBERED);
            }
            long took = Duration.between(ordered, lastLook).toSeconds();
            seconds[measured++ % REMEMBERED] = (int) Math.min(Integer.MAX_VALUE, took);
        }
    }

    /** How long the last launches took, in seconds and in no order. */
    public List<Integer> seconds() {
        return Arrays.stream(seconds, 0, Math.min(measured, REMEMBERED)).boxed().toList();
    }

    /** Goes on from what was measured before, when nothing has been measured yet; no launch took less than nothing. */
    public void resume(List<Integer> before) {
        int[] sound = before.stream().mapToInt(Integer::intValue).filter(s -> s >= 0).toArray();
        seconds = Arrays.copyOf(sound, sound.length < ENOUGH ? ENOUGH : REMEMBERED);
        measured = Math.min(sound.length, REMEMBERED);
    }

    /** How many launches were measured. */
    public int measured() {
        return measured;
    }

    /** Whether so many are believed instead of the prior. */
    public static boolean isEnough(int launches) {
        return launches >= ENOUGH;
    }

    public LeadTime leadTime() {
        if (!isEnough(measured)) {
            return prior;
        }
        int[] sorted = Arrays.copyOf(seconds, Math.min(measured, REMEMBERED));
        Arrays.sort(sorted);
        int place = (int) Math.ceil(PERCENTILE * sorted.length) - 1;
        return new LeadTime(Duration.ofSeconds(sorted[place]));
    }

    /**
     * Whether launches are on their way and none has arrived for more than three times as long as launches take. Where some
     * arrive and others fail, more of them help.
     */
    public boolean overdue() {
        Duration limit = leadTime().duration().multipliedBy(3);
        return lastStarting > 0
                && limit.compareTo(Duration.ofMinutes(1)) > 0
                && Duration.between(idleSince, lastLook).compareTo(limit) > 0;
    }
}
