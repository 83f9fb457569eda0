package dev.tidegate.runbooks.act.simulated;

import java.time.Duration;

/** What a call meets on its way to a simulated fleet, and how long launches take that it orders. */
@FunctionalInterface
public interface Fault {

    /** What can go wrong with a call. */
    enum Kind {
        NONE,
        /** The target cannot be read. */
        UNREADABLE,
        /** Refused before anything was written. */
        THROTTLED,
        /** Written, and then no answer. */
        ANSWER_LOST,
        /** Not written, and no answer either. */
        REQUEST_LOST
    }

    /** What the next call meets; asked once a call, in order. */
    Kind next();

    /** How long a launch ordered now takes, given how long it should. */
    default Duration lead(Duration usual) {
        return usual;
    }

    /** The world as one would like it. */
    static Fault never() {
        return () -> Kind.NONE;
    }
}
