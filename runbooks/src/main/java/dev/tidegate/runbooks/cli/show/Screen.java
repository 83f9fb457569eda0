package dev.tidegate.runbooks.cli.show;

import java.util.OptionalInt;

/** What the reader looks at: the launcher knows whether standard output is a terminal, and how wide. */
public final class Screen {
    private static final String MORE = "...";

    private Screen() {}

    /** Characters in a line; empty where nobody but a program reads, for which nothing is left out. */
    public static OptionalInt columns() {
        Integer columns = Integer.getInteger("tidegate.columns");
        return columns == null || columns < 1 ? OptionalInt.empty() : OptionalInt.of(columns);
    }

    /** The text, or how it begins. */
    static String cut(String text, int most) {
        return text.length() <= most
                ? text
                : text.substring(0, Math.max(0, most - MORE.length())) + MORE;
    }
}
