package dev.tidegate.runbooks.act.send;

import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Shape;
import java.net.http.HttpRequest;
import java.time.InstantSource;
import java.util.Optional;

/** What is sent as one HTTP request. Secrets go into the request and nowhere else. */
abstract class WebSending extends Sending {
    private final HttpExchange exchange = new HttpExchange();
    private final Secrets secrets;

    WebSending(String kind, Shape shape, Secrets secrets, InstantSource clock) {
        super(kind, shape, clock);
        this.secrets = secrets;
    }

    /**
     * @throws IllegalArgumentException when no request can be made of the change
     */
    abstract HttpRequest.Builder request(Change change);

    /** Whether the status means that the receiver took it. */
    boolean isExpected(int status, Change change) {
        return status / 100 == 2;
    }

    @Override
    final Optional<Outcome> send(Change change) {
        HttpRequest.Builder request;
        try {
            request = request(change);
        } catch (IllegalArgumentException e) {
            return invalid(String.valueOf(e.getMessage()));
        }
        return exchange.send(request, status -> isExpected(status, change));
    }

    final String secret(String name) {
        return secrets.find(name)
                .orElseThrow(
                        () -> new IllegalArgumentException("there is no secret named " + name));
    }
}
