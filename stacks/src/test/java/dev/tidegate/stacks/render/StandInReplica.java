package dev.tidegate.stacks.render;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** A replica that answers with the class it was told, fails at some requests, and holds others until it is let go. */
final class StandInReplica implements AutoCloseable {
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger failures = new AtomicInteger();
    private final HttpServer server;

    StandInReplica() throws IOException {
        this(200);
    }

    /** One that answers its health checks, and everybody's chat with this status at once. */
    StandInReplica(int chats) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/health", exchange -> answer(exchange, "ok"));
        server.createContext(
                "/v1/headers",
                exchange -> answer(exchange, exchange.getRequestHeaders().keySet().toString()));
        server.createContext("/v1/refuse", exchange -> answer(exchange, 400, "what is this?"));
        server.createContext(
                "/v1/fail",
                exchange -> {
                    failures.incrementAndGet();
                    answer(exchange, 500, "no");
                });
        server.createContext(
                "/v1/crash",
                exchange -> {
                    failures.incrementAndGet();
                    exchange.close();
                });
        server.createContext(
                "/v1/slow",
                exchange -> {
                    try {
                        release.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    answer(exchange, "slow");
                });
        server.createContext(
                "/v1/chat",
                exchange ->
                        answer(
                                exchange,
                                chats,
                                exchange.getRequestHeaders().getFirst("X-Priority")));
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    /** Requests that it failed at. */
    int failures() {
        return failures.get();
    }

    /** Lets go of what is held. */
    void release() {
        release.countDown();
    }

    @Override
    public void close() {
        release.countDown();
        server.stop(0);
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        answer(exchange, 200, text);
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        exchange.getRequestBody()
                .readAllBytes(); // as model servers do; who does not loses the connection
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
