package dev.tidegate.forecaster;

import dev.tidegate.forecaster.series.Share;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a forecast was made.
 *
 * @param weights each model that took part, with its weight at the longest horizon
 * @param sleeping models that were not ready
 * @param trainingSpan time covered by the history behind the models
 * @param completeness share of known slots in that span
 * @param coverage95 share of the recently scored slots that stayed under their 0.95 quantile; empty until enough were
 *     scored
 * @param levelShift the latest level shift detected in that span
 */
public record Provenance(
        SortedMap<String, Double> weights,
        List<String> sleeping,
        Duration trainingSpan,
        Share completeness,
        OptionalDouble coverage95,
        Optional<LevelShift> levelShift) {
    public Provenance {
        weights = Collections.unmodifiableSortedMap(new TreeMap<>(weights));
        sleeping = List.copyOf(sleeping);
    }

    /** The level changed by {@code factor} at {@code since}. */
    public record LevelShift(Instant since, double factor) {}
}
