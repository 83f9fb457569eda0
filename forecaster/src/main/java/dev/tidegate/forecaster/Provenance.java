package dev.tidegate.forecaster;

import dev.tidegate.forecaster.series.Share;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where a forecast came from.
 *
 * @param weights each model that spoke, and its share of the forecast at the longest horizon
 * @param sleeping models that were not ready, so that others stood in
 * @param trainingSpan time covered by the history behind the models
 * @param completeness known slots of that span
 * @param coverage95 share of the recently scored slots that stayed under their 0.95 quantile; empty
 *     until enough were scored
 * @param levelShift the latest shift of the level that was seen in that span
 */
public record Provenance(
        SortedMap<String, Double> weights,
        List<String> sleeping,
        Duration trainingSpan,
        Share completeness,
        OptionalDouble coverage95,
        Optional<LevelShift> levelShift) {
    public Provenance {
        weights = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(weights));
        sleeping = List.copyOf(sleeping);
    }

    /** A level that changed {@code since} then by {@code factor}. */
    public record LevelShift(Instant since, double factor) {}

    /** The model with the largest share. */
    public String leading() {
        return weights.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse("none");
    }
}
