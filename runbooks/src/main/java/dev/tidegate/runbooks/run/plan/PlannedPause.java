package dev.tidegate.runbooks.run.plan;

import dev.tidegate.runbooks.book.BookStep.Unresumed;
import java.time.Duration;
import java.util.Optional;

/** Pauses until a person resumes the run; after {@code time} does {@code otherwise}. */
public record PlannedPause(String id, Duration time, Unresumed otherwise, Optional<String> skip)
        implements PlannedStep {}
