package dev.tidegate.autoscaler.loop.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.FieldChange;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.ledger.Draft;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Changes and their outcomes, as ledger entries and as text. */
public final class ChangeRecord {
    /** Kind of the entries written before a change is made. */
    public static final String INTENDED = "change-intended";

    /** Kind of the entries that hold the outcome of a change. */
    public static final String OUTCOME = "change-outcome";

    /** Kind of the entries that hold a change not attempted, and why. */
    public static final String WITHHELD = "change-withheld";

    /** All three. */
    public static final List<String> KINDS = List.of(INTENDED, OUTCOME, WITHHELD);

    private static final String DONE = "done";
    private static final String UNKNOWN = "unknown";

    public static ObjectNode intended(Change change) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("target", change.target().toString());
        json.put("key", change.key());
        ArrayNode fields = json.putArray("fields");
        for (FieldChange field : change.fields()) {
            ObjectNode one = fields.addObject();
            one.put("field", field.field());
            one.set("before", field.before());
            one.set("after", field.after());
        }
        return json;
    }

    public static ObjectNode outcome(Change change, Outcome outcome) {
        ObjectNode json = intended(change);
        json.put("result", result(outcome));
        if (outcome instanceof Outcome.NotDone not) {
            json.put("failure", not.reason().code()).put("detail", not.detail());
        }
        return json;
    }

    public static ObjectNode withheld(Change change, Reason why, String detail) {
        return intended(change).put("reason", why.code()).put("detail", detail);
    }

    /** Whether the outcome of the change in this entry is unknown. */
    public static boolean isOpen(Draft draft) {
        return draft.kind().equals(INTENDED)
                || UNKNOWN.equals(draft.body().path("result").asText());
    }

    /** Whether the change in this entry was made. */
    public static boolean isDone(Draft draft) {
        return draft.kind().equals(OUTCOME) && DONE.equals(draft.body().path("result").asText());
    }

    /** The change that an entry is about. */
    public static Change change(Draft draft) {
        JsonNode body = draft.body();
        List<FieldChange> fields = new ArrayList<>();
        for (JsonNode one : body.path("fields")) {
            fields.add(
                    new FieldChange(
                            one.path("field").asText(), one.path("before"), one.path("after")));
        }
        return new Change(
                Target.parse(body.path("target").asText()), fields, body.path("key").asText());
    }

    /** The outcome in one word, as in the ledger. */
    public static String result(Outcome outcome) {
        if (outcome instanceof Outcome.Done) {
            return DONE;
        }
        if (outcome instanceof Outcome.Retriable) {
            return "retriable";
        }
        return outcome instanceof Outcome.Permanent ? "permanent" : UNKNOWN;
    }

    /** Describes a change by its newest entry, as in {@code floor 2 -> 5: done}, with the reason if it was not made. */
    public static String describe(Draft entry) {
        String result =
                entry.kind().equals(INTENDED)
                        ? "intended, outcome not known"
                        : entry.kind().equals(WITHHELD)
                                ? describeWithheld(
                                        entry.body().path("reason").asText(),
                                        entry.body().path("detail").asText())
                                : describeResult(entry.body());
        return describe(change(entry)) + ": " + result;
    }

    /** Whether a daemon withheld the change because another process holds the lease. */
    public static boolean isOfStandby(Draft entry) {
        return entry.kind().equals(WITHHELD)
                && entry.body().path("reason").asText().equals(Reason.LEASE_ELSEWHERE.code());
    }

    /** As in {@code withheld, lease-elsewhere (daemon@b acts)}. */
    static String describeWithheld(String code, String detail) {
        return "withheld, " + code + (detail.isEmpty() ? "" : " (" + detail + ")");
    }

    /** Describes an outcome, as in {@code floor 2 -> 5: permanent, denied (…)}. */
    static String describe(Change change, Outcome outcome) {
        return describe(change) + ": " + describeResult(outcome(change, outcome));
    }

    private static String describeResult(JsonNode outcome) {
        String result = outcome.path("result").asText();
        return outcome.has("failure")
                ? "%s, %s (%s)"
                        .formatted(
                                result,
                                outcome.path("failure").asText(),
                                outcome.path("detail").asText())
                : result;
    }

    /** As in {@code floor 2 -> 5}. */
    public static String describe(Change change) {
        return change.fields().stream()
                .map(FieldChange::describe)
                .collect(Collectors.joining(", "));
    }

    private ChangeRecord() {}
}
