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
 * One line that asks for a decision.
 *
 * @param demand units a second in the step just finished, absent when it was not seen
 */
public record DecideLine(
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

    private static final String MARK = "\uFEFF"; // of a text in UTF-8, as some shells begin it
    private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("+10000-01-01T00:00:00Z");
    private static final int MOST_REPLICAS = 1_000_000;

    private static final List<String> KEYS =
            List.of("time", "demand", "ready", "starting", "queued", "turned_away");

    private static final int MOST_SHOWN = 60; // of what was found: a line may have millions
    private static final Pattern LIMIT = Pattern.compile(", from `[^`]*`");
    private static final Pattern FOR_PROGRAMMERS = // switches of the library, behind what it found
            Pattern.compile("(?s)[:,]? *\\(?(start marker|bound as|not allowed |enable `|for `).*");

    /** Reads a line, or says what is wrong with it. */
    public static DecideLine parse(String text) throws BadLineException {
        JsonNode line;
        try {
            line = JSON.readTree(text.startsWith(MARK) ? text.substring(1) : text);
        } catch (JsonProcessingException e) {
            throw new BadLineException("no JSON: " + told(e.getOriginalMessage()));
        }
        if (!line.isObject()) {
            throw new BadLineException("expected a JSON object, found " + shown(line.toString()));
        }
        for (var names = line.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!KEYS.contains(name)) {
                throw new BadLineException(
                        "unknown key '%s', expected %s"
                                .formatted(shown(name), String.join(", ", KEYS)));
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
                believed(rate(line, "queued")),
                believed(rate(line, "turned_away")));
    }

    /** A signal beyond all sense is absent, as a demand is missing. */
    private static OptionalDouble believed(OptionalDouble signal) {
        return signal.isPresent() && signal.getAsDouble() > Observation.BEYOND_SENSE
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
            // told below
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
                || node.asInt() > MOST_REPLICAS) {
            throw new BadLineException(
                    name
                            + ": expected a whole number from 0 to "
                            + MOST_REPLICAS
                            + ", found "
                            + found(node));
        }
        return node.asInt();
    }

    private static String found(JsonNode node) {
        return node.isMissingNode() ? "nothing" : shown(node.toString());
    }

    private static String shown(String text) {
        return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "…";
    }

    private static String told(String found) {
        String plain = LIMIT.matcher(found).replaceAll("");
        return FOR_PROGRAMMERS.matcher(plain).replaceAll("");
    }
}
