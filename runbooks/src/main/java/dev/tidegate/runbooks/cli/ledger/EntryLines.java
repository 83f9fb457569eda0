package dev.tidegate.runbooks.cli.ledger;

import dev.tidegate.runbooks.approve.AccessRefusal;
import dev.tidegate.runbooks.cli.show.EntryDescriptions;
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

/**
 * Describes an entry in one line: in this module's words or the surrounding program's, else its
 * body as JSON.
 */
final class EntryLines {
    private final Optional<EntryDescriptions> descriptions;

    EntryLines(Optional<EntryDescriptions> descriptions) {
        this.descriptions = descriptions;
    }

    /** All kinds of entries that this program knows. */
    Set<String> kinds() {
        var all = new TreeSet<>(RunJson.allKinds());
        all.add(AccessRefusal.KIND);
        all.add(Imports.KIND);
        descriptions.map(EntryDescriptions::kinds).ifPresent(all::addAll);
        return all;
    }

    String of(Draft entry) {
        return run(entry)
                .or(() -> imported(entry))
                .or(() -> refused(entry))
                .or(() -> descriptions.flatMap(d -> d.of(entry)))
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
            Draft content = foreign.content();
            String source = entry.body().path("source").asText();
            return Optional.of(
                    "%d of ledger %.8s, %s %s by %s: %s"
                            .formatted(
                                    foreign.sequence(),
                                    source,
                                    content.at(),
                                    content.kind(),
                                    content.actor(),
                                    of(content)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> refused(Draft entry) {
        return entry.kind().equals(AccessRefusal.KIND)
                ? Optional.of(
                        entry.body().path("action").asText().toLowerCase(Locale.ROOT)
                                + ": "
                                + entry.body().path("why").asText())
                : Optional.empty();
    }
}
