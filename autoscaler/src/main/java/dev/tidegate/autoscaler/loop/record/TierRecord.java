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
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/** Steps from one tier to another as ledger entries. */
public final class TierRecord {
    private TierRecord() {}

    /** @param books proposed while the tier stays */
    public static ObjectNode json(TierStep step, Evidence evidence, List<String> books) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("from", step.from().level());
        json.put("to", step.state().tier().level());
        ArrayNode bookNames = json.putArray("books");
        books.forEach(bookNames::add);
        evidence.busyShare().ifPresent(share -> json.put("busy", share));
        evidence.shortfall().ifPresent(share -> json.put("shortfall", share));
        step.state().lastLeft().ifPresent(left -> json.put("last_left", left.toString()));
        return json.put("relapses", step.state().relapses());
    }

    /** The workload's tier state after the step. */
    public static TierState state(Draft entry) {
        JsonNode body = entry.body();
        Optional<Instant> lastLeft =
                body.has("last_left")
                        ? Optional.of(Instant.parse(body.path("last_left").asText()))
                        : Optional.empty();
        return new TierState(
                Tier.ofLevel(body.path("to").asInt()),
                entry.at(),
                Optional.empty(),
                Optional.empty(),
                lastLeft,
                body.path("relapses").asInt());
    }

    /** The evidence for the step. */
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
