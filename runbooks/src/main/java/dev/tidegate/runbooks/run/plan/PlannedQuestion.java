package dev.tidegate.runbooks.run.plan;

import dev.tidegate.runbooks.book.Approvals;
import java.util.Optional;

/** Goes on once enough people agreed; until then nothing further is touched. */
public record PlannedQuestion(String id, Approvals approvals, Optional<String> skip)
        implements PlannedStep {}
