package dev.tidegate.autoscaler.metrics;

import dev.tidegate.autoscaler.situation.Reason;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A metrics source in memory, for the demo and for tests: a query returns what was recorded under its expression. An outage can
 * be simulated. Thread-safe.
 */
public final class InMemoryMetrics implements MetricSource {
    private final Map<String, Map<String, NavigableMap<Instant, Double>>> byExpression =
            new HashMap<>();
    private Optional<Reason> outage = Optional.empty();
    private final Map<String, Reason> failing = new HashMap<>(); // by expression

    /** Records a value of the expression's only series. */
    public void record(String expression, Instant at, double value) {
        record(expression, "", at, value);
    }

    /** Records a value of one of several series of the same expression. */
    public synchronized void record(String expression, String series, Instant at, double value) {
        byExpression
                .computeIfAbsent(expression, any -> new TreeMap<>())
                .computeIfAbsent(series, any -> new TreeMap<>())
                .put(at, value);
    }

    /** Starts an outage: every query is answered with this reason. */
    public synchronized void fail(Reason why) {
        outage = Optional.of(why);
    }

    /** Starts an outage of queries for this expression. */
    public synchronized void fail(String expression, Reason why) {
        failing.put(expression, why);
    }

    /** Ends all outages. */
    public synchronized void recover() {
        outage = Optional.empty();
        failing.clear();
    }

    @Override
    public synchronized Answer ask(RangeQuery query) {
        Optional<Reason> why =
                outage.or(() -> Optional.ofNullable(failing.get(query.expression())));
        if (why.isPresent()) {
            return new Answer.Unanswered(why.get(), "told to fail");
        }
        List<NavigableMap<Instant, Double>> series =
                byExpression.getOrDefault(query.expression(), Map.of()).values().stream()
                        .map(all -> all.subMap(query.first(), true, query.last(), true))
                        .filter(part -> !part.isEmpty())
                        .toList();
        if (series.isEmpty()) {
            return new Answer.Unanswered(Reason.DEMAND_EMPTY, "no series");
        }
        if (series.size() > 1) {
            return new Answer.Unanswered(Reason.DEMAND_AMBIGUOUS, series.size() + " series");
        }
        return samples(series.get(0), query);
    }

    private static Answer samples(NavigableMap<Instant, Double> series, RangeQuery query) {
        List<Map.Entry<Instant, Double>> onGrid =
                series.entrySet().stream()
                        .filter(e -> RangeQuery.floor(e.getKey(), query.step()).equals(e.getKey()))
                        .toList();
        List<Sample> finite =
                onGrid.stream()
                        .filter(e -> Double.isFinite(e.getValue()))
                        .map(e -> new Sample(e.getKey(), e.getValue()))
                        .toList();
        return new Answer.Samples(finite, onGrid.size() - finite.size());
    }
}
