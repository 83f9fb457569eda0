package dev.tidegate.autoscaler.simulation;

import dev.tidegate.autoscaler.replay.ReplayFleet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The policies that users would run instead, each in its simplest form. */
final class PeerPolicies {
    private static final int DAY = Scenario.DAY;

    private PeerPolicies() {}

    static Map<String, Supplier<SimulatedPolicy>> all() {
        Map<String, Supplier<SimulatedPolicy>> all = new LinkedHashMap<>();
        all.put("HPA as shipped (70 %, 300 s)", () -> Hpa.asItComes(0.7));
        all.put("KEDA-style reactive", () -> Hpa.asItComes(1));
        all.put("HPA at 100 %, tolerance 0", () -> Hpa.intolerant(1));
        all.put("hourly prediction, 48 h ahead", () -> PeerPolicies::hourly);
        all.put("Holt-Winters, daily", HoltWinters::new);
        all.put(
                "last week plus 20 %",
                () -> (observed, step, isKnown, fleet) -> lastWeek(observed, step));
        all.put("one interval ahead", PeerPolicies::oneIntervalAhead);
        all.put(
                "static, history's peak",
                () -> (observed, step, isKnown, fleet) -> peakOfHistory(observed));
        return all;
    }

    static int replicas(double replicas) {
        return (int) Math.max(1, Math.ceil(replicas - 1e-9));
    }

    private static double peak(double[] observed, int from, int to) {
        double peak = 0;
        for (int i = from; i < to; i++) {
            peak = Math.max(peak, observed[i]);
        }
        return peak;
    }

    static double mean(double[] observed, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += observed[i];
        }
        return sum / (to - from);
    }

    /** The larger of the hour's mean two days and one week ago, and a reactive policy; both at 70 % utilisation. */
    private static int hourly(double[] observed, int step, boolean isKnown, ReplayFleet fleet) {
        int hour = (step + Scenario.LEAD) / 60 * 60;
        double predicted =
                Math.max(
                        mean(observed, hour - 2 * DAY, hour - 2 * DAY + 60),
                        mean(observed, hour - 7 * DAY, hour - 7 * DAY + 60));
        return replicas(Math.max(predicted, peak(observed, step - 5, step)) / 0.7);
    }

    private static int lastWeek(double[] observed, int step) {
        int then = step - 7 * DAY;
        return replicas(1.2 * peak(observed, then, then + Scenario.LEAD + 2));
    }

    /** The mean of an interval predicts the next one. */
    private static SimulatedPolicy oneIntervalAhead() {
        return Interval.predicted((observed, step) -> mean(observed, step - Interval.STEPS, step));
    }

    private static int peakOfHistory(double[] observed) {
        return replicas(peak(observed, 0, 8 * DAY));
    }

    /** Additive daily Holt-Winters (Winters 1960), one lead time ahead, and at least the newest demand. */
    private static final class HoltWinters implements SimulatedPolicy {
        private final double[] season = new double[DAY];
        private double level;
        private double slope;
        private int steps;

        @Override
        public int target(double[] observed, int step, boolean isKnown, ReplayFleet fleet) {
            for (; steps < step; steps++) {
                add(observed[steps]);
            }
            int at = step + Scenario.LEAD;
            double predicted = level + slope * (Scenario.LEAD + 1) + season[at % DAY];
            return replicas(Math.max(predicted, observed[step - 1]));
        }

        private void add(double value) {
            int phase = steps % DAY;
            if (steps < DAY) {
                season[phase] = value;
                return;
            }
            double lastLevel = level;
            level = 0.2 * (value - season[phase]) + 0.8 * (level + slope);
            slope = 0.01 * (level - lastLevel) + 0.99 * slope;
            season[phase] = 0.3 * (value - level) + 0.7 * season[phase];
        }
    }
}
