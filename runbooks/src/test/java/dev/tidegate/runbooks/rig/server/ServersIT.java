package dev.tidegate.runbooks.rig.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import dev.tidegate.runbooks.rig.Server;
import dev.tidegate.runbooks.rig.kubernetes.KubernetesStack;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The rig keeps its own promises: servers come up, die at once, and come back where they were. */
final class ServersIT {
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
    void haproxyReloadsInPlace() throws IOException {
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
            assertThat(status(haproxy)).isEqualTo(200);

            haproxy.reload();

            assertThat(status(haproxy)).isEqualTo(200);
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

    private static int status(HaproxyServer haproxy) throws IOException {
        URI uri = URI.create("http://" + haproxy.address());
        return ((HttpURLConnection) uri.toURL().openConnection()).getResponseCode();
    }
}
