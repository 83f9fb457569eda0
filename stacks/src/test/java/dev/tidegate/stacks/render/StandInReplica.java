package dev.tidegate.stacks.render;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;

/** A replica that answers with the class it was told, and holds some requests until it is let go. */
final class StandInReplica implements AutoCloseable {
    private final CountDownLatch release = new CountDownLatch(1);
    private final HttpServer server;

    StandInReplica() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/health", exchange -> answer(exchange, "ok"));
        server.createContext(
                "/v1/headers",
                exchange -> answer(exchange, exchange.getRequestHeaders().keySet().toString()));
        server.createContext("/v1/refuse", exchange -> answer(exchange, 400, "what is this?"));
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
                exchange -> answer(exchange, exchange.getRequestHeaders().getFirst("X-Priority")));
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
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
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
