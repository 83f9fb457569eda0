package dev.tidegate.runbooks.act.haproxy;

import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Unreadable;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.util.Optional;

/**
 * Maps the runtime API's replies to failures: it has no status codes, and replies nothing when a
 * command succeeded.
 */
final class RuntimeReplies {
    private static final int MAX_SHOWN = 200;

    private RuntimeReplies() {}

    static Unreadable ofFailure(IOException e) {
        Failure reason =
                e instanceof ConnectException
                        ? Failure.UNREACHABLE
                        : e instanceof SocketTimeoutException
                                ? Failure.TIMED_OUT
                                : Failure.UNAVAILABLE;
        return new Unreadable(reason, String.valueOf(e.getMessage()));
    }

    /** The refusal in the reply to a command that changes something; empty when it succeeded. */
    static Optional<Unreadable> refusal(String answer) {
        if (answer.isEmpty()) {
            return Optional.empty();
        }
        if (answer.startsWith("No such")
                || answer.startsWith("Unknown map")
                || answer.contains("not found")) {
            return Optional.of(new Unreadable(Failure.ABSENT, answer));
        }
        if (answer.startsWith("Permission denied")) {
            return Optional.of(new Unreadable(Failure.DENIED, answer));
        }
        return Optional.of(new Unreadable(Failure.INVALID, answer));
    }

    static Unreadable garbled(String answer) {
        String start = answer.substring(0, Math.min(answer.length(), MAX_SHOWN));
        return new Unreadable(
                Failure.GARBLED, "no answer of HAProxy's runtime API: \"" + start + '"');
    }

    /** The same for a "show" command, which replies text when it succeeded, too. */
    static Optional<Unreadable> refusalToShow(String answer) {
        boolean refused =
                answer.startsWith("No such")
                        || answer.startsWith("Unknown map")
                        || answer.startsWith("Can't find")
                        || answer.startsWith("Permission denied");
        return refused
                ? Optional.of(
                        new Unreadable(
                                answer.startsWith("Permission") ? Failure.DENIED : Failure.ABSENT,
                                answer))
                : Optional.empty();
    }
}
