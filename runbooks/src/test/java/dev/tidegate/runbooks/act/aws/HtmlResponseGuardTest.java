package dev.tidegate.runbooks.act.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.Unreadable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An address at which something answers every request with a page and status 200. */
final class HtmlResponseGuardTest {
    private static final Target GROUP = AutoScalingFloors.target("us-east-1", "chat");

    private HttpServer server;
    private AutoScalingFloors floors;

    @BeforeEach
    void serve() throws IOException {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
        byte[] page =
                "\n<!DOCTYPE html><html><body>Sign in</body></html>"
                        .getBytes(StandardCharsets.UTF_8);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(200, page.length);
                    exchange.getResponseBody().write(page);
                    exchange.close();
                });
        server.start();
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        floors = new AutoScalingFloors(new AwsAccess(Optional.of(address)), Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aPageIsNoAnswerAndNotATargetThatIsNotThere() {
        floors.watch(GROUP);

        assertThat(List.of(floors.read(GROUP), floors.readCached(GROUP, Duration.ofSeconds(1))))
                .allSatisfy(
                        seen ->
                                assertThat(seen)
                                        .isInstanceOfSatisfying(
                                                Unreadable.class,
                                                no -> {
                                                    assertThat(no.reason())
                                                            .isEqualTo(Failure.GARBLED);
                                                    assertThat(no.detail()).contains("HTML");
                                                }));
    }
}
