package dev.tidegate.autoscaler.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.capacity.LeadTime;
import dev.tidegate.autoscaler.capacity.Share;
import dev.tidegate.autoscaler.capacity.Throughput;
import dev.tidegate.autoscaler.plan.PlannerSettings;
import dev.tidegate.autoscaler.situation.Bounds;
import dev.tidegate.autoscaler.situation.Objective;
import dev.tidegate.forecaster.series.Series;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(10);

    private static ReplayOutcome replayed() {
        double[] counts = new double[10 * 144];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = 600 * 10 * (10 + 8 * Math.sin(2 * Math.PI * i / 144));
        }
        PlannerSettings settings =
                new PlannerSettings(
                        STEP,
                        Optional.of(new Throughput(10)),
                        new LeadTime(Duration.ofMinutes(10)),
                        new Objective(Share.of(0.001), Duration.ofSeconds(10)),
                        Bounds.of(1, 100));
        return new Replay(settings, new Throughput(10), Series.of(START, STEP, counts))
                .play(7 * 144);
    }

    @Test
    void aDailySeasonIsServedNearTheBound() {
        ReplayOutcome outcome = replayed();

        assertThat(outcome.busy()).isLessThanOrEqualTo(Share.of(0.001));
        assertThat(outcome.regret()).isBetween(-0.01, 0.10);
    }

    @Test
    void thePageAndTheTablesSayWhatItCame(@TempDir Path folder) throws Exception {
        ReplayReport report = new ReplayReport("season", replayed());
        Path page = folder.resolve("replay.html");

        report.write(page);

        assertThat(report.figures().text()).contains("regret").contains("busy share");
        assertThat(report.candidates(3).rows()).hasSizeGreaterThan(3);
        assertThat(Files.readString(page)).contains("Replay of season", "Candidates");
    }
}
