package dev.tidegate.runbooks.approve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.runbooks.ledger.LedgerQuery;
import dev.tidegate.runbooks.run.RunFixture;
import dev.tidegate.runbooks.run.record.RunState;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SignedApprovalsTest {
    private static final byte[] SECRET = "sixteen bytes at least".getBytes(StandardCharsets.UTF_8);

    private final RunFixture world = new RunFixture();
    private final String run = world.openAwaitingApproval("lead");
    private final String now = world.clock().instant().toString();
    private final SignedApprovals approvals =
            new SignedApprovals(
                    world.runs(),
                    world.ledger(),
                    () ->
                            ((PolicyLoader.PolicyOutcome.Loaded)
                                            PolicyLoader.load(
                                                    """
                                            environment: prod
                                            operators:
                                              - {name: bo, user: bo, roles: [lead, oncall]}
                                              - {name: cy, user: cy, roles: [operator, oncall]}
                                              - {name: di, user: di, roles: [lead]}
                                            rules:
                                              - {allow: [approve], roles: [oncall]}
                                            """))
                                    .policy(),
                    SECRET,
                    world.clock());

    private int send(String body, byte[] secret, String timestamp) {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        return approvals
                .receive(
                        timestamp,
                        SignedApprovals.sign(secret, timestamp, bytes),
                        bytes,
                        InetAddress.getLoopbackAddress())
                .status();
    }

    private String says(String operator, String verdict) {
        return "{\"run\": \"%s\", \"operator\": \"%s\", \"verdict\": \"%s\"}"
                .formatted(run, operator, verdict);
    }

    private RunState state() {
        return world.runs().find(run).orElseThrow().state();
    }

    @Test
    void signedApprovalOfWhoHasTheRoleIsTaken() {
        assertThat(send(says("bo", "approve"), SECRET, now)).isEqualTo(200);
        assertThat(state()).isEqualTo(RunState.READY);
    }

    @Test
    void signedRefusalRejectsTheRun() {
        assertThat(send(says("bo", "refuse"), SECRET, now)).isEqualTo(200);
        assertThat(state()).isEqualTo(RunState.REJECTED);
    }

    @Test
    void wrongSecretIsRefused() {
        byte[] guess = "another secret altogether".getBytes(StandardCharsets.UTF_8);

        assertThat(send(says("bo", "approve"), guess, now)).isEqualTo(401);
        assertThat(state()).isEqualTo(RunState.AWAITING_APPROVAL);
    }

    /** By `openssl dgst -sha256 -hmac`. */
    @Test
    void theSignatureIsOverTheTimeAndTheBody() {
        byte[] body = "{\"run\": \"r-1\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(SignedApprovals.sign(SECRET, "2026-03-01T12:00:00Z", body))
                .isEqualTo("a3d9035d54f283140f6dcfe6cba8d68d53f83fc2c3d712254fd57c85a838c8a5");
    }

    @Test
    void aSignatureOfAnotherTimeIsNone() {
        byte[] body = says("bo", "approve").getBytes(StandardCharsets.UTF_8);
        String before = world.clock().instant().minusSeconds(1).toString();

        SignedApprovals.Answer answer =
                approvals.receive(
                        now,
                        SignedApprovals.sign(SECRET, before, body),
                        body,
                        InetAddress.getLoopbackAddress());

        assertThat(answer.status()).isEqualTo(401);
        assertThat(state()).isEqualTo(RunState.AWAITING_APPROVAL);
    }

    @ParameterizedTest
    @CsvSource({"-300000, 404", "-300001, 401", "300000, 404", "300001, 401"})
    void aSignatureIsFreshForFiveMinutesEitherWay(int millis, int status) {
        String signed = world.clock().instant().plusMillis(millis).toString();

        assertThat(send(says("bo", "approve").replace(run, "r-none"), SECRET, signed))
                .isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "null", "approve", "{\"run\": "})
    void whatNamesNoRunAnswersNothing(String body) {
        assertThat(send(body, SECRET, now)).isIn(400, 404);
        assertThat(state()).isEqualTo(RunState.AWAITING_APPROVAL);
    }

    @Test
    void aVerdictThatIsNeitherIsNotTaken() {
        assertThat(send(says("bo", "aprove"), SECRET, now)).isEqualTo(400);
        assertThat(state()).isEqualTo(RunState.AWAITING_APPROVAL);
    }

    @Test
    void whomThePolicyDoesNotLetApproveIsRefusedThoughHeHasTheRole() {
        assertThat(send(says("di", "approve"), SECRET, now)).isEqualTo(403);
        assertThat(state()).isEqualTo(RunState.AWAITING_APPROVAL);
    }

    @Test
    void aSecretHasSixteenBytesAtLeast() {
        AccessPolicy open = AccessPolicy.withoutFile("dev");

        new SignedApprovals(world.runs(), world.ledger(), () -> open, new byte[16], world.clock());

        assertThatThrownBy(
                        () ->
                                new SignedApprovals(
                                        world.runs(),
                                        world.ledger(),
                                        () -> open,
                                        new byte[15],
                                        world.clock()))
                .hasMessageContaining("15");
    }

    @Test
    void oldSignatureIsRefused() {
        String old = world.clock().instant().minus(Duration.ofMinutes(6)).toString();

        assertThat(send(says("bo", "approve"), SECRET, old)).isEqualTo(401);
        assertThat(send(says("bo", "approve"), SECRET, "yesterday")).isEqualTo(401);
    }

    @Test
    void operatorWithoutTheRoleIsRefused() {
        assertThat(send(says("cy", "approve"), SECRET, now)).isEqualTo(403);
        assertThat(send(says("eve", "approve"), SECRET, now)).isEqualTo(403);
        assertThat(state()).isEqualTo(RunState.AWAITING_APPROVAL);
        assertThat(world.ledger().read(LedgerQuery.all().kind(AccessRefusal.KIND)))
                .extracting(entry -> entry.content().actor())
                .containsExactly("cy", "eve");
    }

    @Test
    void anApprovalThatIsRepeatedDoesNotAnswerTheNextQuestion() {
        String asking = world.openAskingTwice("lead");
        String body = says("bo", "approve").replace(run, asking);
        send(body, SECRET, now);
        world.advance(Duration.ofSeconds(20));
        world.sweep(); // which asks again

        assertThat(send(body, SECRET, now)).isEqualTo(409);
        assertThat(world.runs().find(asking).orElseThrow().state())
                .isEqualTo(RunState.AWAITING_APPROVAL);
        assertThat(send(body, SECRET, world.now().toString())).isEqualTo(200);
        assertThat(world.runs().find(asking).orElseThrow().state()).isEqualTo(RunState.RUNNING);
    }

    /** As where a chat puts somebody's words between two quotes and signs the whole. */
    @Test
    void anAnswerThatSaysAThingTwiceIsNotUnderstood() {
        String refusal = says("cy", "refuse");
        String more = "\", \"operator\": \"bo\", \"verdict\": \"approve";

        assertThat(send(refusal.replace("refuse", "refuse" + more), SECRET, now)).isEqualTo(400);
        assertThat(send(refusal + says("bo", "approve"), SECRET, now)).isEqualTo(400);
        assertThat(state()).isEqualTo(RunState.AWAITING_APPROVAL);
    }

    @Test
    void answerToARunThatDoesNotWaitIsRefused() {
        send(says("bo", "refuse"), SECRET, now);

        assertThat(send(says("bo", "approve"), SECRET, now)).isEqualTo(409);
    }

    @Test
    void anAnswerOfNobodyIsNotUnderstoodThoughEverybodyMay() {
        AccessPolicy open = AccessPolicy.withoutFile("dev");
        byte[] body =
                ("{\"run\": \"" + run + "\", \"verdict\": \"approve\"}")
                        .getBytes(StandardCharsets.UTF_8);

        SignedApprovals.Answer answer =
                new SignedApprovals(world.runs(), world.ledger(), () -> open, SECRET, world.clock())
                        .receive(
                                now,
                                SignedApprovals.sign(SECRET, now, body),
                                body,
                                InetAddress.getLoopbackAddress());

        assertThat(answer).isEqualTo(new SignedApprovals.Answer(400, "operator must be named"));
        assertThat(state()).isEqualTo(RunState.AWAITING_APPROVAL);
    }
}
