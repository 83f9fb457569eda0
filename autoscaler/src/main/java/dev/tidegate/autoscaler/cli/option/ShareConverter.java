package dev.tidegate.autoscaler.cli.option;

import dev.tidegate.autoscaler.capacity.Share;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses shares, in the same notation as configurations: {@code 0.1%} or {@code 0.001}. */
public final class ShareConverter implements ITypeConverter<Share> {

    @Override
    public Share convert(String text) {
        try {
            boolean percent = text.endsWith("%");
            String number = percent ? text.substring(0, text.length() - 1) : text;
            return Share.of(Double.parseDouble(number) / (percent ? 100 : 1));
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(
                    "expected a share within 0 and 1 like 0.1% or 0.001, found '" + text + "'");
        }
    }
}
