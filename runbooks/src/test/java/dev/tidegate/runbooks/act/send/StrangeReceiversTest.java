package dev.tidegate.runbooks.act.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.rig.server.RawServer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Receivers that say back what they got, send elsewhere, never end, or are none. */
final class StrangeReceiversTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.EPOCH);
    private static final String SECRET = "s3cret-0123456789";
    private static final String PAGE = "\n<!DOCTYPE html>\n<html><title>Sign in</title></html>";

    @Test
    void aSecretThatTheReceiverSaysBackIsWithheld() throws IOException {
        try (RawServer echo =
                RawServer.answeringAs(
                        request ->
                                RawServer.answer(
                                        400, "", request.replaceAll("(?s).*(?=Author)", "")))) {
            Outcome.Permanent refused =
                    (Outcome.Permanent) withSecret(echo.url().toString(), SECRET);

            assertThat(refused.detail())
                    .contains("Authorization: Bearer (withheld)")
                    .doesNotContain(SECRET);
        }
    }

    @Test
    void aSecretThatNoHeaderMayHoldIsWithheld() {
        Outcome.Permanent refused =
                (Outcome.Permanent) withSecret("http://127.0.0.1:1/", SECRET + "\u0001more");

        assertThat(refused.detail()).contains("(withheld)").doesNotContain("s3cret");
    }

    @Test
    void theEndOfLineThatAFileOfASecretHasIsNoneOfIt() throws IOException {
        List<String> requests = new CopyOnWriteArrayList<>();
        try (RawServer receiver =
                RawServer.answeringAs(
                        request -> {
                            requests.add(request);
                            return RawServer.answer(200, "", "");
                        })) {
            assertThat(withSecret(receiver.url().toString(), SECRET + "\n"))
                    .isInstanceOf(Outcome.Done.class);
        }
        assertThat(requests.get(0)).contains("Authorization: Bearer " + SECRET + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://chat.example/T0 /" + SECRET, "chat.example/" + SECRET})
    void aWebhookThatIsNoAddressIsWithheld(String webhook) {
        Outcome.Permanent refused = (Outcome.Permanent) toChat(webhook);

        assertThat(refused.reason()).isEqualTo(Failure.INVALID);
        assertThat(refused.detail()).doesNotContain(SECRET);
    }

    @Test
    void aWebhooksPathIsWithheld() throws IOException {
        try (RawServer gone =
                RawServer.answeringAs(
                        request -> RawServer.answer(404, "", "no " + request.split(" ", 3)[1]))) {
            Outcome.Permanent refused = (Outcome.Permanent) toChat(gone.url() + "T0/" + SECRET);

            assertThat(refused.detail()).isEqualTo("status 404: no (withheld)");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 307, 308})
    void nobodyIsFollowedAndWhereToIsTold(int status) throws IOException {
        List<String> followed = new CopyOnWriteArrayList<>();
        try (RawServer other = RawServer.serving((in, out) -> followed.add(RawServer.request(in)));
                RawServer moved =
                        RawServer.answering(
                                RawServer.answer(
                                        status,
                                        "Location: " + other.url() + "login?token=abc\r\n",
                                        ""))) {
            Outcome.Permanent refused =
                    (Outcome.Permanent) withSecret(moved.url().toString(), SECRET);

            assertThat(refused.detail())
                    .isEqualTo(
                            "status %d to %slogin, which is not followed"
                                    .formatted(status, other.url()));
        }
        assertThat(followed).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'Date: Mon, 30 Nov 2026 10:00:00 GMT\r\nRetry-After: Mon, 30 Nov 2026 10:00:07 GMT\r\n', 7",
        "'Retry-After: Mon, 30 Nov 2026 10:00:07 GMT\r\n', 2", // after what, it does not say
        "'Retry-After: 9\r\n', 9",
    })
    void aDateToComeBackAtIsSoLongAfterTheAnswers(String headers, int seconds) throws IOException {
        String answer = RawServer.answer(429, headers.replace("\\r\\n", "\r\n"), "");
        try (RawServer busy = RawServer.answering(answer)) {
            assertThat(((Outcome.Retriable) withSecret(busy.url().toString(), SECRET)).pause())
                    .isEqualTo(Duration.ofSeconds(seconds));
        }
    }

    @Test
    void aPageToSignInAtIsNoChatThatTookAMessage() throws IOException {
        try (RawServer portal = RawServer.answering(RawServer.answer(200, "", PAGE));
                RawServer chat =
                        RawServer.answering(
                                RawServer.answer(200, "Content-Type: text/html\r\n", "ok"))) {
            assertThat(toChat(portal.url().toString()))
                    .isInstanceOfSatisfying(
                            Outcome.Retriable.class,
                            r -> {
                                assertThat(r.reason()).isEqualTo(Failure.GARBLED);
                                assertThat(r.detail()).contains("page for people", "Sign in");
                            });
            assertThat(toChat(chat.url().toString())).isInstanceOf(Outcome.Done.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"200, Done", "503, Unknown"})
    @Timeout(30)
    void anAnswerWithoutAnEndIsReadToWhatIsToldOfIt(int status, String outcome) throws IOException {
        byte[] head = ("HTTP/1.1 " + status + " Said\r\n\r\n").getBytes(UTF_8);
        try (RawServer floods =
                RawServer.serving(
                        (in, out) -> {
                            RawServer.request(in);
                            out.write(head);
                            RawServer.flood(out);
                        })) {
            Outcome said = withSecret(floods.url().toString(), SECRET);

            assertThat(said.getClass().getSimpleName()).isEqualTo(outcome);
            if (said instanceof Outcome.NotDone not) {
                assertThat(not.detail()).startsWith("status 503: xxx").hasSizeLessThan(300);
            }
        }
    }

    @Test
    void whoCannotProveWhoItIsIsSentNothing() throws IOException {
        List<String> requests = new CopyOnWriteArrayList<>();
        try (RawServer pretends =
                RawServer.untrusted((in, out) -> requests.add(RawServer.request(in)))) {
            assertThat(withSecret("https://" + pretends.address() + "/", SECRET))
                    .isInstanceOfSatisfying(
                            Outcome.Retriable.class,
                            r -> {
                                assertThat(r.reason()).isEqualTo(Failure.UNTRUSTED);
                                assertThat(r.detail())
                                        .contains(pretends.address(), "certification path");
                            });
        }
        assertThat(requests).isEmpty();
    }

    @Test
    void aHostThatNobodyKnowsIsNamed() {
        assertThat(withSecret("http://no-such-host.invalid/", SECRET))
                .isEqualTo(
                        new Outcome.Retriable(
                                Failure.UNREACHABLE, "no such host: no-such-host.invalid"));
    }

    @Test
    void whatSpeaksNoHttpIsGarbled() throws IOException {
        try (RawServer ssh = RawServer.answering("SSH-2.0\r\n")) {
            assertThat(withSecret(ssh.url().toString(), SECRET))
                    .isInstanceOfSatisfying(
                            Outcome.Unknown.class,
                            u -> assertThat(u.reason()).isEqualTo(Failure.GARBLED));
        }
    }

    private static Outcome withSecret(String url, String secret) {
        return send(
                new HttpRequests(name -> Optional.of(secret), CLOCK),
                HttpRequests.target(url),
                Map.of("body", TextNode.valueOf("{}"), "secret", TextNode.valueOf("TOKEN")));
    }

    private static Outcome toChat(String webhook) {
        return send(
                new ChatMessages(name -> Optional.of(webhook), CLOCK),
                ChatMessages.target("WEBHOOK"),
                Map.of("text", TextNode.valueOf("tier 2")));
    }

    private static Outcome send(SendActuator sending, Target target, Map<String, JsonNode> fields) {
        return sending.apply(
                sending.plan((Observed) sending.read(target), new TreeMap<>(fields)),
                SendActuatorContract.held(true));
    }
}
