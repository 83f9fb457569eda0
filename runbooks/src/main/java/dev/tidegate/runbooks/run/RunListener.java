package dev.tidegate.runbooks.run;

import dev.tidegate.runbooks.run.record.RunEvent;
import dev.tidegate.runbooks.run.record.RunView;

/** Receives a run's events as they are written, in the thread that drives it. */
@FunctionalInterface
public interface RunListener {
    void onEvent(RunEvent event, RunView view);

    /**
     * The run was taken over by another process, since this one did not renew its lease in time.
     */
    default void onTakenOver(String run, String by) {}

    /** Ignores every event. */
    static RunListener none() {
        return RunLease.UNHEARD;
    }
}
