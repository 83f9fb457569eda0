package dev.tidegate.runbooks.act;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** What became of an attempt to change a target, or of looking whether a change holds. */
public sealed interface Outcome {

    /** The target holds the change; this is how it was read afterwards. */
    record Done(Observed after) implements Outcome {}

    /** Not applied, as far as anybody knows, and why. */
    sealed interface NotDone extends Outcome {
        Failure reason();

        /** What was found, for people. */
        String detail();
    }

    /**
     * Certainly not applied, and trying again may help.
     *
     * @param pause how long to wait before that at the least
     */
    record Retriable(Failure reason, String detail, Duration pause) implements NotDone {
        private static final Pattern SECONDS = Pattern.compile("\\d{1,6}");
        private static final Duration LONGEST = Duration.ofMinutes(1);

        public Retriable(Failure reason, String detail) {
            this(reason, detail, reason.pause());
        }

        /** With the pause that the target asked for, as long as it is bearable. */
        public static Retriable asked(Failure reason, String detail, Optional<String> retryAfter) {
            Duration asked =
                    retryAfter
                            .filter(text -> SECONDS.matcher(text).matches()) // or a date, rarely
                            .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                            .orElse(reason.pause());
            return new Retriable(reason, detail, asked.compareTo(LONGEST) < 0 ? asked : LONGEST);
        }
    }

    /** Certainly not applied, and trying again will not help. */
    record Permanent(Failure reason, String detail) implements NotDone {

        /** Somebody else wrote to a field of the change, which is left as it was found. */
        public static Permanent conflict(Change change, Observed found) {
            return new Permanent(
                    Failure.CONFLICT, "neither as before nor as wanted: " + found.told(change));
        }
    }

    /** Perhaps applied, perhaps not: nothing else may happen to the target before it was read again. */
    record Unknown(Failure reason, String detail) implements NotDone {}
}
