package dev.tidegate.autoscaler.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.situation.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import org.junit.jupiter.api.Test;

final class InMemoryMetricsTest extends MetricSourceContract {

    @Override
    protected MetricSource holding(Map<String, Map<String, NavigableMap<Instant, Double>>> all) {
        InMemoryMetrics source = new InMemoryMetrics();
        all.forEach(
                (expression, series) ->
                        series.forEach(
                                (name, values) ->
                                        values.forEach(
                                                (at, value) ->
                                                        source.record(
                                                                expression, name, at, value))));
        return source;
    }

    @Test
    void aSimulatedOutageEndsOnRequest() {
        InMemoryMetrics source = new InMemoryMetrics();
        Instant now = Instant.parse("2026-03-01T00:00:00Z");
        source.record("demand", now, 3);
        RangeQuery query = RangeQuery.newest("demand", now, Duration.ofMinutes(1));

        source.fail(Reason.METRICS_UNREACHABLE);
        Answer during = source.ask(query);
        source.recover();

        assertThat(during).isInstanceOf(Answer.Unanswered.class);
        assertThat(source.ask(query)).isInstanceOf(Answer.Samples.class);
    }
}
