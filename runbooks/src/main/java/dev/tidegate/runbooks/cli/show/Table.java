package dev.tidegate.runbooks.cli.show;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Rows under a heading, each column as wide as its widest cell; the last one is cut where the reader's lines end. */
public final class Table {
    private static final int WIDEST = 72;
    private static final int LEAST_LAST =
            24; // of the last column: less says nothing, and is wrapped instead

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
            widths[row.size()] = Math.min(WIDEST, Math.max(widths[row.size()], text.length()));
            row.add(text);
        }
        rows.add(row);
    }

    /** Prints what was not printed yet; rows that come later stand under the same heading. */
    public void print(PrintWriter out) {
        int last = widths.length - 1;
        for (List<String> row : rows) {
            var line = new StringBuilder();
            for (int c = 0; c < last; c++) {
                String cell = row.get(c);
                line.append(cell).append(" ".repeat(Math.max(0, widths[c] - cell.length()) + 2));
            }
            String end = row.get(last);
            line.append(
                    columns.isEmpty()
                            ? end
                            : Screen.cut(
                                    end, Math.max(LEAST_LAST, columns.getAsInt() - line.length())));
            out.println(line.toString().stripTrailing());
        }
        rows.clear();
    }
}
