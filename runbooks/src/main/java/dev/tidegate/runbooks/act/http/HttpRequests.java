package dev.tidegate.runbooks.act.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.FieldShape;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Secrets;
import dev.tidegate.runbooks.act.Sending;
import dev.tidegate.runbooks.act.Shape;
import dev.tidegate.runbooks.act.Target;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * One request to a URL: {@code body} (text as it is, anything else as JSON), {@code expect} (the status that means done; any
 * 2xx unless given) and {@code secret} (name of the secret that goes as bearer token). The change's key goes along as
 * {@code Idempotency-Key}.
 */
public final class HttpRequests extends Sending {
    public static final String KIND = "http";
    private static final String METHOD = "method";
    private static final Set<String> METHODS = Set.of("POST", "PUT", "PATCH", "DELETE", "GET");
    private static final Shape SHAPE =
            Shape.restorable(
                            Set.of("url"),
                            List.of(
                                    FieldShape.settable("body", FieldShape.Type.ANY),
                                    FieldShape.settable("expect", FieldShape.Type.COUNT),
                                    FieldShape.settable("secret", FieldShape.Type.TEXT)))
                    .withOptional(Set.of(METHOD))
                    .irreversible();

    private final HttpExchange exchange = new HttpExchange();
    private final Secrets secrets;

    public HttpRequests(Secrets secrets, InstantSource clock) {
        super(clock);
        this.secrets = secrets;
    }

    public static Target target(String url) {
        return Target.of(KIND, Map.of("url", url));
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
        String method = change.target().coordinates().getOrDefault(METHOD, "POST");
        if (!METHODS.contains(method)) {
            return invalid("method must be one of " + METHODS + ", was " + method);
        }
        HttpRequest.Builder request;
        try {
            request = HttpRequest.newBuilder(URI.create(change.target().coordinate("url")));
        } catch (IllegalArgumentException e) {
            return invalid(String.valueOf(e.getMessage()));
        }
        request.method(method, body(change.after("body"), request))
                .header("Idempotency-Key", change.key());
        String secret = change.after("secret").asText("");
        if (!change.after("secret").isNull()) {
            Optional<String> token = secrets.find(secret);
            if (token.isEmpty()) {
                return invalid("there is no secret named " + secret);
            }
            request.header("Authorization", "Bearer " + token.get());
        }
        return exchange.send(request, expected(change.after("expect")));
    }

    private static HttpRequest.BodyPublisher body(JsonNode body, HttpRequest.Builder request) {
        if (body.isNull()) {
            return HttpRequest.BodyPublishers.noBody();
        }
        request.header(
                "Content-Type",
                body.isTextual() ? "text/plain; charset=utf-8" : "application/json");
        return HttpRequest.BodyPublishers.ofString(
                body.isTextual() ? body.asText() : body.toString());
    }

    private static IntPredicate expected(JsonNode status) {
        return status.isNull() ? found -> found / 100 == 2 : found -> found == status.asInt();
    }

    private static Optional<Outcome> invalid(String why) {
        return Optional.of(new Outcome.Permanent(Failure.INVALID, why));
    }
}
