package dev.tidegate.runbooks.act.simulated;

import java.time.Duration;

/** Injects faults into calls to simulated fleets, and sets how long their launches take. */
@FunctionalInterface
public interface Fault {

    /** What can go wrong with a call. */
    enum Kind {
        NONE,
        /** The target cannot be read. */
        UNREADABLE,
        /** Refused before anything was written. */
        THROTTLED,
        /** Written, but the answer was lost. */
        ANSWER_LOST,
        /** Not written, and no answer. */
        REQUEST_LOST
    }

    /** The fault of the next call; asked once per call, in order. */
    Kind next();

    /** How long a launch ordered now takes, given the usual lead time. */
    default Duration lead(Duration usual) {
        return usual;
    }

    /** No faults. */
    static Fault never() {
        return () -> Kind.NONE;
    }
}
