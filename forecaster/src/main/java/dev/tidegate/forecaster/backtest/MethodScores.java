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

/** Accumulates the scores of one method, and its loss at each origin where it was ready. Not thread-safe. */
final class MethodScores {
    private static final double NANOS = 1e9;

    private final ForecastMethod method;
    private final Scoring scoring = new Scoring();
    private final SortedMap<Integer, Double> losses = new TreeMap<>(); // by origin
    private long nanos;

    MethodScores(ForecastMethod method) {
        this.method = method;
    }

    void score(int origin, Series past, double[] actual, double scale, LongSupplier nanoTime) {
        long start = nanoTime.getAsLong();
        Optional<double[][]> quantiles = method.forecast(past, actual.length);
        long elapsed = nanoTime.getAsLong() - start;
        if (quantiles.isPresent()) {
            nanos += elapsed;
            losses.put(origin, scoring.add(quantiles.get(), actual, scale));
        }
    }

    boolean wasReady() {
        return !losses.isEmpty();
    }

    int origins() {
        return losses.size();
    }

    /** @param lags see {@link DieboldMariano#compare(List, List, int)} */
    BackTestResult result(MethodScores naive, int lags) {
        return new BackTestResult(
                method.name(),
                scoring.scores(),
                nanos / NANOS / losses.size(),
                naive == this ? Optional.empty() : compare(naive, lags));
    }

    private Optional<DieboldMariano> compare(MethodScores naive, int lags) {
        List<Double> own = new ArrayList<>();
        List<Double> other = new ArrayList<>();
        losses.forEach(
                (origin, loss) -> {
                    Double naiveLoss = naive.losses.get(origin);
                    if (naiveLoss != null && Double.isFinite(loss - naiveLoss)) {
                        own.add(loss);
                        other.add(naiveLoss);
                    }
                });
        return own.size() < 2
                ? Optional.empty()
                : Optional.of(DieboldMariano.compare(own, other, Math.min(lags, own.size() - 1)));
    }
}
