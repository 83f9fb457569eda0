package dev.tidegate.autoscaler.shadow;

import dev.tidegate.autoscaler.shadow.signal.Signal;
import dev.tidegate.autoscaler.shadow.signal.Signals;
import dev.tidegate.autoscaler.shadow.signal.TrailingPeak;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The candidates, and what each wants; one set for all workloads of one kind. Policies with one peak stand together. */
final class Catalogue {
    private static final double[] HEADROOMS = {
        0.9, 0.95, 1, 1.05, 1.1, 1.2, 1.3, 1.5, 1.75, 2, 2.5, 3.5
    };
    private static final Duration[] HOLDS = {
        Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofHours(1), Duration.ofDays(1)
    };

    private static final Map<Kind, Catalogue> BY_KIND = new ConcurrentHashMap<>();

    private static final Policy PRUDENT = new Policy(Signal.TREND, true, Duration.ofHours(1), 1.2);

    private record Kind(Duration step, boolean foresight) {}

    private final List<Policy> policies = new ArrayList<>();
    private final List<Policy> held = new ArrayList<>(); // the first policy of each peak

    private final Duration step;
    private final int prudent;
    private final ThreadLocal<short[]> scratch =
            ThreadLocal.withInitial(() -> new short[policies.size()]);

    /** The catalogue for a step, with the forecaster's signals or without; shared by all workloads that have it. */
    static Catalogue of(Duration step, boolean foresight) {
        return BY_KIND.computeIfAbsent(new Kind(step, foresight), Catalogue::new);
    }

    private Catalogue(Kind kind) {
        step = kind.step();
        for (Signal signal : Signal.all(kind.foresight())) {
            add(signal, false);
            if (signal != Signal.NOW) {
                add(signal, true);
            }
        }
        prudent = indexOfPrudent();
    }

    private int indexOfPrudent() {
        int found = 0;
        for (int i = 0; i < policies.size(); i++) {
            Policy policy = policies.get(i);
            if (policy.signal() == PRUDENT.signal()
                    && policy.overReactive() == PRUDENT.overReactive()
                    && policy.headroom() == PRUDENT.headroom()
                    && policy.hold().compareTo(PRUDENT.hold()) <= 0) {
                found = i; // the longest such hold that this step can tell apart comes last
            }
        }
        return found;
    }

    private void add(Signal signal, boolean overReactive) {
        int last = 0;
        for (Duration hold : HOLDS) {
            int width = width(hold);
            if (width == last) {
                continue; // a coarse grid cannot tell it from the shorter one
            }
            last = width;
            held.add(new Policy(signal, overReactive, hold, HEADROOMS[0]));
            for (double headroom : HEADROOMS) {
                policies.add(new Policy(signal, overReactive, hold, headroom));
            }
        }
    }

    private int width(Duration hold) {
        return (int) Math.max(1, hold.dividedBy(step));
    }

    int size() {
        return policies.size();
    }

    /** Room for what each policy wants, until this thread asks again. */
    short[] scratch() {
        return scratch.get();
    }

    /** The policy to follow until evidence says otherwise: the slowest to give back, with room above the trend. */
    int prudent() {
        return prudent;
    }

    Policy policy(int index) {
        return policies.get(index);
    }

    /** Trailing peaks for one workload, in the catalogue's order. */
    TrailingPeak[] peaks() {
        return held.stream()
                .map(policy -> new TrailingPeak(width(policy.hold())))
                .toArray(TrailingPeak[]::new);
    }

    /** Writes what each policy wants, at least one replica. */
    void wants(Signals signals, TrailingPeak[] peaks, short[] wants) {
        double now = signals.value(Signal.NOW);
        int policy = 0;
        for (int i = 0; i < peaks.length; i++) {
            Policy of = held.get(i);
            double value = signals.value(of.signal());
            double peak = peaks[i].add(of.overReactive() ? Math.max(value, now) : value);
            for (double headroom : HEADROOMS) {
                wants[policy++] = whole(peak * headroom);
            }
        }
    }

    /** Whole replicas, at least one. */
    static short whole(double replicas) {
        return (short) Math.max(1, Math.min(Short.MAX_VALUE, Math.ceil(replicas - 1e-6)));
    }
}
