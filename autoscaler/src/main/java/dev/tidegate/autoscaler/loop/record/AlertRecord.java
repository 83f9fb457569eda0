package dev.tidegate.autoscaler.loop.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.runbooks.ledger.Draft;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * An alert about a workload, as it was last told, and how it stands in the ledger, where every daemon's loop finds it.
 *
 * @param fingerprint tells this alert from all others
 * @param name for people
 * @param at when it was told
 * @param busy share of demand that it says is turned away
 */
public record AlertRecord(
        String workload,
        String fingerprint,
        String name,
        boolean firing,
        Instant at,
        OptionalDouble busy) {
    /** Kind of the entries that hold an alert. */
    public static final String ALERT = "alert";

    /** One that nobody repeats is over by then: senders repeat every four hours unless told otherwise. */
    static final Duration LONGEST = Duration.ofHours(6);

    public AlertRecord {
        if (busy.isPresent() && !(busy.getAsDouble() >= 0 && busy.getAsDouble() <= 1)) {
            throw new IllegalArgumentException(
                    "busy must be a share within 0 and 1, was " + busy.getAsDouble());
        }
    }

    public boolean firesAt(Instant now) {
        return firing && now.isBefore(at.plus(LONGEST));
    }

    /** What is known of alerts after one more was told: the newest word about each. */
    public static List<AlertRecord> after(List<AlertRecord> before, AlertRecord told) {
        List<AlertRecord> known = new ArrayList<>(before);
        known.removeIf(alert -> alert.fingerprint().equals(told.fingerprint()));
        known.add(told);
        return known;
    }

    /** @param actor who told it */
    public Draft draft(String actor) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("fingerprint", fingerprint).put("name", name).put("firing", firing);
        busy.ifPresent(share -> body.put("busy", share));
        return new Draft(at, ALERT, workload, actor, body);
    }

    /** Reads an entry of kind {@link #ALERT}. */
    public static AlertRecord of(Draft entry) {
        JsonNode body = entry.body();
        return new AlertRecord(
                entry.subject(),
                body.path("fingerprint").asText(),
                body.path("name").asText(),
                body.path("firing").asBoolean(),
                entry.at(),
                body.has("busy")
                        ? OptionalDouble.of(body.path("busy").asDouble())
                        : OptionalDouble.empty());
    }
}
