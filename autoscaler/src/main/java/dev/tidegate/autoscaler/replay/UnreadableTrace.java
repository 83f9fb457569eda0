package dev.tidegate.autoscaler.replay;

import java.io.IOException;

/** A trace file that is missing or no text: the message names the file and the problem. */
public final class UnreadableTrace extends IOException {
    private static final long serialVersionUID = 1;

    UnreadableTrace(String message) {
        super(message);
    }

    UnreadableTrace(String message, Throwable cause) {
        super(message, cause);
    }
}
