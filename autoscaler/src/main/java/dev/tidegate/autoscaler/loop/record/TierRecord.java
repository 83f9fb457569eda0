package dev.tidegate.autoscaler.loop.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.ledger.Entry;
import dev.tidegate.runbooks.tier.Evidence;
import dev.tidegate.runbooks.tier.Tier;
import dev.tidegate.runbooks.tier.TierState;
import dev.tidegate.runbooks.tier.TierStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The tier of a workload as ledger entries: one for each step from one tier to another, and one, with the same tier twice, whenever
 * the calm begins or ends. The newest entry is all that a restart needs to know.
 */
public final class TierRecord {
    private static final String OPENED_BY = "opened_by";

    private TierRecord() {}

    /** @param books meant for the tier that was entered */
    public static ObjectNode json(TierStep step, Evidence evidence, List<TierBook> books) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("from", step.from().level());
        json.put("to", step.state().tier().level());
        ArrayNode bookNames = json.putArray("books");
        books.forEach(book -> bookNames.add(book.name()));
        if (!books.isEmpty()) {
            ArrayNode openings = json.putArray(OPENED_BY); // in the order of the books
            books.forEach(book -> openings.add(book.opening().code()));
        }
        evidence.busyShare().ifPresent(share -> json.put("busy", share));
        evidence.shortfall().ifPresent(share -> json.put("shortfall", share));
        TierState state = step.state();
        json.put("since", state.since().toString());
        state.calmSince().ifPresent(calm -> json.put("calm_since", calm.toString()));
        state.lastLeft().ifPresent(left -> json.put("last_left", left.toString()));
        return json.put("relapses", state.relapses());
    }

    /** The books meant for the tier that was entered; empty for entries of earlier versions, which only name them. */
    public static List<TierBook> books(Draft entry) {
        JsonNode names = entry.body().path("books");
        JsonNode openings = entry.body().path(OPENED_BY);
        List<TierBook> books = new ArrayList<>();
        for (int i = 0; i < Math.min(names.size(), openings.size()); i++) {
            books.add(
                    new TierBook(
                            names.get(i).asText(),
                            TierBook.Opening.ofCode(openings.get(i).asText())));
        }
        return books;
    }

    /** The workload's tier state as of the entry; those of earlier versions know of no calm. */
    public static TierState state(Draft entry) {
        return new TierState(
                Tier.ofLevel(entry.body().path("to").asInt()),
                instant(entry, "since").orElse(entry.at()),
                Optional.empty(),
                instant(entry, "calm_since"),
                instant(entry, "last_left"),
                entry.body().path("relapses").asInt());
    }

    private static Optional<Instant> instant(Draft entry, String name) {
        JsonNode value = entry.body().path(name);
        return value.isTextual() ? Optional.of(Instant.parse(value.asText())) : Optional.empty();
    }

    /** Whether no tier is in force from the entry on. */
    public static boolean isNormal(Draft entry) {
        return entry.body().path("to").asInt() == Tier.NORMAL.level();
    }

    /** Whether the entry is a step from one tier to another. */
    public static boolean isStep(Draft entry) {
        return entry.body().path("from").asInt() != entry.body().path("to").asInt();
    }

    /** The evidence at the entry. */
    public static Evidence evidence(Draft entry) {
        return new Evidence(share(entry, "busy"), share(entry, "shortfall"));
    }

    private static OptionalDouble share(Draft entry, String name) {
        JsonNode value = entry.body().path(name);
        return value.isNumber() ? OptionalDouble.of(value.doubleValue()) : OptionalDouble.empty();
    }

    /**
     * For each tier up to the current one, the entry of the step that entered it.
     *
     * @param steps all of that workload, newest first
     */
    public static SortedMap<Tier, Draft> currentEntries(List<Entry> steps) {
        var entered = new TreeMap<Tier, Draft>();
        int lowest = steps.isEmpty() ? 0 : level(steps.get(0)); // since that step
        for (Entry step : steps) {
            lowest = Math.min(lowest, level(step));
            for (int level = 1; level <= lowest; level++) {
                entered.put(Tier.ofLevel(level), step.content());
            }
        }
        return entered;
    }

    private static int level(Entry step) {
        return state(step.content()).tier().level();
    }
}
