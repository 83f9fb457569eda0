package dev.tidegate.autoscaler.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.tidegate.autoscaler.capacity.LeadTime;
import dev.tidegate.autoscaler.capacity.Share;
import dev.tidegate.autoscaler.capacity.Throughput;
import dev.tidegate.autoscaler.plan.PlannerSettings;
import dev.tidegate.autoscaler.shadow.PolicyScore;
import dev.tidegate.autoscaler.situation.Bounds;
import dev.tidegate.autoscaler.situation.Objective;
import dev.tidegate.autoscaler.situation.Prices;
import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.forecaster.series.Series;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(10);

    private static ReplayOutcome season() {
        return replayed(
                10,
                7,
                i -> 10 + 8 * Math.sin(2 * Math.PI * i / 144),
                new Objective(Share.of(0.001), Duration.ofSeconds(10)));
    }

    /** Days of demand in replicas, the first ones passed as history. */
    private static ReplayOutcome replayed(
            int days, int past, IntToDoubleFunction demand, Objective objective) {
        double[] counts = new double[days * 144];
        Arrays.setAll(counts, i -> 600 * 10 * demand.applyAsDouble(i));
        PlannerSettings settings =
                new PlannerSettings(
                        STEP,
                        Optional.of(new Throughput(10)),
                        new LeadTime(Duration.ofMinutes(10)),
                        objective,
                        Bounds.of(1, 100));
        return new Replay(settings, new Throughput(10), Series.of(START, STEP, counts))
                .run(past * 144, percent -> {});
    }

    @Test
    void aDailySeasonIsServedNearTheBound() {
        ReplayOutcome outcome = season();

        assertThat(outcome.busy()).isLessThanOrEqualTo(Share.of(0.001));
        assertThat(outcome.regret()).isBetween(-0.01, 0.10);
    }

    @Test
    void progressGrowsOverTheLongestTraceToo() {
        assertThat(Replay.percent(30_000_000, 50_000_000)).isEqualTo(60);
    }

    @Test
    void aPolicyThatWasNotFollowedIsChargedWhatItsOwnFleetWouldHaveCost() {
        ReplayOutcome outcome =
                replayed(4, 2, i -> 10, new Objective(Share.of(0.001), Duration.ofSeconds(10)));

        PolicyScore half = policy(outcome, "reactive, hold 3600 s, x1.50");
        PolicyScore short10 = policy(outcome, "reactive, hold 3600 s, x0.900");

        assertThat(outcome.replicaHours()).as("ten replicas for two days").isEqualTo(480);
        assertThat(half.replicaHours()).isEqualTo(1.5 * 480);
        assertThat(outcome.extraCost(half)).isCloseTo(0.5, within(1e-9));
        assertThat(short10.replicaHours()).isEqualTo(0.9 * 480);
        assertThat(outcome.busy(short10).fraction()).isCloseTo(0.1, within(1e-3));
        assertThat(outcome.bestInHindsight())
                .extracting(PolicyScore::policy)
                .doesNotContain(short10.policy());
    }

    /** Nine replicas turn away a tenth: at a price of 2 that costs two tenths, without a price it violates the objective. */
    @Test
    void whereTurningAwayHasAPriceItIsPartOfTheCost() {
        Objective prices =
                new Objective(
                        Share.of(0.001),
                        Duration.ofSeconds(10),
                        Optional.of(new Prices(36, 2 * 36 / 3600.0 / 10)));

        ReplayOutcome outcome = replayed(4, 2, i -> 10, prices);

        PolicyScore short10 = policy(outcome, "reactive, hold 3600 s, x0.900");
        assertThat(outcome.cost()).isEqualTo(480);
        assertThat(outcome.extraCost(short10)).isCloseTo(-0.1 + 2 * 0.1, within(2e-3));
    }

    @Test
    void aTraceOfMillisecondsIsRefusedBeforeAnythingIsPlayed() {
        Duration millisecond = Duration.ofMillis(1);
        Series counts = Series.of(START, millisecond, new double[100]);
        PlannerSettings settings =
                new PlannerSettings(
                        millisecond,
                        Optional.of(new Throughput(10)),
                        new LeadTime(Duration.ofMinutes(10)),
                        new Objective(Share.of(0.001), Duration.ofSeconds(10)),
                        Bounds.of(1, 100));

        assertThatThrownBy(() -> new Replay(settings, new Throughput(10), counts))
                .hasMessage(
                        "a trace that is played needs steps of a second at least, found PT0.001S");
    }

    @Test
    void aNegativeCountIsNoDemand() {
        ReplayOutcome outcome =
                replayed(
                        4,
                        2,
                        i -> i == 300 ? -5 : 10,
                        new Objective(Share.of(0.001), Duration.ofSeconds(10)));

        assertThat(outcome.steps()).extracting(ReplayStep::demand).containsOnly(10.0);
        assertThat(outcome.reasons()).containsEntry(Reason.DEMAND_MISSING.code(), 1L);
    }

    @Test
    void everyDecisionIsARowWithItsReasons(@TempDir Path folder) throws Exception {
        ReplayOutcome outcome = season();
        Path file = Files.writeString(folder.resolve("decisions.csv"), "earlier");
        Path earlier = Files.createLink(folder.resolve("earlier.csv"), file);

        new ReplayReport("season", outcome).writeDecisions(file);

        assertThat(earlier).as("replaced, and not written over").hasContent("earlier");

        assertThat(Files.readAllLines(file))
                .hasSize(1 + 3 * 144)
                .first()
                .asString()
                .endsWith("policy,reasons");
        assertThat(Files.readString(file)).contains(Reason.NEED_RISES.code());
    }

    private static PolicyScore policy(ReplayOutcome outcome, String name) {
        return outcome.policyScores().stream()
                .filter(each -> each.policy().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void thePageAndTheTablesSayWhatItCameTo(@TempDir Path folder) throws Exception {
        ReplayReport report = new ReplayReport("season", season());
        Path page = folder.resolve("replay.html");

        report.write(page);

        assertThat(report.figures().text()).contains("regret").contains("busy share");
        assertThat(report.comparison().rows()).hasSize(19); // one of each kind, and what was done
        assertThat(report.sentence())
                .startsWith("Followed ")
                .containsPattern(
                        "; reactive, .* would have cost \\d+\\.\\d % (more|less) and turned");
        assertThat(Files.readString(page)).contains("Replay of season", "would have cost");
    }
}
