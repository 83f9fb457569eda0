package dev.tidegate.autoscaler.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tidegate.autoscaler.capacity.LeadTime;
import dev.tidegate.autoscaler.capacity.Share;
import dev.tidegate.autoscaler.capacity.Throughput;
import dev.tidegate.autoscaler.plan.PlannerSettings;
import dev.tidegate.autoscaler.situation.Bounds;
import dev.tidegate.autoscaler.situation.Objective;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineDeciderTest {
    private final LineDecider decider = decider(0.001);

    private static LineDecider decider(double busy) {
        return new LineDecider(
                new PlannerSettings(
                        Duration.ofMinutes(1),
                        Optional.of(new Throughput(10)),
                        new LeadTime(Duration.ofMinutes(5)),
                        new Objective(Share.of(busy), Duration.ofSeconds(10)),
                        Bounds.of(1, 100)));
    }

    private JsonNode answer(String line) throws Exception {
        return new JsonMapper().readTree(decider.answer(line));
    }

    @Test
    void aLineIsAnsweredWithItsTimeADesireATierAndReasons() throws Exception {
        JsonNode answer =
                answer(
                        """
                        {"time": "2026-03-01T00:01:00Z", "demand": 94.0, "ready": 4, "starting": 0,
                         "queued": 0, "turned_away": 0}""");

        assertThat(answer.path("time").asText()).isEqualTo("2026-03-01T00:01:00Z");
        assertThat(answer.path("desired").asInt()).isGreaterThanOrEqualTo(10);
        assertThat(answer.path("tier").asInt()).isZero();
        assertThat(answer.path("reasons")).isNotEmpty();
    }

    @Test
    void aDemandOfNullNeverScalesIn() throws Exception {
        int before =
                answer(
                                "{\"time\":\"2026-03-01T00:01:00Z\",\"demand\":94,\"ready\":10,\"starting\":0}")
                        .path("desired")
                        .asInt();
        JsonNode silent =
                answer(
                        "{\"time\":\"2026-03-01T00:02:00Z\",\"demand\":null,\"ready\":10,\"starting\":2}");

        assertThat(silent.path("desired").asInt()).isGreaterThanOrEqualTo(before);
        assertThat(silent.path("reasons").toString()).contains("demand-missing");
    }

    @Test
    void aDemandBeyondAllSenseIsMissing() throws Exception {
        int before = answer(line(1, "94")).path("desired").asInt();

        JsonNode glitch = answer(line(2, "1e300"));
        JsonNode after = answer(line(3, "94"));

        assertThat(glitch.path("desired").asInt()).isEqualTo(before);
        assertThat(glitch.path("reasons").toString()).contains("demand-out-of-range");
        assertThat(after.path("desired").asInt()).isEqualTo(before);
    }

    @Test
    void anObjectiveOfNobodyTurnedAwayIsDecidedByToo() throws Exception {
        LineDecider strict = decider(0);
        String turnedAway = ",\"turned_away\":1}";
        for (int minute = 1; minute < 3; minute++) {
            strict.answer(line(minute, "94").replace("}", turnedAway));
        }

        String third = strict.answer(line(3, "94").replace("}", turnedAway));

        assertThat(new JsonMapper().readTree(third).path("tier").asInt()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"queued", "turned_away"})
    void aSignalBeyondAllSenseIsAbsent(String signal) throws Exception {
        int before = answer(line(1, "94")).path("desired").asInt();

        answer(line(2, "94").replace("}", ",\"" + signal + "\":0}"));
        JsonNode glitch = answer(line(3, "94").replace("}", ",\"" + signal + "\":1e308}"));
        JsonNode again = answer(line(4, "94").replace("}", ",\"" + signal + "\":1e308}"));

        assertThat(glitch.path("desired").asInt()).isEqualTo(before);
        assertThat(again.path("desired").asInt()).isEqualTo(before);
    }

    @Test
    void aMarkBeforeTheFirstLineIsPassedOver() throws Exception {
        JsonNode answer = answer("\uFEFF" + line(1, "94") + "\r");

        assertThat(answer.path("desired").asInt()).isGreaterThanOrEqualTo(10);
    }

    private static String line(int minute, String demand) {
        return "{\"time\":\"2026-03-01T00:%02d:00Z\",\"demand\":%s,\"ready\":10,\"starting\":0}"
                .formatted(minute, demand);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "nonsense | no JSON",
                "[1] | expected a JSON object",
                "{\"time\":\"now\",\"demand\":1,\"ready\":1,\"starting\":0} | expected a UTC time",
                "{\"time\":\"+1000000000-12-31T23:59:59Z\",\"demand\":1,\"ready\":1,\"starting\":0} | years 0 to 9999",
                "{\"time\":\"-1000000000-01-01T00:00:00Z\",\"demand\":1,\"ready\":1,\"starting\":0} | years 0 to 9999",
                "{\"time\":\"2026-03-01T00:01:00Z\",\"ready\":1,\"starting\":0} | demand is missing",
                "{\"time\":\"2026-03-01T00:01:00Z\",\"demand\":-1,\"ready\":1,\"starting\":0} | zero or more, found -1",
                "{\"time\":\"2026-03-01T00:01:00Z\",\"demand\":\"9\",\"ready\":1,\"starting\":0} | expected a number",
                "{\"time\":\"2026-03-01T00:01:00Z\",\"demand\":1,\"ready\":1.5,\"starting\":0} | whole number",
                "{\"time\":\"2026-03-01T00:01:00Z\",\"demand\":1,\"ready\":1,\"starting\":2147483647} | from 0 to 1000000",
                "{\"time\":\"2026-03-01T00:01:00Z\",\"demand\":1,\"ready\":1} | starting: expected",
                "{\"time\":\"2026-03-01T00:01:00Z\",\"demand\":1,\"ready\":1,\"starting\":0,\"x\":1} | unknown key 'x', expected time, demand, ready"
            })
    void aBadLineIsRefusedWithWhatWasFound(String line, String told) {
        assertThatThrownBy(() -> decider.answer(line))
                .isInstanceOf(BadLineException.class)
                .hasMessageContaining(told);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"time\":1",
                "{\"demand\":1,\"demand\":2}",
                "{} {}",
                "{\"demand\":NaN}",
                "[%s]",
                "{\"%s\":1}",
                "{\"time\":\"%s\",\"demand\":1}"
            })
    void whatIsWrongWithALineIsToldBrieflyAndNotInTheLibrarysWords(String line) {
        String filled = line.formatted("9,".repeat(100_000) + "9");

        assertThatThrownBy(() -> decider.answer(filled))
                .isInstanceOf(BadLineException.class)
                .satisfies(
                        bad ->
                                assertThat(bad.getMessage())
                                        .hasSizeLessThan(200)
                                        .doesNotContain("`", "Feature", "Source"));
    }

    @Test
    void timeDoesNotRunBackwards() throws Exception {
        String line = "{\"time\":\"2026-03-01T00:01:00Z\",\"demand\":1,\"ready\":1,\"starting\":0}";
        decider.answer(line);

        assertThatThrownBy(() -> decider.answer(line)).hasMessageContaining("expected one after");
    }
}
