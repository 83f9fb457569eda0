package dev.tidegate.runbooks.run.record;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.run.plan.RunPlan;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;

/**
 * What the ledger records of a run. Events marked <i>request</i> may be written by anyone whom the
 * access policy allows; all others only by the holder of the run's lease.
 */
public sealed interface RunEvent {

    /** Request: creates the run. */
    record Planned(RunPlan plan) implements RunEvent {}

    /**
     * Request: one person approves.
     *
     * @param step the step that asked: a late approval must not answer the next question
     */
    record Approved(String by, String via, Optional<String> step) implements RunEvent {}

    /** Request: one person refuses; one refusal is enough. */
    record Refused(String by, String why) implements RunEvent {}

    /** Request: stop, and undo what was done unless {@code keep}. */
    record AbortRequested(String by, String why, boolean keep) implements RunEvent {}

    /** Request: retry a {@link RunState#STUCK} run, from this step or from where it stopped. */
    record RetryRequested(String by, Optional<String> fromStep) implements RunEvent {}

    /** Request: end this step's pause before its time is over. */
    record Resumed(String by, String step) implements RunEvent {}

    /** Nobody answered in time, and the book says to proceed. */
    record ApprovalLapsed(String why) implements RunEvent {}

    record Rejected(String why) implements RunEvent {}

    /** A process took the run up. */
    record Taken(String process) implements RunEvent {}

    record StepSkipped(String step, String why) implements RunEvent {}

    /** Written before the change is applied: from here on the target may hold it. */
    record StepIntended(String step, Change change, long fence) implements RunEvent {}

    record StepRetried(String step, int retry, Failure reason, String detail) implements RunEvent {}

    /**
     * The target holds the desired values; without a preceding {@link StepIntended} it already did.
     */
    record StepDone(String step, SortedMap<String, JsonNode> after) implements RunEvent {}

    /** A wait has begun; it times out at {@code until}. */
    record StepWaiting(String step, Instant until) implements RunEvent {}

    /** A pause has begun; it ends when somebody resumes the run, or at {@code until}. */
    record StepPaused(String step, Instant until) implements RunEvent {}

    /** People are asked; the question expires at {@code until}. */
    record StepAsked(String step, Instant until) implements RunEvent {}

    /** The step's wait, pause or question has ended well. */
    record StepPassed(String step, String detail) implements RunEvent {}

    record StepFailed(String step, Failure reason, String detail) implements RunEvent {}

    /** Every step is done; the signal has to show the effect by {@code until}. */
    record VerifyStarted(Instant until) implements RunEvent {}

    record EffectSeen(boolean shown, OptionalDouble signal, String detail) implements RunEvent {}

    record InForce(Instant until) implements RunEvent {}

    record UndoStarted(String why) implements RunEvent {}

    /** Written before the step's undo is applied. */
    record StepUndoing(String step, Change change, long fence) implements RunEvent {}

    record StepUndone(String step, String detail) implements RunEvent {}

    /** Somebody else changed the target after the run did: it is left alone. */
    record UndoConflict(String step, SortedMap<String, JsonNode> found) implements RunEvent {}

    record UndoFailed(String step, Failure reason, String detail) implements RunEvent {}

    record Stuck(String why, String instructions) implements RunEvent {}

    record Done(String detail) implements RunEvent {}

    record Undone(String detail) implements RunEvent {}

    record Aborted(String detail) implements RunEvent {}
}
