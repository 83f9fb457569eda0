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
 * The candidates, and what each wants; one set for all workloads of one kind. A policy wants a peak times a headroom, and policies
 * with one peak stand together: what is kept of a workload is kept a peak, not a policy.
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

    private record Kind(Duration step, boolean foresight) {}

    /** What is multiplied by the headrooms: the peak of a signal over a hold, or the newest demand's where that is larger. */
    private record Peak(Signal signal, int hold) {}

    private final List<Policy> policies = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();
    private final List<Peak> peaks = new ArrayList<>(); // the newest demand's first
    private final List<Signal> signals;
    private final Duration[] holds;
    private final Duration step;
    private final int prudent;
    private final ThreadLocal<Bench> benches = ThreadLocal.withInitial(Bench::new);

    /** What a thread works a step out in. */
    final class Bench {
        final float[] peaks = new float[PolicyCatalogue.this.peaks.size()];
        final float[] least = new float[PolicyCatalogue.this.peaks.size()];
        final StepScratch step = new StepScratch(size());
    }

    /** The catalogue for a step, with the forecaster's signals or without; shared by all workloads that have it. */
    static PolicyCatalogue of(Duration step, boolean foresight) {
        return BY_KIND.computeIfAbsent(new Kind(step, foresight), PolicyCatalogue::new);
    }

    private PolicyCatalogue(Kind kind) {
        step = kind.step();
        signals = Signal.all(kind.foresight());
        holds = distinct();
        for (Signal signal : signals) {
            add(signal);
        }
        policies.forEach(policy -> labels.add(policy.label()));
        prudent = indexOfPrudent();
    }

    /** A coarse grid cannot tell all holds apart. */
    private Duration[] distinct() {
        List<Duration> told = new ArrayList<>();
        int last = 0;
        for (Duration hold : HOLDS) {
            if (width(hold) != last) {
                told.add(hold);
            }
            last = width(hold);
        }
        return told.toArray(Duration[]::new);
    }

    private int indexOfPrudent() {
        int found = 0;
        for (int i = 0; i < policies.size(); i++) {
            Policy policy = policies.get(i);
            if (policy.signal() == PRUDENT.signal()
                    && policy.headroom() == PRUDENT.headroom()
                    && policy.hold().compareTo(PRUDENT.hold()) <= 0) {
                found = i; // the longest such hold that this step can tell apart comes last
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

    /** Peaks, each of which several policies go by. */
    int peaks() {
        return peaks.size();
    }

    /** What peaks are multiplied by, rising; not to be written to. */
    static double[] headrooms() {
        return HEADROOMS;
    }

    /** The signals of one workload, their peaks kept as these policies need them. */
    Signals signals(int lag) {
        return new Signals(step, lag, signals, Stream.of(holds).mapToInt(this::width).toArray());
    }

    /** Room to work in, until this thread asks again. */
    Bench bench() {
        return benches.get();
    }

    /** The policy to follow until evidence says otherwise: the slowest to give back, with room above the trend. */
    int prudent() {
        return prudent;
    }

    Policy policy(int index) {
        return policies.get(index);
    }

    /** A policy as text, made once for all. */
    String label(int index) {
        return labels.get(index);
    }

    /** Writes the peaks by the signals as they are. */
    void peaks(Signals now, float[] into) {
        for (int i = 0; i < into.length; i++) {
            Peak peak = peaks.get(i);
            float own = now.peak(peak.signal(), peak.hold());
            into[i] = peak.signal().isOverReactive() ? Math.max(own, into[peak.hold()]) : own;
        }
    }

    /** Writes what each policy wants by these peaks, at least one replica. */
    static void wants(float[] peaks, short[] into) {
        for (int i = 0; i < peaks.length; i++) {
            wants(peaks[i], i, into);
        }
    }

    /** The same where other peaks and what they made are known: most peaks are those of the step before. */
    static void wants(float[] peaks, float[] others, short[] made, short[] into) {
        for (int i = 0; i < peaks.length; i++) {
            if (peaks[i] == others[i]) {
                int first = i * HEADROOMS.length;
                System.arraycopy(made, first, into, first, HEADROOMS.length);
            } else {
                wants(peaks[i], i, into);
            }
        }
    }

    private static void wants(double peak, int index, short[] into) {
        int policy = index * HEADROOMS.length;
        for (double headroom : HEADROOMS) {
            into[policy++] = whole(peak * headroom);
        }
    }

    /** Whole replicas, at least one. */
    static short whole(double replicas) {
        double least = replicas - 1e-6;
        if (!(least > 1)) {
            return 1;
        }
        if (least >= Short.MAX_VALUE) {
            return Short.MAX_VALUE;
        }
        int whole = (int) least; // a conversion instead of Math.ceil: this is worked out a thousand
        // times a step
        return (short) (whole < least ? whole + 1 : whole);
    }
}
