package dev.tidegate.runbooks.act.send;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.FieldShape;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.TargetShape;
import java.net.http.HttpRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Messages to an incoming webhook of Slack, Mattermost and the like. Anyone who knows its URL can
 * write there, so the target holds the name of a secret. Such webhooks have no idempotency keys: a
 * message of unknown outcome may come twice.
 */
final class ChatMessages extends HttpSendActuator {
    static final String KIND = "chat";
    private static final TargetShape SHAPE =
            TargetShape.of(
                    Set.of("webhook"), List.of(FieldShape.settable("text", FieldShape.Type.TEXT)));

    ChatMessages(Secrets secrets, InstantSource clock) {
        super(KIND, SHAPE, secrets, clock);
    }

    /**
     * @param webhook name of the secret that is its URL
     */
    static Target target(String webhook) {
        return Target.of(KIND, Map.of("webhook", webhook));
    }

    @Override
    HttpRequest.Builder request(Change change, MessageSecrets messageSecrets) {
        var message = JsonNodeFactory.instance.objectNode();
        message.put("text", text(change, "text", ""));
        return HttpRequest.newBuilder(messageSecrets.address(change.target().coordinate("webhook")))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", change.key())
                .POST(HttpRequest.BodyPublishers.ofString(message.toString()));
    }

    /** A webhook does not answer with HTML: a page came from something in front of it. */
    @Override
    boolean isExpected(int status, String begin, Change change) {
        return super.isExpected(status, begin, change) && !HttpExchange.isPage(begin);
    }
}
