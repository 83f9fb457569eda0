package dev.tidegate.runbooks.act;

/** What became of an attempt to change a target, or of looking whether a change holds. */
public sealed interface Outcome {

    /** The target holds the change; this is how it was read afterwards. */
    record Done(Observed after) implements Outcome {}

    /** Certainly not applied, and trying again may help. */
    record Retriable(Failure reason, String detail) implements Outcome {}

    /** Certainly not applied, and trying again will not help. */
    record Permanent(Failure reason, String detail) implements Outcome {}

    /** Perhaps applied, perhaps not: nothing else may happen to the target before it was read again. */
    record Unknown(Failure reason, String detail) implements Outcome {}
}
