package dev.tidegate.runbooks.act.send;

import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.TargetShape;
import java.net.http.HttpRequest;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Actuator for what is sent as one HTTP request. Secrets appear in the request and nowhere else.
 */
abstract class HttpSendActuator extends SendActuator {
    private final HttpExchange exchange = new HttpExchange();
    private final Secrets secrets;

    HttpSendActuator(String kind, TargetShape shape, Secrets secrets, InstantSource clock) {
        super(kind, shape, clock);
        this.secrets = secrets;
    }

    /**
     * @throws IllegalArgumentException when the change does not make a valid request
     */
    abstract HttpRequest.Builder request(Change change, MessageSecrets messageSecrets);

    /** Whether the response means that the receiver accepted it. */
    boolean isExpected(int status, String begin, Change change) {
        return status / 100 == 2;
    }

    @Override
    final Optional<Outcome> send(Change change) {
        MessageSecrets messageSecrets = new MessageSecrets(secrets);
        HttpRequest.Builder request;
        try {
            request = request(change, messageSecrets);
        } catch (IllegalArgumentException e) {
            return invalid(messageSecrets.redact(String.valueOf(e.getMessage())));
        }
        return exchange.send(
                request,
                (status, begin) -> isExpected(status, begin, change),
                messageSecrets::redact);
    }
}
