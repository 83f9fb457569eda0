package dev.tidegate.runbooks.act.send;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.FieldChange;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Target;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class EmailsIT extends SendActuatorContract {
    private final GreenMail postbox =
            new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final Emails mails;

    EmailsIT() {
        postbox.start();
        mails = mails(postbox.getSmtp().getPort());
    }

    private static Emails mails(int port) {
        MailServer server =
                new MailServer(
                        "127.0.0.1",
                        port,
                        "tidegate@example.com",
                        Optional.empty(),
                        Optional.empty(),
                        false);
        return new Emails(server, name -> Optional.empty(), ChatMessagesIT.CLOCK);
    }

    @AfterEach
    void stop() {
        postbox.stop();
    }

    @Override
    protected SendActuator actuator() {
        return mails;
    }

    @Override
    protected Target target() {
        return Emails.target("oncall@example.com");
    }

    @Override
    protected SortedMap<String, JsonNode> desired() {
        return new TreeMap<>(
                Map.of(
                        "subject",
                        TextNode.valueOf("Tier 2 – chat"),
                        "text",
                        TextNode.valueOf("P3 is shed.\nSince 03:12.")));
    }

    @Override
    protected Outcome sentToNobody(Change change) {
        return mails(1).apply(change, held(true));
    }

    @Override
    protected List<String> arrivedKeys() {
        return Stream.of(postbox.getReceivedMessages()).map(EmailsIT::identity).toList();
    }

    private static String identity(MimeMessage message) {
        try {
            return message.getMessageID();
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void mailHasSubjectAndText() throws MessagingException {
        mails.apply(change(), held(true));

        MimeMessage mail = postbox.getReceivedMessages()[0];
        assertThat(mail.getSubject()).isEqualTo("Tier 2 – chat");
        assertThat(GreenMailUtil.getBody(mail)).contains("P3 is shed.");
        assertThat(mail.getAllRecipients()[0]).hasToString("oncall@example.com");
    }

    @Test
    void addressThatIsNoneIsInvalid() {
        Change change = new Change(Emails.target("nobody at all"), change().fields(), "key");

        assertThat(mails.apply(change, held(true)))
                .isInstanceOfSatisfying(
                        Outcome.Permanent.class,
                        p -> assertThat(p.reason()).isEqualTo(Failure.INVALID));
    }

    /** A book's parameter may hold anything. */
    @Test
    void aSubjectOfSeveralLinesIsNoHeader() throws MessagingException {
        FieldChange subject =
                new FieldChange(
                        "subject",
                        NullNode.getInstance(),
                        TextNode.valueOf(
                                "Tier 2\r\nReply-To: eve@example.com\r\n\r\nCall 555.\u001b[2J"));

        mails.apply(new Change(target(), List.of(subject), "key"), held(true));

        MimeMessage mail = postbox.getReceivedMessages()[0];
        assertThat(mail.getHeader("Reply-To")).isNull();
        assertThat(mail.getSubject()).isEqualTo("Tier 2 Reply-To: eve@example.com Call 555. [2J");
        assertThat(GreenMailUtil.getBody(mail)).doesNotContain("555");
    }
}
