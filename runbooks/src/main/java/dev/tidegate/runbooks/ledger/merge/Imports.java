package dev.tidegate.runbooks.ledger.merge;

import com.fasterxml.jackson.databind.JsonNode;
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
 * Imports other ledgers' entries into this one: each in full, with its sequence and hash in its own
 * chain, so that the segment can be verified like any chain. A ledger is identified by its first
 * entry's hash; merging it again adds only what is new. A lease excludes concurrent merges.
 */
public final class Imports {
    /** Kind of the entries that hold a foreign one. */
    public static final String KIND = "imported";

    private final Ledger ledger;

    public Imports(Ledger ledger) {
        this.ledger = ledger;
    }

    /** Result of a merge. */
    public sealed interface Outcome {

        /** How many entries were added, and how many were already there. */
        record Merged(int added, int known) implements Outcome {}

        /** Nothing was added. */
        record Refused(String why) implements Outcome {}
    }

    /**
     * Adds the new entries of another ledger.
     *
     * @param foreign all entries of the other ledger, oldest first
     * @param condition the lease under which entries are written
     */
    public Outcome merge(List<Entry> foreign, String actor, Instant now, LeaseCondition condition) {
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
        List<JsonNode> known = segments().getOrDefault(source, List.of());
        for (int i = 0; i < known.size(); i++) {
            String hash = known.get(i).path("hash").asText();
            if (i >= foreign.size() || !foreign.get(i).hash().equals(hash)) {
                return new Outcome.Refused(
                        "entry " + (i + 1) + " is not the one that was merged before");
            }
        }
        add(foreign.subList(known.size(), foreign.size()), source, actor, now, condition);
        return new Outcome.Merged(foreign.size() - known.size(), known.size());
    }

    private boolean isOwn(String source) {
        return ledger.read(LedgerQuery.all().oldest(1)).stream()
                .anyMatch(e -> e.hash().equals(source));
    }

    private void add(
            List<Entry> added, String source, String actor, Instant now, LeaseCondition condition) {
        for (int i = 0; i < added.size(); i++) {
            Entry entry = added.get(i);
            ObjectNode body = JsonNodeFactory.instance.objectNode().put("source", source);
            body.set("entry", entry.toJson());
            Draft draft = new Draft(now, KIND, entry.content().subject(), actor, body);
            if (i < added.size() - 1) {
                ledger.appendAhead(draft, condition);
            } else {
                ledger.append(draft, condition); // makes all entries before it durable, too
            }
        }
    }

    /** How many entries of other ledgers there are, including any that fail verification. */
    public int count() {
        return segments().values().stream().mapToInt(List::size).sum();
    }

    /** The first imported chain that fails verification, with the failing foreign entry. */
    public Optional<ChainCheck.Broken> firstBroken() {
        for (Map.Entry<String, List<JsonNode>> segment : segments().entrySet()) {
            var chain = new ChainCheck.Verifier();
            for (JsonNode entry : segment.getValue()) {
                Optional<ChainCheck.Broken> broken = accept(chain, entry);
                if (broken.isPresent()) {
                    return broken;
                }
            }
            if (!segment.getValue().get(0).path("hash").asText().equals(segment.getKey())) {
                return Optional.of(
                        new ChainCheck.Broken(1, "not the first of ledger " + segment.getKey()));
            }
        }
        return Optional.empty();
    }

    private static Optional<ChainCheck.Broken> accept(ChainCheck.Verifier chain, JsonNode entry) {
        try {
            return chain.accept(List.of(Entry.fromJson(entry)));
        } catch (IllegalArgumentException e) {
            return Optional.of(
                    new ChainCheck.Broken(
                            chain.reached() + 1, "not what was written: " + e.getMessage()));
        }
    }

    /** The imported chains, by the hash of their first entry. */
    private Map<String, List<JsonNode>> segments() {
        var segments = new TreeMap<String, List<JsonNode>>();
        for (Entry wrapping : ledger.read(LedgerQuery.all().kind(KIND))) {
            var body = wrapping.content().body();
            segments.computeIfAbsent(body.path("source").asText(), s -> new ArrayList<>())
                    .add(body.path("entry"));
        }
        return segments;
    }
}
