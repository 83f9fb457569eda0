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
import dev.tidegate.runbooks.act.wire.EnvironmentProxies;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
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
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Range queries over HTTP. Transient failures are retried, at most twice; refusals are not. After {@value #FAILURE_THRESHOLD}
 * failures in a row a circuit breaker opens: queries fail at once for the length of the request timeout, then one of them is
 * tried. Responses longer than the settings allow are refused.
 */
public final class PrometheusSource implements MetricSource {
    static final int FAILURE_THRESHOLD = 3;

    private static final int RETRIES = 2;
    private static final Duration RETRY_DELAY = Duration.ofMillis(100);

    private final PrometheusSettings settings;
    private final Authorization authorization;
    private final Consumer<Instant> serverTime;
    private final HttpClient http;
    private final FailsafeExecutor<Reply> executor;

    /**
     * @param environment names the proxy, if any; secrets referred to by name are looked up in it, at each request
     * @param serverTime receives the time of the server's clock with each response that has it; called by any thread
     */
    public PrometheusSource(
            PrometheusSettings settings,
            Map<String, String> environment,
            Consumer<Instant> serverTime) {
        this.settings = settings;
        this.serverTime = serverTime;
        this.authorization = new Authorization(settings.credentials(), environment);
        this.http =
                EnvironmentProxies.client(environment).connectTimeout(settings.timeout()).build();
        CircuitBreaker<Reply> breaker =
                CircuitBreaker.<Reply>builder()
                        .handle(IOException.class, TimeoutExceededException.class)
                        .handleResultIf(reply -> reply.isTransient())
                        .withFailureThreshold(FAILURE_THRESHOLD)
                        .withDelay(settings.timeout())
                        .build();
        this.executor =
                Failsafe.with(
                        breaker,
                        RetryPolicy.<Reply>builder()
                                .handle(IOException.class, TimeoutExceededException.class)
                                .handleResultIf(reply -> reply.isTransient())
                                .withMaxRetries(RETRIES)
                                .withDelay(RETRY_DELAY)
                                .withMaxDuration(settings.timeout())
                                .build(),
                        // covers the body; the HTTP client's own timeout ends with the headers
                        Timeout.<Reply>builder(settings.timeout()).withInterrupt().build());
    }

    @Override
    public Answer ask(RangeQuery query) {
        try {
            HttpRequest request = request(query);
            Reply reply = executor.get(context -> send(request, context));
            return AnswerReader.read(reply, query);
        } catch (NoSuchElementException | UncheckedIOException e) {
            return new Answer.Unanswered(
                    Reason.METRICS_REFUSED, "no credentials: " + e.getMessage());
        } catch (CircuitBreakerOpenException e) {
            return new Answer.Unanswered(
                    Reason.METRICS_UNREACHABLE,
                    settings.url()
                            + ": did not answer "
                            + FAILURE_THRESHOLD
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
                    Reason.METRICS_UNREACHABLE, settings.url() + ": " + describe(e));
        }
    }

    private Reply send(HttpRequest request, ExecutionContext<Reply> context)
            throws IOException, InterruptedException {
        HttpResponse<InputStream> response =
                http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        response.headers().firstValue("Date").flatMap(PrometheusSource::time).ifPresent(serverTime);
        try (InputStream body = response.body()) {
            context.onCancel(body::close); // a blocked read ignores interruption
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

    private static Optional<Instant> time(String date) {
        try {
            return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date, Instant::from));
        } catch (DateTimeParseException e) {
            return Optional.empty();
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

    /** A refused connection has an exception without a message. */
    private static String describe(FailsafeException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        if (cause.getMessage() != null) {
            return cause.getMessage();
        }
        return cause instanceof ConnectException
                ? "nothing answers there (connection refused, or no such host)"
                : cause.getClass().getSimpleName();
    }
}
