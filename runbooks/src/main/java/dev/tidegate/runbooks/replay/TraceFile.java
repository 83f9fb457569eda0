package dev.tidegate.runbooks.replay;

import dev.tidegate.runbooks.signal.Sample;
import dev.tidegate.runbooks.signal.SignalException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a trace as CSV: {@code timestamp,<name>} in UTC, in order; an empty cell is a missing
 * value.
 */
public final class TraceFile {
    private TraceFile() {}

    /**
     * @throws SignalException with the line number, when a line is invalid
     */
    public static List<Sample> read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            throw new SignalException("there is no file " + file);
        } catch (IOException e) {
            throw new SignalException("cannot read " + file + ": " + e);
        }
        if (lines.isEmpty() || !lines.get(0).startsWith("timestamp,")) {
            throw new SignalException(file + ":1: expected the header timestamp,<name>");
        }
        var samples = new ArrayList<Sample>();
        for (int i = 1; i < lines.size(); i++) {
            String[] cells = lines.get(i).split(",", -1);
            try {
                if (cells.length != 2) {
                    throw new IllegalArgumentException("expected two cells");
                }
                Instant at = Instant.parse(cells[0]);
                if (!samples.isEmpty() && !at.isAfter(samples.get(samples.size() - 1).at())) {
                    throw new IllegalArgumentException(at + " is not after the line before");
                }
                if (!cells[1].isBlank()) {
                    samples.add(new Sample(at, Double.parseDouble(cells[1])));
                }
            } catch (IllegalArgumentException | DateTimeParseException e) {
                throw new SignalException(file + ":" + (i + 1) + ": " + e.getMessage());
            }
        }
        return samples;
    }
}
