package dev.tidegate.runbooks.act.send;

import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Outcome;
import java.io.ByteArrayOutputStream;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Sends one request once, and says what became of it. */
final class HttpExchange {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(3);
    private static final Duration LIMIT = Duration.ofSeconds(8);
    private static final int SHOWN = 200;

    /** Whether an answer means that it was done, by its status and how it begins. */
    interface Expected {
        boolean is(int status, String begin);
    }

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
     * @param expected what means that it was done
     * @param withheld without the secrets that the request holds
     * @return what went wrong, nothing when the status was expected
     */
    Optional<Outcome> send(
            HttpRequest.Builder builder, Expected expected, UnaryOperator<String> withheld) {
        HttpRequest request = builder.build();
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(request, status -> new Beginning());
        try {
            HttpResponse<String> response = answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return expected.is(response.statusCode(), response.body())
                    ? Optional.empty()
                    : Optional.of(refused(response, withheld));
        } catch (ExecutionException e) {
            return Optional.of(broken(e.getCause(), request.uri(), withheld));
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

    private static Outcome broken(@Nullable Throwable why, URI to, UnaryOperator<String> withheld) {
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
                reason, withheld.apply("the exchange with " + host + " broke off: " + why));
    }

    /** What the certificate lacks is said by the innermost of five. */
    private static Throwable root(Throwable why) {
        return why.getCause() == null ? why : root(why.getCause());
    }

    /** A server that breaks while it works (5xx) may have done it first. */
    private static Outcome refused(HttpResponse<String> response, UnaryOperator<String> withheld) {
        int status = response.statusCode();
        String body = withheld.apply(response.body());
        String detail =
                "status "
                        + status
                        + withheld.apply(elsewhere(response))
                        + (body.isBlank() ? "" : ": ")
                        + body.substring(0, Math.min(body.length(), SHOWN));
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
            case 429 -> Outcome.Retriable.asked(Failure.THROTTLED, detail, retryAfter(response));
            default ->
                    status / 100 == 5
                            ? new Outcome.Unknown(Failure.UNAVAILABLE, detail)
                            : new Outcome.Permanent(Failure.INVALID, detail);
        };
    }

    /** Whatever its type says: chats call their "ok" HTML, too. */
    static boolean isPage(String body) {
        String begin = body.stripLeading().toLowerCase(Locale.ROOT);
        return begin.startsWith("<!doctype html") || begin.startsWith("<html");
    }

    /** Nobody is followed with a secret in hand; where to is told without the query, which may hold another. */
    private static String elsewhere(HttpResponse<String> response) {
        return response.statusCode() / 100 != 3
                ? ""
                : response.headers()
                        .firstValue("Location")
                        .map(place -> place.split("[?#]", 2)[0])
                        .map(place -> " to " + place + ", which is not followed")
                        .orElse("");
    }

    /** In seconds; a date is so many after that of the answer, whatever the clock says here. */
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

    /** As much of an answer as is told of it: the rest may have no end. */
    private static final class Beginning implements HttpResponse.BodySubscriber<String> {
        private static final int MOST = 4_096; // bytes

        private final CompletableFuture<String> whole = new CompletableFuture<>();
        private final ByteArrayOutputStream read = new ByteArrayOutputStream();
        private @Nullable Subscription subscription;

        @Override
        public CompletionStage<String> getBody() {
            return whole;
        }

        @Override
        public void onSubscribe(Subscription begun) {
            subscription = begun;
            begun.request(1);
        }

        @Override
        public void onNext(List<ByteBuffer> parts) {
            for (ByteBuffer part : parts) {
                byte[] bytes = new byte[Math.min(part.remaining(), MOST - read.size())];
                part.get(bytes);
                read.writeBytes(bytes);
            }
            Subscription from = Objects.requireNonNull(subscription);
            if (read.size() < MOST) {
                from.request(1);
            } else {
                from.cancel();
                onComplete();
            }
        }

        @Override
        public void onError(Throwable why) {
            whole.completeExceptionally(why);
        }

        @Override
        public void onComplete() {
            whole.complete(read.toString(StandardCharsets.UTF_8));
        }
    }
}
