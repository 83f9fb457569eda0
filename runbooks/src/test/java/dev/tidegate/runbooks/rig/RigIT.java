package dev.tidegate.runbooks.rig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The rig keeps its own promises: servers come up, die at once, and come back where they were. */
final class RigIT {
    @Test
    @Needs(Component.PROMETHEUS)
    void killedServerComesBackOnItsPort() {
        try (PrometheusServer prometheus = PrometheusServer.start()) {
            String url = prometheus.url();

            prometheus.kill9();
            assertThat(prometheus.isReady()).isFalse();
            prometheus.restart();

            assertThat(prometheus.isReady()).isTrue();
            assertThat(prometheus.url()).isEqualTo(url);
        }
    }

    @Test
    @Needs(Component.ALERTMANAGER)
    void alertmanagerStarts() {
        try (AlertmanagerServer alertmanager =
                AlertmanagerServer.startWithWebhook("http://127.0.0.1:1/")) {
            assertThat(alertmanager.isReady()).isTrue();
        }
    }

    @Test
    @Needs(Component.MOTO)
    void motoStartsAndForgets() {
        try (MotoServer moto = MotoServer.start()) {
            moto.reset();

            assertThat(moto.isReady()).isTrue();
        }
    }

    @Test
    @Needs(Component.REDIS)
    void sentinelWatchesMasterAndReplica() {
        try (RedisServer master = RedisServer.start();
                RedisServer replica = RedisServer.startReplicaOf(master);
                SentinelServer sentinel = SentinelServer.watching(master, 1)) {
            assertThat(List.of(master, replica, sentinel)).allMatch(Server::isReady);
        }
    }

    @Test
    @Needs(Component.REDIS)
    void frozenServerAnswersNobodyUntilThawed() {
        try (RedisServer redis = RedisServer.start()) {
            redis.freeze();
            assertThat(redis.isReady()).isFalse();

            redis.thaw();

            assertThat(redis.isReady()).isTrue();
        }
    }

    @Test
    @Needs(Component.HAPROXY)
    void haproxyReloadsInPlace() {
        String configuration =
                """
                global
                  stats socket "${SOCKET}" mode 600 level admin
                defaults
                  mode http
                  timeout client 5s
                  timeout server 5s
                  timeout connect 1s
                frontend in
                  bind "127.0.0.1:${PORT}"
                  http-request return status 200
                """;
        try (HaproxyServer haproxy = HaproxyServer.start(configuration, Map.of())) {
            assertThat(Http.answersOk("http://" + haproxy.address())).isTrue();

            haproxy.reload();

            assertThat(Http.answersOk("http://" + haproxy.address())).isTrue();
        }
    }

    @Test
    @Needs(Component.POSTGRES)
    void postgresRecoversFromKill() {
        try (PostgresServer postgres = PostgresServer.start()) {
            postgres.kill9();
            postgres.restart();

            assertThat(postgres.isReady()).isTrue();
        }
    }

    @Test
    @Needs(Component.KUBERNETES)
    void kubernetesStackStarts() {
        KubernetesStack kubernetes = KubernetesStack.shared();

        assertThat(kubernetes.kubeconfig()).isRegularFile();
    }

    @Test
    void failureToStartShowsTheLog() {
        Path folder = Scratch.folder("failing");
        List<String> command = List.of("sh", "-c", "echo no such port; exit 3");

        ChildProcess process =
                ChildProcess.start(command, Map.of(), folder, folder.resolve("log.txt"));

        assertThatThrownBy(() -> process.awaitReady(Duration.ofSeconds(30), () -> false))
                .hasMessageContaining("ended with 3")
                .hasMessageContaining("no such port");
    }

    @Test
    void closedServerLeavesNoFolder() {
        Path folder = Scratch.folder("short-lived");
        Scratch.write(folder.resolve("file"), "text");

        Scratch.delete(folder);

        assertThat(Files.exists(folder)).isFalse();
    }
}
