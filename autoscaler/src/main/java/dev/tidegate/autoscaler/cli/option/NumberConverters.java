package dev.tidegate.autoscaler.cli.option;

import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Numbers, whose mistakes are told in the people's words and not in the language's. */
public final class NumberConverters {

    /** Has them read for all commands that there are by now. */
    public static void register(CommandLine line) {
        line.registerConverter(int.class, NumberConverters::whole);
        line.registerConverter(Integer.class, NumberConverters::whole);
        line.registerConverter(long.class, NumberConverters::large);
        line.registerConverter(Long.class, NumberConverters::large);
        line.registerConverter(double.class, NumberConverters::any);
        line.registerConverter(Double.class, NumberConverters::any);
    }

    private static Integer whole(String text) {
        return read(
                text, Integer::valueOf, "a whole number, " + Integer.MAX_VALUE + " at the most");
    }

    private static Long large(String text) {
        return read(text, Long::valueOf, "a whole number, " + Long.MAX_VALUE + " at the most");
    }

    private static Double any(String text) {
        return read(text, Double::valueOf, "a number like 0.5 or 4200");
    }

    private static <N> N read(String text, Function<String, N> reader, String expected) {
        try {
            return reader.apply(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("expected " + expected + ", found '" + text + "'");
        }
    }

    private NumberConverters() {}
}
