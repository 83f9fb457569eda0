package dev.tidegate.runbooks.cli.show;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;

/**
 * Rows under a heading, each column as wide as its widest cell. On a terminal the last column is
 * wrapped within itself or, where too little width is left, below the row, so that the end of a
 * text is never cut.
 */
public final class Table {
    private static final int MAX_WIDTH = 72;
    private static final int MIN_LAST_WIDTH = 32; // of the last column beside the others
    private static final int INDENT = 4; // of the last column below the row

    private final OptionalInt columns;
    private final int[] widths;
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... heading) {
        this(Screen.columns(), heading);
    }

    Table(OptionalInt columns, String... heading) {
        this.columns = columns;
        this.widths = new int[heading.length];
        row((Object[]) heading);
    }

    public void row(Object... cells) {
        var row = new ArrayList<String>();
        for (Object cell : cells) {
            String text = String.valueOf(cell).replace('\n', ' ');
            widths[row.size()] = Math.min(MAX_WIDTH, Math.max(widths[row.size()], text.length()));
            row.add(text);
        }
        rows.add(row);
    }

    /** Prints the rows not printed yet; later rows use the same heading and widths. */
    public void print(PrintWriter out) {
        int last = widths.length - 1;
        int before = Arrays.stream(widths, 0, last).map(width -> width + 2).sum();
        boolean below = columns.isPresent() && columns.getAsInt() - before < MIN_LAST_WIDTH;
        int from = below ? INDENT : before;
        for (List<String> row : rows) {
            var line = new StringBuilder();
            for (int c = 0; c < last; c++) {
                String cell = row.get(c);
                line.append(cell).append(" ".repeat(Math.max(0, widths[c] - cell.length()) + 2));
            }
            if (below) {
                out.println(line.toString().stripTrailing());
                line = new StringBuilder(" ".repeat(from));
            }
            line.append(row.get(last));
            Screen.wrap(line.toString(), columns, from).forEach(out::println);
        }
        rows.clear();
    }
}
