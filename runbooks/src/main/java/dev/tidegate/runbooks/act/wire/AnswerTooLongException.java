package dev.tidegate.runbooks.act.wire;

import java.io.IOException;

/** An answer is larger than any that is believed. */
public final class AnswerTooLongException extends IOException {
    private static final long serialVersionUID = 1L;

    /** @param limit bytes */
    public AnswerTooLongException(long limit) {
        super("the answer is longer than " + limit + " bytes");
    }
}
