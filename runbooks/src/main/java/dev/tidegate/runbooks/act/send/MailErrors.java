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

/** What a server's refusal of a mail means: codes from 400 on are for now, from 500 on for good (RFC 5321, 4.2.1). */
final class MailErrors {
    private static final int NONE = -1;
    private static final int FOR_GOOD = 500;

    private MailErrors() {}

    static Outcome ofRefusal(SendFailedException e) {
        String detail = told(e);
        List<Integer> codes = chain(e).flatMap(MailErrors::code).toList();
        if (codes.contains(NONE)) {
            return new Outcome.Unknown(Failure.UNAVAILABLE, "the exchange broke off: " + detail);
        }
        String refused = "the server refuses the mail: " + detail;
        return codes.isEmpty() || codes.stream().anyMatch(code -> code >= FOR_GOOD)
                ? new Outcome.Permanent(Failure.INVALID, refused)
                : new Outcome.Retriable(Failure.UNAVAILABLE, refused);
    }

    /** The library's own words and those of what it stumbled over. */
    static String told(MessagingException e) {
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
