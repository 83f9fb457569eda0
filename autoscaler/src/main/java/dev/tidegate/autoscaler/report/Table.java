package dev.tidegate.autoscaler.report;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Rows of text under headings. The first column names the row; any other column in which a cell starts with a digit is numeric.
 */
public record Table(List<String> headings, List<List<String>> rows) {
    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d");

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

    /** Whether a column is right-aligned. */
    boolean isNumeric(int column) {
        return column > 0
                && rows.stream()
                        .map(row -> row.get(column))
                        .anyMatch(cell -> NUMBER.matcher(cell).lookingAt());
    }

    /** The table as text for a terminal: numbers right-aligned, everything else left-aligned. */
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
            String format = (i == 0 ? "%" : "  %") + (isNumeric(i) ? "" : "-") + widths[i] + "s";
            line.append(format.formatted(cells.get(i)));
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }
}
