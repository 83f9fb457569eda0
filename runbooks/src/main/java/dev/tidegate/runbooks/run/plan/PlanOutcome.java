package dev.tidegate.runbooks.run.plan;

import java.util.List;

/** What came of planning a run. */
public sealed interface PlanOutcome {

    record Planned(RunPlan plan) implements PlanOutcome {}

    /** Whose fault it is. */
    enum Fault {
        /** Of what was given for the book's parameters. */
        GIVEN,
        /** Of the world as it is: what the book requires does not hold, or its limits do not allow it. */
        GUARD,
        /** Of nothing but targets that cannot be read now. */
        UNREADABLE
    }

    /** Everything that stands against it, one sentence each. */
    record Refused(List<String> reasons, Fault fault) implements PlanOutcome {}
}
