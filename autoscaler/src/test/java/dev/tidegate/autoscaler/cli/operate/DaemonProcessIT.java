package dev.tidegate.autoscaler.cli.operate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.autoscaler.cli.ProgramCommand;
import dev.tidegate.autoscaler.cli.option.ExitCode;
import dev.tidegate.runbooks.rig.ChildProcess;
import dev.tidegate.runbooks.rig.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the process of the daemon ends, and that clients cannot block it. */
final class DaemonProcessIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void aStopDuringTheStartIsNoFailure(@TempDir Path folder) throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                ChildProcess daemon = daemon(folder, silent.getLocalPort());
                Socket connection = silent.accept()) { // a store that delays the start
            daemon.signal("TERM");

            assertThat(daemon.awaitExit(PATIENCE))
                    .as(daemon.logTail())
                    .isEqualTo(ExitCode.DONE.code());
            assertThat(connection.isConnected()).isTrue();
        }
    }

    @Test
    void clientsThatNeverFinishTheirRequestDoNotBlockHealth(@TempDir Path folder) throws Exception {
        int port = Ports.free();
        String store = "{sqlite: tidegate.db}";
        try (ChildProcess daemon = daemon(folder, store, port)) {
            await().atMost(PATIENCE).until(() -> isAlive(port));
            List<Socket> slow = new ArrayList<>();
            for (int i = 0; i < 8; i++) { // twice as many as there are threads
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
                socket.getOutputStream().write("GET /status HTTP/1.1\r\nHost: ".getBytes(UTF_8));
                slow.add(socket);
            }

            await().atMost(PATIENCE).until(() -> isAlive(port));

            for (Socket socket : slow) {
                socket.close();
            }
            assertThat(daemon.isAlive()).as(daemon.logTail()).isTrue();
        }
    }

    @Test
    void aConfigurationThatIsEditedShowsInTheLogAndSoDoesItsReturn(@TempDir Path folder)
            throws Exception {
        int port = Ports.free();
        try (ChildProcess daemon = daemon(folder, "{sqlite: tidegate.db}", port)) {
            await().atMost(PATIENCE).until(() -> isAlive(port));
            Path file = folder.resolve("tidegate.yaml");
            String running = Files.readString(file);

            Files.writeString(file, running.replace("per_replica", "per_replicas"));
            awaitLog(daemon, port, "WARN  EditedFile");
            Files.writeString(file, running);
            awaitLog(daemon, port, "is again what the daemon runs with");

            assertThat(daemon.logTail()).contains("no daemon could start with this file now");
        }
    }

    /** The file is looked at whenever somebody asks what is wrong, as a scrape does. */
    private static void awaitLog(ChildProcess daemon, int port, String text) {
        await().atMost(PATIENCE)
                .until(() -> isAnswered(port, "/metrics") && daemon.logTail().contains(text));
    }

    private static boolean isAlive(int port) throws Exception {
        return isAnswered(port, "/health/live");
    }

    private static boolean isAnswered(int port, String path) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(Duration.ofSeconds(2))
                        .build();
        try {
            return HttpClient.newHttpClient()
                            .send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static ChildProcess daemon(Path folder, int store) throws Exception {
        String url = "jdbc:postgresql://127.0.0.1:" + store + "/ledger";
        return daemon(folder, "{postgres: {url: \"" + url + "\"}}", 0);
    }

    private static ChildProcess daemon(Path folder, String store, int port) throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("tidegate.yaml"),
                        """
                        store: %s
                        metrics: {prometheus: {url: "http://127.0.0.1:1", timeout: 1s}}
                        serve: {port: %d}
                        workloads:
                          - name: chat
                            demand: {query: up, step: 1s, history: 1m}
                            capacity: {per_replica: 100}
                            bounds: {min: 2, max: 20}
                            fleet: {simulated: {}}
                        """
                                .formatted(store, port));
        return ChildProcess.start(
                ProgramCommand.command("daemon", "--config", file.toString()),
                Map.of(),
                folder,
                folder.resolve("log.txt"));
    }
}
