package dev.tidegate.autoscaler.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page of another site that leads its own name here reads nothing; whoever asks by an address or a known name does. */
final class AllowedHostsTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @Test
    void theServerRefusesEveryPageByAForeignNameAndSaysWhatToConfigure() throws IOException {
        try (StatusServerRig rig = new StatusServerRig()) {
            for (String path : List.of("/", "/status", "/metrics", "/health/ready", "/nothing")) {
                assertThat(ask(rig, path, "Host: rebound.example.net:9464\r\n"))
                        .as(path)
                        .startsWith("HTTP/1.1 421 ")
                        .contains("'rebound.example.net:9464' is no name of this daemon")
                        .contains("ask by IP address or by localhost, ")
                        .contains("serve.allowed_hosts")
                        .doesNotContain("chat");
            }
        }
    }

    @Test
    void theServerAnswersAddressesConfiguredNamesAndClientsWithoutAName() throws IOException {
        try (StatusServerRig rig = new StatusServerRig("Status.Example.com")) {
            assertThat(ask(rig, "/status", "Host: 127.0.0.1:9464\r\n")).startsWith("HTTP/1.1 200 ");
            assertThat(ask(rig, "/status", "Host: status.example.com\r\n"))
                    .startsWith("HTTP/1.1 200 ");
            assertThat(ask(rig, "/status", "")).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void oneForeignNameBesideAKnownOneIsRefused() throws IOException {
        try (StatusServerRig rig = new StatusServerRig()) {
            assertThat(ask(rig, "/status", "Host: localhost\r\nHost: rebound.example.net\r\n"))
                    .startsWith("HTTP/1.1 4")
                    .doesNotContain("chat");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "10.1.2.3:9464",
                "[::1]:9464",
                "[::1]",
                "[fe80::1]:80",
                "[::ffff:127.0.0.1]",
                "localhost",
                "LOCALHOST:9464",
                "localhost.",
                "tidegate.localhost:9464"
            })
    void noSiteCanBeCalledThis(String host) {
        assertThat(AllowedHosts.of("127.0.0.1", List.of()).refusal(List.of(host), LOOPBACK))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rebound.example.net",
                "127.0.0.1.example.net",
                "localhost.example.net:9464",
                "notlocalhost",
                "1.2.3.4.5",
                "[::1].example.net",
                "user@localhost",
                "localhost:80:80",
                "tidegate",
                ""
            })
    void aSiteMayBeCalledThis(String host) {
        assertThat(AllowedHosts.of("127.0.0.1", List.of()).refusal(List.of(host), LOOPBACK))
                .isPresent();
    }

    @Test
    void onOtherAddressesNamesAreCheckedOnceSomeAreConfigured() throws IOException {
        InetAddress network = InetAddress.getByName("10.0.0.7");
        List<String> service = List.of("tidegate.tidegate.svc:9464");

        assertThat(AllowedHosts.of("0.0.0.0", List.of()).refusal(service, network)).isEmpty();
        assertThat(AllowedHosts.of("0.0.0.0", List.of()).refusal(service, LOOPBACK)).isPresent();
        assertThat(AllowedHosts.of("0.0.0.0", List.of("other")).refusal(service, network))
                .isPresent();
        assertThat(
                        AllowedHosts.of("0.0.0.0", List.of("tidegate.tidegate.svc"))
                                .refusal(service, network))
                .isEmpty();
    }

    @Test
    void theNameThatTheDaemonListensOnAndTheMachinesOwnAreKnown() throws IOException {
        AllowedHosts hosts = AllowedHosts.of("gpu-ops.example.com", List.of());

        assertThat(hosts.refusal(List.of("gpu-ops.example.com:9464"), LOOPBACK)).isEmpty();
        assertThat(hosts.refusal(List.of(InetAddress.getLocalHost().getHostName()), LOOPBACK))
                .isEmpty();
    }

    private static String ask(StatusServerRig rig, String path, String hosts) throws IOException {
        try (Socket client = new Socket(LOOPBACK, rig.server.address().getPort())) {
            client.setSoTimeout(5_000);
            client.getOutputStream()
                    .write(
                            ("GET " + path + " HTTP/1.1\r\n" + hosts + "Connection: close\r\n\r\n")
                                    .getBytes(UTF_8));
            return new String(client.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
