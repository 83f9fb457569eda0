package dev.tidegate.runbooks.book;

import dev.tidegate.runbooks.book.terms.Template;
import dev.tidegate.runbooks.yaml.SourcePosition;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One step as the book writes it; values may hold {@code ${…}}.
 *
 * @param when a condition without which the step is skipped
 */
public record BookStep(String id, SourcePosition place, Optional<String> when, Work work) {

    /** What a step does when its turn comes. */
    public sealed interface Work {}

    /**
     * Sets fields of a target.
     *
     * @param kind of the target; empty when a parameter names the whole target, as {@code wholeTarget}
     * @param coordinates of the target, by name
     * @param set the fields' values that shall hold
     * @param noUndo why the step needs no way back; empty when the before-image is restored
     * @param priorityClass the class of traffic that the step takes something from
     */
    public record Change(
            Optional<String> kind,
            Optional<Template> wholeTarget,
            SortedMap<String, Template> coordinates,
            SortedMap<String, Template> set,
            Duration timeout,
            Retries retries,
            Optional<String> noUndo,
            Optional<String> priorityClass)
            implements Work {}

    /** Stands for all steps of another book, with these parameters. */
    public record Call(String book, SourcePosition at, SortedMap<String, Template> with)
            implements Work {}

    /**
     * Goes on once a signal has stayed on one side of a threshold.
     *
     * @param below whether it must stay below the threshold; else above
     * @param lasting for how long without a break; a moment without a value is a break
     * @param timeout after which the step has failed
     */
    public record Wait(
            Template query, boolean below, double threshold, Duration lasting, Duration timeout)
            implements Work {}

    /** Goes on when a person says so, or does {@code otherwise} when nobody did in time. */
    public record Pause(Duration time, Unresumed otherwise) implements Work {}

    /** Goes on once enough people agreed. */
    public record Ask(Approvals approvals) implements Work {}

    /** What becomes of a run that nobody resumed. */
    public enum Unresumed {
        PROCEED,
        UNDO
    }

    /** The step as a change of a target, if it is one. */
    public Optional<Change> change() {
        return work instanceof Change change ? Optional.of(change) : Optional.empty();
    }

    /** The step as a call of another book, if it is one. */
    public Optional<Call> call() {
        return work instanceof Call call ? Optional.of(call) : Optional.empty();
    }
}
