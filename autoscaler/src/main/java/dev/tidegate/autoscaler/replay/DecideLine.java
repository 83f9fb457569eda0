package dev.tidegate.autoscaler.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tidegate.autoscaler.situation.Observation;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * One input line of {@code decide}.
 *
 * @param demand units a second in the step just finished, empty if it was not observed
 */
record DecideLine(
        Instant time,
        OptionalDouble demand,
        int ready,
        int starting,
        OptionalDouble queued,
        OptionalDouble turnedAway) {

    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
                    .build();

    // Byte order mark, which some shells write.
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("+10000-01-01T00:00:00Z");
    private static final int MAX_REPLICAS = 1_000_000;

    private static final List<String> KEYS =
            List.of("time", "demand", "ready", "starting", "queued", "turned_away");

    // Characters of what was found: a line may have millions.
    private static final int MAX_SHOWN = 60;
    private static final Pattern LIMIT = Pattern.compile(", from `[^`]*`");
    private static final Pattern
            PARSER_HINTS = // hints about parser settings, after the actual problem
            Pattern.compile("(?s)[:,]? *\\(?(start marker|bound as|not allowed |enable `|for `).*");

    /** Parses a line; the exception says what is wrong with it. */
    static DecideLine parse(String text) throws BadLineException {
        JsonNode line;
        try {
            line = JSON.readTree(text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
        } catch (JsonProcessingException e) {
            throw new BadLineException("no JSON: " + withoutParserHints(e.getOriginalMessage()));
        }
        if (!line.isObject()) {
            throw new BadLineException(
                    "expected a JSON object, found " + shortened(line.toString()));
        }
        for (var names = line.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!KEYS.contains(name)) {
                throw new BadLineException(
                        "unknown key '%s', expected %s"
                                .formatted(shortened(name), String.join(", ", KEYS)));
            }
        }
        if (!line.has("demand")) {
            throw new BadLineException("demand is missing; a demand that was not seen is null");
        }
        return new DecideLine(
                time(line.path("time")),
                rate(line, "demand"),
                count(line, "ready"),
                count(line, "starting"),
                plausible(rate(line, "queued")),
                plausible(rate(line, "turned_away")));
    }

    /** An implausibly large signal is treated as absent, as such a demand is as missing. */
    private static OptionalDouble plausible(OptionalDouble signal) {
        return signal.isPresent() && signal.getAsDouble() > Observation.MAX_PLAUSIBLE
                ? OptionalDouble.empty()
                : signal;
    }

    private static Instant time(JsonNode node) throws BadLineException {
        try {
            Instant time = Instant.parse(node.asText());
            if (!time.isBefore(EARLIEST) && time.isBefore(LATEST)) {
                return time;
            }
        } catch (DateTimeException e) {
            // reported below
        }
        throw new BadLineException(
                "time: expected a UTC time of the years 0 to 9999, found " + found(node));
    }

    private static OptionalDouble rate(JsonNode line, String name) throws BadLineException {
        JsonNode node = line.path(name);
        if (node.isMissingNode() || node.isNull()) {
            return OptionalDouble.empty();
        }
        if (!node.isNumber() || !Double.isFinite(node.asDouble()) || node.asDouble() < 0) {
            throw new BadLineException(
                    name + ": expected a number, zero or more, found " + found(node));
        }
        return OptionalDouble.of(node.asDouble());
    }

    private static int count(JsonNode line, String name) throws BadLineException {
        JsonNode node = line.path(name);
        if (!node.canConvertToInt()
                || !node.canConvertToExactIntegral()
                || node.asInt() < 0
                || node.asInt() > MAX_REPLICAS) {
            throw new BadLineException(
                    name
                            + ": expected a whole number from 0 to "
                            + MAX_REPLICAS
                            + ", found "
                            + found(node));
        }
        return node.asInt();
    }

    private static String found(JsonNode node) {
        return node.isMissingNode() ? "nothing" : shortened(node.toString());
    }

    private static String shortened(String text) {
        return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
    }

    private static String withoutParserHints(String found) {
        String plain = LIMIT.matcher(found).replaceAll("");
        return PARSER_HINTS.matcher(plain).replaceAll("");
    }
}
