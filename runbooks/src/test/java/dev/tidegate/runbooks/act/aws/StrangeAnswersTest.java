package dev.tidegate.runbooks.act.aws;

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
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
        Map<Actuator, Target> read = new LinkedHashMap<>();
        read.put(new AutoScalingFloors(access, CLOCK), GROUP);
        read.put(new Route53Records(access, CLOCK), Route53Records.target("Z", "a.example", "A"));
        read.put(new CloudFrontOrigins(access, CLOCK), CloudFrontOrigins.target("D", "origin"));
        read.put(
                new WafRates(access, CLOCK),
                WafRates.target("us-east-1", "REGIONAL", "acl", "1", "rule"));
        read.forEach(
                (actuator, target) -> assertUnreadable(actuator.read(target), target, expected));
        AutoScalingFloors many = new AutoScalingFloors(access, CLOCK);
        many.watch(GROUP);
        assertUnreadable(many.glance(GROUP, Duration.ofSeconds(1)), GROUP, expected);
        for (SsmExecutions executions :
                List.of(new SsmCommands(access, CLOCK), new SsmAutomations(access, CLOCK))) {
            assertThat(executions.verify(change(COMMAND)))
                    .isInstanceOfSatisfying(
                            Outcome.Unknown.class,
                            u -> expected.accept(new Unreadable(u.reason(), u.detail())));
        }
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
