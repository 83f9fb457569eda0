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
 * The latest notification of an alert about a workload, and its form in the ledger, where every daemon's loop reads it.
 *
 * @param fingerprint identifies the alert
 * @param name for people
 * @param at when the notification came
 * @param busy share of demand that the alert reports as turned away
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

    private static final String OF_DAEMON = "Tidegate";

    /** After this long without a notification an alert is over: senders repeat every four hours by default. */
    static final Duration LONGEST = Duration.ofHours(6);

    public AlertRecord {
        if (busy.isPresent() && !(busy.getAsDouble() >= 0 && busy.getAsDouble() <= 1)) {
            throw new IllegalArgumentException(
                    "busy must be a share within 0 and 1, was " + busy.getAsDouble());
        }
    }

    /**
     * Whether it tells of the daemon itself, as those of {@code docs/examples/alerts.yaml} do. Such an alert is no evidence: one
     * that fires for as long as a tier lasts would keep that tier for good.
     */
    public boolean isAboutDaemon() {
        return name.startsWith(OF_DAEMON);
    }

    public boolean firesAt(Instant now) {
        return firing && now.isBefore(at.plus(LONGEST));
    }

    /** Replaces the notification with the same fingerprint, or adds a new one. */
    public static List<AlertRecord> update(List<AlertRecord> before, AlertRecord alert) {
        List<AlertRecord> alerts = new ArrayList<>(before);
        alerts.removeIf(other -> other.fingerprint().equals(alert.fingerprint()));
        alerts.add(alert);
        return alerts;
    }

    /** @param actor that sent it */
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
