package dev.tidegate.runbooks.act;

import java.time.Duration;
import java.util.Locale;

/** Why a target could not be read or changed. The closed list that log, ledger and command line share. */
public enum Failure {
    UNREACHABLE("nothing answered at the target's address"),
    TIMED_OUT("no answer within the time allowed"),
    THROTTLED("the target asked to be called less often"),
    UNAVAILABLE("the target answered that it cannot serve now"),
    DENIED("the target refused the credentials or the permission"),
    ABSENT("there is no such target"),
    INVALID("the target refuses the value"),
    CONFLICT("somebody else changed the target meanwhile"),
    FENCED("the lease on the target passed to another holder"),
    LOCKED("somebody else holds the target's lease"),
    NOT_YET("what the step waits for has not happened yet"),
    UNVERIFIED("the change was made and its effect did not show"),
    GARBLED("the target answered in a form nobody understands");

    private final String explanation;

    Failure(String explanation) {
        this.explanation = explanation;
    }

    /** The stable name outside the program, such as {@code timed-out}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How long to leave the target alone where it did not say so itself. */
    Duration pause() {
        return this == THROTTLED ? Duration.ofSeconds(2) : Duration.ZERO;
    }

    public String explanation() {
        return explanation;
    }
}
