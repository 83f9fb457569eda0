package dev.tidegate.autoscaler.metrics.prometheus;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tidegate.autoscaler.metrics.Answer;
import dev.tidegate.autoscaler.metrics.RangeQuery;
import dev.tidegate.autoscaler.metrics.Sample;
import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.runbooks.act.wire.Unprintable;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Parses a response into an {@link Answer} and validates all of it: one series, its points on the queried grid, in order, each
 * once, its values numbers as Go prints them.
 */
final class AnswerReader {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                    .build();
    private static final Pattern NUMBER =
            Pattern.compile("-?\\d{1,400}(\\.\\d{1,400})?(e[+-]?\\d{1,3})?");
    private static final Set<String> NOT_FINITE = Set.of("NaN", "+Inf", "-Inf", "Inf");
    private static final String INFO_PREFIX = "PromQL info:";
    private static final int MAX_SHOWN = 200;
    private static final int MAX_EXCERPT = 60;

    static Answer read(Reply reply, RangeQuery query) {
        if (reply.truncated()) {
            return new Answer.Unanswered(
                    Reason.DEMAND_MALFORMED, "the answer is longer than largest_answer allows");
        }
        JsonNode root;
        try {
            root = JSON.readTree(reply.body());
        } catch (IOException e) {
            return noJson(reply);
        }
        if (root.isMissingNode()) { // an empty body
            return noJson(reply);
        }
        if (reply.status() != 200 || !"success".equals(root.path("status").asText())) {
            return refused(reply, root.path("error").asText());
        }
        if (hasWarning(root.path("warnings"))) {
            return new Answer.Unanswered(
                    Reason.DEMAND_PARTIAL, truncate(root.path("warnings").toString()));
        }
        return series(root.path("data"), query);
    }

    /** Whether there is a warning. Older servers list info annotations about the query among the warnings; those are ignored. */
    private static boolean hasWarning(JsonNode warnings) {
        for (JsonNode warning : warnings) {
            if (!warning.asText().startsWith(INFO_PREFIX)) {
                return true;
            }
        }
        return false;
    }

    private static Answer refused(Reply reply, String error) {
        Reason why = reply.isTransient() ? Reason.METRICS_UNREACHABLE : Reason.METRICS_REFUSED;
        return new Answer.Unanswered(
                why,
                "status "
                        + reply.status()
                        + (error.isEmpty() ? "" : ": " + truncate(error))
                        + advice(reply.status()));
    }

    /** What to do about an error status. */
    private static String advice(int status) {
        return switch (status) {
            case 301, 302, 303, 307, 308 ->
                    "; expected metrics.prometheus.url to be the address that it redirects to";
            case 401 ->
                    "; expected it to accept user and password, or bearer, of metrics.prometheus";
            case 403 -> "; expected the credentials of metrics.prometheus to be allowed to query";
            case 404 -> "; expected api/v1/query_range below metrics.prometheus.url";
            default -> "";
        };
    }

    private static Answer series(JsonNode data, RangeQuery query) {
        JsonNode result = data.path("result");
        if (!"matrix".equals(data.path("resultType").asText()) || !result.isArray()) {
            return malformed("no matrix");
        }
        if (result.isEmpty()) {
            return new Answer.Unanswered(Reason.DEMAND_EMPTY, "no series");
        }
        if (result.size() > 1) {
            return new Answer.Unanswered(Reason.DEMAND_AMBIGUOUS, result.size() + " series");
        }
        if (result.get(0).has("histograms") && !result.get(0).has("values")) {
            return malformed("a native histogram, expected a query whose value is a number");
        }
        return samples(result.get(0).path("values"), query);
    }

    private static Answer samples(JsonNode values, RangeQuery query) {
        if (!values.isArray() || values.isEmpty()) {
            return malformed("a series without values");
        }
        List<Sample> samples = new ArrayList<>(values.size());
        int notNumbers = 0;
        Instant previous = Instant.MIN;
        for (JsonNode pair : values) {
            Optional<Instant> at = instant(pair.path(0)).filter(point -> isInQuery(point, query));
            String text = pair.path(1).isTextual() ? pair.path(1).asText() : "";
            if (pair.size() != 2 || at.isEmpty() || !at.get().isAfter(previous)) {
                return malformed(
                        "point "
                                + truncate(pair.toString())
                                + " is off the grid, out of order or twice");
            }
            previous = at.get();
            if (NOT_FINITE.contains(text)) {
                notNumbers++;
            } else if (NUMBER.matcher(text).matches()
                    && Double.isFinite(Double.parseDouble(text))) {
                samples.add(new Sample(previous, Double.parseDouble(text)));
            } else {
                return malformed("value " + truncate(pair.path(1).toString()) + " is no number");
            }
        }
        return new Answer.Samples(samples, notNumbers);
    }

    private static boolean isInQuery(Instant point, RangeQuery query) {
        return !point.isBefore(query.first())
                && !point.isAfter(query.last())
                && RangeQuery.floor(point, query.step()).equals(point);
    }

    private static Optional<Instant> instant(JsonNode node) {
        if (!node.isNumber()) {
            return Optional.empty();
        }
        BigDecimal seconds = node.decimalValue();
        boolean sensible = seconds.signum() >= 0 && seconds.precision() - seconds.scale() <= 12;
        return sensible
                ? Optional.of(Instant.ofEpochMilli(seconds.movePointRight(3).longValue()))
                : Optional.empty();
    }

    private static Answer malformed(String detail) {
        return new Answer.Unanswered(Reason.DEMAND_MALFORMED, detail);
    }

    private static Answer noJson(Reply reply) {
        return reply.status() == 200
                ? malformed("no JSON but " + excerpt(reply.body()))
                : refused(reply, "no JSON");
    }

    /** The beginning of a body in one line: a login page can be recognised by it. */
    private static String excerpt(String body) {
        String first = body.substring(0, Math.min(body.length(), MAX_EXCERPT));
        return body.isBlank()
                ? "nothing"
                : '"' + Unprintable.oneLine(first) + (body.length() > MAX_EXCERPT ? "…" : "") + '"';
    }

    private static String truncate(String text) {
        return Unprintable.oneLine(
                text.length() > MAX_SHOWN ? text.substring(0, MAX_SHOWN) + "…" : text);
    }

    private AnswerReader() {}
}
