package dev.tidegate.runbooks.act.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tidegate.runbooks.rig.server.RawServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class EnvironmentProxiesTest {
    private static final String PROXY = "http://proxy.example:3128";

    @Test
    void theRequestsSchemeDecidesWhichVariableCounts() {
        Map<String, String> both = Map.of("HTTPS_PROXY", PROXY, "HTTP_PROXY", "other.example:8080");

        assertThat(way(both, "https://hooks.example/x")).isEqualTo("proxy.example:3128");
        assertThat(way(both, "http://metrics.example:9090")).isEqualTo("other.example:8080");
        assertThat(way(Map.of("HTTPS_PROXY", PROXY), "http://metrics.example")).isEqualTo("direct");
        assertThat(way(Map.of(), "https://hooks.example/x")).isEqualTo("direct");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:9090",
                "http://127.0.0.1:9090",
                "http://127.8.8.8",
                "http://[::1]:9090"
            })
    void thisMachineIsAskedDirectly(String request) {
        assertThat(way(Map.of("HTTP_PROXY", PROXY), request)).isEqualTo("direct");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://metrics.internal       | internal",
                "http://metrics.internal       | .internal",
                "http://metrics.internal       | *.internal",
                "http://Metrics.Internal       | metrics.internal",
                "http://metrics.internal       | a.example, b.example  METRICS.internal",
                "http://metrics.internal:9090  | metrics.internal:9090",
                "http://metrics.internal       | *",
                "http://10.20.0.9:9090         | 10.20.0.9",
                "http://10.20.0.9              | 10.0.0.0/8",
                "http://10.20.0.9              | 192.168.0.0/16,10.20.0.8/31",
                "http://[fd00::7]              | fd00::7",
                "http://[fd00::7]              | fd00::/8",
            })
    void whatNoProxyNamesIsAskedDirectly(String request, String noProxy) {
        assertThat(way(Map.of("HTTP_PROXY", PROXY, "NO_PROXY", noProxy), request))
                .isEqualTo("direct");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://metrics.internal       | ternal",
                "http://metrics.internal.com   | internal",
                "http://metrics.internal:9090  | metrics.internal:9091",
                "http://metrics.internal       | ''",
                "http://metrics.internal       | '., *., ,'",
                "http://110.0.0.1              | 10.0.0.1",
                "http://10.20.0.10             | 10.20.0.8/31",
                "http://11.0.0.1               | 10.0.0.0/8",
                "http://10.0.0.1               | 10.0.0.0/99,10.0.0.0/x,fd00::/8",
                "http://[fd00::7]              | 10.0.0.0/8,fe00::/8",
                "http://metrics.internal       | 10.0.0.0/8",
            })
    void whatItDoesNotNameGoesThroughTheProxy(String request, String noProxy) {
        assertThat(way(Map.of("HTTP_PROXY", PROXY, "NO_PROXY", noProxy), request))
                .isEqualTo("proxy.example:3128");
    }

    @ParameterizedTest
    @CsvSource({
        "proxy.example:3128, proxy.example:3128",
        "http://proxy.example, proxy.example:80",
        "' http://user:secret@proxy.example:3128/ ', proxy.example:3128",
        "https://proxy.example:3128, direct",
        "socks5://proxy.example:1080, direct",
        "http://, direct",
        "'not a proxy', direct",
        "'', direct"
    })
    void aProxyIsWrittenWithOrWithoutWhatSurroundsIt(String written, String way) {
        assertThat(way(Map.of("HTTP_PROXY", written), "http://metrics.example")).isEqualTo(way);
    }

    @Test
    void whatJavaIsToldComesFirst() {
        System.setProperty("http.proxyHost", "java.example");
        System.setProperty("http.proxyPort", "8888");
        try {
            assertThat(way(Map.of("HTTP_PROXY", PROXY), "http://metrics.example"))
                    .startsWith("java.example")
                    .endsWith(":8888");
        } finally {
            System.clearProperty("http.proxyHost");
            System.clearProperty("http.proxyPort");
        }
    }

    @Test
    void aClientAsksTheProxyAndNotTheNameServer() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        try (RawServer proxy =
                RawServer.serving(
                        (in, out) -> {
                            asked.add(RawServer.line(in).strip());
                            RawServer.request(in);
                            out.write(RawServer.answer(200, "", "through").getBytes(US_ASCII));
                        })) {
            HttpClient client =
                    EnvironmentProxies.client(Map.of("HTTP_PROXY", proxy.address())).build();

            HttpResponse<String> answer =
                    client.send(
                            HttpRequest.newBuilder(URI.create("http://metrics.invalid:9090/q"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());

            assertThat(answer.body()).isEqualTo("through");
            assertThat(asked).containsExactly("GET http://metrics.invalid:9090/q HTTP/1.1");
        }
    }

    @Test
    void aTunnelIsAskedForToATlsServer() throws Exception {
        List<String> asked = new CopyOnWriteArrayList<>();
        try (RawServer proxy =
                RawServer.serving(
                        (in, out) -> {
                            asked.add(RawServer.line(in).strip());
                            RawServer.request(in);
                            out.write("HTTP/1.1 200 Go\r\n\r\n".getBytes(US_ASCII));
                            out.flush();
                            asked.add("record " + in.read()); // of a TLS handshake, in the tunnel
                        })) {
            HttpClient client =
                    EnvironmentProxies.client(Map.of("HTTPS_PROXY", proxy.address())).build();
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create("https://hooks.invalid/x")).build();

            assertThat(
                            catchThrowable(
                                    () ->
                                            client.send(
                                                    request,
                                                    HttpResponse.BodyHandlers.discarding())))
                    .isInstanceOf(IOException.class);

            assertThat(asked).startsWith("CONNECT hooks.invalid:443 HTTP/1.1", "record 22");
        }
    }

    private static String way(Map<String, String> environment, String request) {
        List<Proxy> ways = new EnvironmentProxies(environment).select(URI.create(request));
        assertThat(ways).hasSize(1);
        return ways.get(0).address() instanceof InetSocketAddress proxy
                ? proxy.getHostString() + ":" + proxy.getPort()
                : "direct";
    }
}
