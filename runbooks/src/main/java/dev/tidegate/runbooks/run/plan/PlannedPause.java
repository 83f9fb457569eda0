package dev.tidegate.runbooks.run.plan;

import dev.tidegate.runbooks.book.BookStep.Unresumed;
import java.time.Duration;
import java.util.Optional;

/** Goes on when a person says so, or does {@code otherwise} after that time. */
public record PlannedPause(String id, Duration time, Unresumed otherwise, Optional<String> skip)
        implements PlannedStep {}
