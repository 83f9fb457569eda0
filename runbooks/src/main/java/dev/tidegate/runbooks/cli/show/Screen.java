package dev.tidegate.runbooks.cli.show;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The terminal's width; the launcher knows whether standard output is a terminal. */
public final class Screen {
    private Screen() {}

    /** Characters per line; empty without a terminal, for which nothing is shortened. */
    public static OptionalInt columns() {
        Integer columns = Integer.getInteger("tidegate.columns");
        return columns == null || columns < 1 ? OptionalInt.empty() : OptionalInt.of(columns);
    }

    /**
     * Wraps text to that many columns, indenting all lines but the first; words longer than a line
     * are kept whole, for copying.
     */
    static List<String> wrap(String text, OptionalInt columns, int indent) {
        List<String> lines = new ArrayList<>();
        String rest = text.stripTrailing();
        int max = columns.orElse(Integer.MAX_VALUE);
        while (rest.length() > max) {
            int end = rest.lastIndexOf(' ', max);
            end = end <= indent ? rest.indexOf(' ', Math.max(indent, max)) : end;
            if (end < 0) {
                break;
            }
            lines.add(rest.substring(0, end).stripTrailing());
            rest = " ".repeat(indent) + rest.substring(end).strip();
        }
        lines.add(rest);
        return lines;
    }
}
