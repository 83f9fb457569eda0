package dev.tidegate.runbooks.act.send;

import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.FieldShape;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.TargetShape;
import dev.tidegate.runbooks.act.wire.ExchangeDeadline;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.util.MailConnectException;
import org.jspecify.annotations.Nullable;

/**
 * Plain-text emails. The Message-ID is derived from the change's key, so that mailboxes recognise a
 * duplicate.
 */
final class Emails extends SendActuator {
    static final String KIND = "mail";
    private static final TargetShape SHAPE =
            TargetShape.of(
                    Set.of("to"),
                    List.of(
                            FieldShape.settable("subject", FieldShape.Type.TEXT),
                            FieldShape.settable("text", FieldShape.Type.TEXT)));

    private static final Pattern TRANSIENT = Pattern.compile("4\\d\\d"); // RFC 4954, 4.7.0
    private static final Duration LIMIT = Duration.ofSeconds(8);

    private final MailServer server;
    private final Secrets secrets;
    private final Duration limit;

    Emails(MailServer server, Secrets secrets, InstantSource clock) {
        this(server, secrets, clock, LIMIT);
    }

    /**
     * @param limit of the whole exchange; each command has a limit of its own
     */
    Emails(MailServer server, Secrets secrets, InstantSource clock, Duration limit) {
        super(KIND, SHAPE, clock);
        this.server = server;
        this.secrets = secrets;
        this.limit = limit;
    }

    static Target target(String to) {
        return Target.of(KIND, Map.of("to", to));
    }

    @Override
    Optional<Outcome> send(Change change) {
        try (ExchangeDeadline deadline = new ExchangeDeadline(limit)) {
            return send(
                    change, Session.getInstance(server.properties(new BoundedSockets(deadline))));
        }
    }

    private Optional<Outcome> send(Change change, Session session) {
        MimeMessage message;
        try {
            message = message(session, change);
        } catch (MessagingException e) {
            return invalid(String.valueOf(e.getMessage()));
        }
        try (Transport transport = session.getTransport("smtp")) {
            Optional<Outcome> failure = connect(transport);
            if (failure.isPresent()) {
                return failure;
            }
            transport.sendMessage(message, message.getAllRecipients());
            return Optional.empty();
        } catch (SendFailedException e) {
            return Optional.of(MailErrors.ofRefusal(e));
        } catch (MessagingException e) {
            return Optional.of(
                    new Outcome.Unknown(
                            Failure.UNAVAILABLE,
                            "the exchange broke off: " + MailErrors.describe(e)));
        }
    }

    /** Connects and authenticates; if this fails, nothing was sent. */
    private Optional<Outcome> connect(Transport transport) {
        Optional<String> secret = server.passwordSecret().flatMap(secrets::find).map(String::strip);
        @Nullable String password = secret.orElse(null);
        try {
            transport.connect(server.user().orElse(null), password);
            return Optional.empty();
        } catch (AuthenticationFailedException e) {
            String reply = String.valueOf(e.getMessage());
            String redacted = secret.map(s -> reply.replace(s, "(withheld)")).orElse(reply);
            return Optional.of(
                    TRANSIENT.matcher(reply).lookingAt()
                            ? new Outcome.Retriable(Failure.UNAVAILABLE, redacted)
                            : new Outcome.Permanent(Failure.DENIED, redacted));
        } catch (MailConnectException e) {
            return Optional.of(
                    new Outcome.Retriable(Failure.UNREACHABLE, String.valueOf(e.getMessage())));
        } catch (MessagingException e) {
            return Optional.of(new Outcome.Retriable(Failure.UNAVAILABLE, MailErrors.describe(e)));
        }
    }

    private MimeMessage message(Session session, Change change) throws MessagingException {
        String identity =
                UUID.nameUUIDFromBytes(change.key().getBytes(StandardCharsets.UTF_8)) + "@tidegate";
        MimeMessage message =
                new MimeMessage(session) {
                    @Override
                    protected void updateMessageID() throws MessagingException {
                        setHeader("Message-ID", "<" + identity + ">");
                    }
                };
        message.setFrom(new InternetAddress(server.from(), true));
        InternetAddress[] to = InternetAddress.parse(change.target().coordinate("to"), true);
        if (to.length == 0) {
            throw new AddressException("nobody to write to");
        }
        message.setRecipients(Message.RecipientType.TO, to);
        message.setSubject( // one line, whatever a parameter brought into it
                Outcome.NotDone.sanitized(text(change, "subject", "")),
                StandardCharsets.UTF_8.name());
        message.setText(text(change, "text", ""), StandardCharsets.UTF_8.name());
        message.setSentDate(Date.from(now()));
        return message;
    }
}
