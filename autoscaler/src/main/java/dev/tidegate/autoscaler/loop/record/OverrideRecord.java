package dev.tidegate.autoscaler.loop.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.autoscaler.capacity.Replicas;
import dev.tidegate.autoscaler.situation.FloorOverride;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.ledger.Entry;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Overrides of a workload's floor as ledger entries, which the loop reads. */
public final class OverrideRecord {
    /** Kind of the entries that hold an override. */
    public static final String OVERRIDE = "override";

    /** Kind of the entries that end all earlier overrides. */
    public static final String CLEARED = "override-cleared";

    /** Longest life of an override; anything permanent belongs in the configuration. */
    public static final Duration LONGEST = Duration.ofDays(7);

    /** Author and reason in cycles of earlier versions. */
    private static final String NOT_RECORDED = "not recorded";

    private OverrideRecord() {}

    /** An override with its author and reason; of a run of a book, who opened it and its name. */
    public record AuthoredOverride(FloorOverride override, String by, String why) {

        /** A floor that a run has raised, for as long as it holds. */
        public static AuthoredOverride ofRun(
                String run, String author, Replicas floor, Instant until) {
            return new AuthoredOverride(
                    new FloorOverride.Floor(floor, until), author, "run " + run);
        }

        /** For people, as in {@code pin 5 until 2026-03-01T14:00:00Z, by ann: launch}. */
        public String describe() {
            return override.describe() + ", by " + by + ": " + why;
        }
    }

    public static Draft of(
            Instant now, String workload, String actor, FloorOverride override, String why) {
        ObjectNode body = json(override).put("why", why);
        return new Draft(now, OVERRIDE, workload, actor, body);
    }

    public static Draft cleared(Instant now, String workload, String actor, String why) {
        return new Draft(
                now,
                CLEARED,
                workload,
                actor,
                JsonNodeFactory.instance.objectNode().put("why", why));
    }

    /** Overrides of a workload in force at {@code now}, newest first; without entries that this version does not understand. */
    public static List<AuthoredOverride> inForce(Ledger ledger, String workload, Instant now) {
        List<AuthoredOverride> overrides = List.of();
        LedgerQuery since =
                LedgerQuery.all()
                        .subject(workload)
                        .kind(OVERRIDE, CLEARED)
                        .between(
                                now.minus(LONGEST), now.plus(LONGEST)); // other clocks may be ahead
        for (Entry entry : ledger.read(since)) {
            overrides = updateIfUnderstood(overrides, entry.content());
        }
        return overrides.stream().filter(override -> override.override().holdsAt(now)).toList();
    }

    private static List<AuthoredOverride> updateIfUnderstood(
            List<AuthoredOverride> before, Draft entry) {
        try {
            return update(before, entry);
        } catch (IllegalArgumentException | DateTimeException e) {
            return before; // the daemon ignores it, too, and reports it
        }
    }

    /** Adds the override of one more entry, newest first; an entry that clears them removes all. */
    public static List<AuthoredOverride> update(List<AuthoredOverride> before, Draft entry) {
        if (entry.kind().equals(CLEARED)) {
            return List.of();
        }
        List<AuthoredOverride> overrides = new ArrayList<>(before);
        overrides.add(
                0,
                new AuthoredOverride(
                        read(entry.body()), entry.actor(), entry.body().path("why").asText()));
        return overrides;
    }

    /** JSON for {@code --output json} and the ledger. */
    public static ObjectNode json(AuthoredOverride override) {
        return json(override.override()).put("by", override.by()).put("why", override.why());
    }

    static ObjectNode json(FloorOverride override) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (override instanceof FloorOverride.Pin pin) {
            json.put("what", "pin").put("replicas", pin.floor().count());
        } else if (override instanceof FloorOverride.Floor floor) {
            json.put("what", "floor").put("replicas", floor.minimum().count());
        } else if (override instanceof FloorOverride.Ceiling ceiling) {
            json.put("what", "ceiling").put("replicas", ceiling.maximum().count());
        } else {
            json.put("what", "freeze");
        }
        return json.put("expires", override.expires().toString());
    }

    /** Those that a cycle in the ledger was decided under. */
    public static List<AuthoredOverride> ofCycle(Draft cycle) {
        List<AuthoredOverride> overrides = new ArrayList<>();
        for (JsonNode json : cycle.body().path("overrides")) {
            overrides.add(
                    new AuthoredOverride(
                            read(json),
                            json.path("by").asText(NOT_RECORDED),
                            json.path("why").asText(NOT_RECORDED)));
        }
        return overrides;
    }

    static FloorOverride read(JsonNode json) {
        Instant expires = Instant.parse(json.path("expires").asText());
        String what = json.path("what").asText();
        if (what.equals("freeze")) {
            return new FloorOverride.Freeze(expires);
        }
        Replicas replicas = Replicas.of(json.path("replicas").asInt());
        return switch (what) {
            case "pin" -> new FloorOverride.Pin(replicas, expires);
            case "floor" -> new FloorOverride.Floor(replicas, expires);
            case "ceiling" -> new FloorOverride.Ceiling(replicas, expires);
            default -> throw new IllegalArgumentException("no override is called " + what);
        };
    }
}
