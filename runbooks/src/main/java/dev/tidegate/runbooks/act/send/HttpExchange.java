package dev.tidegate.runbooks.act.send;

import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Outcome;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.IntPredicate;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Sends one request once, and says what became of it. */
final class HttpExchange {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);
    private static final Duration LIMIT = Duration.ofSeconds(8);
    private static final int SHOWN = 200;

    private final HttpClient client = HttpClient.newBuilder().connectTimeout(CONNECT_LIMIT).build();
    private final Duration limit;

    HttpExchange() {
        this(LIMIT);
    }

    /** @param limit until the last byte of an answer, which the client's own limit does not cover */
    HttpExchange(Duration limit) {
        this.limit = limit;
    }

    /**
     * @param expected the statuses that mean it was done
     * @return what went wrong, nothing when the status was expected
     */
    Optional<Outcome> send(HttpRequest.Builder request, IntPredicate expected) {
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString());
        try {
            HttpResponse<String> response = answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return expected.test(response.statusCode())
                    ? Optional.empty()
                    : Optional.of(refused(response));
        } catch (ExecutionException e) {
            return Optional.of(broken(e.getCause()));
        } catch (TimeoutException e) {
            answer.cancel(true);
            return Optional.of(new Outcome.Unknown(Failure.TIMED_OUT, "no answer within " + limit));
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            return Optional.of(
                    new Outcome.Unknown(
                            Failure.TIMED_OUT, "interrupted while waiting for the answer"));
        }
    }

    private static Outcome broken(@Nullable Throwable why) {
        boolean neverBegan =
                why instanceof ConnectException
                        || why instanceof HttpConnectTimeoutException
                        || why instanceof SSLHandshakeException;
        return neverBegan
                ? new Outcome.Retriable(Failure.UNREACHABLE, String.valueOf(why))
                : new Outcome.Unknown(Failure.UNAVAILABLE, "the connection was cut: " + why);
    }

    /** A server that breaks while it works (5xx) may have done it first. */
    private static Outcome refused(HttpResponse<String> response) {
        int status = response.statusCode();
        String body = response.body();
        String detail =
                "status " + status + ": " + body.substring(0, Math.min(body.length(), SHOWN));
        return switch (status) {
            case 401, 403 -> new Outcome.Permanent(Failure.DENIED, detail);
            case 404, 410 -> new Outcome.Permanent(Failure.ABSENT, detail);
            case 408 -> new Outcome.Unknown(Failure.TIMED_OUT, detail);
            case 409 -> new Outcome.Permanent(Failure.CONFLICT, detail);
            case 429 ->
                    Outcome.Retriable.asked(
                            Failure.THROTTLED,
                            detail,
                            response.headers().firstValue("Retry-After"));
            default ->
                    status / 100 == 5
                            ? new Outcome.Unknown(Failure.UNAVAILABLE, detail)
                            : new Outcome.Permanent(Failure.INVALID, detail);
        };
    }
}
