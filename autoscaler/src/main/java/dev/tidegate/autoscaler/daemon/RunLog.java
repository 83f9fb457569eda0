package dev.tidegate.autoscaler.daemon;

import dev.tidegate.runbooks.cli.show.LogLines;
import dev.tidegate.runbooks.run.RunListener;
import dev.tidegate.runbooks.run.record.RunEvent;
import dev.tidegate.runbooks.run.record.RunState;
import dev.tidegate.runbooks.run.record.RunView;
import dev.tidegate.runbooks.trigger.TriggerOutcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Logs the progress of the runs that the daemon drives, one line an event, and what triggers did; failures are warnings. */
final class RunLog implements RunListener {
    private static final Logger LOG = LoggerFactory.getLogger(RunLog.class);

    /** A warning, since it acts by itself or does not act, unless a person did what it would do. */
    static void trigger(TriggerOutcome outcome) {
        boolean nothingToDo = outcome instanceof TriggerOutcome.RunByPerson;
        LOG.atLevel(nothingToDo ? Level.INFO : Level.WARN)
                .log("automatic books: {}", outcome.describe());
    }

    @Override
    public void onEvent(RunEvent event, RunView view) {
        if (event instanceof RunEvent.Taken) {
            return;
        }
        boolean wrong =
                view.state() == RunState.STUCK
                        || event instanceof RunEvent.StepFailed
                        || event instanceof RunEvent.UndoFailed;
        LOG.atLevel(wrong ? Level.WARN : Level.INFO).log(LogLines.line(event, view));
    }

    @Override
    public void onTakenOver(String run, String by) {
        LOG.warn("run {}: {}", run, LogLines.takenOver(by));
    }
}
