package dev.tidegate.runbooks.run;

import java.time.Duration;

/** How a run waits: the only place where time passes. */
@FunctionalInterface
public interface Sleeper {

    /**
     * Returns after that long, or at once when the thread is interrupted; the flag stays set.
     */
    void pause(Duration time);

    /** Waits as clocks do. */
    static Sleeper real() {
        return time -> {
            try {
                Thread.sleep(time.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }
}
