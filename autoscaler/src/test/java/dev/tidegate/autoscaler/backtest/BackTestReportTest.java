package dev.tidegate.autoscaler.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tidegate.forecaster.backtest.BackTest;
import dev.tidegate.forecaster.backtest.BackTestResult;
import dev.tidegate.forecaster.score.DieboldMariano;
import dev.tidegate.forecaster.score.Scores;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

final class BackTestReportTest {
    private static final BackTestReport REPORT =
            new BackTestReport(
                    new BackTest(
                            24,
                            12,
                            List.of(
                                    new BackTestResult(
                                            "tidegate",
                                            new Scores(
                                                    OptionalDouble.of(0.04261),
                                                    OptionalDouble.of(0.5),
                                                    0.9514,
                                                    0.99,
                                                    24),
                                            0.0123,
                                            Optional.of(new DieboldMariano(-4.56, 0.0001))),
                                    new BackTestResult(
                                            "seasonal naive",
                                            new Scores(
                                                    OptionalDouble.of(0.1277),
                                                    OptionalDouble.of(1.25),
                                                    1,
                                                    1,
                                                    24),
                                            0.0004,
                                            Optional.empty()))));

    @Test
    void textHasARowForEachForecaster() {
        assertThat(REPORT.text())
                .containsSubsequence("WQL", "MASE", "under 0.95", "under 0.99", "seconds", "DM")
                .containsSubsequence(
                        "tidegate",
                        "0.0426",
                        "0.500",
                        "95.1 %",
                        "99.0 %",
                        "0.0123",
                        "-4.56",
                        "< 0.001")
                .containsSubsequence("seasonal naive", "0.1277", "100.0 %", "-")
                .contains("24 origins, 12 steps ahead");
    }

    @Test
    void jsonHasTheSameScores() throws IOException {
        JsonNode node = new JsonMapper().readTree(REPORT.json());

        assertThat(node.get("origins").asInt()).isEqualTo(24);
        JsonNode own = node.get("forecasters").get(0);
        assertThat(own.get("name").asText()).isEqualTo("tidegate");
        assertThat(own.get("wql").asDouble()).isEqualTo(0.04261);
        assertThat(own.get("under_95").asDouble()).isEqualTo(0.9514);
        assertThat(own.get("diebold_mariano").get("p").asDouble()).isEqualTo(0.0001);
        assertThat(node.get("forecasters").get(1).has("diebold_mariano")).isFalse();
    }

    @Test
    void anUndefinedScoreIsLeftOut() throws IOException {
        Scores none = new Scores(OptionalDouble.empty(), OptionalDouble.empty(), 1, 1, 4);
        BackTestReport report =
                new BackTestReport(
                        new BackTest(
                                4,
                                2,
                                List.of(new BackTestResult("idle", none, 0.01, Optional.empty()))));

        JsonNode row = new JsonMapper().readTree(report.json()).get("forecasters").get(0);

        assertThat(report.text()).containsPattern("idle +- +- +100.0 %");
        assertThat(row.has("wql")).isFalse();
        assertThat(row.has("mase")).isFalse();
    }
}
