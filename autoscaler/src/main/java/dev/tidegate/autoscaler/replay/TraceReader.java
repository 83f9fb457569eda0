package dev.tidegate.autoscaler.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads traces: CSV with the header {@code timestamp,<name>,…} and ascending UTC times on a regular grid; an empty cell
 * or a skipped row is a missing slot. Anything else is rejected with its line.
 */
public final class TraceReader {
    private static final CsvMapper CSV =
            CsvMapper.builder()
                    .enable(CsvParser.Feature.TRIM_SPACES)
                    .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
                    .build();

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private TraceReader() {}

    /** Reads the first column after the time. */
    public static TraceOutcome read(Path file) throws IOException {
        return read(file, Optional.empty());
    }

    /** Reads {@code column}, or by default the first after the time. */
    public static TraceOutcome read(Path file, Optional<String> column) throws IOException {
        if (Files.isDirectory(file)) {
            throw new UnreadableTrace(file + " is a folder, expected a trace");
        }
        try (Reader text = afterByteOrderMark(Files.newBufferedReader(file))) {
            return read(text, column);
        } catch (NoSuchFileException none) {
            throw new UnreadableTrace(file + " does not exist", none);
        } catch (CharacterCodingException notText) {
            throw new UnreadableTrace(file + " is not a text in UTF-8", notText);
        } catch (JsonProcessingException malformed) {
            int line = malformed.getLocation() == null ? 1 : malformed.getLocation().getLineNr();
            return new TraceOutcome.Invalid(line, malformed.getOriginalMessage());
        }
    }

    /** Skips a byte order mark, after which a quoted cell would not be recognised. */
    private static Reader afterByteOrderMark(BufferedReader text) throws IOException {
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
        return text;
    }

    static TraceOutcome read(Reader text, Optional<String> column) throws IOException {
        try (CsvParser parser = CSV.getFactory().createParser(text)) {
            Optional<Row> header = next(parser);
            if (header.isEmpty()) {
                return new TraceOutcome.Invalid(
                        1, "expected the header timestamp,<name>, found nothing");
            }
            List<String> names = header.get().cells();
            int wanted = column.map(names::indexOf).orElse(1);
            if (!names.get(0).equals("timestamp") || names.size() < 2) {
                return new TraceOutcome.Invalid(
                        1,
                        "expected the header timestamp,<name>, found " + String.join(",", names));
            }
            if (wanted < 1) {
                return new TraceOutcome.Invalid(
                        1, "no column " + column.orElse("") + " among " + String.join(",", names));
            }
            TraceRows rows = new TraceRows(names.get(wanted), wanted, names.size());
            for (Optional<Row> row = next(parser); row.isPresent(); row = next(parser)) {
                Optional<TraceOutcome.Invalid> problem = rows.add(row.get());
                if (problem.isPresent()) {
                    return problem.get();
                }
            }
            return rows.onGrid();
        }
    }

    private static Optional<Row> next(CsvParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_ARRAY) {
            return Optional.empty();
        }
        List<String> cells = new ArrayList<>();
        int line = parser.currentTokenLocation().getLineNr();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (cells.isEmpty()) {
                line = parser.currentTokenLocation().getLineNr();
            }
            cells.add(parser.getText());
        }
        return Optional.of(new Row(line, cells));
    }

    /** One line of the file, cut into cells. */
    record Row(int line, List<String> cells) {}
}
