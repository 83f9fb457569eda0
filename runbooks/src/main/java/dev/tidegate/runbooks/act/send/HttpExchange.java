package dev.tidegate.runbooks.act.send;

import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.wire.BoundedBody;
import dev.tidegate.runbooks.act.wire.EnvironmentProxies;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Sends one HTTP request once, and maps the result to an outcome. */
final class HttpExchange {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);
    private static final Duration LIMIT = Duration.ofSeconds(8);
    private static final int MAX_READ = 4_096; // bytes, of which the first characters are shown
    private static final int MAX_SHOWN = 200;

    /** Whether a response means success, judged by its status and the start of its body. */
    interface Expected {
        boolean matches(int status, String begin);
    }

    private final HttpClient client =
            EnvironmentProxies.client(System.getenv()).connectTimeout(CONNECT_LIMIT).build();
    private final Duration limit;

    HttpExchange() {
        this(LIMIT);
    }

    /**
     * @param limit until the last byte of the response, which the client's own timeout does not
     *     cover
     */
    HttpExchange(Duration limit) {
        this.limit = limit;
    }

    /**
     * @param expected which responses mean success
     * @param redact removes the secrets that the request holds
     * @return what went wrong; empty when the response was as expected
     */
    Optional<Outcome> send(
            HttpRequest.Builder builder, Expected expected, UnaryOperator<String> redact) {
        HttpRequest request = builder.build();
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(request, head -> BoundedBody.beginning(MAX_READ));
        try {
            HttpResponse<String> response = answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return expected.matches(response.statusCode(), response.body())
                    ? Optional.empty()
                    : Optional.of(ofResponse(response, redact));
        } catch (ExecutionException e) {
            return Optional.of(ofException(e.getCause(), request.uri(), redact));
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

    private static Outcome ofException(
            @Nullable Throwable why, URI to, UnaryOperator<String> redact) {
        String host = to.getHost() + (to.getPort() < 0 ? "" : ":" + to.getPort());
        if (why instanceof ConnectException
                && why.getCause() instanceof UnresolvedAddressException) {
            return new Outcome.Retriable(Failure.UNREACHABLE, "no such host: " + host);
        }
        if (why instanceof ConnectException || why instanceof HttpConnectTimeoutException) {
            return new Outcome.Retriable(
                    Failure.UNREACHABLE, "no connection to " + host + ": " + why);
        }
        if (why instanceof SSLHandshakeException) {
            return new Outcome.Retriable(Failure.UNTRUSTED, host + ": " + root(why));
        }
        Failure reason = why instanceof ProtocolException ? Failure.GARBLED : Failure.UNAVAILABLE;
        return new Outcome.Unknown(
                reason, redact.apply("the exchange with " + host + " broke off: " + why));
    }

    /** The innermost of five nested exceptions says what is wrong with the certificate. */
    private static Throwable root(Throwable why) {
        return why.getCause() == null ? why : root(why.getCause());
    }

    /** The outcome is unknown for 5xx: the server may have done it before it failed. */
    private static Outcome ofResponse(HttpResponse<String> response, UnaryOperator<String> redact) {
        int status = response.statusCode();
        String body = redact.apply(response.body());
        String detail =
                "status "
                        + status
                        + redact.apply(redirect(response))
                        + (body.isBlank() ? "" : ": ")
                        + body.substring(0, Math.min(body.length(), MAX_SHOWN));
        if (status / 100 == 2 && isPage(body)) {
            return new Outcome.Retriable(
                    Failure.GARBLED,
                    "a page for people, as of a proxy or to sign in at: " + detail);
        }
        return switch (status) {
            case 401, 403 -> new Outcome.Permanent(Failure.DENIED, detail);
            case 404, 410 -> new Outcome.Permanent(Failure.ABSENT, detail);
            case 408 -> new Outcome.Unknown(Failure.TIMED_OUT, detail);
            case 409 -> new Outcome.Permanent(Failure.CONFLICT, detail);
            case 429 ->
                    Outcome.Retriable.withRetryAfter(
                            Failure.THROTTLED, detail, retryAfter(response));
            default ->
                    status / 100 == 5
                            ? new Outcome.Unknown(Failure.UNAVAILABLE, detail)
                            : new Outcome.Permanent(Failure.INVALID, detail);
        };
    }

    /**
     * Whether the body is an HTML page, judged by its text: chat services label even their "ok" as
     * HTML.
     */
    static boolean isPage(String body) {
        String begin = body.stripLeading().toLowerCase(Locale.ROOT);
        return begin.startsWith("<!doctype html") || begin.startsWith("<html");
    }

    /**
     * Redirects are not followed, since the request holds secrets. The location is reported without
     * its query, which may hold another.
     */
    private static String redirect(HttpResponse<String> response) {
        return response.statusCode() / 100 != 3
                ? ""
                : response.headers()
                        .firstValue("Location")
                        .map(place -> place.split("[?#]", 2)[0])
                        .map(place -> " to " + place + ", which is not followed")
                        .orElse("");
    }

    /**
     * The pause asked for, in seconds; a date is taken relative to the response's own Date, not to
     * this machine's clock.
     */
    private static Optional<String> retryAfter(HttpResponse<String> response) {
        Optional<String> asked = response.headers().firstValue("Retry-After");
        Optional<Instant> until = asked.flatMap(HttpExchange::date);
        Optional<Instant> now = response.headers().firstValue("Date").flatMap(HttpExchange::date);
        return until.isPresent() && now.isPresent()
                ? Optional.of(Long.toString(now.get().until(until.get(), ChronoUnit.SECONDS)))
                : asked;
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(
                    Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.strip())));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
