package dev.tidegate.autoscaler.metrics.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.metrics.Answer;
import dev.tidegate.autoscaler.metrics.RangeQuery;
import dev.tidegate.autoscaler.metrics.Sample;
import dev.tidegate.autoscaler.situation.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AnswerReaderTest {
    private static final RangeQuery QUERY =
            new RangeQuery(
                    "demand",
                    Instant.ofEpochSecond(600),
                    Instant.ofEpochSecond(720),
                    Duration.ofMinutes(1));

    @Test
    void numbersAreReadFromTheirText() {
        Answer answer = matrix("[600,\"0\"],[660,\"1.5e+03\"],[720.000,\"-2\"]");

        assertThat(answer)
                .isEqualTo(
                        new Answer.Samples(
                                List.of(
                                        new Sample(Instant.ofEpochSecond(600), 0),
                                        new Sample(Instant.ofEpochSecond(660), 1500),
                                        new Sample(Instant.ofEpochSecond(720), -2)),
                                0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n"})
    void anEmptyAnswerIsNoRefusal(String body) {
        assertThat(AnswerReader.read(new Reply(200, body, false), QUERY))
                .isEqualTo(new Answer.Unanswered(Reason.DEMAND_MALFORMED, "no JSON but nothing"));
    }

    @Test
    void anHtmlPageIsReportedWithItsBeginning() {
        Answer answer =
                AnswerReader.read(new Reply(200, "<html>\n <title>Sign in</title>", false), QUERY);

        assertThat(answer)
                .isEqualTo(
                        new Answer.Unanswered(
                                Reason.DEMAND_MALFORMED,
                                "no JSON but \"<html> <title>Sign in</title>\""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[600,1.5]",
                "[600,\"1,5\"]",
                "[600,\"\"]",
                "[600,\"0x1F\"]",
                "[600,\"1e999\"]",
                "[600,\" 1\"]",
                "[600]",
                "[600,\"1\",\"2\"]",
                "[\"600\",\"1\"]",
                "[601,\"1\"]",
                "[540,\"1\"]",
                "[780,\"1\"]",
                "[660,\"1\"],[600,\"1\"]",
                "[660,\"1\"],[660,\"1\"]",
                "[1e300,\"1\"]",
                "[-600,\"1\"]",
                "null",
                ""
            })
    void anythingButASeriesOnTheGridIsMalformed(String values) {
        assertThat(why(matrix(values))).isEqualTo(Reason.DEMAND_MALFORMED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<html>",
                "{\"status\":\"success\"} x",
                "{\"status\":\"success\"}",
                "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}"
            })
    void otherResponsesAreNeverSamples(String body) {
        assertThat(read(200, body)).isInstanceOf(Answer.Unanswered.class);
    }

    @Test
    void aWarningMakesTheAnswerPartial() {
        Answer answer =
                read(
                        200,
                        "{\"status\":\"success\",\"warnings\":[\"store 3 did not answer\"],"
                                + "\"data\":{\"resultType\":\"matrix\",\"result\":[]}}");

        assertThat(why(answer)).isEqualTo(Reason.DEMAND_PARTIAL);
    }

    @Test
    void controlCharactersOfAnAnswerAreNotShown() {
        Answer page = AnswerReader.read(new Reply(200, "\u001b[2J\0\u0007gone", false), QUERY);
        Answer error = read(400, "{\"status\":\"error\",\"error\":\"bad\\u001b[31m\\nquery\"}");

        assertThat(((Answer.Unanswered) page).detail()).isEqualTo("no JSON but \"[2J gone\"");
        assertThat(((Answer.Unanswered) error).detail()).isEqualTo("status 400: bad [31m query");
    }

    @Test
    void aNativeHistogramIsReportedAsSuch() {
        Answer answer =
                read(
                        200,
                        "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":"
                                + "[{\"metric\":{},\"histograms\":[[600,{\"count\":\"1\",\"sum\":\"2\"}]]}]}}");

        assertThat(answer)
                .isEqualTo(
                        new Answer.Unanswered(
                                Reason.DEMAND_MALFORMED,
                                "a native histogram, expected a query whose value is a number"));
    }

    /** The format of Prometheus 2.47 to 2.52 and of compatible servers; later ones have {@code infos}. */
    @Test
    void anInfoAnnotationIsNoWarning() {
        String info =
                "\"PromQL info: metric might not be a counter, name does not end in _total: \\\"x\\\"\"";

        Answer answer = warned(info);
        Answer both = warned(info + ",\"store 3 did not answer\"");

        assertThat(answer)
                .isEqualTo(
                        new Answer.Samples(List.of(new Sample(Instant.ofEpochSecond(600), 7)), 0));
        assertThat(why(both)).isEqualTo(Reason.DEMAND_PARTIAL);
    }

    private static Answer warned(String warnings) {
        return read(
                200,
                "{\"status\":\"success\",\"warnings\":["
                        + warnings
                        + "],\"data\":{\"resultType\":\"matrix\",\"result\":"
                        + "[{\"metric\":{},\"values\":[[600,\"7\"]]}]}}");
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void aRedirectIsReportedWithTheSettingToChange(int status) {
        Answer answer = read(status, "<a href=\"https://metrics.example/\">Moved</a>");

        assertThat(why(answer)).isEqualTo(Reason.METRICS_REFUSED);
        assertThat(((Answer.Unanswered) answer).detail())
                .contains("status " + status)
                .endsWith("metrics.prometheus.url to be the address that it redirects to");
    }

    @Test
    void aQueryThatTheServerRejectsIsRefusedNotUnreachable() {
        Answer answer =
                read(400, "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse\"}");

        assertThat(why(answer)).isEqualTo(Reason.METRICS_REFUSED);
        assertThat(((Answer.Unanswered) answer).detail()).isEqualTo("status 400: parse");
    }

    @Test
    void aFailingServerIsUnreachable() {
        assertThat(why(read(503, "busy"))).isEqualTo(Reason.METRICS_UNREACHABLE);
    }

    @Test
    void anOversizedAnswerIsRefused() {
        Answer answer = AnswerReader.read(new Reply(200, "", true), QUERY);

        assertThat(why(answer)).isEqualTo(Reason.DEMAND_MALFORMED);
    }

    private static Answer matrix(String values) {
        return read(
                200,
                "{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":"
                        + "[{\"metric\":{},\"values\":["
                        + values
                        + "]}]}}");
    }

    private static Answer read(int status, String body) {
        return AnswerReader.read(new Reply(status, body, false), QUERY);
    }

    private static Reason why(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Unanswered.class);
        return ((Answer.Unanswered) answer).why();
    }
}
