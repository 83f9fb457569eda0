package dev.tidegate.runbooks.run.plan;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Optional;

/** A step with every value filled in: what was approved is what will happen. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "does", defaultImpl = PlannedChange.class)
@JsonSubTypes({
    @JsonSubTypes.Type(name = "change", value = PlannedChange.class),
    @JsonSubTypes.Type(name = "wait", value = PlannedWait.class),
    @JsonSubTypes.Type(name = "pause", value = PlannedPause.class),
    @JsonSubTypes.Type(name = "approve", value = PlannedQuestion.class)
})
public sealed interface PlannedStep
        permits PlannedChange, PlannedWait, PlannedPause, PlannedQuestion {

    /** Unique within the run. */
    String id();

    /** Why the step is left out; empty when it is not. */
    Optional<String> skip();
}
