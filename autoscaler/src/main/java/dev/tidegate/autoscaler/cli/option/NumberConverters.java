package dev.tidegate.autoscaler.cli.option;

import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Number converters whose errors are readable. They are classes, not lambdas: JDK 17 crashes when it creates the class-data
 * archive, which halves the startup time, with lambdas over picocli's old interfaces.
 */
public final class NumberConverters {

    /** Registers the converters for all commands added so far. */
    public static void register(CommandLine line) {
        line.registerConverter(int.class, new IntegerConverter());
        line.registerConverter(Integer.class, new IntegerConverter());
        line.registerConverter(long.class, new LongConverter());
        line.registerConverter(Long.class, new LongConverter());
        line.registerConverter(double.class, new DoubleConverter());
        line.registerConverter(Double.class, new DoubleConverter());
    }

    private static final class IntegerConverter implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            try {
                return Integer.valueOf(text);
            } catch (NumberFormatException e) {
                throw error("a whole number, " + Integer.MAX_VALUE + " at the most", text);
            }
        }
    }

    private static final class LongConverter implements ITypeConverter<Long> {
        @Override
        public Long convert(String text) {
            try {
                return Long.valueOf(text);
            } catch (NumberFormatException e) {
                throw error("a whole number, " + Long.MAX_VALUE + " at the most", text);
            }
        }
    }

    private static final class DoubleConverter implements ITypeConverter<Double> {
        @Override
        public Double convert(String text) {
            try {
                return Double.valueOf(text);
            } catch (NumberFormatException e) {
                throw error("a number like 0.5 or 4200", text);
            }
        }
    }

    private static TypeConversionException error(String expected, String found) {
        return new TypeConversionException("expected " + expected + ", found '" + found + "'");
    }

    private NumberConverters() {}
}
