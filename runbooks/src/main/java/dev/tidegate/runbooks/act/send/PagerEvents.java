package dev.tidegate.runbooks.act.send;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.FieldShape;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.TargetShape;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Events for PagerDuty's Events API v2. {@code incident} is the deduplication key: a later event
 * with {@code action} {@code resolve} and the same incident closes it. By default it is the
 * change's key, so that an event sent twice opens one incident.
 */
final class PagerEvents extends HttpSendActuator {
    static final String KIND = "page";
    private static final URI PAGERDUTY = URI.create("https://events.pagerduty.com/v2/enqueue");
    private static final int ACCEPTED = 202;
    private static final int MAX_SUMMARY = 1_024; // characters that the Events API takes
    private static final Set<String> ACTIONS = Set.of("trigger", "acknowledge", "resolve");
    private static final Set<String> SEVERITIES = Set.of("critical", "error", "warning", "info");
    private static final TargetShape SHAPE =
            TargetShape.of(
                    Set.of("routing"),
                    List.of(
                            FieldShape.settable("action", FieldShape.Type.TEXT),
                            FieldShape.settable("summary", FieldShape.Type.TEXT),
                            FieldShape.settable("severity", FieldShape.Type.TEXT),
                            FieldShape.settable("incident", FieldShape.Type.TEXT),
                            FieldShape.settable("details", FieldShape.Type.ANY)));

    private final URI endpoint;

    PagerEvents(URI endpoint, Secrets secrets, InstantSource clock) {
        super(KIND, SHAPE, secrets, clock);
        this.endpoint = endpoint;
    }

    PagerEvents(Secrets secrets, InstantSource clock) {
        this(PAGERDUTY, secrets, clock);
    }

    /**
     * @param routing name of the secret that is the integration's routing key
     */
    static Target target(String routing) {
        return Target.of(KIND, Map.of("routing", routing));
    }

    @Override
    HttpRequest.Builder request(Change change, MessageSecrets messageSecrets) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("routing_key", messageSecrets.secret(change.target().coordinate("routing")));
        event.put("event_action", oneOf(ACTIONS, "action", text(change, "action", "trigger")));
        event.put("dedup_key", text(change, "incident", change.key()));
        ObjectNode payload = event.putObject("payload");
        payload.put("summary", truncate(text(change, "summary", change.key())));
        payload.put("source", "tidegate");
        payload.put("severity", oneOf(SEVERITIES, "severity", text(change, "severity", "error")));
        if (!change.after("details").isNull()) {
            payload.set("custom_details", change.after("details"));
        }
        return HttpRequest.newBuilder(endpoint)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(event.toString()));
    }

    /** Truncates the summary, since one that is too long is refused and would wake nobody. */
    private static String truncate(String summary) {
        return summary.codePointCount(0, summary.length()) <= MAX_SUMMARY
                ? summary
                : summary.substring(0, summary.offsetByCodePoints(0, MAX_SUMMARY - 1)) + "…";
    }

    private static String oneOf(Set<String> known, String field, String value) {
        if (!known.contains(value)) {
            throw new IllegalArgumentException(
                    field + " must be one of " + known + ", was " + value);
        }
        return value;
    }

    @Override
    boolean isExpected(int status, String begin, Change change) {
        return status == ACCEPTED;
    }
}
