package dev.tidegate.runbooks.act.notify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.FieldShape;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Secrets;
import dev.tidegate.runbooks.act.Sending;
import dev.tidegate.runbooks.act.Shape;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.http.HttpExchange;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Events to a pager in the form of PagerDuty's Events API v2. {@code incident} ties events together: a later event with
 * {@code action} {@code resolve} and the same incident closes it. Without one the change's key is the incident, so that an
 * event sent twice opens one incident.
 */
public final class Pages extends Sending {
    public static final String KIND = "page";
    private static final URI PAGERDUTY = URI.create("https://events.pagerduty.com/v2/enqueue");
    private static final int ACCEPTED = 202;
    private static final Set<String> ACTIONS = Set.of("trigger", "acknowledge", "resolve");
    private static final Set<String> SEVERITIES = Set.of("critical", "error", "warning", "info");
    private static final Shape SHAPE =
            Shape.restorable(
                            Set.of("routing"),
                            List.of(
                                    FieldShape.settable("action", FieldShape.Type.TEXT),
                                    FieldShape.settable("summary", FieldShape.Type.TEXT),
                                    FieldShape.settable("severity", FieldShape.Type.TEXT),
                                    FieldShape.settable("incident", FieldShape.Type.TEXT),
                                    FieldShape.settable("details", FieldShape.Type.ANY)))
                    .irreversible();

    private final HttpExchange exchange = new HttpExchange();
    private final URI endpoint;
    private final Secrets secrets;

    Pages(URI endpoint, Secrets secrets, InstantSource clock) {
        super(clock);
        this.endpoint = endpoint;
        this.secrets = secrets;
    }

    public Pages(Secrets secrets, InstantSource clock) {
        this(PAGERDUTY, secrets, clock);
    }

    /**
     * @param routing name of the secret that is the integration's routing key
     */
    public static Target target(String routing) {
        return Target.of(KIND, Map.of("routing", routing));
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Shape shape() {
        return SHAPE;
    }

    @Override
    protected Optional<Outcome> send(Change change) {
        String action = text(change, "action", "trigger");
        String severity = text(change, "severity", "error");
        if (!ACTIONS.contains(action) || !SEVERITIES.contains(severity)) {
            return invalid(
                    "expected an action of "
                            + ACTIONS
                            + " and a severity of "
                            + SEVERITIES
                            + ", were "
                            + action
                            + " and "
                            + severity);
        }
        String name = change.target().coordinate("routing");
        Optional<String> routing = secrets.find(name);
        if (routing.isEmpty()) {
            return invalid("there is no secret named " + name);
        }
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        event.put("routing_key", routing.get());
        event.put("event_action", action);
        event.put("dedup_key", text(change, "incident", change.key()));
        ObjectNode payload = event.putObject("payload");
        payload.put("summary", text(change, "summary", change.key()));
        payload.put("source", "tidegate");
        payload.put("severity", severity);
        if (!change.after("details").isNull()) {
            payload.set("custom_details", change.after("details"));
        }
        HttpRequest.Builder request =
                HttpRequest.newBuilder(endpoint)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(event.toString()));
        return exchange.send(request, status -> status == ACCEPTED);
    }

    private static String text(Change change, String field, String otherwise) {
        JsonNode value = change.after(field);
        return value.isNull() ? otherwise : value.asText();
    }

    private static Optional<Outcome> invalid(String why) {
        return Optional.of(new Outcome.Permanent(Failure.INVALID, why));
    }
}
