package dev.tidegate.runbooks.act.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tidegate.runbooks.act.ActuatorContract;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.FieldChange;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Reading;
import dev.tidegate.runbooks.act.Unreadable;
import dev.tidegate.runbooks.rig.server.RawServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server says that is busy, somewhere else, or none of Redis. */
@Timeout(60)
final class StrangeRedisTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
    private static final RedisAccess OPEN =
            new RedisAccess(Optional.empty(), Optional.empty(), false);

    @ParameterizedTest
    @CsvSource({
        "ERR max number of clients reached, UNAVAILABLE, false",
        "LOADING Redis is loading the dataset in memory, UNAVAILABLE, false",
        "READONLY You can't write against a read only replica., UNAVAILABLE, false",
        "ASK 866 127.0.0.1:7001, UNAVAILABLE, false",
        "MOVED 866 127.0.0.1:7001, ABSENT, true",
        "DENIED Redis is running in protected mode, DENIED, true",
        "ERR AUTH <password> called without any password configured, DENIED, true",
        "WRONGTYPE Operation against a key, INVALID, true",
    })
    void whatItSaysTellsWhetherToTryAgain(String said, Failure reason, boolean lasting)
            throws IOException {
        try (RawServer redis = replying("-" + said + "\r\n")) {
            Unreadable no = (Unreadable) flags(OPEN, redis.address());

            assertThat(no.reason()).isEqualTo(reason);
            assertThat(no.detail()).startsWith(said);
            Class<?> write = lasting ? Outcome.Permanent.class : Outcome.Retriable.class;
            assertThat(written(redis)).isInstanceOf(write);
        }
    }

    @Test
    void whereTheClusterKeepsItIsToldWithWhatToDo() throws IOException {
        try (RawServer node = replying("-MOVED 866 10.0.0.7:7001\r\n")) {
            assertThat(((Unreadable) flags(OPEN, node.address())).detail())
                    .contains("10.0.0.7:7001", "name that node");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ":5\r\n",
                "+OK\r\n",
                "$-1\r\n",
                "$-7\r\nxx\r\n",
                "*1\r\n$1\r\na\r\n",
                "*2\r\n$1\r\na\r\n*0\r\n",
                "HTTP/1.1 400 Bad Request\r\n\r\n"
            })
    void anAnswerToSomethingElseIsNoAnswer(String reply) throws IOException {
        try (RawServer other = replying(reply)) {
            assertThat(flags(OPEN, other.address()))
                    .isInstanceOfSatisfying(
                            Unreadable.class,
                            no -> assertThat(no.reason()).isEqualTo(Failure.GARBLED));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"+", "$1000\r\n"})
    void anAnswerThatComesByteByByteIsGivenUp(String begin) throws IOException {
        try (RawServer drips =
                RawServer.serving(
                        (in, out) -> {
                            greet(in, out);
                            out.write(begin.getBytes(UTF_8));
                            RawServer.drip(out);
                        })) {
            assertThat(flags(OPEN, drips.address()))
                    .isEqualTo(new Unreadable(Failure.TIMED_OUT, "no whole answer within PT6S"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {":5", "$-1", "*0", "HTTP/1.1 400 Bad Request", "$2147483000"})
    void anAnswerToThePasswordThatIsNoneIsNoAnswer(String reply) throws IOException {
        RedisAccess access = new RedisAccess(Optional.empty(), Optional.of("s3cret"), false);
        try (RawServer other = always(reply)) {
            assertThat(flags(access, other.address()))
                    .isInstanceOfSatisfying(
                            Unreadable.class,
                            no -> assertThat(no.reason()).isEqualTo(Failure.GARBLED));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {":5", "*2\r\n$4\r\nhost\r\n$4\r\nport"})
    void aSentinelThatTalksNonsenseNamesNoMaster(String reply) throws IOException {
        try (RawServer other = always(reply)) {
            assertThat(flags(OPEN, "main@" + other.address()))
                    .isInstanceOfSatisfying(
                            Unreadable.class,
                            no ->
                                    assertThat(no.detail())
                                            .startsWith("no Sentinel names the master")
                                            .contains("none to what was asked"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"$2147483000\r\n", "*2147483000\r\n"})
    void anAnswerThatAnnouncesMoreThanAnybodyKeepsIsNotMadeRoomFor(String begin)
            throws IOException {
        try (RawServer boasts = replying(begin)) {
            assertThat(flags(OPEN, boasts.address()))
                    .isEqualTo(
                            new Unreadable(
                                    Failure.GARBLED, "the answer is longer than 8388608 bytes"));
        }
    }

    @Test
    void aLineWithoutAnEndFillsNoMemory() throws IOException {
        try (RawServer floods =
                RawServer.serving(
                        (in, out) -> {
                            greet(in, out);
                            out.write('+');
                            RawServer.flood(out);
                        })) {
            assertThat(flags(OPEN, floods.address()))
                    .isEqualTo(
                            new Unreadable(
                                    Failure.GARBLED, "the answer is longer than 8388608 bytes"));
        }
    }

    @Test
    void aPasswordThatTheServerSaysBackIsWithheld() throws IOException {
        RedisAccess access = new RedisAccess(Optional.empty(), Optional.of("s3cret-0123"), false);
        try (RawServer echo =
                RawServer.serving(
                        (in, out) -> {
                            String said = command(in);
                            out.write(("-ERR unknown command: " + said + "\r\n").getBytes(UTF_8));
                        })) {
            assertThat(((Unreadable) flags(access, echo.address())).detail())
                    .contains("(withheld)")
                    .doesNotContain("s3cret-0123");
        }
    }

    @Test
    void whoCannotProveWhoItIsIsSentNoPassword() throws IOException {
        RedisAccess encrypted = new RedisAccess(Optional.empty(), Optional.of("s3cret"), true);
        List<String> commands = new CopyOnWriteArrayList<>();
        try (RawServer pretends = RawServer.untrusted((in, out) -> commands.add(command(in)))) {
            assertThat(flags(encrypted, pretends.address()))
                    .isInstanceOfSatisfying(
                            Unreadable.class,
                            no -> assertThat(no.reason()).isEqualTo(Failure.UNTRUSTED));
        }
        assertThat(commands).isEmpty();
    }

    @Test
    void aTrustedCertificateOfAnotherHostIsNotThisOnes() throws Exception {
        RedisAccess encrypted = new RedisAccess(Optional.empty(), Optional.of("s3cret"), true);
        List<String> commands = new CopyOnWriteArrayList<>();
        RawServer.withAnotherHostsCertificate(
                (in, out) -> commands.add(command(in)),
                server ->
                        assertThat(flags(encrypted, server.address()))
                                .isInstanceOfSatisfying(
                                        Unreadable.class,
                                        no ->
                                                assertThat(no.reason())
                                                        .isEqualTo(Failure.UNTRUSTED)));
        assertThat(commands).isEmpty();
    }

    @Test
    void aHostThatNobodyKnowsIsNamed() {
        assertThat(flags(OPEN, "no-such-host.invalid:6379"))
                .isInstanceOfSatisfying(
                        Unreadable.class,
                        no -> {
                            assertThat(no.reason()).isEqualTo(Failure.UNREACHABLE);
                            assertThat(no.detail())
                                    .startsWith("nobody knows the host no-such-host.invalid");
                        });
    }

    private static Reading flags(RedisAccess access, String address) {
        return new RedisFlags(access, CLOCK).read(RedisFlags.target(address, "flags"));
    }

    private static Outcome written(RawServer redis) {
        var target = RedisFlags.target(redis.address(), "flags");
        var set = new FieldChange("shed", NullNode.instance, TextNode.valueOf("1"));
        return new RedisFlags(OPEN, CLOCK)
                .write(
                        new Change(target, List.of(set), "key"),
                        new Observed(target, Instant.EPOCH, new TreeMap<>()),
                        ActuatorContract.held(1))
                .orElseThrow();
    }

    /** Answers what Jedis says of itself as Redis does, and then always the same. */
    private static RawServer replying(String reply) {
        return RawServer.serving(
                (in, out) -> {
                    greet(in, out);
                    while (true) {
                        out.write(reply.getBytes(UTF_8));
                        out.flush();
                        command(in);
                    }
                });
    }

    /** Answers everything like this, from the first command on. */
    private static RawServer always(String reply) {
        return RawServer.serving(
                (in, out) -> {
                    while (true) {
                        command(in);
                        out.write((reply + "\r\n").getBytes(UTF_8));
                        out.flush();
                    }
                });
    }

    /** Returns when the first command has come that is not about the client. */
    private static void greet(InputStream in, OutputStream out) throws IOException {
        while (command(in).startsWith("CLIENT")) {
            out.write("+OK\r\n".getBytes(UTF_8));
            out.flush();
        }
    }

    private static String command(InputStream in) throws IOException {
        int words = Integer.parseInt(RawServer.line(in).substring(1));
        var command = new StringBuilder();
        for (int i = 0; i < words; i++) {
            int length = Integer.parseInt(RawServer.line(in).substring(1));
            command.append(new String(in.readNBytes(length), UTF_8)).append(' ');
            in.skipNBytes(2);
        }
        return command.toString().strip();
    }
}
