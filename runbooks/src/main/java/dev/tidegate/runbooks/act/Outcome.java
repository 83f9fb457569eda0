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
        /** Controls (Cntrl is those of ASCII only), ends of lines, marks that turn the direction of text, halves of characters. */
        Pattern UNSEEN = Pattern.compile("[\\s\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]+");

        int LONGEST = 1_000;

        Failure reason();

        /** What was found, for people: {@linkplain #shown fit to be shown}. */
        String detail();

        /**
         * What a target said may be anything, and ends in the ledger, in logs and on terminals: one line of it, without what a
         * terminal obeys, cut where it gets long.
         */
        static String shown(String said) {
            String line = UNSEEN.matcher(said).replaceAll(" ").strip();
            if (line.length() <= LONGEST) {
                return line;
            }
            boolean within = Character.isHighSurrogate(line.charAt(LONGEST - 1));
            return line.substring(0, within ? LONGEST - 1 : LONGEST) + "…";
        }
    }

    /**
     * Certainly not applied, and trying again may help.
     *
     * @param pause how long to wait before that at the least
     */
    record Retriable(Failure reason, String detail, Duration pause) implements NotDone {
        private static final Pattern SECONDS = Pattern.compile("\\d{1,6}");
        private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

        public Retriable {
            detail = NotDone.shown(detail);
        }

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
            return new Retriable(
                    reason, detail, asked.compareTo(LONGEST_PAUSE) < 0 ? asked : LONGEST_PAUSE);
        }
    }

    /** Certainly not applied, and trying again will not help. */
    record Permanent(Failure reason, String detail) implements NotDone {

        public Permanent {
            detail = NotDone.shown(detail);
        }

        /** Somebody else wrote to a field of the change, which is left as it was found. */
        public static Permanent conflict(Change change, Observed found) {
            return new Permanent(
                    Failure.CONFLICT, "neither as before nor as wanted: " + found.told(change));
        }
    }

    /** Perhaps applied, perhaps not: nothing else may happen to the target before it was read again. */
    record Unknown(Failure reason, String detail) implements NotDone {

        public Unknown {
            detail = NotDone.shown(detail);
        }
    }
}
