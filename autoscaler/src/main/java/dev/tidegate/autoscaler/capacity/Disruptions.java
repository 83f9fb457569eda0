package dev.tidegate.autoscaler.capacity;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;

/**
 * Tracks replicas that stop serving although they are wanted, such as reclaimed spot capacity or failed nodes, and how
 * often which share of a fleet is lost that way. Works on counts: a decrease because fewer are wanted is no loss, a new
 * ready replica replaces the oldest loss, and a loss that is not replaced within a launch time is dropped. Not
 * thread-safe.
 */
public final class Disruptions {
    /** Number of buckets of the share of a fleet that is lost. */
    public static final int BUCKETS = 10;

    /** A larger share lost at once is an outage, which no reserve of replicas covers. */
    private static final double OUTAGE_SHARE = 0.5;

    // Seconds until a second weighs 1/e.
    private static final double MEMORY = Duration.ofDays(14).toSeconds();

    /** Prior: seconds without a loss, assumed before the first observation. */
    private static final double PRIOR_SECONDS = Duration.ofHours(6).toSeconds();

    private final ArrayDeque<Loss> losses = new ArrayDeque<>(); // oldest first
    // With a loss, by bucket of the lost share.
    private final double[] seconds = new double[BUCKETS];
    private double watched; // seconds; like those above, older ones weigh less
    private Instant lastObserved = Instant.MIN;
    private int lastReady;
    private int lost;
    private boolean hasJustEnded;

    private record Loss(Instant at, int count) {}

    /**
     * Observes the fleet; observations come in order.
     *
     * @param wanted   replicas that should be there
     * @param replaced time until a lost replica is replaced, including the interval between observations
     */
    public void observe(Instant at, int wanted, int ready, Duration replaced) {
        if (lastObserved.equals(Instant.MIN)) {
            lastObserved = at;
            lastReady = ready;
            return;
        }
        count(Duration.between(lastObserved, at), replaced);
        boolean earlier = lostShare() > 0;
        update(at, Math.min(lastReady, wanted) - ready, ready - lastReady);
        while (lost > 0 && losses.getFirst().at().plus(replaced).isBefore(at)) {
            drop(lost);
        }
        lastObserved = at;
        lastReady = ready;
        hasJustEnded = earlier && lostShare() == 0;
    }

    /**
     * Handles a clock that was set forward by {@code ahead}, to {@code now}: the jump does not count as observed time,
     * and losses keep their age.
     */
    public void setAhead(Instant now, Duration ahead) {
        List<Loss> earlier = List.copyOf(losses);
        losses.clear();
        earlier.forEach(loss -> losses.addLast(new Loss(loss.at().plus(ahead), loss.count())));
        if (lastObserved.isBefore(now) && !lastObserved.equals(Instant.MIN)) {
            Instant since = lastObserved.plus(ahead);
            lastObserved = since.isAfter(now) ? now : since;
        }
    }

    private void count(Duration passed, Duration replaced) {
        double all = Math.max(0, passed.toMillis()) / 1000.0;
        double missing = lostShare() > 0 ? Math.min(all, replaced.toMillis() / 1000.0) : 0;
        if (missing > 0) {
            addTime(missing);
            seconds[(int) Math.min(BUCKETS - 1, lostShare() / OUTAGE_SHARE * BUCKETS)] +=
                    weight(missing);
        }
        addTime(all - missing);
    }

    /** Weight of {@code time} seconds at their end. */
    private static double weight(double time) {
        return -MEMORY * Math.expm1(-time / MEMORY);
    }

    private void addTime(double time) {
        double decay = Math.exp(-time / MEMORY);
        for (int i = 0; i < BUCKETS; i++) {
            seconds[i] *= decay;
        }
        watched = watched * decay + weight(time);
    }

    private void update(Instant at, int newlyLost, int newlyReady) {
        if (newlyLost > 0) {
            losses.addLast(new Loss(at, newlyLost));
            lost += newlyLost;
        }
        for (int remaining = newlyReady; remaining > 0 && lost > 0; ) {
            remaining -= drop(remaining);
        }
    }

    /**
     * Drops at most {@code max} replicas of the oldest loss.
     *
     * @return how many were dropped
     */
    private int drop(int max) {
        Loss oldest = losses.removeFirst();
        int dropped = Math.min(max, oldest.count());
        if (dropped < oldest.count()) {
            losses.addFirst(new Loss(oldest.at(), oldest.count() - dropped));
        }
        lost -= dropped;
        return dropped;
    }

    /** Share of the wanted replicas that is lost now; 0 in an outage, too. */
    public double lostShare() {
        double share = lost == 0 ? 0 : lost / (double) (lastReady + lost);
        return share > OUTAGE_SHARE ? 0 : share;
    }

    /** Whether the newest observation is the first without a loss after one with a loss. */
    public boolean hasJustEnded() {
        return hasJustEnded;
    }

    /** Whether any loss was ever counted. */
    public boolean hasLosses() {
        for (double time : seconds) {
            if (time > 0) {
                return true;
            }
        }
        return false;
    }

    /** Share of the time in which about {@link #lostShare(int)} of the fleet is lost. */
    public double frequency(int bucket) {
        return seconds[bucket] / (watched + PRIOR_SECONDS);
    }

    /** Share of the fleet that is lost in {@code bucket}, ascending. */
    public static double lostShare(int bucket) {
        return (bucket + 0.5) * OUTAGE_SHARE / BUCKETS;
    }

    /** The counts so far. */
    public DisruptionCounts counts() {
        return new DisruptionCounts(watched, Arrays.stream(seconds).boxed().toList());
    }

    /**
     * Resumes from earlier counts.
     *
     * @param since time since they were taken; no loss is assumed since
     */
    public void resume(DisruptionCounts earlier, Duration since) {
        watched = earlier.watched();
        for (int i = 0; i < BUCKETS; i++) {
            seconds[i] = earlier.lost().get(i);
        }
        addTime(Math.max(0, since.toMillis()) / 1000.0);
    }
}
