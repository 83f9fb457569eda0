package dev.tidegate.runbooks.act.send;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A web server on loopback that records requests and answers as set. */
public final class HttpReceiver implements AutoCloseable {
    /** One request; names of headers in any case. */
    public record Received(String method, Map<String, String> headers, String body) {}

    private final HttpServer server;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile int status = 200;
    private volatile boolean cuttingOff;
    private volatile boolean fallingSilent;

    private HttpReceiver(HttpServer server) {
        this.server = server;
    }

    public static HttpReceiver start() {
        try {
            HttpServer server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            HttpReceiver receiver = new HttpReceiver(server);
            server.createContext(
                    "/",
                    exchange -> {
                        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
                        exchange.getRequestHeaders()
                                .forEach((name, values) -> headers.put(name, values.get(0)));
                        String body =
                                new String(
                                        exchange.getRequestBody().readAllBytes(),
                                        StandardCharsets.UTF_8);
                        receiver.received.add(
                                new Received(exchange.getRequestMethod(), headers, body));
                        if (receiver.fallingSilent) {
                            exchange.sendResponseHeaders(receiver.status, 1);
                            exchange.getResponseBody().flush();
                            return;
                        }
                        if (!receiver.cuttingOff) {
                            exchange.sendResponseHeaders(receiver.status, -1);
                        }
                        exchange.close();
                    });
            server.start();
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    public void answerWith(int status) {
        this.status = status;
    }

    /** Closes the connection instead of answering. */
    public void cutOff() {
        cuttingOff = true;
    }

    /** Begins to answer, and never ends. */
    public void fallSilent() {
        fallingSilent = true;
    }

    public List<Received> received() {
        return List.copyOf(received);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
