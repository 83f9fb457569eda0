package dev.tidegate.runbooks.cli.show;

import dev.tidegate.runbooks.act.FieldChange;
import dev.tidegate.runbooks.run.record.RunEvent;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Describes a run's event in one line; empty for events of no interest to the reader. */
final class EventLines {
    private EventLines() {}

    static Optional<String> line(RunEvent event) {
        return forwardLine(event).or(() -> waitingLine(event)).or(() -> undoLine(event));
    }

    private static Optional<String> forwardLine(RunEvent event) {
        if (event instanceof RunEvent.StepIntended e) {
            return step(e.step(), "writing " + fields(e.change().fields()));
        } else if (event instanceof RunEvent.StepDone e) {
            return step(e.step(), "done");
        } else if (event instanceof RunEvent.StepRetried e) {
            return step(e.step(), "retry " + e.retry() + ", " + e.detail());
        } else if (event instanceof RunEvent.StepFailed e) {
            return step(e.step(), "FAILED, " + e.reason().explanation() + ": " + e.detail());
        } else if (event instanceof RunEvent.StepSkipped e) {
            return step(e.step(), "skipped, " + e.why());
        } else if (event instanceof RunEvent.VerifyStarted e) {
            return Optional.of("Watching the signal until " + e.until());
        } else if (event instanceof RunEvent.EffectSeen e) {
            return Optional.of("Signal: " + e.detail());
        }
        return Optional.empty();
    }

    private static Optional<String> waitingLine(RunEvent event) {
        if (event instanceof RunEvent.StepWaiting e) {
            return step(e.step(), "waiting for the signal until " + e.until());
        } else if (event instanceof RunEvent.StepPaused e) {
            return step(e.step(), "pausing until " + e.until());
        } else if (event instanceof RunEvent.StepAsked e) {
            return step(e.step(), "asking for approval until " + e.until());
        } else if (event instanceof RunEvent.StepPassed e) {
            return step(e.step(), e.detail());
        }
        return Optional.empty();
    }

    private static Optional<String> undoLine(RunEvent event) {
        if (event instanceof RunEvent.UndoStarted e) {
            return Optional.of("Undoing: " + e.why());
        } else if (event instanceof RunEvent.StepUndoing e) {
            return step(e.step(), "writing back " + fields(e.change().fields()));
        } else if (event instanceof RunEvent.StepUndone e) {
            return step(e.step(), e.detail());
        } else if (event instanceof RunEvent.UndoConflict e) {
            return step(e.step(), "left alone, somebody changed it: " + e.found());
        } else if (event instanceof RunEvent.UndoFailed e) {
            return step(e.step(), "NOT undone, " + e.detail());
        }
        return Optional.empty();
    }

    private static Optional<String> step(String step, String what) {
        return Optional.of("  " + step + ": " + what);
    }

    static String fields(List<FieldChange> fields) {
        return fields.stream().map(FieldChange::describe).collect(Collectors.joining(", "));
    }
}
