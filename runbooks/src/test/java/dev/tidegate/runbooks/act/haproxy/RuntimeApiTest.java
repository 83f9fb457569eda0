package dev.tidegate.runbooks.act.haproxy;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;

final class RuntimeApiTest {
    @Test
    void nobodyThereMeansNothingWasSent() {
        assertThatThrownBy(() -> RuntimeApi.at("/no/such.sock").ask("show info"))
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void silenceIsATimeout() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            RuntimeApi api = RuntimeApi.at("127.0.0.1:" + silent.getLocalPort());

            assertThatThrownBy(() -> api.ask("show info"))
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void addressWithoutAPortIsRefused() {
        assertThatThrownBy(() -> RuntimeApi.at("localhost"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("localhost");
    }
}
