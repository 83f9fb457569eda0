package dev.tidegate.autoscaler.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.capacity.Share;
import dev.tidegate.autoscaler.capacity.Throughput;
import dev.tidegate.autoscaler.plan.Explanation;
import dev.tidegate.autoscaler.situation.Objective;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ReplayReportTest {
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

    private static ReplayReport report(String... policies) {
        List<ReplayStep> steps =
                IntStream.range(0, policies.length)
                        .mapToObj(
                                i ->
                                        new ReplayStep(
                                                START.plusSeconds(60L * i),
                                                2,
                                                3,
                                                3,
                                                3,
                                                0,
                                                policies[i],
                                                List.of("need-unchanged")))
                        .toList();
        return new ReplayReport("chat", outcome(steps));
    }

    private static ReplayOutcome outcome(List<ReplayStep> steps) {
        Objective objective = new Objective(Share.of(0.001), Duration.ofSeconds(10));
        return new ReplayOutcome(
                Duration.ofMinutes(1), 5, objective, new Throughput(4212.3456), steps, List.of());
    }

    @Test
    void whereNoPolicyWasFollowedNoneIsNamed() {
        String none = Explanation.NO_POLICY;

        assertThat(report(none, none).sentence()).startsWith("Followed no policy, since");
        assertThat(report(none, "trend", "trend", "trend").sentence())
                .isEqualTo("Followed trend and policies close to it throughout, none in 25 %.");
        assertThat(report(none, "trend", "trend", "reactive").sentence())
                .isEqualTo(
                        "Followed mostly trend (leading in 50 % of the decisions, one other in the rest, none in 25 %).");
    }

    @Test
    void theWorldThatWasPlayedStandsBesideTheFigures() {
        assertThat(report("trend").figures().text())
                .containsPattern("a replica serves +4212/s")
                .containsPattern("a launch takes +300 s");
        assertThat(report("trend").json().path("per_replica").asDouble()).isEqualTo(4212.3456);
        assertThat(report("trend").json().path("launch_seconds").asInt()).isEqualTo(300);
    }

    /** Or a minute in which calls were turned away would be missing from the plot of a month. */
    @Test
    void plotsOfLongReplaysKeepTheWorstSteps() {
        List<ReplayStep> steps =
                IntStream.range(0, 1001)
                        .mapToObj(i -> step(i, i == 500 ? 9 : i % 7, i == 333 ? 1 : 0))
                        .toList();

        List<ReplayStep> shown = outcome(steps).worstSteps(100);

        assertThat(shown).hasSizeLessThanOrEqualTo(100).contains(steps.get(333), steps.get(500));
        assertThat(shown).extracting(ReplayStep::at).isSorted();
        assertThat(outcome(steps).worstSteps(3000)).isEqualTo(steps);
        assertThat(outcome(List.of()).worstSteps(3000)).isEmpty();
    }

    private static ReplayStep step(int minute, double demand, double turnedAway) {
        return new ReplayStep(
                START.plusSeconds(60L * minute), demand, 3, 3, 3, turnedAway, "trend", List.of());
    }
}
