package dev.tidegate.runbooks.run.plan;

import java.util.List;

/** The result of planning a run. */
public sealed interface PlanOutcome {

    record Planned(RunPlan plan) implements PlanOutcome {}

    /** What a refusal is due to. */
    enum Fault {
        /** The arguments given for the book's parameters. */
        GIVEN,
        /**
         * The current state: a requirement of the book does not hold, or its limits do not allow
         * the plan.
         */
        GUARD,
        /** Only that targets cannot be read now. */
        UNREADABLE
    }

    /** All objections, one sentence each. */
    record Refused(List<String> reasons, Fault fault) implements PlanOutcome {}
}
