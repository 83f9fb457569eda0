package dev.tidegate.runbooks.act.haproxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Unreadable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

final class RuntimeApiTest {
    @Test
    void nobodyThereMeansNothingWasSent() {
        assertThatThrownBy(() -> RuntimeApi.at("/no/such.sock").execute("show info"))
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void silenceIsATimeout() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            RuntimeApi api = RuntimeApi.at("127.0.0.1:" + silent.getLocalPort());

            assertThatThrownBy(() -> api.execute("show info"))
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void aTargetThatHoldsASecondCommandIsNotSent() {
        InstantSource clock = InstantSource.fixed(Instant.EPOCH);

        assertThat(
                        List.of(
                                new HaproxyMaps(clock)
                                        .read(
                                                HaproxyMaps.target(
                                                        "/no/such.sock",
                                                        "/flags.map;disable frontend edge")),
                                new HaproxyServers(clock)
                                        .read(
                                                HaproxyServers.target(
                                                        "/no/such.sock",
                                                        "pool\nshutdown frontend edge",
                                                        "s1"))))
                .allSatisfy(
                        reading ->
                                assertThat(reading)
                                        .isInstanceOfSatisfying(
                                                Unreadable.class,
                                                no ->
                                                        assertThat(no.reason())
                                                                .isEqualTo(Failure.INVALID)));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aHostThatNobodyKnowsLeavesNothingOpen() throws IOException {
        RuntimeApi api = RuntimeApi.at("no-such-host.invalid:1999");
        long before = openFiles();

        for (int i = 0; i < 300; i++) {
            assertThatThrownBy(() -> api.execute("show info")).isInstanceOf(ConnectException.class);
        }

        assertThat(openFiles() - before).isLessThan(200); // other tests open some, too
    }

    private static long openFiles() throws IOException {
        try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
            return open.count();
        }
    }

    @Test
    void aPortThatIsNoneIsRefused() {
        assertThatThrownBy(() -> RuntimeApi.at("localhost:http"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be /path or host:port");
    }

    @Test
    void addressWithoutAPortIsRefused() {
        assertThatThrownBy(() -> RuntimeApi.at("localhost"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("localhost");
    }
}
