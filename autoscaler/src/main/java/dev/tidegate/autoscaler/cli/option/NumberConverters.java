package dev.tidegate.autoscaler.cli.option;

import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Numbers, whose mistakes are told in the people's words and not in the language's. Classes and not lambdas: of those over the library's old
 * interfaces JDK 17 cannot make the class-data archive that halves a start, and crashes.
 */
public final class NumberConverters {

    /** Has them read for all commands that there are by now. */
    public static void register(CommandLine line) {
        line.registerConverter(int.class, new Whole());
        line.registerConverter(Integer.class, new Whole());
        line.registerConverter(long.class, new Large());
        line.registerConverter(Long.class, new Large());
        line.registerConverter(double.class, new Any());
        line.registerConverter(Double.class, new Any());
    }

    private static final class Whole implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            try {
                return Integer.valueOf(text);
            } catch (NumberFormatException e) {
                throw wrong("a whole number, " + Integer.MAX_VALUE + " at the most", text);
            }
        }
    }

    private static final class Large implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            try {
                return Long.valueOf(text);
            } catch (NumberFormatException e) {
                throw wrong("a whole number, " + Long.MAX_VALUE + " at the most", text);
            }
        }
    }

    private static final class Any implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            try {
                return Double.valueOf(text);
            } catch (NumberFormatException e) {
                throw wrong("a number like 0.5 or 4200", text);
            }
        }
    }

    private static TypeConversionException wrong(String expected, String found) {
        return new TypeConversionException("expected " + expected + ", found '" + found + "'");
    }

    private NumberConverters() {}
}
