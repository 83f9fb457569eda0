package dev.tidegate.autoscaler.config.read;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.autoscaler.capacity.Share;
import dev.tidegate.autoscaler.config.endpoint.Secret;
import dev.tidegate.autoscaler.config.endpoint.ServeSettings;
import dev.tidegate.runbooks.act.wire.Unprintable;
import dev.tidegate.runbooks.book.terms.Preset;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Parses the text of one value.
 *
 * @param name for the reference page
 * @param expected completes "expected …"
 * @param parse returns the value, or empty if the text is invalid
 */
record ValueParser<T>(String name, String expected, Function<JsonNode, Optional<T>> parse) {

    private static final Pattern NUMBER =
            Pattern.compile( // not 010: decimal to some, octal to others
                    "[+-]?((0|[1-9]\\d*)(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d{1,3})?");
    private static final int MAX_NAME = 200;

    /** In a query, or in front of the host, where the driver accepts none. */
    private static final Pattern PASSWORD = Pattern.compile("(?i)password=|//[^/]*@");

    private static final Pattern HOST_NAME =
            Pattern.compile("[\\p{Alnum}_-]{1,63}(\\.[\\p{Alnum}_-]{1,63})*\\.?");
    private static final Instant FIRST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");
    private static final Pattern DURATION = Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*(ms|s|m|h|d|w)");
    private static final Map<String, Long> MILLIS =
            Map.of(
                    "ms",
                    1L,
                    "s",
                    1_000L,
                    "m",
                    60_000L,
                    "h",
                    3_600_000L,
                    "d",
                    86_400_000L,
                    "w",
                    604_800_000L);
    private static final BigDecimal MAX_MILLIS =
            BigDecimal.valueOf(Duration.ofDays(3_650).toMillis());

    static final ValueParser<String> TEXT =
            new ValueParser<>("text", "text that is not empty", ValueParser::text);
    static final ValueParser<String> NAME =
            new ValueParser<>(
                    "text",
                    "a name of one line, at most 200 characters, all of them to be seen",
                    node ->
                            text(node)
                                    .filter(name -> name.length() <= MAX_NAME)
                                    .filter(name -> !Unprintable.isIn(name)));
    static final ValueParser<Duration> DURATION_ABOVE_ZERO =
            new ValueParser<>(
                    "duration",
                    "a duration above zero like 30s, 5m or 14d",
                    node -> duration(node).filter(d -> !d.isZero()));
    static final ValueParser<Duration> DURATION_OR_ZERO =
            new ValueParser<>("duration", "a duration like 0s, 30s or 5m", ValueParser::duration);
    static final ValueParser<Instant> INSTANT =
            new ValueParser<>(
                    "time", "a time in UTC like 2025-12-31T18:00:00Z", ValueParser::instant);
    static final ValueParser<Share> SHARE =
            new ValueParser<>(
                    "share", "a share within 0 and 1 like 0.1% or 0.001", ValueParser::share);
    static final ValueParser<Share> POSITIVE_SHARE =
            new ValueParser<>(
                    "share",
                    "a share above 0 and at most 1 like 20% or 0.2",
                    node -> share(node).filter(s -> s.fraction() > 0));
    static final ValueParser<Double> POSITIVE_NUMBER =
            new ValueParser<>(
                    "number",
                    "a number above zero",
                    node ->
                            number(node)
                                    .map(BigDecimal::doubleValue)
                                    .filter(d -> d > 0 && Double.isFinite(d)));
    static final ValueParser<URI> HTTP_URL =
            new ValueParser<>(
                    "URL",
                    "an http:// or https:// URL of a host, with no user, query or fragment",
                    ValueParser::httpUrl);
    static final ValueParser<String> POSTGRES_URL =
            new ValueParser<>(
                    "text",
                    "a jdbc:postgresql: URL, the password apart from it",
                    node ->
                            text(node)
                                    .filter(url -> url.startsWith("jdbc:postgresql:"))
                                    .filter(url -> !PASSWORD.matcher(url).find()));
    static final ValueParser<Path> PATH =
            new ValueParser<>("path", "a path, relative to this file", ValueParser::path);

    static final ValueParser<Map<String, Preset>> PRESETS =
            new ValueParser<>(
                    "names, and texts or lists of them",
                    "a mapping of names to texts or lists of texts",
                    ValueParser::presets);

    static final ValueParser<List<String>> HOST_NAMES =
            new ValueParser<>(
                    "host names",
                    "a list of host names like [status.example.com], without http:// and port",
                    ValueParser::hostNames);

    static final ValueParser<Secret> SECRET =
            new ValueParser<>(
                    "secret", "a reference: {env: NAME} or {file: PATH}", ValueParser::secret);

    static ValueParser<Integer> integer(int least, int most) {
        String range =
                most == Integer.MAX_VALUE
                        ? "of at least " + least
                        : "within " + least + " and " + most;
        return new ValueParser<>(
                "whole number",
                "a whole number " + range,
                node ->
                        number(node)
                                .filter(n -> n.stripTrailingZeros().scale() <= 0)
                                .filter(n -> n.compareTo(BigDecimal.valueOf(least)) >= 0)
                                .filter(n -> n.compareTo(BigDecimal.valueOf(most)) <= 0)
                                .map(BigDecimal::intValueExact));
    }

