package dev.tidegate.runbooks.book;

import dev.tidegate.runbooks.book.terms.Template;
import dev.tidegate.runbooks.yaml.SourcePosition;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;

/**
 * One step as written in the book; values may contain {@code ${…}}.
 *
 * @param when condition; the step is skipped when it does not hold
 */
public record BookStep(String id, SourcePosition position, Optional<String> when, Work work) {

    /** What a step does. */
    public sealed interface Work {}

    /**
     * Sets fields of a target.
     *
     * @param kind of the target; empty when a parameter names the whole target, as
     *     {@code wholeTarget}
     * @param coordinates of the target, by name
     * @param set the desired field values
     * @param noUndo why the step needs no undo; empty when the before-image is restored
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

    /** Runs all steps of another book, with these parameters. */
    public record Call(String book, SourcePosition at, SortedMap<String, Template> with)
            implements Work {}

    /**
     * Waits until a signal has stayed on one side of a threshold.
     *
     * @param below whether it must stay below the threshold, rather than above
     * @param lasting for how long without a break; a missing value is a break
     * @param timeout after which the step fails
     */
    public record Wait(
            Template query, boolean below, double threshold, Duration lasting, Duration timeout)
            implements Work {}

    /** Pauses until a person resumes the run; after {@code time} does {@code otherwise}. */
    public record Pause(Duration time, Unresumed otherwise) implements Work {}

    /** Waits until enough people have approved. */
    public record Ask(Approvals approvals) implements Work {}

    /** What happens to a run that nobody resumed in time. */
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
