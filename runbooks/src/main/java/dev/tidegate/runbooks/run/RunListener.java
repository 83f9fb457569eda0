package dev.tidegate.runbooks.run;

import dev.tidegate.runbooks.run.record.RunEvent;
import dev.tidegate.runbooks.run.record.RunView;

/** Sees a run's events as they are written, in the thread that drives it. */
@FunctionalInterface
public interface RunListener {
    /** Looks away: what nobody sees is not looked up for it. */
    RunListener NONE = (event, view) -> {};

    void seen(RunEvent event, RunView view);

    /** The run was taken over by another process, since this one was not heard of for as long as a run is kept for it. */
    default void overtaken(String run, String by) {}

    static RunListener none() {
        return NONE;
    }
}
