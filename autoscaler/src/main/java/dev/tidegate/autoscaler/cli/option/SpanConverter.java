package dev.tidegate.autoscaler.cli.option;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses time spans: {@code 90s}, {@code 60m}, {@code 1h}, {@code 14d}. */
public final class SpanConverter implements ITypeConverter<Duration> {
    private static final Pattern SPAN = Pattern.compile("(\\d{1,9})([smhd])");
    private static final Map<String, Duration> UNITS =
            Map.of(
                    "s", Duration.ofSeconds(1),
                    "m", Duration.ofMinutes(1),
                    "h", Duration.ofHours(1),
                    "d", Duration.ofDays(1));

    @Override
    public Duration convert(String text) {
        Matcher matcher = SPAN.matcher(text);
        if (matcher.matches()) {
            Duration unit = UNITS.getOrDefault(matcher.group(2), Duration.ZERO);
            Duration span = unit.multipliedBy(Long.parseLong(matcher.group(1)));
            if (!span.isZero()) {
                return span;
            }
        }
        throw new TypeConversionException(
                "expected a span of time above zero like 30s, 60m, 1h or 14d, found '"
                        + text
                        + "'");
    }
}
