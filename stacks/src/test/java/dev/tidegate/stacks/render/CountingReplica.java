package dev.tidegate.stacks.render;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/** A replica that answers at once, and counts tokens as vLLM does. */
final class CountingReplica implements AutoCloseable {
    /** Of every request. */
    static final int TOKENS = 300;

    private final AtomicLong requests = new AtomicLong();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private volatile boolean hidden;
    private volatile boolean leaving;

    CountingReplica() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        server.setExecutor(threads);
        server.createContext(
                "/health",
                exchange -> {
                    if (leaving) {
                        answer(exchange, 503, "leaving");
                    } else {
                        answer(exchange, 200, "ok");
                    }
                });
        server.createContext("/metrics", this::metrics);
        server.createContext(
                "/v1/chat",
                exchange -> {
                    requests.incrementAndGet();
                    answer(exchange, 200, "{}");
                });
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Serves, and cannot be scraped; or can be again. */
    void hide(boolean now) {
        hidden = now;
    }

    /** Answers its health checks that it is leaving. */
    void leave() {
        leaving = true;
    }

    /** Dies where it stands. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void metrics(HttpExchange exchange) throws IOException {
        if (hidden) {
            answer(exchange, 500, "");
            return;
        }
        long served = requests.get();
        answer(
                exchange,
                200,
                counter("prompt_tokens_total", TOKENS / 3 * served)
                        + counter("generation_tokens_total", TOKENS / 3 * 2 * served)
                        + counter("request_success_total", served));
    }

    private static String counter(String name, long value) {
        return "# TYPE vllm:" + name + " counter\nvllm:" + name + " " + value + "\n";
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        exchange.getRequestBody()
                .readAllBytes(); // as model servers do; who does not loses the connection
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
