package dev.tidegate.forecaster.neural;

import dev.tidegate.forecaster.series.Series;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Moments of a history with what came after each: what a network learns from. Moments with much missing in the
 * window, or anything missing at the distances to be learnt, are left out.
 *
 * @param seen what the network is shown
 * @param target what it should say, at the nodes of the reach
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
record TrainingSet(WindowEncoder.Seen seen, float[] target) {
    private static final double MOST_MISSING = 0.1; // of the window

    /** Up to {@code most} lessons, in an order that only {@code random} decides. */
    static List<TrainingSet> from(Series history, WindowEncoder encoder, int most, Random random) {
        double[] filled = filled(history);
        List<Integer> moments = new ArrayList<>();
        int farthest = encoder.reach().steps();
        for (int i = encoder.depth() - 1; i + farthest < history.size(); i++) {
            if (isWhole(history, i, encoder)) {
                moments.add(i);
            }
        }
        Collections.shuffle(moments, random);
        return moments.stream()
                .limit(most)
                .map(i -> at(history, filled, i, encoder))
                .filter(
                        trainingSet ->
                                trainingSet.seen().unit() > 0) // of a constant nothing is learnt
                .toList();
    }

    private static TrainingSet at(Series history, double[] filled, int i, WindowEncoder encoder) {
        WindowEncoder.Seen seen = encoder.encode(back -> filled[i - back], history.timeAt(i));
        float[] target = new float[encoder.reach().nodes()];
        for (int node = 0; node < target.length; node++) {
            double value = history.value(i + encoder.reach().ahead(node));
            target[node] = (float) seen.distance(value);
        }
        return new TrainingSet(seen, target);
    }

    private static boolean isWhole(Series history, int i, WindowEncoder encoder) {
        for (int node = 0; node < encoder.reach().nodes(); node++) {
            if (!history.isKnown(i + encoder.reach().ahead(node))) {
                return false;
            }
        }
        int missing = 0;
        for (int back = 0; back < encoder.window(); back++) {
            missing += history.isKnown(i - back) ? 0 : 1;
        }
        return missing <= MOST_MISSING * encoder.window();
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
