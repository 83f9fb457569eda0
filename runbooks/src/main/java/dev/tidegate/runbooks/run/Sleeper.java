package dev.tidegate.runbooks.run;

import java.time.Duration;

/** Suspends the calling thread: the only place where a run waits, so that tests can replace it. */
@FunctionalInterface
public interface Sleeper {

    /**
     * Returns after that long, or at once when the thread is interrupted; the interrupt flag stays
     * set.
     */
    void sleep(Duration time);

    /** Sleeps in real time. */
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
