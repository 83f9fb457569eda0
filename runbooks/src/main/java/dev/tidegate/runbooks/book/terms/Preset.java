package dev.tidegate.runbooks.book.terms;

import java.util.List;

/**
 * What the configuration of a site says of parameters of one name.
 *
 * @param value the default, in place of the book's own
 * @param among the only values that may be given at this site; empty for those that the book allows
 */
public record Preset(String value, List<String> among) {

    public Preset {
        among = List.copyOf(among);
        if (!among.isEmpty() && !among.contains(value)) {
            throw new IllegalArgumentException(value + " is none of " + among);
        }
    }

    public static Preset of(String value) {
        return new Preset(value, List.of());
    }

    /** The first is the default; there must be one. */
    public static Preset among(List<String> values) {
        return new Preset(values.get(0), values);
    }
}
