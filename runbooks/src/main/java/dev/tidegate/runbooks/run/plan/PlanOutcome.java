package dev.tidegate.runbooks.run.plan;

import java.util.List;

/** What came of planning a run. */
public sealed interface PlanOutcome {

    record Planned(RunPlan plan) implements PlanOutcome {}

    /** Everything that stands against it, one sentence each. */
    record Refused(List<String> reasons) implements PlanOutcome {}
}
