package dev.tidegate.runbooks.signal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tidegate.runbooks.act.wire.BoundedBody;
import dev.tidegate.runbooks.act.wire.EnvironmentProxies;
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

/** Queries a server with Prometheus' HTTP API. */
public final class PrometheusSignals implements Signals {
    private static final Duration LIMIT =
            Duration.ofSeconds(8); // so that a querying run renews its lease in time
    private static final int MAX_BYTES = 16 << 20; // the same limit as for the daemon's own queries
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI server;
    private final Supplier<Optional<String>> authorization;
    private final Duration limit;
    private final HttpClient client =
            EnvironmentProxies.client(System.getenv())
                    .connectTimeout(Duration.ofSeconds(3))
                    .build();

    public PrometheusSignals(URI server) {
        this(server, Optional::empty);
    }

    /**
     * @param authorization gives the Authorization header's value for each request
     */
    public PrometheusSignals(URI server, Supplier<Optional<String>> authorization) {
        this(server, authorization, LIMIT);
    }

    /**
     * @param limit until the last byte of the response, which the client's own timeout does not
     *     cover
     */
    PrometheusSignals(URI server, Supplier<Optional<String>> authorization, Duration limit) {
        this.server = server;
        this.authorization = authorization;
        this.limit = limit;
    }

    @Override
    public SignalReading now(String query) {
        try {
            JsonNode result = get("query?query=" + urlEncode(query));
            JsonNode pair =
                    switch (result.path("resultType").asText()) {
                        case "scalar" -> result.path("result");
                        case "vector" -> single(result.path("result")).path("value");
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
                get(
                        "query_range?query="
                                + urlEncode(query)
                                + "&start="
                                + from.toEpochMilli() / 1000.0
                                + "&end="
                                + to.toEpochMilli() / 1000.0
                                + "&step="
                                + step.toMillis() / 1000.0);
        var samples = new ArrayList<Sample>();
        if (!result.path("result").isEmpty()) {
            for (JsonNode pair : single(result.path("result")).path("values")) {
                if (isFinite(pair)) {
                    samples.add(sample(pair));
                }
            }
        }
        return samples;
    }

    private static JsonNode single(JsonNode series) {
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
        Instant at = Instant.ofEpochMilli(Math.round(pair.path(0).asDouble() * 1000));
        try {
            return new Sample(at, Double.parseDouble(pair.path(1).asText()));
        } catch (IllegalArgumentException e) { // not finite, or no number at all: a histogram
            throw new SignalException("the query yields " + found(pair) + ", expected a number");
        }
    }

    private static String found(JsonNode pair) {
        return pair.path(1).isTextual() ? pair.path(1).asText() : "no value";
    }

    private JsonNode get(String path) {
        URI uri = URI.create(server.toString().replaceAll("/+$", "") + "/api/v1/" + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        credentials().ifPresent(value -> request.header("Authorization", value));
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(request.build(), head -> BoundedBody.whole(MAX_BYTES));
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
        } catch (RuntimeException e) { // whatever the secret store throws
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

    private static String urlEncode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
