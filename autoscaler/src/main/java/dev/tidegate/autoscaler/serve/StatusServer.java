package dev.tidegate.autoscaler.serve;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tidegate.autoscaler.config.endpoint.ServeSettings;
import dev.tidegate.autoscaler.serve.hook.Webhook;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.ExpositionFormats;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon's HTTP server: {@code /} (a page), {@code /status} (the same as JSON), {@code /metrics}, {@code /health/live} and
 * {@code /health/ready} are read-only; posts go to {@link Webhook}s, which authenticate them. Thread-safe.
 */
public final class StatusServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StatusServer.class);
    private static final String TEXT = "text/plain; charset=utf-8";

    /** Headers of every response: not cached, no scripts, not framed. */
    private static final Map<String, String> HEADERS =
            Map.of(
                    "Cache-Control", "no-store",
                    "X-Content-Type-Options", "nosniff",
                    "Referrer-Policy", "no-referrer",
                    "Content-Security-Policy",
                            "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none';"
                                    + " form-action 'none'; frame-ancestors 'none'");

    private static final String MAX_REQUEST_SECONDS = "10";
    private static final String MAX_RESPONSE_SECONDS = "30";
    private static final int MAX_THREADS = 128; // slow clients must not starve probes
    private static final ExpositionFormats FORMATS = ExpositionFormats.init();

    static { // read by the JDK when it creates its first server; without them few slow clients
        // can occupy all threads
        System.getProperties().putIfAbsent("sun.net.httpserver.maxReqTime", MAX_REQUEST_SECONDS);
        System.getProperties().putIfAbsent("sun.net.httpserver.maxRspTime", MAX_RESPONSE_SECONDS);
    }

    private final HttpServer server;
    private final String host; // as configured
    private final AllowedHosts hosts;
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(
                    MAX_THREADS,
                    MAX_THREADS,
                    1,
                    TimeUnit.MINUTES,
                    new LinkedBlockingQueue<>(),
                    StatusServer::daemonThread);
    private final StatusBoard board;
    private final Meters meters;
    private final InstantSource clock;
    private final Supplier<List<String>> runs;

    private StatusServer(
            HttpServer server,
            String host,
            AllowedHosts hosts,
            StatusBoard board,
            Meters meters,
            InstantSource clock,
            Supplier<List<String>> runs) {
        this.server = server;
        this.host = host;
        this.hosts = hosts;
        this.board = board;
        this.meters = meters;
        this.clock = clock;
        this.runs = runs;
    }

    /**
     * Starts the server.
     *
     * @param runs describes the runs of books that are not finished
     * @param hooks by path
     * @throws IOException if the address cannot be bound
     */
    public static StatusServer start(
            ServeSettings settings,
            StatusBoard board,
            Meters meters,
            InstantSource clock,
            Supplier<List<String>> runs,
            Map<String, Webhook> hooks)
            throws IOException {
        AllowedHosts hosts = AllowedHosts.of(settings.host(), settings.allowedHosts());
        StatusServer started =
                new StatusServer(
                        bind(settings), settings.host(), hosts, board, meters, clock, runs);
        started.addRoute("/", exchange -> started.page(exchange));
        started.addRoute("/status", exchange -> started.status(exchange));
        started.addRoute("/metrics", exchange -> started.metrics(exchange));
        started.addRoute("/health/live", exchange -> health(exchange, board.stuck()));
        started.addRoute("/health/ready", exchange -> health(exchange, board.blockingTroubles()));
        hooks.forEach((path, hook) -> started.addHook(path, hook));
        started.threads.allowCoreThreadTimeOut(true);
        started.server.setExecutor(started.threads);
        started.server.start();
        return started;
    }

    private static HttpServer bind(ServeSettings settings) throws IOException {
        try {
            return HttpServer.create(new InetSocketAddress(settings.host(), settings.port()), 0);
        } catch (IOException e) {
            throw cannotListen(settings.host(), settings.port(), "serve.port", e);
        }
    }

    /** The exception for an address that cannot be bound; names the configuration keys. */
    public static IOException cannotListen(String host, int port, String key, IOException e) {
        return new IOException(
                "cannot listen on %s:%d (%s): serve.host must be an address of this machine, and %s a port that no other program has"
                        .formatted(host, port, e.getMessage(), key),
                e);
    }

    /** The address it listens on. */
    public URI address() {
        return address(host, server.getAddress().getPort());
    }

    static URI address(String host, int port) {
        try { // which puts an IPv6 address in brackets
            return new URI("http", null, host, port, "/", null, null);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("listens on what is no host: " + host, e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private interface Route {
        void answer(HttpExchange exchange) throws IOException;
    }

    private void addRoute(String path, Route route) {
        server.createContext(
                path,
                exchange -> {
                    respond(
                            exchange,
                            () -> {
                                boolean exact = exchange.getRequestURI().getPath().equals(path);
                                boolean reads =
                                        List.of("GET", "HEAD")
                                                .contains(exchange.getRequestMethod());
                                Optional<String> refused = hosts.refusal(exchange);
                                if (refused.isPresent()) {
                                    send(exchange, 421, TEXT, refused.get() + "\n");
                                } else if (exact && reads) {
                                    route.answer(exchange);
                                } else if (exact) {
                                    exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                                    send(exchange, 405, TEXT, "read only\n");
                                } else {
                                    send(exchange, 404, TEXT, "no such page\n");
                                }
                            });
                });
    }

    private void addHook(String path, Webhook hook) {
        server.createContext(
                path,
                exchange -> {
                    respond(
                            exchange,
                            () -> {
                                if (!exchange.getRequestURI().getPath().equals(path)) {
                                    send(exchange, 404, TEXT, "no such page\n");
                                } else if (!exchange.getRequestMethod().equals("POST")) {
                                    exchange.getResponseHeaders().set("Allow", "POST");
                                    send(exchange, 405, TEXT, "to be posted to\n");
                                } else {
                                    Webhook.Answer answer = receive(exchange, hook);
                                    send(exchange, answer.status(), TEXT, answer.text() + "\n");
                                }
                            });
                });
    }

    private interface Response {
        void send() throws IOException;
    }

    /** Logs an unexpected exception and answers with 500: the JDK's server would close the connection without a response. */
    private static void respond(HttpExchange exchange, Response answer) throws IOException {
        try (exchange) {
            try {
                answer.send();
            } catch (RuntimeException e) {
                LOG.error("{} was not answered", exchange.getRequestURI(), e);
                if (exchange.getResponseCode() < 0) {
                    send(exchange, 500, TEXT, "a mistake in the program: see the daemon's log\n");
                }
            }
        }
    }

    /** Does not read the body of an unauthenticated sender: many long bodies would exhaust the heap. */
    private static Webhook.Answer receive(HttpExchange exchange, Webhook hook) throws IOException {
        Webhook.Sender sender =
                new Webhook.Sender(
                        name -> Optional.ofNullable(exchange.getRequestHeaders().getFirst(name)),
                        exchange.getRemoteAddress().getAddress());
        Optional<Webhook.Answer> refused = hook.refusal(sender);
        if (refused.isPresent()) {
            return refused.get();
        }
        byte[] body = exchange.getRequestBody().readNBytes(hook.maxBodyBytes() + 1);
        return body.length > hook.maxBodyBytes()
                ? new Webhook.Answer(413, "longer than " + hook.maxBodyBytes() + " bytes")
                : hook.receive(sender, body);
    }

    private void page(HttpExchange exchange) throws IOException {
        String page =
                StatusPage.write(
                        board.all(),
                        runs.get(),
                        board.allTroubles(),
                        clock.instant(),
                        !"still".equals(exchange.getRequestURI().getRawQuery()));
        send(exchange, 200, "text/html; charset=utf-8", page);
    }

    private void status(HttpExchange exchange) throws IOException {
        ObjectNode status = StatusJson.write(board.all(), Optional.of(true));
        ArrayNode troubles = status.putArray("troubles");
        board.allTroubles().forEach(troubles::add);
        ArrayNode living = status.putArray("runs");
        runs.get().forEach(living::add);
        send(exchange, 200, "application/json", status.toPrettyString() + "\n");
    }

    private void metrics(HttpExchange exchange) throws IOException {
        Optional<String> accept =
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("Accept"));
        ExpositionFormatWriter open = FORMATS.getOpenMetricsTextFormatWriter();
        ExpositionFormatWriter writer = // always text, even if protobuf is preferred
                open.accepts(accept.orElse("")) ? open : FORMATS.getPrometheusTextFormatWriter();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        meters.troubles(board.allTroubles().size());
        writer.write(out, meters.registry().scrape());
        send(exchange, 200, writer.getContentType(), out.toByteArray());
    }

    private static void health(HttpExchange exchange, List<String> troubles) throws IOException {
        boolean well = troubles.isEmpty();
        send(exchange, well ? 200 : 503, TEXT, well ? "ok\n" : String.join("\n", troubles) + "\n");
    }

    private static void send(HttpExchange exchange, int status, String type, String body)
            throws IOException {
        send(exchange, status, type, body.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        HEADERS.forEach(exchange.getResponseHeaders()::set);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, head ? -1 : body.length);
        if (!head) {
            exchange.getResponseBody().write(body);
            exchange.getResponseBody().flush(); // before the rest of the request is drained
        }
    }

    private static Thread daemonThread(Runnable work) {
        Thread thread = new Thread(work, "serve");
        thread.setDaemon(true);
        return thread;
    }
}
