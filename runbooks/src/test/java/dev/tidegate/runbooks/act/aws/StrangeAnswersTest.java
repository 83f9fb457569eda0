package dev.tidegate.runbooks.act.aws;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tidegate.runbooks.act.Actuator;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Fence;
import dev.tidegate.runbooks.act.FieldChange;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Reading;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.Unreadable;
import dev.tidegate.runbooks.rig.server.RawServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands between us and a service, or in its place: every kind of target is told of it, and none throws. */
final class StrangeAnswersTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
    private static final Target GROUP = AutoScalingFloors.target("us-east-1", "chat");
    private static final Target COMMAND = SsmCommands.target("us-east-1", "restart", "i-1");

    @BeforeAll
    static void setCredentials() {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
    }

    @ParameterizedTest
    @CsvSource({
        "502, UNAVAILABLE",
        "503, UNAVAILABLE",
        "403, DENIED",
        "429, THROTTLED",
        "404, ABSENT",
        "405, INVALID",
        "301, GARBLED"
    })
    void aProxysOwnPageIsToldByItsStatusAndHowItBegins(int status, Failure reason)
            throws IOException {
        String page = "<html>\r\n<head><title>From a proxy</title></head>\r\n</html>";

        try (RawServer proxy = RawServer.answering(RawServer.answer(status, "", page))) {
            everyRead(
                    access(proxy),
                    unreadable -> {
                        assertThat(unreadable.reason()).isEqualTo(reason);
                        assertThat(unreadable.detail())
                                .startsWith(
                                        "status "
                                                + status
                                                + " without an error of AWS: <html> <head>");
                    });
        }
    }

    @Test
    void anExecutionThatAProxyRefusedIsNotStarted() throws IOException {
        try (RawServer proxy = RawServer.answering(RawServer.answer(502, "", ""))) {
            assertThat(new SsmCommands(access(proxy), CLOCK).apply(change(COMMAND), held()))
                    .isInstanceOfSatisfying(
                            Outcome.Retriable.class,
                            r -> assertThat(r.reason()).isEqualTo(Failure.UNAVAILABLE));
        }
    }

    @Test
    void aConnectionThatIsResetOrClosedIsNoGarbledAnswer() throws IOException {
        try (RawServer resets = RawServer.resetting((in, out) -> RawServer.request(in));
                RawServer hangsUp = RawServer.serving((in, out) -> RawServer.request(in))) {
            for (RawServer server : List.of(resets, hangsUp)) {
                everyRead(
                        access(server),
                        no -> assertThat(no.reason()).isEqualTo(Failure.UNAVAILABLE));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "{\"message\": \"ok\"}",
                "{\"WebACL\": {\"Rules\": [{\"Name\": \"rule\", \"Statement\": {\"RateBasedStatement\": {}}}]}}",
                "<ListResult><AutoScalingGroups/>",
                "<R><DescribeAutoScalingGroupsResult><AutoScalingGroups><member><AutoScalingGroupName>chat</AutoScalingGroupName>"
                        + "</member></AutoScalingGroups></DescribeAutoScalingGroupsResult></R>"
            })
    void aSuccessThatIsNoneOfItsAnswersIsThrownByNobody(String answer) throws IOException {
        try (RawServer server = RawServer.answering(RawServer.answer(200, "", answer))) {
            for (Map.Entry<Actuator, Target> each : readers(access(server)).entrySet()) {
                assertThat(each.getKey().read(each.getValue())).isInstanceOf(Unreadable.class);
            }
            for (SsmExecutions executions : executions(access(server))) {
                assertThat(executions.apply(change(COMMAND), held()))
                        .isNotInstanceOf(Outcome.Done.class);
            }
        }
    }

    @Test
    void whatSpeaksNoHttpIsGarbled() throws IOException {
        try (RawServer ssh = RawServer.answering("SSH-2.0\r\n")) {
            everyRead(access(ssh), no -> assertThat(no.reason()).isEqualTo(Failure.GARBLED));
        }
    }

    @ParameterizedTest
    @CsvSource({"200, GARBLED, longer than 33554432 bytes", "503, UNAVAILABLE, status 503"})
    @Timeout(60)
    void anAnswerWithoutAnEndIsNotReadIntoMemory(int status, Failure reason, String told)
            throws IOException {
        String head = "HTTP/1.1 " + status + " Said\r\nContent-Length: 99999999999\r\n\r\n<a>";

        try (RawServer floods =
                RawServer.serving(
                        (in, out) -> {
                            RawServer.request(in);
                            out.write(head.getBytes(UTF_8));
                            RawServer.flood(out);
                        })) {
            assertThat(new AutoScalingFloors(access(floods), CLOCK).read(GROUP))
                    .isInstanceOfSatisfying(
                            Unreadable.class,
                            no -> {
                                assertThat(no.reason()).isEqualTo(reason);
                                assertThat(no.detail()).contains(told);
                            });
        }
    }

    @Test
    void aServiceThatCannotProveWhoItIsIsCalledSo() throws IOException {
        try (RawServer pretends = RawServer.untrusted((in, out) -> RawServer.request(in))) {
            URI address = URI.create("https://" + pretends.address());
            AwsAccess access = new AwsAccess(Optional.of(address));

            everyRead(access, no -> assertThat(no.reason()).isEqualTo(Failure.UNTRUSTED));
            assertThat(new SsmCommands(access, CLOCK).apply(change(COMMAND), held()))
                    .isInstanceOf(Outcome.Retriable.class);
        }
    }

    @Test
    void aWrongClockIsSetByTheServicesAndTheCallMadeAgain() throws IOException {
        List<String> signed = new CopyOnWriteArrayList<>();
        String refusal =
                RawServer.answer(
                        403,
                        "Date: Sat, 01 Jan 2050 12:00:00 GMT\r\nx-amzn-ErrorType: InvalidSignatureException\r\n",
                        "{\"message\": \"Signature expired: 1 is now earlier than 2\"}");

        try (RawServer service =
                RawServer.answeringAs(
                        request -> {
                            signed.add(request.replaceAll("(?s).*X-Amz-Date: (\\S+).*", "$1"));
                            return refusal;
                        })) {
            SsmCommands commands = new SsmCommands(access(service), CLOCK);

            for (int i = 0; i < 2; i++) {
                assertThat(commands.apply(change(COMMAND), held()))
                        .isInstanceOfSatisfying(
                                Outcome.Retriable.class,
                                again ->
                                        assertThat(again.detail())
                                                .contains("this machine's clock"));
            }
        }
        assertThat(signed.get(1)).startsWith("20500101T12");
    }

    @Test
    void aHostThatNobodyKnowsIsNamed() {
        AwsAccess nowhere = new AwsAccess(Optional.of(URI.create("http://no-such-host.invalid")));

        assertThat(new AutoScalingFloors(nowhere, CLOCK).read(GROUP))
                .isInstanceOfSatisfying(
                        Unreadable.class,
                        no -> {
                            assertThat(no.reason()).isEqualTo(Failure.UNREACHABLE);
                            assertThat(no.detail()).contains("no-such-host.invalid");
                        });
    }

    private static AwsAccess access(RawServer server) {
        return new AwsAccess(Optional.of(server.url()), Map.of(), Duration.ofSeconds(5));
    }

    /** Of what is read before it is changed, and of what is looked for before it is started. */
    private static void everyRead(AwsAccess access, Consumer<Unreadable> expected) {
        readers(access)
                .forEach(
                        (actuator, target) ->
                                assertUnreadable(actuator.read(target), target, expected));
        AutoScalingFloors many = new AutoScalingFloors(access, CLOCK);
        many.watch(GROUP);
        assertUnreadable(many.readCached(GROUP, Duration.ofSeconds(1)), GROUP, expected);
        for (SsmExecutions executions : executions(access)) {
            assertThat(executions.verify(change(COMMAND)))
                    .isInstanceOfSatisfying(
                            Outcome.Unknown.class,
                            u -> expected.accept(new Unreadable(u.reason(), u.detail())));
        }
    }

    private static Map<Actuator, Target> readers(AwsAccess access) {
        Map<Actuator, Target> read = new LinkedHashMap<>();
        read.put(new AutoScalingFloors(access, CLOCK), GROUP);
        read.put(new Route53Records(access, CLOCK), Route53Records.target("Z", "a.example", "A"));
        read.put(new CloudFrontOrigins(access, CLOCK), CloudFrontOrigins.target("D", "origin"));
        read.put(
                new WafRates(access, CLOCK),
                WafRates.target("us-east-1", "REGIONAL", "acl", "1", "rule"));
        return read;
    }

    private static List<SsmExecutions> executions(AwsAccess access) {
        return List.of(new SsmCommands(access, CLOCK), new SsmAutomations(access, CLOCK));
    }

    private static void assertUnreadable(
            Reading reading, Target target, Consumer<Unreadable> expected) {
        assertThat(reading).as("%s", target).isInstanceOfSatisfying(Unreadable.class, expected);
    }

    private static Change change(Target target) {
        var field = new FieldChange("commands", NullNode.instance, TextNode.valueOf("reboot"));
        return new Change(target, List.of(field), "key");
    }

    private static Fence held() {
        return SsmExecutionsContract.fence(true);
    }
}
