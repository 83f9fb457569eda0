package dev.tidegate.runbooks.act.send;

import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.TargetShape;
import java.net.http.HttpRequest;
import java.time.InstantSource;
import java.util.Optional;

/** What is sent as one HTTP request. Secrets go into the request and nowhere else. */
abstract class WebSending extends SendActuator {
    private final HttpExchange exchange = new HttpExchange();
    private final Secrets secrets;

    WebSending(String kind, TargetShape shape, Secrets secrets, InstantSource clock) {
        super(kind, shape, clock);
        this.secrets = secrets;
    }

    /**
     * @throws IllegalArgumentException when no request can be made of the change
     */
    abstract HttpRequest.Builder request(Change change, MessageSecrets messageSecrets);

    /** Whether the answer means that the receiver took it. */
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
            return invalid(messageSecrets.withheld(String.valueOf(e.getMessage())));
        }
        return exchange.send(
                request,
                (status, begin) -> isExpected(status, begin, change),
                messageSecrets::withheld);
    }
}
