package dev.tidegate.autoscaler.whole;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A proxy between the program and the AWS API that can block the next write before or after the API has received it. */
final class AwsProxy implements AutoCloseable {
    private static final Set<String> NOT_COPIED =
            Set.of(
                    "host",
                    "connection",
                    "content-length",
                    "expect",
                    "upgrade",
                    "transfer-encoding");

    /** Where a write is blocked. */
    enum Stop {
        /** The API does not receive it. */
        BEFORE,
        /** The API applies it, and the response is withheld. */
        AFTER
    }

    private final URI api;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> writes = new ArrayList<>(); // that reached the API
    private final CountDownLatch closed = new CountDownLatch(1);
    private Stop armed;
    private boolean blocking;

    AwsProxy(URI api) throws IOException {
        this.api = api;
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.setExecutor(threads);
        server.start();
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    synchronized void stopNextWrite(Stop where) {
        armed = where;
        blocking = false;
    }

    /** Whether a write is blocked now. */
    synchronized boolean isBlocking() {
        return blocking;
    }

    /** The minimum sizes written so far, in order. */
    synchronized List<Integer> writtenMinimumSizes() {
        return writes.stream()
                .flatMap(body -> List.of(body.split("&")).stream())
                .filter(field -> field.startsWith("MinSize="))
                .map(field -> Integer.valueOf(field.substring("MinSize=".length())))
                .toList();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String text = new String(body, StandardCharsets.UTF_8);
            boolean write = text.contains("Action=UpdateAutoScalingGroup");
            Stop here = write ? takeStop() : null;
            if (here == Stop.BEFORE) {
                block();
                return;
            }
            HttpResponse<byte[]> answer = forward(exchange, body);
            if (write) {
                record(text);
            }
            if (here == Stop.AFTER) {
                block();
                return;
            }
            exchange.sendResponseHeaders(
                    answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(api.resolve(exchange.getRequestURI().toString()))
                        .method(
                                exchange.getRequestMethod(),
                                HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders()
                .forEach(
                        (name, values) -> {
                            if (!NOT_COPIED.contains(name.toLowerCase(Locale.ROOT))) {
                                values.forEach(value -> request.header(name, value));
                            }
                        });
        return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private synchronized Stop takeStop() {
        Stop here = armed;
        armed = null;
        return here;
    }

    private synchronized void record(String write) {
        writes.add(write);
    }

    /** Blocks the sender of the write until it is killed. */
    private void block() throws InterruptedException {
        synchronized (this) {
            blocking = true;
        }
        closed.await();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
