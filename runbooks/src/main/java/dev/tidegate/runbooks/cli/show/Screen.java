package dev.tidegate.runbooks.cli.show;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** What the reader looks at: the launcher knows whether standard output is a terminal, and how wide. */
public final class Screen {
    private Screen() {}

    /** Characters in a line; empty where nobody but a program reads, for which nothing is left out. */
    public static OptionalInt columns() {
        Integer columns = Integer.getInteger("tidegate.columns");
        return columns == null || columns < 1 ? OptionalInt.empty() : OptionalInt.of(columns);
    }

    /** The text in lines of so many characters, all but the first indented; what has no space in it is left whole, so that it can be copied. */
    static List<String> wrapped(String text, OptionalInt columns, int indent) {
        List<String> lines = new ArrayList<>();
        String rest = text.stripTrailing();
        int most = columns.orElse(Integer.MAX_VALUE);
        while (rest.length() > most) {
            int end = rest.lastIndexOf(' ', most);
            end = end <= indent ? rest.indexOf(' ', Math.max(indent, most)) : end;
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
