package dev.tidegate.runbooks.act.aws;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** Proxy between a client and an emulator that injects faults into the next writes. Reads pass. */
final class FaultyProxy implements AutoCloseable {

    /** What happens to one write. */
    enum Fault {
        NONE,
        THROTTLED,
        THROTTLED_FOR_SEVEN_SECONDS,
        BROKEN,
        /** The emulator executes it, and the connection is cut before the answer. */
        CUT_AFTER_THE_CALL,
        CUT_BEFORE_THE_CALL,
        /** The emulator executes it, and the answer comes after the client has given up. */
        ANSWERED_TOO_LATE
    }

    private static final String REFUSAL =
            """
            <ErrorResponse>
              <Error><Type>Sender</Type><Code>%s</Code><Message>Rate exceeded</Message></Error>
              <RequestId>1</RequestId>
            </ErrorResponse>
            """;
    private static final List<String> PASSED_ON =
            List.of("Authorization", "Content-Type", "X-Amz-Date", "X-Amz-Target");

    private final URI behind;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Deque<Fault> faults = new ArrayDeque<>();
    private final Semaphore late = new Semaphore(0);
    private final String write;
    private String replaced = "";
    private String replacement = "";
    private int replacements;

    /**
     * @param write the operation that faults are injected into
     */
    FaultyProxy(URI behind, String write) throws IOException {
        this.behind = behind;
        this.write = write;
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::pass);
        server.setExecutor(threads);
        server.start();
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    synchronized void next(Fault... coming) {
        faults.addAll(List.of(coming));
    }

    /** Replaces the text in that many of the next answers that contain it. */
    synchronized void replace(String text, String by, int answers) {
        replaced = text;
        replacement = by;
        replacements = answers;
    }

    private synchronized byte[] replaced(byte[] body) {
        String text = new String(body, StandardCharsets.UTF_8);
        if (replacements == 0 || !text.contains(replaced)) {
            return body;
        }
        replacements--;
        return text.replace(replaced, replacement).getBytes(StandardCharsets.UTF_8);
    }

    private synchronized Fault fault(HttpExchange exchange, String body) {
        String target =
                Optional.ofNullable(exchange.getRequestHeaders().getFirst("X-Amz-Target"))
                        .orElse("");
        return body.contains("Action=" + write) || target.endsWith("." + write)
                ? Optional.ofNullable(faults.poll()).orElse(Fault.NONE)
                : Fault.NONE;
    }

    private void pass(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        switch (fault(exchange, new String(body, StandardCharsets.UTF_8))) {
            case NONE -> answer(exchange, forwarded(exchange, body));
            case THROTTLED -> refuse(exchange, 400, "Throttling");
            case THROTTLED_FOR_SEVEN_SECONDS -> {
                exchange.getResponseHeaders().set("Retry-After", "7");
                refuse(exchange, 400, "Throttling");
            }
            case BROKEN -> refuse(exchange, 500, "InternalFailure");
            case CUT_BEFORE_THE_CALL -> exchange.close();
            case CUT_AFTER_THE_CALL -> {
                forwarded(exchange, body);
                exchange.close();
            }
            case ANSWERED_TOO_LATE -> {
                HttpResponse<byte[]> response = forwarded(exchange, body);
                late.acquireUninterruptibly();
                answer(exchange, response);
            }
        }
    }

    private HttpResponse<byte[]> forwarded(HttpExchange exchange, byte[] body) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(behind.resolve(exchange.getRequestURI()))
                        .method(
                                exchange.getRequestMethod(),
                                HttpRequest.BodyPublishers.ofByteArray(body));
        for (String name : PASSED_ON) {
            Optional.ofNullable(exchange.getRequestHeaders().getFirst(name))
                    .ifPresent(value -> request.header(name, value));
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private void answer(HttpExchange exchange, HttpResponse<byte[]> response) throws IOException {
        byte[] body = replaced(response.body());
        response.headers()
                .firstValue("Content-Type")
                .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
        exchange.sendResponseHeaders(response.statusCode(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static void refuse(HttpExchange exchange, int status, String code) throws IOException {
        byte[] body = REFUSAL.formatted(code).getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        late.release(100);
        server.stop(0);
        threads.shutdown();
    }
}
