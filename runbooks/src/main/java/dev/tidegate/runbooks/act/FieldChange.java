package dev.tidegate.runbooks.act;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/**
 * One field of a target, now and then. JSON null stands for a field that the target does not have. Where both are the same, the
 * value is written where it lasts, and stays when the change is taken back.
 */
public record FieldChange(String field, JsonNode before, JsonNode after) {

    /** Whether it leads to the same value as another change, from where that one starts or from nearer. */
    public boolean isWithin(FieldChange whole) {
        if (!JsonEquality.same(after, whole.after)) {
            return false;
        }
        return JsonEquality.same(before, whole.before)
                || JsonEquality.same(before, whole.after)
                || isBetween(before, whole.before, whole.after);
    }

    private static boolean isBetween(JsonNode value, JsonNode a, JsonNode b) {
        if (!value.isNumber() || !a.isNumber() || !b.isNumber()) {
            return false;
        }
        BigDecimal v = value.decimalValue();
        return v.compareTo(a.decimalValue()) * v.compareTo(b.decimalValue()) < 0;
    }

    /**
     * This change as the next after another of the same field: what it found is what was there before both, unless somebody
     * else wrote between them.
     */
    public FieldChange following(FieldChange earlier) {
        boolean untouched =
                JsonEquality.same(before, earlier.before)
                        || JsonEquality.same(before, earlier.after);
        return untouched ? new FieldChange(field, earlier.before, after) : this;
    }

    /** Whether the value only has to be written where it lasts. */
    public boolean isToLast() {
        return JsonEquality.same(before, after);
    }

    /** As in {@code floor 2 -> 5}. */
    public String told() {
        return isToLast()
                ? field + " stays " + after + ", and is written where it lasts"
                : field + " " + before + " -> " + after;
    }

    FieldChange inverse() {
        return new FieldChange(field, after, before);
    }
}
