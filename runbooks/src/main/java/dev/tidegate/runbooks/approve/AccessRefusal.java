package dev.tidegate.runbooks.approve;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tidegate.runbooks.ledger.Draft;
import java.time.Instant;

/** Ledger entries about refused requests. */
public final class AccessRefusal {
    /** Kind of such entries. */
    public static final String KIND = "access-refused";

    private AccessRefusal() {}

    /** @param actor the operator, as far as known */
    public static Draft entry(
            Instant now, String subject, String actor, Action action, String why) {
        var body = JsonNodeFactory.instance.objectNode();
        body.put("action", action.name()).put("why", why);
        return new Draft(now, KIND, subject, actor, body);
    }
}
