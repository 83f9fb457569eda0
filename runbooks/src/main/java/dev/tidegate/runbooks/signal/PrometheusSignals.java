package dev.tidegate.runbooks.signal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Asks a server that speaks Prometheus' HTTP API. */
public final class PrometheusSignals implements Signals {
    private static final Duration LIMIT =
            Duration.ofSeconds(8); // a run that asks is not silent for longer
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI server;
    private final Supplier<Optional<String>> authorization;
    private final Duration limit;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3)).build();

    public PrometheusSignals(URI server) {
        this(server, Optional::empty);
    }

    /**
     * @param authorization the header's value, asked for anew with each request
     */
    public PrometheusSignals(URI server, Supplier<Optional<String>> authorization) {
        this(server, authorization, LIMIT);
    }

    /** @param limit until the last byte of an answer, which the client's own limit does not cover */
    PrometheusSignals(URI server, Supplier<Optional<String>> authorization, Duration limit) {
        this.server = server;
        this.authorization = authorization;
        this.limit = limit;
    }

    @Override
    public SignalReading now(String query) {
        try {
            JsonNode result = ask("query?query=" + encoded(query));
            JsonNode pair =
                    switch (result.path("resultType").asText()) {
                        case "scalar" -> result.path("result");
                        case "vector" -> only(result.path("result")).path("value");
                        default -> throw new SignalException("the query yields no single number");
                    };
            return new SignalReading.Value(sample(pair));
        } catch (SignalException e) {
            return new SignalReading.Missing(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public List<Sample> range(String query, Instant from, Instant to, Duration step) {
        JsonNode result =
                ask(
                        "query_range?query="
                                + encoded(query)
                                + "&start="
                                + from.toEpochMilli() / 1000.0
                                + "&end="
                                + to.toEpochMilli() / 1000.0
                                + "&step="
                                + step.toMillis() / 1000.0);
        var samples = new ArrayList<Sample>();
        if (!result.path("result").isEmpty()) {
            for (JsonNode pair : only(result.path("result")).path("values")) {
                if (isFinite(pair)) {
                    samples.add(sample(pair));
                }
            }
        }
        return samples;
    }

    private static JsonNode only(JsonNode series) {
        if (series.size() != 1) {
            throw new SignalException(
                    "the query yields " + series.size() + " series, expected one");
        }
        return series.get(0);
    }

    private static boolean isFinite(JsonNode pair) {
        return !pair.path(1).asText().matches("NaN|[+-]Inf");
    }

    private static Sample sample(JsonNode pair) {
        if (!isFinite(pair)) {
            throw new SignalException("the query yields " + pair.path(1).asText());
        }
        Instant at = Instant.ofEpochMilli(Math.round(pair.path(0).asDouble() * 1000));
        return new Sample(at, Double.parseDouble(pair.path(1).asText()));
    }

    private JsonNode ask(String what) {
        URI uri = URI.create(server.toString().replaceAll("/+$", "") + "/api/v1/" + what);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        credentials().ifPresent(value -> request.header("Authorization", value));
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(request.build(), head -> new BoundedAnswer());
        try {
            HttpResponse<String> response = answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
            JsonNode body = read(response);
            if (!body.path("status").asText().equals("success")) {
                throw new SignalException(
                        server
                                + " answered "
                                + response.statusCode()
                                + ": "
                                + body.path("error").asText());
            }
            return body.path("data");
        } catch (ExecutionException e) {
            throw new SignalException(
                    server
                            + " does not answer: "
                            + (e.getCause() instanceof ConnectException
                                    ? "connection refused, or no such host"
                                    : e.getCause()));
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new SignalException(server + " does not answer in " + limit.toMillis() + " ms");
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new SignalException("interrupted while asking " + server);
        }
    }

    private Optional<String> credentials() {
        try {
            return authorization.get();
        } catch (RuntimeException e) { // whatever those who keep secrets throw
            throw new SignalException("no credentials for " + server + ": " + e.getMessage());
        }
    }

    private JsonNode read(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new SignalException(
                    server + " answered " + response.statusCode() + " with what is no JSON");
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
