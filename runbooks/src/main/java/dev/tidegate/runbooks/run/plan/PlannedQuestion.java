package dev.tidegate.runbooks.run.plan;

import dev.tidegate.runbooks.book.Approvals;
import java.util.Optional;

/** Waits until enough people approved; until then no further target is touched. */
public record PlannedQuestion(String id, Approvals approvals, Optional<String> skip)
        implements PlannedStep {}
