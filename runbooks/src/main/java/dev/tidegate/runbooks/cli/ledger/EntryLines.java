package dev.tidegate.runbooks.cli.ledger;

import dev.tidegate.runbooks.cli.show.EntryWords;
import dev.tidegate.runbooks.cli.show.LogLines;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.ledger.Entry;
import dev.tidegate.runbooks.ledger.LedgerException;
import dev.tidegate.runbooks.ledger.merge.Imports;
import dev.tidegate.runbooks.run.record.RunJson;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What an entry says in one line: by the words of this module and of the program around it, else as it is. */
final class EntryLines {
    private static final String REFUSED = "access-refused";

    private final Optional<EntryWords> others;

    EntryLines(Optional<EntryWords> others) {
        this.others = others;
    }

    /** The kinds of entries that there are, as far as this program knows. */
    Set<String> kinds() {
        var all = new TreeSet<>(RunJson.allKinds());
        all.add(REFUSED);
        all.add(Imports.KIND);
        others.map(EntryWords::kinds).ifPresent(all::addAll);
        return all;
    }

    String of(Draft entry) {
        return run(entry)
                .or(() -> imported(entry))
                .or(() -> refused(entry))
                .or(() -> others.flatMap(words -> words.of(entry)))
                .orElseGet(() -> entry.body().toString());
    }

    private static Optional<String> run(Draft entry) {
        if (!RunJson.allKinds().contains(entry.kind())) {
            return Optional.empty();
        }
        try {
            return Optional.of(LogLines.of(RunJson.event(entry.kind(), entry.body())));
        } catch (LedgerException e) {
            return Optional.empty(); // written by a newer program
        }
    }

    private Optional<String> imported(Draft entry) {
        if (!entry.kind().equals(Imports.KIND)) {
            return Optional.empty();
        }
        try {
            Entry foreign = Entry.fromJson(entry.body().path("entry"));
            Draft said = foreign.content();
            String source = entry.body().path("source").asText();
            return Optional.of(
                    "%d of ledger %.8s, %s %s by %s: %s"
                            .formatted(
                                    foreign.sequence(),
                                    source,
                                    said.at(),
                                    said.kind(),
                                    said.actor(),
                                    of(said)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> refused(Draft entry) {
        return entry.kind().equals(REFUSED)
                ? Optional.of(
                        entry.body().path("action").asText().toLowerCase(Locale.ROOT)
                                + ": "
                                + entry.body().path("why").asText())
                : Optional.empty();
    }
}
