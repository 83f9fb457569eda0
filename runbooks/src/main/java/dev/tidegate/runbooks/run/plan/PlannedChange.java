package dev.tidegate.runbooks.run.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.runbooks.act.FieldChange;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.book.Retries;
import dev.tidegate.runbooks.book.terms.Condition;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Sets fields of a target.
 *
 * @param preview the change as it looked when the run was planned
 * @param noUndo why it cannot be undone; empty when the before-image is restored
 * @param when condition that must hold for the target right before the write; absent in plans of
 *     earlier versions
 */
public record PlannedChange(
        String id,
        Target target,
        SortedMap<String, JsonNode> desired,
        List<FieldChange> preview,
        Duration timeout,
        Retries retries,
        Optional<String> noUndo,
        Optional<String> skip,
        @JsonInclude(JsonInclude.Include.NON_ABSENT) Optional<Condition> when)
        implements PlannedStep {

    public PlannedChange {
        desired = Collections.unmodifiableSortedMap(new TreeMap<>(desired));
        preview = List.copyOf(preview);
    }

    /**
     * What the plan showed of a field; a field that it did not show already had the desired value.
     */
    public FieldChange previewOf(FieldChange now) {
        return preview.stream()
                .filter(f -> f.field().equals(now.field()))
                .findFirst()
                .orElseGet(() -> new FieldChange(now.field(), now.after(), now.after()));
    }
}
