package dev.tidegate.runbooks.rig;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A server that was started, wherever it runs. */
interface Running extends AutoCloseable {
    /** As a person would write it, for failures. */
    String description();

    boolean isAlive();

    /** Returns once it is gone. */
    void kill9();

    /** A signal by its name, such as {@code USR2}. */
    void signal(String name);

    /** Starts it once more, as the first time, with the files it left. */
    Running again();

    /** The end of what it wrote. */
    String logTail();

    /** Asks it to end, then makes it. */
    @Override
    void close();

    /** Stops it where it stands, connections left open: what a hung server looks like from outside. */
    default void freeze() {
        signal("STOP");
    }

    default void thaw() {
        signal("CONT");
    }

    /** Polls until {@code ready}; fails with the end of the log when it ends first or the limit passes. */
    default void awaitReady(Duration limit, BooleanSupplier ready) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!ready.getAsBoolean()) {
            if (!isAlive()) {
                throw failure("ended before it was ready");
            }
            if (System.nanoTime() - deadline > 0) {
                throw failure("was not ready after " + limit);
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    default IllegalStateException failure(String what) {
        return new IllegalStateException(description() + "\n" + what + "\n" + logTail());
    }
}
