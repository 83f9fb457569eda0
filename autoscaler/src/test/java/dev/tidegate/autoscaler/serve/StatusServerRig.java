package dev.tidegate.autoscaler.serve;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.config.endpoint.ServeSettings;
import dev.tidegate.autoscaler.loop.LoopRig;
import dev.tidegate.autoscaler.loop.record.Cycle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A status server with one workload, to which tests post cycles. */
final class StatusServerRig implements AutoCloseable {
    final Meters meters = new Meters();
    final LoopRig loopRig = new LoopRig();
    final StatusBoard board;
    final StatusServer server;
    Duration setAhead = Duration.ZERO; // of the wall clock, over the monotonic one

    StatusServerRig(String... allowedHosts) {
        board =
                new StatusBoard(
                        Map.of("chat", "tokens"),
                        Duration.ofSeconds(15),
                        Duration.ofMinutes(2),
                        loopRig.now,
                        () -> loopRig.nanos() - setAhead.toNanos());
        meters.initialize("chat");
        try {
            server =
                    StatusServer.start(
                            new ServeSettings(
                                    "127.0.0.1",
                                    0,
                                    List.of(allowedHosts),
                                    Optional.empty(),
                                    Optional.empty(),
                                    OptionalInt.empty()),
                            board,
                            meters,
                            () -> loopRig.now,
                            () -> List.of("raise-floor-1: running"),
                            Map.of());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String lastChange() throws Exception {
        return new ObjectMapper()
                .readTree(get("status").body())
                .path("workloads")
                .path(0)
                .path("last_change")
                .asText();
    }

    static double value(String metrics, String series) {
        return metrics.lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no " + series + " in " + metrics));
    }

    Cycle cycleWith(double demand) {
        loopRig.demand = demand;
        return loopRig.step(loopRig.loop(Mode.ACT));
    }

    void post(Cycle cycle) {
        board.post(cycle);
        meters.record(cycle);
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(server.address().resolve(path)).build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        server.close();
        loopRig.close();
    }
}
