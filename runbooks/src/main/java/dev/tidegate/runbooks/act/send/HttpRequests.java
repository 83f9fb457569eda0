package dev.tidegate.runbooks.act.send;

import com.fasterxml.jackson.databind.JsonNode;
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
 * One request to a URL: {@code body} (text as is, anything else as JSON), {@code expect} (the
 * status that means success; any 2xx by default) and {@code secret} (name of the secret sent as
 * bearer token). The change's key is sent as {@code Idempotency-Key}.
 */
final class HttpRequests extends HttpSendActuator {
    static final String KIND = "http";
    private static final String METHOD = "method";
    private static final Set<String> METHODS = Set.of("POST", "PUT", "PATCH", "DELETE", "GET");
    private static final TargetShape SHAPE =
            TargetShape.of(
                            Set.of("url"),
                            List.of(
                                    FieldShape.settable("body", FieldShape.Type.ANY),
                                    FieldShape.settable("expect", FieldShape.Type.COUNT),
                                    FieldShape.settable("secret", FieldShape.Type.TEXT)))
                    .withOptional(Set.of(METHOD));

    HttpRequests(Secrets secrets, InstantSource clock) {
        super(KIND, SHAPE, secrets, clock);
    }

    static Target target(String url) {
        return Target.of(KIND, Map.of("url", url));
    }

    @Override
    HttpRequest.Builder request(Change change, MessageSecrets messageSecrets) {
        String method = change.target().coordinates().getOrDefault(METHOD, "POST");
        if (!METHODS.contains(method)) {
            throw new IllegalArgumentException(
                    "method must be one of " + METHODS + ", was " + method);
        }
        URI url = URI.create(change.target().coordinate("url"));
        HttpRequest.Builder request = HttpRequest.newBuilder(url);
        request.method(method, body(change.after("body"), request))
                .header("Idempotency-Key", change.key());
        if (!change.after("secret").isNull()) {
            String token = messageSecrets.secret(change.after("secret").asText());
            request.header("Authorization", "Bearer " + token);
        }
        return request;
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

    @Override
    boolean isExpected(int status, String begin, Change change) {
        JsonNode expected = change.after("expect");
        return expected.isNull()
                ? super.isExpected(status, begin, change)
                : status == expected.asInt();
    }
}
