package dev.tidegate.forecaster.backtest;

import dev.tidegate.forecaster.score.DieboldMariano;
import dev.tidegate.forecaster.score.Scoring;
import dev.tidegate.forecaster.series.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** One rival's running account: its scores, and its loss at each origin it was ready for. Not thread-safe. */
final class MethodScores {
    private static final double NANOS = 1e9;

    private final ForecastMethod method;
    private final Scoring scoring = new Scoring();
    private final SortedMap<Integer, Double> losses = new TreeMap<>(); // by origin
    private long nanos;

    MethodScores(ForecastMethod method) {
        this.method = method;
    }

    void play(int origin, Series past, double[] actual, double scale, LongSupplier nanoTime) {
        long began = nanoTime.getAsLong();
        Optional<double[][]> foreseen = method.foresee(past, actual.length);
        long took = nanoTime.getAsLong() - began;
        if (foreseen.isPresent()) {
            nanos += took;
            losses.put(origin, scoring.add(foreseen.get(), actual, scale));
        }
    }

    boolean wasReady() {
        return !losses.isEmpty();
    }

    int origins() {
        return losses.size();
    }

    /** @param lags see {@link DieboldMariano#compare(List, List, int)} */
    BackTestResult standing(MethodScores naive, int lags) {
        return new BackTestResult(
                method.name(),
                scoring.scores(),
                nanos / NANOS / losses.size(),
                naive == this ? Optional.empty() : against(naive, lags));
    }

    private Optional<DieboldMariano> against(MethodScores naive, int lags) {
        List<Double> own = new ArrayList<>();
        List<Double> other = new ArrayList<>();
        losses.forEach(
                (origin, loss) -> {
                    Double theirs = naive.losses.get(origin);
                    if (theirs != null && Double.isFinite(loss - theirs)) {
                        own.add(loss);
                        other.add(theirs);
                    }
                });
        return own.size() < 2
                ? Optional.empty()
                : Optional.of(DieboldMariano.compare(own, other, Math.min(lags, own.size() - 1)));
    }
}
