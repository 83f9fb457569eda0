package dev.tidegate.autoscaler.replay;

import dev.tidegate.forecaster.series.Series;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Collects the rows of one trace and determines its grid. The step is the most frequent distance between rows, so that
 * neither skipped rows nor one stray time changes it.
 */
final class TraceRows {
    private static final int MAX_SLOTS = 50_000_000;
    private static final Duration MIN_STEP = Duration.ofMillis(1);
    private static final Duration MAX_STEP = Duration.ofDays(1_000);

    private final String name;
    private final int column;
    private final int width;
    private final List<Cell> cells = new ArrayList<>();
    private final Map<Duration, Integer> distances = new HashMap<>();

    TraceRows(String name, int column, int width) {
        this.name = name;
        this.column = column;
        this.width = width;
    }

    Optional<TraceOutcome.Invalid> add(TraceReader.Row row) {
        if (row.cells().size() != width) {
            return invalid(row, "expected " + width + " cells, found " + row.cells().size());
        }
        Instant time;
        try {
            time = Instant.parse(row.cells().get(0));
        } catch (DateTimeException notATime) {
            return invalid(row, "expected a UTC time, found '" + row.cells().get(0) + "'");
        }
        String text = row.cells().get(column);
        OptionalDouble value = OptionalDouble.empty();
        if (!text.isEmpty()) {
            value = parseNumber(text);
            if (value.isEmpty()) {
                return invalid(row, "expected a number, found '" + text + "'");
            }
        }
        if (!cells.isEmpty()) {
            Duration distance = Duration.between(cells.get(cells.size() - 1).time(), time);
            if (distance.isZero()) {
                return invalid(row, "time " + time + " stands twice");
            }
            if (distance.isNegative()) {
                return invalid(row, "time " + time + " is earlier than the row before");
            }
            distances.merge(distance, 1, Integer::sum);
        }
        cells.add(new Cell(row.line(), time, value));
        return Optional.empty();
    }

    TraceOutcome onGrid() {
        if (cells.size() < 2) {
            return new TraceOutcome.Invalid(
                    cells.size() + 1, "expected two rows at least, found " + cells.size());
        }
        Duration step = mostFrequentDistance();
        if (step.compareTo(MIN_STEP) < 0 || step.compareTo(MAX_STEP) > 0) {
            return new TraceOutcome.Invalid(
                    cells.get(1).line(),
                    "expected rows between "
                            + MIN_STEP
                            + " and "
                            + MAX_STEP
                            + " apart, found "
                            + step);
        }
        Instant start = cells.get(0).time();
        for (Cell cell : cells) {
            Duration since = Duration.between(start, cell.time());
            if (since.compareTo(step.multipliedBy(MAX_SLOTS)) >= 0) {
                return new TraceOutcome.Invalid(
                        cell.line(),
                        "time " + cell.time() + " lies more than " + MAX_SLOTS + " steps away");
            }
            if (!step.multipliedBy(since.dividedBy(step)).equals(since)) {
                return new TraceOutcome.Invalid(
                        cell.line(),
                        "time " + cell.time() + " lies off the grid of " + step + " from " + start);
            }
        }
        return new TraceOutcome.Valid(fill(start, step));
    }

    private Trace fill(Instant start, Duration step) {
        Instant last = cells.get(cells.size() - 1).time();
        int size = (int) Duration.between(start, last).dividedBy(step) + 1;
        double[] values = new double[size];
        BitSet known = new BitSet(size);
        for (Cell cell : cells) {
            int slot = (int) Duration.between(start, cell.time()).dividedBy(step);
            if (cell.value().isPresent()) {
                values[slot] = cell.value().getAsDouble();
                known.set(slot);
            }
        }
        return new Trace(name, Series.of(start, step, values, known));
    }

    private Duration mostFrequentDistance() {
        return distances.entrySet().stream()
                .max(
                        Map.Entry.<Duration, Integer>comparingByValue()
                                .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                .orElseThrow()
                .getKey();
    }

    private static OptionalDouble parseNumber(String text) {
        char last = text.charAt(text.length() - 1);
        if ((!Character.isDigit(last) && last != '.')
                || text.toLowerCase(Locale.ROOT).contains("x")) {
            return OptionalDouble.empty(); // Java would parse 12d, NaN and 0x1p3
        }
        try {
            double value = Double.parseDouble(text);
            return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
        } catch (NumberFormatException notANumber) {
            return OptionalDouble.empty();
        }
    }

    private static Optional<TraceOutcome.Invalid> invalid(TraceReader.Row row, String problem) {
        return Optional.of(new TraceOutcome.Invalid(row.line(), problem));
    }

    private record Cell(int line, Instant time, OptionalDouble value) {}
}
