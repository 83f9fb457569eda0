package dev.tidegate.forecaster.neural;

import dev.tidegate.forecaster.series.Series;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * One training sample: a window of the history and the values that followed it. Windows with many missing slots, or with
 * a missing value at a horizon to be learnt, give no sample.
 *
 * @param window input of the network
 * @param target wanted output, at the nodes of the horizons
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record TrainingSample(WindowEncoder.Window window, float[] target) {
    private static final double MAX_MISSING = 0.1; // of the window

    /** At most {@code limit} samples, in an order that only {@code random} decides. */
    static List<TrainingSample> from(
            Series history, WindowEncoder encoder, int limit, Random random) {
        double[] filled = filled(history);
        List<Integer> origins = new ArrayList<>();
        int longest = encoder.horizons().steps();
        for (int i = encoder.depth() - 1; i + longest < history.size(); i++) {
            if (isComplete(history, i, encoder)) {
                origins.add(i);
            }
        }
        Collections.shuffle(origins, random);
        return origins.stream()
                .limit(limit)
                .map(i -> at(history, filled, i, encoder))
                .filter(sample -> sample.window().unit() > 0) // a constant teaches nothing
                .toList();
    }

    private static TrainingSample at(
            Series history, double[] filled, int i, WindowEncoder encoder) {
        WindowEncoder.Window window = encoder.encode(back -> filled[i - back], history.timeAt(i));
        float[] target = new float[encoder.horizons().nodes()];
        for (int node = 0; node < target.length; node++) {
            double value = history.value(i + encoder.horizons().slotsAhead(node));
            target[node] = (float) window.distance(value);
        }
        return new TrainingSample(window, target);
    }

    private static boolean isComplete(Series history, int i, WindowEncoder encoder) {
        for (int node = 0; node < encoder.horizons().nodes(); node++) {
            if (!history.isKnown(i + encoder.horizons().slotsAhead(node))) {
                return false;
            }
        }
        int missing = 0;
        for (int back = 0; back < encoder.window(); back++) {
            missing += history.isKnown(i - back) ? 0 : 1;
        }
        return missing <= MAX_MISSING * encoder.window();
    }

    private static double[] filled(Series history) {
        double[] filled = new double[history.size()];
        double last = 0;
        for (int i = 0; i < filled.length; i++) {
            last = history.at(i).orElse(last);
            filled[i] = last;
        }
        return filled;
    }
}
