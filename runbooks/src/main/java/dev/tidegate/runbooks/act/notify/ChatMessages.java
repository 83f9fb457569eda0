package dev.tidegate.runbooks.act.notify;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
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
 * Messages to an incoming webhook as Slack, Mattermost and others have it. Whoever knows its URL can write there, so the
 * target holds the name of a secret. Such webhooks know no keys: a message of unknown fate may come twice.
 */
public final class ChatMessages extends Sending {
    public static final String KIND = "chat";
    private static final Shape SHAPE =
            Shape.restorable(
                            Set.of("webhook"),
                            List.of(FieldShape.settable("text", FieldShape.Type.TEXT)))
                    .irreversible();

    private final HttpExchange exchange = new HttpExchange();
    private final Secrets secrets;

    public ChatMessages(Secrets secrets, InstantSource clock) {
        super(clock);
        this.secrets = secrets;
    }

    /**
     * @param webhook name of the secret that is its URL
     */
    public static Target target(String webhook) {
        return Target.of(KIND, Map.of("webhook", webhook));
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
        String name = change.target().coordinate("webhook");
        Optional<String> url = secrets.find(name);
        if (url.isEmpty()) {
            return Optional.of(
                    new Outcome.Permanent(Failure.INVALID, "there is no secret named " + name));
        }
        String body =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("text", change.after("text").asText())
                        .toString();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url.get()))
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", change.key())
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        return exchange.send(request, status -> status / 100 == 2);
    }
}
