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
 * What the ledger remembers of a run. Events marked <i>request</i> may be written by whoever is
 * allowed to; all others only by the holder of the run's lease.
 */
public sealed interface RunEvent {

    /** Request: the run exists from here on. */
    record Planned(RunPlan plan) implements RunEvent {}

    /**
     * Request: one person agrees.
     *
     * @param step that asked; one that came too late for its question must not answer the next
     */
    record Approved(String by, String via, Optional<String> step) implements RunEvent {}

    /** Request: one person refuses, which is enough. */
    record Refused(String by, String why) implements RunEvent {}

    /** Request: stop, and take back what was done unless {@code keep}. */
    record AbortRequested(String by, String why, boolean keep) implements RunEvent {}

    /** Request: leave {@link RunState#STUCK}, from this step on or from where it stopped. */
    record RetryRequested(String by, Optional<String> fromStep) implements RunEvent {}

    /** Request: go on with this step's pause before its time is over. */
    record Resumed(String by, String step) implements RunEvent {}

    /** Nobody answered in time, and the book says to go on. */
    record ApprovalLapsed(String why) implements RunEvent {}

    record Rejected(String why) implements RunEvent {}

    /** A process took the run up. */
    record Taken(String process) implements RunEvent {}

    record StepSkipped(String step, String why) implements RunEvent {}

    /** Written before the effect: from here on the target may hold the change. */
    record StepIntended(String step, Change change, long fence) implements RunEvent {}

    record StepRetried(String step, int retry, Failure reason, String detail) implements RunEvent {}

    /** The target holds what it should; without an intention before, it did so already. */
    record StepDone(String step, SortedMap<String, JsonNode> after) implements RunEvent {}

    /** A wait has begun; it fails at {@code until}. */
    record StepWaiting(String step, Instant until) implements RunEvent {}

    /** Nothing happens until somebody resumes the run, or until then. */
    record StepPaused(String step, Instant until) implements RunEvent {}

    /** People are asked; at {@code until} the question lapses. */
    record StepAsked(String step, Instant until) implements RunEvent {}

    /** What the step waited for has come. */
    record StepPassed(String step, String detail) implements RunEvent {}

    record StepFailed(String step, Failure reason, String detail) implements RunEvent {}

    /** Every step is done, and the signal has until then to show it. */
    record VerifyStarted(Instant until) implements RunEvent {}

    record EffectSeen(boolean shown, OptionalDouble signal, String detail) implements RunEvent {}

    record InForce(Instant until) implements RunEvent {}

    record UndoStarted(String why) implements RunEvent {}

    /** Written before the way back is taken. */
    record StepUndoing(String step, Change change, long fence) implements RunEvent {}

    record StepUndone(String step, String detail) implements RunEvent {}

    /** Somebody changed the target after the run did: it is left alone. */
    record UndoConflict(String step, SortedMap<String, JsonNode> found) implements RunEvent {}

    record UndoFailed(String step, Failure reason, String detail) implements RunEvent {}

    record Stuck(String why, String instructions) implements RunEvent {}

    record Done(String detail) implements RunEvent {}

    record Undone(String detail) implements RunEvent {}

    record Aborted(String detail) implements RunEvent {}
}
