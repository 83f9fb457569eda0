package dev.tidegate.runbooks.act.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.FieldChange;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.rig.server.RawServer;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands that end otherwise than the emulator's, which all succeed. */
final class SsmCommandsTest {
    private static final Change CHANGE =
            new Change(
                    SsmCommands.target("us-east-1", "restart", "i-1"),
                    List.of(
                            new FieldChange(
                                    "commands", NullNode.instance, TextNode.valueOf("reboot"))),
                    "key");

    @BeforeAll
    static void setCredentials() {
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");
    }

    @ParameterizedTest
    @CsvSource({
        "Pending, Pending, 1, true",
        "InProgress, InProgress, 1, true",
        "Cancelling, Cancelling, 1, true",
        "Paused, Paused, 1, true", // no status that there is today
        "Cancelled, Cancelled, 1, false",
        "Failed, Failed, 1, false",
        "TimedOut, ExecutionTimedOut, 1, false",
        "Success, NoInstancesInTag, 0, false",
    })
    void aCommandThatHasNotSucceededIsUnderwayOrOverForGood(
            String status, String details, int targets, boolean underway) throws IOException {
        Outcome outcome = found(status, details, targets);

        Class<?> expected = underway ? Outcome.Retriable.class : Outcome.Permanent.class;
        assertThat(outcome).isInstanceOf(expected);
        assertThat(((Outcome.NotDone) outcome).detail())
                .startsWith("command c-1 is " + status)
                .contains(details);
    }

    @ParameterizedTest
    @CsvSource({
        "TimedOut, DeliveryTimedOut",
        "TimedOut, Delivery Timed Out",
        "Failed, Undeliverable"
    })
    void aCommandThatNeverArrivedSaysSoAndWhereToLook(String status, String details)
            throws IOException {
        assertThat(found(status, details, 1))
                .isInstanceOfSatisfying(
                        Outcome.Permanent.class,
                        p ->
                                assertThat(p.detail())
                                        .contains(details, "never arrived", "SSM agent"));
    }

    private static Outcome found(String status, String details, int targets) throws IOException {
        String comment = "tidegate " + SsmExecutions.token(CHANGE);
        String list =
                """
                {"Commands": [{"CommandId": "c-1", "Comment": "%s", "Status": "%s", "StatusDetails": "%s", "TargetCount": %d}]}
                """
                        .formatted(comment, status, details, targets);
        try (RawServer service = RawServer.answering(RawServer.answer(200, "", list))) {
            return commands(service).apply(CHANGE, SsmExecutionsContract.fence(true));
        }
    }

    @Test
    void aCommandThatRunsIsNotSentAgainWhileTheListDoesNotShowItYet() throws IOException {
        AtomicInteger sent = new AtomicInteger();
        try (RawServer service =
                RawServer.answeringAs(
                        request ->
                                request.contains("SendCommand")
                                        ? sent(sent.incrementAndGet())
                                        : RawServer.answer(200, "", "{\"Commands\": []}"))) {
            SsmCommands commands = commands(service);

            Outcome first = commands.apply(CHANGE, SsmExecutionsContract.fence(true));
            Outcome second = commands.apply(CHANGE, SsmExecutionsContract.fence(true));

            assertThat(SsmExecutionsContract.isUnderway(first)).isTrue();
            assertThat(second).isEqualTo(first);
            assertThat(sent).hasValue(1);
        }
    }

    private static String sent(int number) {
        return RawServer.answer(
                200,
                "",
                """
                {"Command": {"CommandId": "c-%d", "Status": "Pending", "StatusDetails": "Pending"}}
                """
                        .formatted(number));
    }

    @Test
    @Timeout(60)
    void aListWithoutAnEndStartsNothing() throws IOException {
        AtomicInteger pages = new AtomicInteger();
        try (RawServer service =
                RawServer.answeringAs(
                        request ->
                                RawServer.answer(
                                        200,
                                        "",
                                        "{\"Commands\": [], \"NextToken\": \"%d\"}"
                                                .formatted(pages.incrementAndGet())))) {
            assertThat(commands(service).apply(CHANGE, SsmExecutionsContract.fence(true)))
                    .isInstanceOfSatisfying(
                            Outcome.Retriable.class,
                            r -> {
                                assertThat(r.reason()).isEqualTo(Failure.GARBLED);
                                assertThat(r.detail()).contains("no end within 200 pages");
                            });
        }
        assertThat(pages).hasValue(200);
    }

    private static SsmCommands commands(RawServer service) {
        return new SsmCommands(
                new AwsAccess(Optional.of(service.url())), InstantSource.fixed(Instant.EPOCH));
    }
}
