package dev.tidegate.runbooks.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;

/**
 * Content of an entry, before the ledger gives it its sequence and hash.
 *
 * <p>The body is put into canonical form, and what looks like a secret by its name or text is withheld when it is written, so that
 * no caller can write one by mistake. Entries are read as they were written, whatever counts as a secret by then.
 *
 * @param at truncated to milliseconds
 * @param kind type of event, such as {@code decision} or {@code step-intended}
 * @param subject what it is about: a target, a workload, {@code run/ID}
 * @param actor who caused it: the name of a person or process
 */
public record Draft(Instant at, String kind, String subject, String actor, JsonNode body) {
    private static final Pattern KIND = Pattern.compile("[a-z][a-z0-9-]*");

    public Draft {
        if (!KIND.matcher(kind).matches()) {
            throw new IllegalArgumentException("kind must match " + KIND + ", was \"" + kind + '"');
        }
        if (subject.isBlank() || actor.isBlank()) {
            throw new IllegalArgumentException(
                    "subject and actor must be named, were \""
                            + subject
                            + "\" and \""
                            + actor
                            + '"');
        }
        at = at.truncatedTo(ChronoUnit.MILLIS);
        body = CanonicalJson.canonical(body);
    }

    /** As it is written: without what its name or its look gives away as a secret. */
    Draft withoutSecrets() {
        return new Draft(at, kind, subject, actor, Redaction.withhold(body));
    }
}
