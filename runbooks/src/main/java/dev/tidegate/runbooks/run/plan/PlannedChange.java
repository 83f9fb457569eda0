package dev.tidegate.runbooks.run.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.runbooks.act.FieldChange;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.book.Retries;
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
 * @param noUndo why there is no way back; empty when the before-image is restored
 */
public record PlannedChange(
        String id,
        Target target,
        SortedMap<String, JsonNode> desired,
        List<FieldChange> preview,
        Duration timeout,
        Retries retries,
        Optional<String> noUndo,
        Optional<String> skip)
        implements PlannedStep {

    public PlannedChange {
        desired = Collections.unmodifiableSortedMap(new TreeMap<>(desired));
        preview = List.copyOf(preview);
    }
}
