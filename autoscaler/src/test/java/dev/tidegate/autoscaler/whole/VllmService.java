package dev.tidegate.autoscaler.whole;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * A process that exposes an LLM service's metrics under vLLM's names, for any number of models. {@code POST
 * /ramp/MODEL/FROM/TO/SLOPE} changes a model's demand gradually, in tokens a second (a second); {@code POST /vanish/MODEL}
 * removes its metrics; {@code GET /rate/MODEL} returns its current rate.
 */
public final class VllmService {
    private final Map<String, Model> models = new TreeMap<>();

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
        long now = System.nanoTime();
        models.values().forEach(model -> model.count(now));
        String body =
                switch (path.length > 1 ? path[1] : "") {
                    case "metrics" -> metrics();
                    case "rate" -> Double.toString(models.get(path[2]).rate(now));
                    case "ramp" -> ramp(path, now);
                    case "vanish" -> remove(path[2]);
                    default -> "ok\n";
                };
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
        exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String metrics() {
        return series("counter", "prompt_tokens_total", Model::tokens)
                + series("gauge", "num_requests_waiting", model -> 0);
    }

    private String series(String type, String name, ToDoubleFunction<Model> value) {
        return models.entrySet().stream()
                .map(
                        model ->
                                "vllm:%s{model_name=\"%s\"} %.3f\n"
                                        .formatted(
                                                name,
                                                model.getKey(),
                                                value.applyAsDouble(model.getValue())))
                .collect(Collectors.joining("", "# TYPE vllm:" + name + " " + type + "\n", ""));
    }

    private String ramp(String[] path, long now) {
        double from = Double.parseDouble(path[3]);
        double to = Double.parseDouble(path[4]);
        double slope = Double.parseDouble(path[5]);
        models.computeIfAbsent(path[2], name -> new Model(now)).ramp(from, to, slope, now);
        return "ok\n";
    }

    private String remove(String model) {
        models.remove(model);
        return "ok\n";
    }

    private static final class Model {
        private static final long STEP = 10_000_000; // so that a ramp counts as one

        private double from;
        private double to;
        private double slope;
        private long since;
        private long counted;
        private double tokens;

        Model(long now) {
            since = now;
            counted = now;
        }

        void ramp(double begin, double end, double eachSecond, long now) {
            from = begin;
            to = end;
            slope = eachSecond;
            since = now;
        }

        /** Adds the tokens since the last call. */
        void count(long now) {
            for (; counted + STEP <= now; counted += STEP) {
                tokens += rate(counted) * STEP / 1e9;
            }
        }

        double tokens() {
            return tokens;
        }

        double rate(long at) {
            double seconds = Math.max(0, at - since) / 1e9;
            double reached = from + slope * seconds;
            return slope >= 0 ? Math.min(to, reached) : Math.max(to, reached);
        }
    }
}
