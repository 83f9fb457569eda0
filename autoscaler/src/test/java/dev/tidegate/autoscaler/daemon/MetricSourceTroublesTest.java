package dev.tidegate.autoscaler.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.loop.Troubles;
import dev.tidegate.autoscaler.metrics.Answer;
import dev.tidegate.autoscaler.metrics.InMemoryMetrics;
import dev.tidegate.autoscaler.metrics.MetricSource;
import dev.tidegate.autoscaler.metrics.RangeQuery;
import dev.tidegate.autoscaler.situation.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

final class MetricSourceTroublesTest {
    private static final Instant NOW = Instant.ofEpochSecond(600);

    private final InMemoryMetrics metrics = new InMemoryMetrics();
    private final Troubles troubles = new Troubles();
    private final MetricSourceTroubles source = new MetricSourceTroubles(metrics, troubles);

    @Test
    void anUnreachableSourceIsOneTroubleForAllQueries() {
        metrics.fail(Reason.METRICS_UNREACHABLE);
        ask("a");
        ask("b");

        assertThat(troubles.messages())
                .singleElement()
                .asString()
                .startsWith("metrics.prometheus: told to fail");
    }

    @Test
    void aRefusalIsATroubleOfItsQuery() {
        metrics.fail(Reason.METRICS_REFUSED);
        ask("a");
        metrics.recover();
        ask("b");

        assertThat(troubles.messages()).containsExactly("query a: refused: told to fail");
    }

    @Test
    void anUnusableAnswerIsReportedWithItsContent() {
        metrics.record("a", "one", NOW, 1);
        metrics.record("a", "two", NOW, 1);

        ask("a");

        assertThat(troubles.messages()).containsExactly("query a: demand-ambiguous: 2 series");
    }

    @Test
    void anEmptyAnswerIsNoTrouble() {
        ask("a"); // a rate of refusals has no series before the first

        assertThat(troubles.messages()).isEmpty();
    }

    @Test
    void theAnswerToAnotherQueryDoesNotEndTheTrouble() {
        MetricSource tooLate =
                query ->
                        query.expression().equals("heavy")
                                ? new Answer.Unanswered(
                                        Reason.METRICS_UNREACHABLE, "no whole answer")
                                : metrics.ask(query);
        MetricSourceTroubles busy = new MetricSourceTroubles(tooLate, troubles);

        busy.ask(query("heavy"));
        busy.ask(query("light"));

        assertThat(troubles.messages())
                .singleElement()
                .asString()
                .startsWith("metrics.prometheus: no whole answer");
    }

    @Test
    void anAnswerEndsTheTrouble() {
        metrics.fail(Reason.METRICS_UNREACHABLE);
        ask("a");
        metrics.recover();
        ask("a");

        assertThat(troubles.messages()).isEmpty();
    }

    private void ask(String expression) {
        source.ask(query(expression));
    }

    private static RangeQuery query(String expression) {
        return RangeQuery.newest(expression, NOW, Duration.ofMinutes(1));
    }

    @Test
    void aClockThatDiffersByMinutesIsATroubleUntilItIsRight() {
        Consumer<Instant> comparison = MetricSourceTroubles.clockComparison(() -> NOW, troubles);
        comparison.accept(NOW.plusSeconds(30));
        comparison.accept(NOW.minusSeconds(30));
        List<String> close = troubles.messages();
        comparison.accept(NOW.plusSeconds(180));
        List<String> ahead = troubles.messages();
        comparison.accept(NOW.minusSeconds(31));
        List<String> behind = troubles.messages();
        comparison.accept(NOW);

        assertThat(close).isEmpty();
        assertThat(ahead)
                .singleElement()
                .asString()
                .startsWith("clock of metrics.prometheus: it is 180 s ahead of this machine's");
        assertThat(behind)
                .singleElement()
                .asString()
                .startsWith("clock of metrics.prometheus: it is 31 s behind this machine's");
        assertThat(troubles.messages()).isEmpty();
    }
}
