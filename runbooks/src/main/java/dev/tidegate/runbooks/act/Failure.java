package dev.tidegate.runbooks.act;

import java.time.Duration;
import java.util.Locale;

/**
 * Why a target could not be read or changed: the closed list that log, ledger and command line
 * share.
 */
public enum Failure {
    UNREACHABLE(
            "nothing answered at the target's address",
            "check its address and the network path to it"),
    UNTRUSTED(
            "the target could not prove who it is",
            "check that its certificate is valid, names that host, and has an issuer that this machine trusts"),
    TIMED_OUT(
            "no answer within the time allowed",
            "check whether it hangs, and the network path to it"),
    THROTTLED(
            "the target asked to be called less often",
            "call it less often, or ask for a higher limit"),
    UNAVAILABLE("the target answered that it cannot serve now", "wait, or find out why it cannot"),
    DENIED(
            "the target refused the credentials or the permission",
            "check the credentials that this process has, and what they allow"),
    ABSENT(
            "there is no such target",
            "check its name and place (region, namespace, zone), or create it"),
    INVALID("the target refuses the value", "give a value that it accepts"),
    QUOTA(
            "a quota is used up",
            "ask for a higher quota of the kind that the answer names, or need less, for example with a lower bounds.max"),
    CONFLICT("somebody else changed the target meanwhile", "find out who else changes it"),
    FENCED("the lease on the target passed to another holder", "leave it to the other holder"),
    LOCKED("somebody else holds the target's lease", "wait for the other holder to finish"),
    NOT_YET(
            "what the step waits for has not happened yet",
            "wait, or find out why it does not happen"),
    UNVERIFIED("the change was made, but its effect did not show", "look at the target"),
    GARBLED(
            "the target answered in a form nobody understands",
            "check that the address belongs to a target of this kind");

    private final String explanation;
    private final String remedy;

    Failure(String explanation, String remedy) {
        this.explanation = explanation;
        this.remedy = remedy;
    }

    /** The stable name outside the program, such as {@code timed-out}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The explanation with the detail found and the remedy, for people. */
    public String describe(String detail) {
        return explanation + " (" + detail + "); " + remedy;
    }

    /**
     * Whether waiting does not help, as with a wrong name, a missing permission or a wrong value.
     */
    public boolean isPermanent() {
        return this == ABSENT || this == DENIED || this == INVALID || this == QUOTA;
    }

    /** The minimum pause before a retry, where the target did not ask for one. */
    Duration pause() {
        return this == THROTTLED ? Duration.ofSeconds(2) : Duration.ZERO;
    }

    public String explanation() {
        return explanation;
    }

    /** What a person does about it. */
    public String remedy() {
        return remedy;
    }
}
