package dev.tidegate.autoscaler.cli.operate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.cli.OwnProgram;
import dev.tidegate.autoscaler.cli.option.Exit;
import dev.tidegate.runbooks.rig.ChildProcess;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the daemon's process ends. */
final class DaemonProcessIT {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Test
    void beingToldToStopWhileItStartsIsNoFailure(@TempDir Path folder) throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                ChildProcess daemon = daemon(folder, silent.getLocalPort());
                Socket asked = silent.accept()) { // a store that keeps the start waiting
            daemon.signal("TERM");

            assertThat(daemon.awaitExit(PATIENCE)).as(daemon.logTail()).isEqualTo(Exit.DONE.code());
            assertThat(asked.isConnected()).isTrue();
        }
    }

    private static ChildProcess daemon(Path folder, int store) throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("tidegate.yaml"),
                        """
                        store: {postgres: {url: "jdbc:postgresql://127.0.0.1:%d/ledger"}}
                        metrics: {prometheus: {url: "http://127.0.0.1:1", timeout: 1s}}
                        serve: {port: 0}
                        workloads:
                          - name: chat
                            demand: {query: up, step: 1s, history: 1m}
                            capacity: {per_replica: 100}
                            bounds: {min: 2, max: 20}
                            fleet: {simulated: {}}
                        """
                                .formatted(store));
        return ChildProcess.start(
                OwnProgram.command("daemon", "--config", file.toString()),
                Map.of(),
                folder,
                folder.resolve("log.txt"));
    }
}
