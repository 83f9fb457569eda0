package dev.tidegate.autoscaler.metrics.prometheus;

import dev.failsafe.CircuitBreaker;
import dev.failsafe.CircuitBreakerOpenException;
import dev.failsafe.ExecutionContext;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import dev.failsafe.Timeout;
import dev.failsafe.TimeoutExceededException;
import dev.tidegate.autoscaler.config.endpoint.PrometheusSettings;
import dev.tidegate.autoscaler.metrics.Answer;
import dev.tidegate.autoscaler.metrics.MetricSource;
import dev.tidegate.autoscaler.metrics.RangeQuery;
import dev.tidegate.autoscaler.situation.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;

/**
 * Range queries over HTTP. A question that fails for a reason that may pass is put again, twice at the most; what a server
 * says no to is not. After {@value #ENOUGH} failed questions in a row nobody waits for the server any more: for as long as a
 * request may take, questions are answered here, then one of them tries it. Answers longer than the settings allow are refused
 * unread.
 */
public final class PrometheusSource implements MetricSource {
    static final int ENOUGH = 3;

    private static final int RETRIES = 2;
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final PrometheusSettings settings;
    private final Authorization authorization;
    private final HttpClient http;
    private final FailsafeExecutor<Reply> retrying;

    /** @param environment what secrets referred to by name are looked up in, at each request */
    public PrometheusSource(PrometheusSettings settings, Map<String, String> environment) {
        this.settings = settings;
        this.authorization = new Authorization(settings.credentials(), environment);
        this.http = HttpClient.newBuilder().connectTimeout(settings.timeout()).build();
        CircuitBreaker<Reply> breaker =
                CircuitBreaker.<Reply>builder()
                        .handle(IOException.class, TimeoutExceededException.class)
                        .handleResultIf(reply -> reply.mayPass())
                        .withFailureThreshold(ENOUGH)
                        .withDelay(settings.timeout())
                        .build();
        this.retrying =
                Failsafe.with(
                        breaker,
                        RetryPolicy.<Reply>builder()
                                .handle(IOException.class, TimeoutExceededException.class)
                                .handleResultIf(reply -> reply.mayPass())
                                .withMaxRetries(RETRIES)
                                .withDelay(PAUSE)
                                .withMaxDuration(settings.timeout())
                                .build(),
                        // to the last byte: the client's own limit ends with the headers
                        Timeout.<Reply>builder(settings.timeout()).withInterrupt().build());
    }

    @Override
    public Answer ask(RangeQuery query) {
        try {
            HttpRequest request = request(query);
            Reply reply = retrying.get(context -> send(request, context));
            return AnswerReader.read(reply, query);
        } catch (NoSuchElementException | java.io.UncheckedIOException e) {
            return new Answer.Unanswered(
                    Reason.METRICS_REFUSED, "no credentials: " + e.getMessage());
        } catch (CircuitBreakerOpenException e) {
            return new Answer.Unanswered(
                    Reason.METRICS_UNREACHABLE,
                    settings.url()
                            + ": did not answer "
                            + ENOUGH
                            + " times in a row, and is left alone for "
                            + inSeconds(settings.timeout()));
        } catch (TimeoutExceededException e) {
            return new Answer.Unanswered(
                    Reason.METRICS_UNREACHABLE,
                    settings.url() + ": no whole answer within " + inSeconds(settings.timeout()));
        } catch (FailsafeException e) {
            if (e.getCause() instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            return new Answer.Unanswered(
                    Reason.METRICS_UNREACHABLE, settings.url() + ": " + described(e));
        }
    }

    private Reply send(HttpRequest request, ExecutionContext<Reply> context)
            throws IOException, InterruptedException {
        HttpResponse<InputStream> response =
                http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        try (InputStream body = response.body()) {
            context.onCancel(body::close); // who reads it heeds no interruption
            if (context.isCancelled()) {
                throw new IOException("the answer began too late");
            }
            byte[] read = body.readNBytes(settings.largestAnswer());
            return new Reply(
                    response.statusCode(),
                    new String(read, StandardCharsets.UTF_8),
                    body.read() >= 0);
        }
    }

    private HttpRequest request(RangeQuery query) {
        String form =
                Map.of(
                                "query", query.expression(),
                                "start", seconds(query.first()),
                                "end", seconds(query.last()),
                                "step", seconds(query.step()),
                                "timeout", seconds(settings.timeout()))
                        .entrySet()
                        .stream()
                        .map(
                                e ->
                                        e.getKey()
                                                + "="
                                                + URLEncoder.encode(
                                                        e.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"));
        HttpRequest.Builder request =
                HttpRequest.newBuilder(endpoint(settings.url()))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Accept", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(form));
        authorization.header().ifPresent(value -> request.header("Authorization", value));
        return request.build();
    }

    private static URI endpoint(URI base) {
        String text = base.toString();
        return URI.create((text.endsWith("/") ? text : text + "/") + "api/v1/query_range");
    }

    private static String seconds(Instant at) {
        return BigDecimal.valueOf(at.toEpochMilli(), 3).toPlainString();
    }

    private static String seconds(Duration duration) {
        return BigDecimal.valueOf(duration.toMillis(), 3).toPlainString();
    }

    private static String inSeconds(Duration span) {
        return span.toMillis() / 1e3 + " s";
    }

    /** A refused connection has no message of its own. */
    private static String described(FailsafeException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        if (cause.getMessage() != null) {
            return cause.getMessage();
        }
        return cause instanceof ConnectException
                ? "nothing answers there (connection refused, or no such host)"
                : cause.getClass().getSimpleName();
    }
}
