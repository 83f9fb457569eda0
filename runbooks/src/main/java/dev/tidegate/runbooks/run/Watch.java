package dev.tidegate.runbooks.run;

/** Sees a run's events as they are written, in the thread that drives it. */
@FunctionalInterface
public interface Watch {

    void seen(RunEvent event, RunView view);

    static Watch none() {
        return (event, view) -> {};
    }
}
