package dev.tidegate.autoscaler.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.situation.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The contract of every source, real or fake. Each test uses its own expression, so that one server serves all. */
public abstract class MetricSourceContract {
    private static final Duration STEP = Duration.ofMinutes(10);
    private static final Instant FIRST = Instant.parse("2026-03-01T00:00:00Z");

    /** A source that returns these series by expression. */
    protected abstract MetricSource holding(
            Map<String, Map<String, NavigableMap<Instant, Double>>> series);

    @Test
    void samplesAreInOrderAndOnTheGrid() {
        MetricSource source = holding(Map.of("steady", Map.of("a", values(1.0, 2.5, 3.0))));

        Answer answer = source.ask(range("steady", 3));

        assertThat(answer)
                .isEqualTo(new Answer.Samples(List.of(at(0, 1.0), at(1, 2.5), at(2, 3.0)), 0));
    }

    @Test
    void zeroIsASampleAndAGapIsNot() {
        NavigableMap<Instant, Double> gap = values(1.0, 0.0);
        gap.put(time(3), 4.0);
        MetricSource source = holding(Map.of("gapped", Map.of("a", gap)));

        Answer answer = source.ask(range("gapped", 4));

        assertThat(answer)
                .isEqualTo(new Answer.Samples(List.of(at(0, 1.0), at(1, 0.0), at(3, 4.0)), 0));
    }

    @Test
    void anUnknownMetricIsEmptyNotZero() {
        MetricSource source = holding(Map.of("known", Map.of("a", values(1.0))));

        Answer answer = source.ask(range("unknown", 2));

        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Unanswered.class,
                        none -> assertThat(none.why()).isEqualTo(Reason.DEMAND_EMPTY));
    }

    @Test
    void twoSeriesAreAmbiguous() {
        MetricSource source =
                holding(Map.of("twofold", Map.of("a", values(1.0), "b", values(2.0))));

        Answer answer = source.ask(range("twofold", 1));

        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Unanswered.class,
                        none -> assertThat(none.why()).isEqualTo(Reason.DEMAND_AMBIGUOUS));
    }

    @Test
    void valuesThatAreNotFiniteAreCountedAndAreNotSamples() {
        MetricSource source =
                holding(
                        Map.of(
                                "odd",
                                Map.of("a", values(Double.NaN, 7.0, Double.POSITIVE_INFINITY))));

        Answer answer = source.ask(range("odd", 3));

        assertThat(answer).isEqualTo(new Answer.Samples(List.of(at(1, 7.0)), 2));
    }

    @Test
    void askingTwiceGivesTheSameAnswer() {
        MetricSource source = holding(Map.of("twice", Map.of("a", values(1.0, 2.0))));

        assertThat(source.ask(range("twice", 2))).isEqualTo(source.ask(range("twice", 2)));
    }

    private static RangeQuery range(String expression, int points) {
        return new RangeQuery(expression, time(0), time(points - 1), STEP);
    }

    private static NavigableMap<Instant, Double> values(double... values) {
        NavigableMap<Instant, Double> series = new TreeMap<>();
        for (int i = 0; i < values.length; i++) {
            series.put(time(i), values[i]);
        }
        return series;
    }

    private static Sample at(int point, double value) {
        return new Sample(time(point), value);
    }

    private static Instant time(int point) {
        return FIRST.plus(STEP.multipliedBy(point));
    }
}
