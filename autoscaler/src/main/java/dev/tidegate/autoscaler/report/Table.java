package dev.tidegate.autoscaler.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Rows of text under headings; the first column names the row, of the others those in which a cell begins with a figure are figures. */
public record Table(List<String> headings, List<List<String>> rows) {
    private static final Pattern FIGURE = Pattern.compile("[-+]?\\d");

    public Table {
        headings = List.copyOf(headings);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> row : rows) {
            if (row.size() != headings.size()) {
                throw new IllegalArgumentException(
                        "row %s has %d cells for %d headings"
                                .formatted(row, row.size(), headings.size()));
            }
        }
    }

    public static Table of(String... headings) {
        return new Table(List.of(headings), List.of());
    }

    public Table row(String... cells) {
        List<List<String>> more = new ArrayList<>(rows);
        more.add(List.of(cells));
        return new Table(headings, more);
    }

    /** Whether a column stands to the right. */
    boolean isFigures(int column) {
        return column > 0
                && rows.stream()
                        .map(row -> row.get(column))
                        .anyMatch(cell -> FIGURE.matcher(cell).lookingAt());
    }

    /** The table for a terminal: figures to the right, all else to the left. */
    public String text() {
        int[] widths = new int[headings.size()];
        for (int i = 0; i < widths.length; i++) {
            int column = i;
            widths[i] =
                    rows.stream()
                            .mapToInt(row -> row.get(column).length())
                            .reduce(headings.get(column).length(), Math::max);
        }
        StringBuilder out = new StringBuilder();
        append(out, headings, widths);
        rows.forEach(row -> append(out, row, widths));
        return out.toString();
    }

    private void append(StringBuilder out, List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String format = (i == 0 ? "%" : "  %") + (isFigures(i) ? "" : "-") + widths[i] + "s";
            line.append(format.formatted(cells.get(i)));
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }
}
