package dev.tidegate.runbooks.run;

import dev.tidegate.runbooks.run.record.RunView;
import java.time.Instant;

/** The result of driving a run. */
public sealed interface DriveOutcome {

    /** It rests: it ended, waits for a person, or is in force. */
    record Rested(RunView view) implements DriveOutcome {}

    /** Another process holds the run's lease, or took it over. */
    record Busy(String holder, Instant until) implements DriveOutcome {}
}
