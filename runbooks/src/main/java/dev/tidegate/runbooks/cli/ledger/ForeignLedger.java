package dev.tidegate.runbooks.cli.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tidegate.runbooks.cli.context.CommandRefusal;
import dev.tidegate.runbooks.ledger.Entry;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.ledger.LedgerException;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import dev.tidegate.runbooks.ledger.Ledgers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Reads another ledger from a file: its SQLite database or its export. */
final class ForeignLedger {
    private static final byte[] DATABASE = "SQLite format 3".getBytes(StandardCharsets.US_ASCII);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ForeignLedger() {}

    static List<Entry> read(Path file) {
        try {
            return isDatabase(file) ? database(file) : export(Files.readAllLines(file));
        } catch (NoSuchFileException e) {
            throw CommandRefusal.badInput(List.of("there is no file " + file));
        } catch (IOException | LedgerException | IllegalArgumentException e) {
            throw CommandRefusal.badInput(List.of("cannot read " + file + ": " + e.getMessage()));
        }
    }

    private static boolean isDatabase(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(DATABASE.length), DATABASE);
        }
    }

    private static List<Entry> database(Path file) {
        try (Ledger ledger = Ledgers.sqliteOrReadOnly(file)) {
            return ledger.read(LedgerQuery.all());
        }
    }

    private static List<Entry> export(List<String> lines) {
        var entries = new ArrayList<Entry>();
        for (String line : lines) {
            try {
                entries.add(Entry.fromJson(JSON.readTree(line)));
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(
                        "line " + (entries.size() + 1) + " is no JSON", e);
            }
        }
        return entries;
    }
}
