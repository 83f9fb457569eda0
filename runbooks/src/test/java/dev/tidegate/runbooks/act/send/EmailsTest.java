package dev.tidegate.runbooks.act.send;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.FieldChange;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.rig.server.RawServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a mail server says that does not take the mail. */
class EmailsTest {
    private static final String SILENCE = "";

    private static final String PASSWORD = "s3cret-0123456789";

    private final ServerSocket door;

    EmailsTest() throws IOException {
        door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void close() throws IOException {
        door.close();
    }

    @Test
    void whatIsRefusedForNowIsTriedAgain() {
        Outcome outcome = sent(Map.of("RCPT", "450 4.2.0 greylisted, come back in a minute"));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Retriable.class,
                        again -> assertThat(again.detail()).contains("greylisted"));
    }

    @Test
    void whatIsRefusedForGoodIsNot() {
        Outcome outcome = sent(Map.of("RCPT", "550 5.1.1 no such mailbox"));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Permanent.class,
                        never -> assertThat(never.reason()).isEqualTo(Failure.INVALID));
    }

    @Test
    void aMailThatWasTakenForNowOrNotIsUnknown() {
        assertThat(sent(Map.of(".", "451 4.3.0 queue is full")))
                .isInstanceOf(Outcome.Retriable.class);
        assertThat(sent(Map.of(".", SILENCE))).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    @Timeout(9) // one command alone may take longer
    void aServerThatKeepsSilentIsLeftInTime() {
        assertThat(sent(Map.of("MAIL", SILENCE))).isInstanceOf(Outcome.Unknown.class);
        assertThat(sent(Map.of("EHLO", SILENCE))).isInstanceOf(Outcome.Retriable.class);
    }

    @Test
    void credentialsThatCannotBeLookedAtNowAreTriedAgain() {
        assertThat(sentBy("oncall", authenticating("454 4.7.0 Temporary authentication failure")))
                .isInstanceOfSatisfying(
                        Outcome.Retriable.class,
                        again -> assertThat(again.reason()).isEqualTo(Failure.UNAVAILABLE));
    }

    @Test
    void aPasswordThatTheServerSaysBackIsWithheld() {
        assertThat(sentBy("oncall", authenticating("535 5.7.8 not " + PASSWORD)))
                .isInstanceOfSatisfying(
                        Outcome.Permanent.class,
                        never -> {
                            assertThat(never.reason()).isEqualTo(Failure.DENIED);
                            assertThat(never.detail()).contains("535", "(withheld)");
                            assertThat(never.detail()).doesNotContain(PASSWORD);
                        });
    }

    private static Map<String, String> authenticating(String answer) {
        return Map.of("EHLO", "250-here\r\n250 AUTH PLAIN", "AUTH", answer);
    }

    @Test
    void aGreetingWithoutAnEndIsNotReadIntoMemory() throws IOException {
        try (RawServer floods = RawServer.serving((in, out) -> RawServer.flood(out))) {
            assertThat(sent(floods.port(), "", Duration.ofSeconds(8)))
                    .isInstanceOfSatisfying(
                            Outcome.Retriable.class,
                            r -> assertThat(r.detail()).contains("the answer is longer than"));
        }
    }

    private Outcome sent(Map<String, String> answers) {
        return sentBy("", answers);
    }

    private Outcome sentBy(String user, Map<String, String> answers) {
        Thread server = new Thread(() -> serve(answers), "smtp");
        server.setDaemon(true);
        server.start();
        return sent(door.getLocalPort(), user, Duration.ofMillis(1500));
    }

    private static Outcome sent(int port, String user, Duration limit) {
        MailServer settings =
                new MailServer(
                        "127.0.0.1",
                        port,
                        "tidegate@example.com",
                        Optional.of(user).filter(name -> !name.isEmpty()),
                        Optional.of("SMTP_PASSWORD"),
                        false);
        Change change =
                new Change(
                        Emails.target("oncall@example.com"),
                        List.of(
                                new FieldChange(
                                        "text", NullNode.getInstance(), TextNode.valueOf("x"))),
                        "key");
        return new Emails(settings, name -> Optional.of(PASSWORD), ChatMessagesIT.CLOCK, limit)
                .apply(change, SendActuatorContract.held(true));
    }

    /** Answers one connection: what is asked for by name with that, everything else as a server that is glad to. */
    private void serve(Map<String, String> answers) {
        try (Socket client = door.accept();
                var in =
                        new BufferedReader(
                                new InputStreamReader(
                                        client.getInputStream(), StandardCharsets.US_ASCII))) {
            say(client, "220 here");
            boolean mail = false;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (mail && !line.equals(".")) {
                    continue;
                }
                String command = mail ? "." : line.split("[ :]", 2)[0];
                mail = command.equals("DATA");
                String answer = answers.getOrDefault(command, mail ? "354 go on" : "250 fine");
                if (!answer.equals(SILENCE)) {
                    say(client, answer);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void say(Socket client, String line) throws IOException {
        client.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        client.getOutputStream().flush();
    }
}
