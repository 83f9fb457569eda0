package dev.tidegate.runbooks.run.plan;

import java.util.List;

/** What came of planning a run. */
public sealed interface PlanOutcome {

    record Planned(RunPlan plan) implements PlanOutcome {}

    /**
     * Everything that stands against it, one sentence each.
     *
     * @param misgiven whether that is what was given for the book's parameters, and not the world
     */
    record Refused(List<String> reasons, boolean misgiven) implements PlanOutcome {}
}
