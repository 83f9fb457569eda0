package dev.tidegate.autoscaler.whole;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A process that exposes an LLM service's metrics under vLLM's names. {@code POST /ramp/FROM/TO/SLOPE} lets its demand go from
 * one rate to another, in tokens a second (a second); {@code POST /vanish} and {@code POST /appear} take the metrics away and
 * bring them back; {@code GET /rate} tells the rate now.
 */
public final class VllmService {
    private double from;
    private double to;
    private double slope;
    private long since = System.nanoTime();
    private long counted = since;
    private double tokens;
    private boolean visible = true;

    private VllmService() {}

    /** @param arguments the port to listen on */
    public static void main(String[] arguments) throws IOException {
        InetSocketAddress address =
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), Integer.parseInt(arguments[0]));
        HttpServer server = HttpServer.create(address, 0);
        VllmService service = new VllmService();
        server.createContext("/", service::answer);
        server.start();
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getPath().split("/");
        count();
        String body =
                switch (path.length > 1 ? path[1] : "") {
                    case "metrics" -> visible ? metrics() : "";
                    case "rate" -> Double.toString(rate(System.nanoTime()));
                    case "ramp" -> ramp(path);
                    case "vanish" -> show(false);
                    case "appear" -> show(true);
                    default -> "ok\n";
                };
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
        exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String metrics() {
        return """
               # TYPE vllm:prompt_tokens_total counter
               vllm:prompt_tokens_total{model_name="chat"} %.3f
               # TYPE vllm:num_requests_waiting gauge
               vllm:num_requests_waiting{model_name="chat"} 0
               """
                .formatted(tokens);
    }

    private String ramp(String[] path) {
        from = Double.parseDouble(path[2]);
        to = Double.parseDouble(path[3]);
        slope = Double.parseDouble(path[4]);
        since = System.nanoTime();
        return String.format(Locale.ROOT, "from %s to %s by %s%n", from, to, slope);
    }

    private String show(boolean whether) {
        visible = whether;
        return "visible " + whether + "\n";
    }

    /** Adds the tokens since the last call, in small steps so that a ramp counts as one. */
    private void count() {
        long now = System.nanoTime();
        long step = 10_000_000;
        for (; counted + step <= now; counted += step) {
            tokens += rate(counted) * step / 1e9;
        }
    }

    private double rate(long at) {
        double gone = Math.max(0, at - since) / 1e9;
        return slope >= 0 ? Math.min(to, from + slope * gone) : Math.max(to, from + slope * gone);
    }
}