    static <E extends Enum<E>> ValueParser<E> choice(Class<E> type) {
        String names =
                Stream.of(type.getEnumConstants())
                        .map(ValueParser::nameOf)
                        .collect(Collectors.joining(" or "));
        return new ValueParser<>(
                names,
                names,
                node ->
                        text(node)
                                .flatMap(
                                        text ->
                                                Stream.of(type.getEnumConstants())
                                                        .filter(e -> nameOf(e).equals(text))
                                                        .findFirst()));
    }

    /** How an enum constant is written in the file. */
    static String nameOf(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Optional<String> text(JsonNode node) {
        return node.isValueNode() && !node.isNull() && !node.asText().isBlank()
                ? Optional.of(node.asText().strip())
                : Optional.empty();
    }

    private static Optional<Map<String, Preset>> presets(JsonNode node) {
        Map<String, Preset> presets = new TreeMap<>();
        node.properties()
                .forEach(
                        field ->
                                preset(field.getValue())
                                        .ifPresent(value -> presets.put(field.getKey(), value)));
        return node.isObject() && presets.size() == node.size()
                ? Optional.of(presets)
                : Optional.empty();
    }

    private static Optional<Preset> preset(JsonNode node) {
        if (!node.isArray()) {
            return text(node).map(Preset::of);
        }
        List<String> texts =
                StreamSupport.stream(node.spliterator(), false)
                        .flatMap(element -> text(element).stream())
                        .toList();
        return texts.isEmpty() || texts.size() < node.size()
                ? Optional.empty()
                : Optional.of(Preset.among(texts));
    }

    private static Optional<List<String>> hostNames(JsonNode node) {
        List<String> names =
                StreamSupport.stream(node.spliterator(), false)
                        .flatMap(element -> text(element).stream())
                        .filter(name -> HOST_NAME.matcher(name).matches())
                        .toList();
        return node.isArray() && !names.isEmpty() && names.size() == node.size()
                ? Optional.of(names)
                : Optional.empty();
    }

    private static Optional<Secret> secret(JsonNode node) {
        if (node.size() != 1) {
            return Optional.empty();
        }
        Optional<Secret> byName = text(node.path("env")).map(Secret.InEnvironment::new);
        return byName.or(() -> path(node.path("file")).map(Secret.InFile::new));
    }

    private static Optional<Path> path(JsonNode node) {
        return text(node)
                .flatMap(
                        text -> {
                            try {
                                return Optional.of(Path.of(text));
                            } catch (InvalidPathException e) {
                                return Optional.empty();
                            }
                        });
    }

    private static Optional<BigDecimal> number(JsonNode node) {
        return text(node)
                .filter(t -> t.length() < 40 && NUMBER.matcher(t).matches())
                .map(BigDecimal::new);
    }

    private static Optional<Duration> duration(JsonNode node) {
        return text(node)
                .map(DURATION::matcher)
                .filter(Matcher::matches)
                .filter(m -> m.group(1).length() < 16)
                .map(
                        m ->
                                new BigDecimal(m.group(1))
                                        .multiply(
                                                BigDecimal.valueOf(
                                                        MILLIS.getOrDefault(m.group(2), 0L))))
                .filter(millis -> millis.compareTo(MAX_MILLIS) <= 0)
                .map(millis -> Duration.ofMillis(millis.longValue()));
    }

    private static Optional<Instant> instant(JsonNode node) {
        return text(node)
                .flatMap(
                        text -> {
                            try {
                                return Optional.of(Instant.parse(text));
                            } catch (DateTimeException e) {
                                return Optional.empty();
                            }
                        })
                // outside, adding or subtracting years may overflow
                .filter(time -> !time.isBefore(FIRST) && !time.isAfter(LAST));
    }

    private static Optional<Share> share(JsonNode node) {
        Optional<String> percent = text(node).filter(t -> t.endsWith("%"));
        Optional<BigDecimal> value =
                percent.isPresent()
                        ? percent.map(t -> t.substring(0, t.length() - 1).strip())
                                .filter(t -> t.length() < 40 && NUMBER.matcher(t).matches())
                                .map(t -> new BigDecimal(t).movePointLeft(2))
                        : number(node);
        return value.map(BigDecimal::doubleValue).filter(s -> s >= 0 && s <= 1).map(Share::of);
    }

    private static Optional<URI> httpUrl(JsonNode node) {
        return text(node)
                .flatMap(
                        text -> {
                            try {
                                return Optional.of(URI.create(text));
                            } catch (IllegalArgumentException e) {
                                return Optional.empty();
                            }
                        })
                .filter(uri -> "http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                .filter(uri -> uri.getHost() != null && uri.getUserInfo() == null)
                .filter(uri -> uri.getRawQuery() == null && uri.getRawFragment() == null)
                .filter(uri -> uri.getPort() <= ServeSettings.LARGEST_PORT);
    }
}
