package dev.tidegate.runbooks.act;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.runbooks.act.wire.Unprintable;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Result of an attempt to change a target, or of checking whether a change holds. */
public sealed interface Outcome {

    /** The target holds the change, as read afterwards where it can be read. */
    record Done(Observed after) implements Outcome {

        /** Of a target that cannot be read back: what is known of it is what the change set. */
        public static Done unread(Change change, Instant at) {
            var fields = new TreeMap<String, JsonNode>();
            change.fields().forEach(field -> fields.put(field.field(), field.after()));
            return new Done(new Observed(change.target(), at, fields));
        }
    }

    /** Not known to be applied, and why. */
    sealed interface NotDone extends Outcome {
        int MAX_LENGTH = 1_000;

        Failure reason();

        /** What was found, for people, {@linkplain #sanitized sanitized}. */
        String detail();

        /**
         * Makes a target's message safe for the ledger, logs and terminals: one line, without
         * control characters, truncated to {@link #MAX_LENGTH}.
         */
        static String sanitized(String message) {
            String line = Unprintable.oneLine(message);
            if (line.length() <= MAX_LENGTH) {
                return line;
            }
            boolean splitsPair = Character.isHighSurrogate(line.charAt(MAX_LENGTH - 1));
            return line.substring(0, splitsPair ? MAX_LENGTH - 1 : MAX_LENGTH) + "…";
        }
    }

    /**
     * Certainly not applied, and a retry may help.
     *
     * @param pause minimum wait before the retry
     */
    record Retriable(Failure reason, String detail, Duration pause) implements NotDone {
        private static final Pattern SECONDS = Pattern.compile("\\d{1,6}");
        private static final Duration MAX_PAUSE = Duration.ofMinutes(1);

        public Retriable {
            detail = NotDone.sanitized(detail);
        }

        public Retriable(Failure reason, String detail) {
            this(reason, detail, reason.pause());
        }

        /** With the pause that the target asked for, capped at one minute. */
        public static Retriable withRetryAfter(
                Failure reason, String detail, Optional<String> retryAfter) {
            Duration pause =
                    retryAfter
                            .filter(
                                    text ->
                                            SECONDS.matcher(text)
                                                    .matches()) // rarely a date, which is ignored
                            .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                            .orElse(reason.pause());
            return new Retriable(
                    reason, detail, pause.compareTo(MAX_PAUSE) < 0 ? pause : MAX_PAUSE);
        }
    }

    /** Certainly not applied, and a retry will not help. */
    record Permanent(Failure reason, String detail) implements NotDone {

        public Permanent {
            detail = NotDone.sanitized(detail);
        }

        /** Somebody else wrote a field of the change; it is left as found. */
        public static Permanent conflict(Change change, Observed found) {
            return new Permanent(
                    Failure.CONFLICT, "neither as before nor as wanted: " + found.describe(change));
        }
    }

    /**
     * Perhaps applied, perhaps not: the target must be read again before anything else is done to
     * it.
     */
    record Unknown(Failure reason, String detail) implements NotDone {

        public Unknown {
            detail = NotDone.sanitized(detail);
        }
    }
}
