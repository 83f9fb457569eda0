package dev.tidegate.autoscaler.shadow;

import dev.tidegate.autoscaler.shadow.cost.StepScratch;
import dev.tidegate.autoscaler.shadow.signal.Signal;
import dev.tidegate.autoscaler.shadow.signal.Signals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The candidate policies and what each wants; one catalogue is shared by all workloads with the same step. A policy
 * wants a peak times a headroom. Policies with the same peak are adjacent, so that a workload stores data per peak, not
 * per policy. Immutable and thread-safe.
 */
final class PolicyCatalogue {
    private static final double[] HEADROOMS = {
        0.9, 0.95, 1, 1.05, 1.1, 1.2, 1.3, 1.5, 1.75, 2, 2.5, 3.5
    };
    private static final Duration[] HOLDS = {
        Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofDays(1)
    };

    private static final Map<Kind, PolicyCatalogue> BY_KIND = new ConcurrentHashMap<>();

    private static final Policy PRUDENT = new Policy(Signal.TREND, Duration.ofHours(1), 1.2);

    /** A rule from demand to replicas: the largest value of a signal in the last {@code hold}, times {@code headroom}. */
    record Policy(Signal signal, Duration hold, double headroom) {

        Policy {
            if (hold.isNegative() || hold.isZero()) {
                throw new IllegalArgumentException("hold must be positive, was " + hold);
            }
            if (!(headroom > 0)) {
                throw new IllegalArgumentException("headroom must be positive, was " + headroom);
            }
        }

        String label() {
            return String.format(
                    Locale.ROOT,
                    "%s%s, hold %d s, x%.3g",
                    signal.label(),
                    signal.isOverReactive() ? " over reactive" : "",
                    hold.toSeconds(),
                    headroom);
        }
    }

    private record Kind(Duration step, boolean forecasting) {}

    /** What the headrooms multiply: the peak of a signal over a hold, or that of the newest demand if it is larger. */
    private record Peak(Signal signal, int hold) {}

    private final List<Policy> policies = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();
    private final List<Peak> peaks = new ArrayList<>(); // those of the newest demand first
    private final List<Signal> signals;
    private final Duration[] holds;
    private final Duration step;
    private final int prudent;
    private final ThreadLocal<Scratch> scratches = ThreadLocal.withInitial(Scratch::new);

    /** Scratch arrays of one thread for one step. */
    final class Scratch {
        final float[] peaks = new float[PolicyCatalogue.this.peaks.size()];
        final float[] readyPeaks = new float[PolicyCatalogue.this.peaks.size()];
        final StepScratch step = new StepScratch(size());
    }

    /** The catalogue for a step, with or without forecast signals; shared by all workloads that use it. */
    static PolicyCatalogue of(Duration step, boolean forecasting) {
        return BY_KIND.computeIfAbsent(new Kind(step, forecasting), PolicyCatalogue::new);
    }

    private PolicyCatalogue(Kind kind) {
        step = kind.step();
        signals = Signal.all(kind.forecasting());
        holds = distinctHolds();
        for (Signal signal : signals) {
            add(signal);
        }
        policies.forEach(policy -> labels.add(policy.label()));
        prudent = indexOfPrudent();
    }

    /** The holds that differ in whole steps, since a coarse grid maps several to the same number. */
    private Duration[] distinctHolds() {
        List<Duration> distinct = new ArrayList<>();
        int last = 0;
        for (Duration hold : HOLDS) {
            if (width(hold) != last) {
                distinct.add(hold);
            }
            last = width(hold);
        }
        return distinct.toArray(Duration[]::new);
    }

    private int indexOfPrudent() {
        int found = 0;
        for (int i = 0; i < policies.size(); i++) {
            Policy policy = policies.get(i);
            if (policy.signal() == PRUDENT.signal()
                    && policy.headroom() == PRUDENT.headroom()
                    && policy.hold().compareTo(PRUDENT.hold()) <= 0) {
                found = i; // the longest such hold comes last
            }
        }
        return found;
    }

    private void add(Signal signal) {
        for (int hold = 0; hold < holds.length; hold++) {
            peaks.add(new Peak(signal, hold));
            for (double headroom : HEADROOMS) {
                policies.add(new Policy(signal, holds[hold], headroom));
            }
        }
    }

    private int width(Duration hold) {
        return (int) Math.max(1, hold.dividedBy(step));
    }

    int size() {
        return policies.size();
    }

    /** Number of peaks, each shared by several policies. */
    int peaks() {
        return peaks.size();
    }

    /** The headrooms, ascending; must not be modified. */
    static double[] headrooms() {
        return HEADROOMS;
    }

    /** New signals for one workload, with the peaks that these policies need. */
    Signals signals(int lag) {
        return new Signals(step, lag, signals, Stream.of(holds).mapToInt(this::width).toArray());
    }

    /** Scratch arrays, valid until the next call on this thread. */
    Scratch scratch() {
        return scratches.get();
    }

    /**
     * Index of the policy to follow while there is little evidence: the slowest to scale in, with headroom above the
     * trend.
     */
    int prudent() {
        return prudent;
    }

    Policy policy(int index) {
        return policies.get(index);
    }

    /** The text form of a policy, created once. */
    String label(int index) {
        return labels.get(index);
    }

    /** Writes the current peaks of the signals. */
    void peaks(Signals signals, float[] into) {
        for (int i = 0; i < into.length; i++) {
            Peak peak = peaks.get(i);
            float own = signals.peak(peak.signal(), peak.hold());
            into[i] = peak.signal().isOverReactive() ? Math.max(own, into[peak.hold()]) : own;
        }
    }

    /** Writes what each policy wants with these peaks, at least one replica. */
    static void writeWanted(float[] peaks, short[] into) {
        for (int i = 0; i < peaks.length; i++) {
            writeWanted(peaks[i], i, into);
        }
    }

    /**
     * Likewise, reusing {@code earlierWanted} of {@code earlierPeaks} where a peak is unchanged, as most are from step
     * to step.
     */
    static void writeWanted(
            float[] peaks, float[] earlierPeaks, short[] earlierWanted, short[] into) {
        for (int i = 0; i < peaks.length; i++) {
            if (peaks[i] == earlierPeaks[i]) {
                int first = i * HEADROOMS.length;
                System.arraycopy(earlierWanted, first, into, first, HEADROOMS.length);
            } else {
                writeWanted(peaks[i], i, into);
            }
        }
    }

    private static void writeWanted(double peak, int index, short[] into) {
        int policy = index * HEADROOMS.length;
        for (double headroom : HEADROOMS) {
            into[policy++] = roundUp(peak * headroom);
        }
    }

    /** Rounds up to whole replicas, at least one. */
    static short roundUp(double replicas) {
        double exact = replicas - 1e-6;
        if (!(exact > 1)) {
            return 1;
        }
        if (exact >= Short.MAX_VALUE) {
            return Short.MAX_VALUE;
        }
        int truncated = (int) exact; // faster than Math.ceil; this runs a thousand times a step
        return (short) (truncated < exact ? truncated + 1 : truncated);
    }
}
