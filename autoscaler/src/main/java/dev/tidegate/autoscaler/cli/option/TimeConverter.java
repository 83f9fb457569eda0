package dev.tidegate.autoscaler.cli.option;

import java.time.DateTimeException;
import java.time.Instant;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses instants, in the same notation as traces and configurations. */
public final class TimeConverter implements ITypeConverter<Instant> {

    @Override
    public Instant convert(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new TypeConversionException(
                    "expected a time in UTC like 2024-05-16T12:00:00Z, found '" + text + "'");
        }
    }
}
