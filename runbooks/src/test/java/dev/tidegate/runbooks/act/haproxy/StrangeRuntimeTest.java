package dev.tidegate.runbooks.act.haproxy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import dev.tidegate.runbooks.act.ActuatorContract;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Reading;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.Unreadable;
import dev.tidegate.runbooks.rig.Scratch;
import dev.tidegate.runbooks.rig.server.RawServer;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no HAProxy, or one that ends in the middle of what it says. */
final class StrangeRuntimeTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
    private static final String STATES =
            """
            1
            # be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight srv_iweight
            3 pool 1 s1 127.0.0.1 2 0 10 10

            """;
    private static final String STATISTICS =
            """
            # pxname,svname,qcur,qmax,scur,smax,slim,status
            pool,s1,0,0,0,0,0,UP

            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE html>\n<html></html>\n\n",
                "HTTP/1.0 400 Bad request\n\n",
                "Unknown command: 'show', but maybe one of the following ones is better:\n  help\n\n",
                "1\n# be_id be_name srv_id srv_name srv_addr srv_op_state srv_admin_state srv_uweight\n3 pool 1 s1 a 2 x y\n\n"
            })
    void whatIsNoAnswerOfARuntimeIsReadAsNone(String answer) throws IOException {
        try (RawServer other = answering(command -> answer)) {
            assertUnreadable(map(other), Failure.GARBLED);
            assertUnreadable(server(other), Failure.GARBLED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0x55 shed 1\n0x56 kee", "0x55 shed 1\n"})
    void anAnswerThatBrokeOffIsNotHalfAMap(String answer) throws IOException {
        try (RawServer ends = answering(command -> answer)) {
            assertUnreadable(map(ends), Failure.UNAVAILABLE);
        }
    }

    @Test
    void aMapWithoutEntriesIsOne() throws IOException {
        try (RawServer empty = answering(command -> "\n")) {
            assertThat(map(empty))
                    .isInstanceOfSatisfying(
                            Observed.class, seen -> assertThat(seen.fields()).isEmpty());
        }
    }

    @Test
    @Timeout(30)
    void anAnswerWithoutAnEndIsNotReadIntoMemory() throws IOException {
        try (RawServer floods =
                RawServer.serving(
                        (in, out) -> {
                            RawServer.line(in);
                            RawServer.flood(out);
                        })) {
            assertThat(((Unreadable) map(floods)).detail()).contains("longer than 33554432 bytes");
        }
    }

    @Test
    @Timeout(30)
    void aProcessThatTakesNoMoreConnectionsIsNotWaitedForForEver() throws IOException {
        Path socket = Scratch.folder("frozen").resolve("s.sock");
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(socket);
        try (ServerSocketChannel frozen = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            frozen.bind(address, 1);
            try (SocketChannel first = SocketChannel.open(address);
                    SocketChannel second = SocketChannel.open(address)) {
                assertThat(first.isConnected() && second.isConnected()).isTrue();

                assertUnreadable(
                        new HaproxyMaps(CLOCK).read(HaproxyMaps.target(socket.toString(), "/m")),
                        Failure.UNREACHABLE);
            }
        }
    }

    @Test
    void anAddressThatIsNoneIsSaidAndNotThrown() {
        assertUnreadable(
                new HaproxyMaps(CLOCK).read(HaproxyMaps.target("nonsense", "/m")), Failure.INVALID);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Permission denied\n\n", "1\n# be_id be_name\n3 poo", "\n"})
    void aStateFileIsNotReplacedByWhatIsNoTableOfStates(String answer) throws IOException {
        Path file = Scratch.folder("states").resolve("server.state");
        Files.writeString(file, STATES.replace(" 10 10", " 12 10"));
        try (RawServer runtime =
                answering(
                        command ->
                                command.equals("show servers state")
                                        ? answer
                                        : command.startsWith("show servers")
                                                ? STATES
                                                : command.startsWith("show stat")
                                                        ? STATISTICS
                                                        : "\n")) {
            var coordinates = new TreeMap<>(target(runtime).coordinates());
            coordinates.put("state-file", file.toString());
            Target target = new Target(HaproxyServers.KIND, coordinates);
            HaproxyServers servers = new HaproxyServers(CLOCK);
            var desired = new TreeMap<String, JsonNode>(Map.of("weight", IntNode.valueOf(20)));

            Outcome outcome =
                    servers.apply(
                            servers.plan((Observed) servers.read(target), desired),
                            ActuatorContract.held(1));

            assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
        }
        assertThat(file).content().contains(" 12 10");
    }

    private static RawServer answering(UnaryOperator<String> answers) {
        return RawServer.serving(
                (in, out) -> out.write(answers.apply(RawServer.line(in)).getBytes(UTF_8)));
    }

    private static Reading map(RawServer runtime) {
        return new HaproxyMaps(CLOCK).read(HaproxyMaps.target(runtime.address(), "/flags.map"));
    }

    private static Reading server(RawServer runtime) {
        return new HaproxyServers(CLOCK).read(target(runtime));
    }

    private static Target target(RawServer runtime) {
        return HaproxyServers.target(runtime.address(), "pool", "s1");
    }

    private static void assertUnreadable(Reading reading, Failure reason) {
        assertThat(reading)
                .isInstanceOfSatisfying(
                        Unreadable.class, no -> assertThat(no.reason()).isEqualTo(reason));
    }
}
