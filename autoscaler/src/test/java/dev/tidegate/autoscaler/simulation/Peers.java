package dev.tidegate.autoscaler.simulation;

import dev.tidegate.autoscaler.replay.PlayedFleet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** What a user would run instead, each as simply as its idea can be put. */
final class Peers {
    private static final int DAY = Scenario.DAY;

    private Peers() {}

    static Map<String, Supplier<Peer>> all() {
        Map<String, Supplier<Peer>> all = new LinkedHashMap<>();
        all.put("HPA as shipped (70 %, 300 s)", () -> reactive(5, 1 / 0.7));
        all.put("KEDA-style reactive", () -> reactive(5, 1));
        all.put("hourly prediction, 48 h ahead", () -> Peers::hourly);
        all.put("Holt-Winters, daily", HoltWinters::new);
        all.put("last week plus 20 %", () -> (told, step, known, fleet) -> lastWeek(told, step));
        all.put("one interval ahead", () -> Peers::oneIntervalAhead);
        all.put("static, history's peak", () -> (told, step, known, fleet) -> peakOfHistory(told));
        return all;
    }

    /** The largest demand of so many steps, times a headroom. */
    static Peer reactive(int hold, double headroom) {
        return (told, step, known, fleet) -> whole(peak(told, step - hold, step) * headroom);
    }

    private static int whole(double replicas) {
        return (int) Math.max(1, Math.ceil(replicas - 1e-9));
    }

    private static double peak(double[] told, int from, int to) {
        double peak = 0;
        for (int i = from; i < to; i++) {
            peak = Math.max(peak, told[i]);
        }
        return peak;
    }

    private static double mean(double[] told, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += told[i];
        }
        return sum / (to - from);
    }

    /** The hour's mean of two days and of a week ago, over a reactive policy, both at 70 %. */
    private static int hourly(double[] told, int step, boolean known, PlayedFleet fleet) {
        int hour = (step + Scenario.LAG) / 60 * 60;
        double foreseen =
                Math.max(
                        mean(told, hour - 2 * DAY, hour - 2 * DAY + 60),
                        mean(told, hour - 7 * DAY, hour - 7 * DAY + 60));
        return whole(Math.max(foreseen, peak(told, step - 5, step)) / 0.7);
    }

    private static int lastWeek(double[] told, int step) {
        int then = step - 7 * DAY;
        return whole(1.2 * peak(told, then, then + Scenario.LAG + 2));
    }

    /** The mean of an interval of three minutes is taken for the next. */
    private static int oneIntervalAhead(double[] told, int step, boolean known, PlayedFleet fleet) {
        return step % 3 == 0 ? whole(mean(told, step - 3, step)) : fleet.total();
    }

    private static int peakOfHistory(double[] told) {
        return whole(peak(told, 0, 8 * DAY));
    }

    /** Additive daily Holt-Winters (Winters 1960), a lead ahead, over the newest demand. */
    private static final class HoltWinters implements Peer {
        private final double[] season = new double[DAY];
        private double level;
        private double slope;
        private int seen;

        @Override
        public int want(double[] told, int step, boolean known, PlayedFleet fleet) {
            for (; seen < step; seen++) {
                add(told[seen]);
            }
            int at = step + Scenario.LAG;
            double foreseen = level + slope * (Scenario.LAG + 1) + season[at % DAY];
            return whole(Math.max(foreseen, told[step - 1]));
        }

        private void add(double value) {
            int phase = seen % DAY;
            if (seen < DAY) {
                season[phase] = value;
                return;
            }
            double before = level;
            level = 0.2 * (value - season[phase]) + 0.8 * (level + slope);
            slope = 0.01 * (level - before) + 0.99 * slope;
            season[phase] = 0.3 * (value - level) + 0.7 * season[phase];
        }
    }
}
