package dev.tidegate.runbooks.act.haproxy;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One row of a table of the runtime API, with the column names. */
record ServerRow(List<String> columns, List<String> values) {

    /**
     * Whether the reply is a table that {@link #ofState} can read, and not something else or a
     * refusal.
     */
    static boolean isOfStates(String answer) {
        return answer.lines().skip(1).findFirst().filter(l -> l.startsWith("# be_id")).isPresent();
    }

    /** The same for {@link #ofStatistics}. */
    static boolean isOfStatistics(String answer) {
        return answer.startsWith("# pxname,");
    }

    /**
     * Parses "show servers state": a version, "# " and the columns, then rows, separated by spaces.
     */
    static Optional<ServerRow> ofState(String table, String backend, String server) {
        List<String> lines = table.lines().toList();
        Optional<List<String>> columns =
                lines.stream()
                        .filter(line -> line.startsWith("# "))
                        .map(line -> Arrays.asList(line.substring(2).split(" ")))
                        .findFirst();
        return columns.flatMap(
                names ->
                        lines.stream()
                                .map(line -> new ServerRow(names, Arrays.asList(line.split(" "))))
                                .filter(
                                        row ->
                                                row.values.size() > 1
                                                        && row.text("be_name").equals(backend)
                                                        && row.text("srv_name").equals(server))
                                .findFirst());
    }

    /** Parses "show stat": "# " and the columns, then rows, separated by commas. */
    static Optional<ServerRow> ofStatistics(String table, String server) {
        List<String> lines = table.lines().toList();
        if (lines.isEmpty() || !lines.get(0).startsWith("# ")) {
            return Optional.empty();
        }
        List<String> names = Arrays.asList(lines.get(0).substring(2).split(","));
        return lines.stream()
                .map(line -> new ServerRow(names, Arrays.asList(line.split(",", -1))))
                .filter(row -> row.text("svname").equals(server))
                .findFirst();
    }

    String text(String column) {
        int index = columns.indexOf(column);
        return index < 0 || index >= values.size() ? "" : values.get(index);
    }

    int number(String column) {
        return text(column).isEmpty() ? 0 : Integer.parseInt(text(column));
    }
}
