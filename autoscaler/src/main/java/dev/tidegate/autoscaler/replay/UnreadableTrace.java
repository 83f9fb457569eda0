package dev.tidegate.autoscaler.replay;

import java.io.IOException;

/** A trace that is not there, or no text: the message says which file and what is wrong with it. */
public final class UnreadableTrace extends IOException {
    private static final long serialVersionUID = 1;

    UnreadableTrace(String message) {
        super(message);
    }

    UnreadableTrace(String message, Throwable cause) {
        super(message, cause);
    }
}
