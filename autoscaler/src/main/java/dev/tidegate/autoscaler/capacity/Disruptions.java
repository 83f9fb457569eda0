package dev.tidegate.autoscaler.capacity;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;

/**
 * Replicas that stop serving though they are wanted, such as reclaimed spot capacity or failed nodes, and how often which part of
 * a fleet is lost to that. Told from counts: what leaves because less is wanted is no loss, whatever becomes ready replaces the
 * oldest loss, and what nothing replaced for longer than a launch takes is no longer waited for. Not thread-safe.
 */
public final class Disruptions {
    /** Parts of a fleet that are told apart. */
    public static final int PARTS = 10;

    /** More than this part of a fleet at once is an outage, which no reserve of replicas answers. */
    private static final double OUTAGE = 0.5;

    private static final double MEMORY =
            Duration.ofDays(14).toSeconds(); // until a second weighs 1/e

    /** Seconds without a loss that are taken to have been seen before anyone looked. */
    private static final double PRESUMED = Duration.ofHours(6).toSeconds();

    private final ArrayDeque<Loss> losses = new ArrayDeque<>(); // oldest first
    private final double[] seconds = new double[PARTS]; // in which a part was lost
    private double watched; // seconds, older ones weighing less, as they do above
    private Instant lastLook = Instant.MIN;
    private int lastReady;
    private int lost;
    private boolean over;

    private record Loss(Instant seen, int count) {}

    /**
     * Takes a look at a fleet; looks come in order.
     *
     * @param wanted   replicas that should be there
     * @param replaced how long it takes until a lost one is replaced, looks apart included
     */
    public void look(Instant at, int wanted, int ready, Duration replaced) {
        if (lastLook.equals(Instant.MIN)) {
            lastLook = at;
            lastReady = ready;
            return;
        }
        count(Duration.between(lastLook, at), replaced);
        boolean before = part() > 0;
        compare(at, Math.min(lastReady, wanted) - ready, ready - lastReady);
        while (lost > 0 && losses.getFirst().seen().plus(replaced).isBefore(at)) {
            forget(lost);
        }
        lastLook = at;
        lastReady = ready;
        over = before && part() == 0;
    }

    /** The clock was set forward, by {@code now}: nothing was watched meanwhile, and losses are as long ago as they were. */
    public void setAhead(Instant now, Duration ahead) {
        List<Loss> before = List.copyOf(losses);
        losses.clear();
        before.forEach(loss -> losses.addLast(new Loss(loss.seen().plus(ahead), loss.count())));
        if (lastLook.isBefore(now) && !lastLook.equals(Instant.MIN)) {
            Instant since = lastLook.plus(ahead);
            lastLook = since.isAfter(now) ? now : since;
        }
    }

    private void count(Duration passed, Duration replaced) {
        double all = Math.max(0, passed.toMillis()) / 1000.0;
        double missing = part() > 0 ? Math.min(all, replaced.toMillis() / 1000.0) : 0;
        if (missing > 0) {
            watch(missing);
            seconds[(int) Math.min(PARTS - 1, part() / OUTAGE * PARTS)] += weight(missing);
        }
        watch(all - missing);
    }

    /** What so many seconds weigh at their end. */
    private static double weight(double time) {
        return -MEMORY * Math.expm1(-time / MEMORY);
    }

    private void watch(double time) {
        double less = Math.exp(-time / MEMORY);
        for (int i = 0; i < PARTS; i++) {
            seconds[i] *= less;
        }
        watched = watched * less + weight(time);
    }

    private void compare(Instant at, int gone, int more) {
        if (gone > 0) {
            losses.addLast(new Loss(at, gone));
            lost += gone;
        }
        for (int back = more; back > 0 && lost > 0; ) {
            back -= forget(back);
        }
    }

    /** Forgets the oldest loss, or as much of it; how many replicas that were. */
    private int forget(int most) {
        Loss oldest = losses.removeFirst();
        int forgotten = Math.min(most, oldest.count());
        if (forgotten < oldest.count()) {
            losses.addFirst(new Loss(oldest.seen(), oldest.count() - forgotten));
        }
        lost -= forgotten;
        return forgotten;
    }

    /** The part of what should serve that is lost now; 0 in an outage, too. */
    public double part() {
        double part = lost == 0 ? 0 : lost / (double) (lastReady + lost);
        return part > OUTAGE ? 0 : part;
    }

    /** Whether the newest look was the first without a loss after one with a loss. */
    public boolean over() {
        return over;
    }

    /** Whether any part was ever lost. */
    public boolean any() {
        for (double time : seconds) {
            if (time > 0) {
                return true;
            }
        }
        return false;
    }

    /** Share of the time in which about {@link #lost(int)} of the fleet is lost. */
    public double often(int part) {
        return seconds[part] / (watched + PRESUMED);
    }

    /** A part of the fleet, rising with its number from 0 to below {@link #PARTS}. */
    public static double lost(int part) {
        return (part + 0.5) * OUTAGE / PARTS;
    }

    /** What was counted so far. */
    public DisruptionCounts counts() {
        return new DisruptionCounts(watched, Arrays.stream(seconds).boxed().toList());
    }

    /**
     * Goes on from what was counted before.
     *
     * @param since how long ago; nothing is known to have been lost since
     */
    public void resume(DisruptionCounts before, Duration since) {
        watched = before.watched();
        for (int i = 0; i < PARTS; i++) {
            seconds[i] = before.lost().get(i);
        }
        watch(Math.max(0, since.toMillis()) / 1000.0);
    }
}
