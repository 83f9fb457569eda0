package dev.tidegate.runbooks.run;

import dev.tidegate.runbooks.run.record.RunEvent;
import dev.tidegate.runbooks.run.record.RunView;

/** Receives a run's events as they are written, in the thread that drives it. */
@FunctionalInterface
public interface RunListener {
    /** Ignores every event; for it the run is not read again after each event. */
    RunListener NONE = (event, view) -> {};

    void onEvent(RunEvent event, RunView view);

    /**
     * The run was taken over by another process, since this one did not renew its lease in time.
     */
    default void onTakenOver(String run, String by) {}

    static RunListener none() {
        return NONE;
    }
}
