package dev.tidegate.runbooks.act.send;

import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Outcome;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.jspecify.annotations.Nullable;

/**
 * Maps SMTP refusals to outcomes: codes from 400 are transient, from 500 permanent (RFC 5321,
 * 4.2.1).
 */
final class MailErrors {
    private static final int NONE = -1;
    private static final int PERMANENT = 500;

    private MailErrors() {}

    static Outcome ofRefusal(SendFailedException e) {
        String detail = describe(e);
        List<Integer> codes = chain(e).flatMap(MailErrors::code).toList();
        if (codes.contains(NONE)) {
            return new Outcome.Unknown(Failure.UNAVAILABLE, "the exchange broke off: " + detail);
        }
        String refused = "the server refuses the mail: " + detail;
        return codes.isEmpty() || codes.stream().anyMatch(code -> code >= PERMANENT)
                ? new Outcome.Permanent(Failure.INVALID, refused)
                : new Outcome.Retriable(Failure.UNAVAILABLE, refused);
    }

    /** The messages of the exception and its causes. */
    static String describe(MessagingException e) {
        return chain(e).map(Exception::getMessage)
                .map(text -> String.valueOf(text).strip())
                .distinct()
                .reduce((outer, inner) -> outer + ": " + inner)
                .orElse("");
    }

    private static Stream<Exception> chain(MessagingException e) {
        return Stream.<Exception>iterate(e, MailErrors::next).takeWhile(x -> x != null);
    }

    private static @Nullable Exception next(Exception e) {
        return e instanceof MessagingException m ? m.getNextException() : null;
    }

    private static Stream<Integer> code(Exception e) {
        if (e instanceof SMTPSendFailedException send) {
            return Stream.of(send.getReturnCode());
        }
        return e instanceof SMTPAddressFailedException address
                ? Stream.of(address.getReturnCode())
                : Stream.empty();
    }
}
