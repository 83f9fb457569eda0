package dev.tidegate.runbooks.ledger.merge;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.runbooks.ledger.ChainCheck;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.ledger.Entry;
import dev.tidegate.runbooks.ledger.LeaseCondition;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Other ledgers' entries inside this one: each whole, with its place and hash in the chain that it comes
 * from, so that the segment can be verified like any chain. A ledger is known by its first entry's hash;
 * merging it again adds only what is new. Two merges at once are kept apart by a lease.
 */
public final class Imports {
    /** Kind of the entries that hold a foreign one. */
    public static final String KIND = "imported";

    private final Ledger ledger;

    public Imports(Ledger ledger) {
        this.ledger = ledger;
    }

    /** What came of a merge. */
    public sealed interface Outcome {

        /** How many entries were added, and how many were there before. */
        record Merged(int added, int known) implements Outcome {}

        /** Nothing was added. */
        record Refused(String why) implements Outcome {}
    }

    /**
     * Adds what is new of another ledger.
     *
     * @param foreign all of its entries, oldest first
     * @param held the lease under which they are written
     */
    public Outcome merge(List<Entry> foreign, String actor, Instant now, LeaseCondition held) {
        if (foreign.isEmpty()) {
            return new Outcome.Merged(0, 0);
        }
        if (ChainCheck.of(foreign) instanceof ChainCheck.Broken broken) {
            return new Outcome.Refused("its entry " + broken.sequence() + ": " + broken.finding());
        }
        Optional<Entry> secret = foreign.stream().filter(Entry::holdsSecret).findFirst();
        if (secret.isPresent()) {
            return new Outcome.Refused(
                    "its entry "
                            + secret.get().sequence()
                            + " holds what looks like a secret, without which it would not be what its hash was taken over");
        }
        String source = foreign.get(0).hash();
        if (isOwn(source)) {
            return new Outcome.Refused("it is this very ledger, or a copy of it");
        }
        List<Entry> known = segments().getOrDefault(source, List.of());
        for (int i = 0; i < known.size(); i++) {
            if (i >= foreign.size() || !known.get(i).hash().equals(foreign.get(i).hash())) {
                return new Outcome.Refused(
                        "entry " + (i + 1) + " is not the one that was merged before");
            }
        }
        add(foreign.subList(known.size(), foreign.size()), source, actor, now, held);
        return new Outcome.Merged(foreign.size() - known.size(), known.size());
    }

    private boolean isOwn(String source) {
        return ledger.read(LedgerQuery.all().oldest(1)).stream()
                .anyMatch(e -> e.hash().equals(source));
    }

    private void add(
            List<Entry> fresh, String source, String actor, Instant now, LeaseCondition held) {
        for (int i = 0; i < fresh.size(); i++) {
            Entry entry = fresh.get(i);
            ObjectNode body = JsonNodeFactory.instance.objectNode().put("source", source);
            body.set("entry", entry.toJson());
            Draft draft = new Draft(now, KIND, entry.content().subject(), actor, body);
            if (i < fresh.size() - 1) {
                ledger.appendAhead(draft, held);
            } else {
                ledger.append(draft, held); // on disk, with all before it
            }
        }
    }

    /** How many entries of other ledgers there are; throws nothing away that does not verify. */
    public int count() {
        return segments().values().stream().mapToInt(List::size).sum();
    }

    /** What is wrong with the first imported chain that is not what it was; the entry is the foreign one. */
    public Optional<ChainCheck.Broken> firstBroken() {
        for (Map.Entry<String, List<Entry>> segment : segments().entrySet()) {
            if (ChainCheck.of(segment.getValue()) instanceof ChainCheck.Broken broken) {
                return Optional.of(broken);
            }
            if (!segment.getValue().get(0).hash().equals(segment.getKey())) {
                return Optional.of(
                        new ChainCheck.Broken(1, "not the first of ledger " + segment.getKey()));
            }
        }
        return Optional.empty();
    }

    /** By the hash of each ledger's first entry. */
    private Map<String, List<Entry>> segments() {
        var segments = new TreeMap<String, List<Entry>>();
        for (Entry wrapping : ledger.read(LedgerQuery.all().kind(KIND))) {
            var body = wrapping.content().body();
            segments.computeIfAbsent(body.path("source").asText(), s -> new ArrayList<>())
                    .add(Entry.fromJson(body.path("entry")));
        }
        return segments;
    }
}
