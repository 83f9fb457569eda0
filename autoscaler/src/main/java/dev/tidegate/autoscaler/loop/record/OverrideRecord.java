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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How an operator's word on a workload's floor stands in the ledger, where the loop finds it. */
public final class OverrideRecord {
    /** Kind of the entries that hold an override. */
    public static final String OVERRIDE = "override";

    /** Kind of the entries that end all overrides before them. */
    public static final String CLEARED = "override-cleared";

    /** An override holds no longer than this; what shall hold for ever belongs into the configuration. */
    public static final Duration LONGEST = Duration.ofDays(7);

    private OverrideRecord() {}

    /** An override with who said it, and why. */
    public record Said(FloorOverride override, String by, String why) {}

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

    /** The overrides of a workload that hold at {@code now}, the newest first. */
    public static List<Said> standing(Ledger ledger, String workload, Instant now) {
        List<Said> standing = List.of();
        LedgerQuery since =
                LedgerQuery.all()
                        .subject(workload)
                        .kind(OVERRIDE, CLEARED)
                        .between(now.minus(LONGEST), now.plus(LONGEST)); // other clocks are ahead
        for (Entry entry : ledger.read(since)) {
            standing = after(standing, entry.content());
        }
        return standing.stream().filter(said -> said.override().holdsAt(now)).toList();
    }

    /** What stands after one more entry, the newest first. */
    public static List<Said> after(List<Said> before, Draft entry) {
        if (entry.kind().equals(CLEARED)) {
            return List.of();
        }
        List<Said> standing = new ArrayList<>(before);
        standing.add(
                0, new Said(read(entry.body()), entry.actor(), entry.body().path("why").asText()));
        return standing;
    }

    /** What stands, as programs read it. */
    public static ObjectNode json(Said said) {
        return json(said.override()).put("by", said.by()).put("why", said.why());
    }

    static ObjectNode json(FloorOverride override) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (override instanceof FloorOverride.Pin pin) {
            json.put("what", "pin").put("replicas", pin.floor().count());
        } else if (override instanceof FloorOverride.Floor floor) {
            json.put("what", "floor").put("replicas", floor.least().count());
        } else if (override instanceof FloorOverride.Ceiling ceiling) {
            json.put("what", "ceiling").put("replicas", ceiling.most().count());
        } else {
            json.put("what", "freeze");
        }
        return json.put("expires", override.expires().toString());
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
