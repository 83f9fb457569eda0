package dev.tidegate.runbooks.act;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/**
 * One field of a target, before and after. JSON null stands for a field that the target does not
 * have. Where both are equal, the running value is only saved where it survives a restart or
 * reload, and stays saved when the change is undone.
 */
public record FieldChange(String field, JsonNode before, JsonNode after) {

    /**
     * Whether it leads to the same value as {@code whole}, starting from that change's start, end,
     * or in between.
     */
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
     * This change combined with an earlier one of the same field: its before-image is that of the
     * earlier one, unless somebody else wrote in between.
     */
    public FieldChange composedAfter(FieldChange earlier) {
        boolean untouched =
                JsonEquality.same(before, earlier.before)
                        || JsonEquality.same(before, earlier.after);
        return untouched ? new FieldChange(field, earlier.before, after) : this;
    }

    /** Whether the value already holds and only has to be saved. */
    public boolean isSaveOnly() {
        return JsonEquality.same(before, after);
    }

    /** As in {@code floor 2 -> 5}. */
    public String describe() {
        return isSaveOnly()
                ? field + " stays " + after + ", and is written where it lasts"
                : field + " " + before + " -> " + after;
    }

    FieldChange inverse() {
        return new FieldChange(field, after, before);
    }
}
