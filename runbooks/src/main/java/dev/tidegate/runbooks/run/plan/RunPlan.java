package dev.tidegate.runbooks.run.plan;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.runbooks.book.Approvals;
import dev.tidegate.runbooks.book.Effect;
import dev.tidegate.runbooks.book.TriggerRule;
import dev.tidegate.runbooks.signal.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * Everything a run needs to know. The book may change afterwards; the run does not.
 *
 * @param digest hash of the book's text
 * @param lease how long the changes stay; empty when they stay for good
 * @param trigger what triggered the run; empty when a person started it
 */
public record RunPlan(
        String book,
        int version,
        String digest,
        String title,
        int tier,
        String affects,
        SortedMap<String, JsonNode> parameters,
        List<PlannedStep> steps,
        Optional<Duration> lease,
        Optional<Approvals> approvals,
        Optional<TriggerRule> rule,
        Optional<Effect> effect,
        Optional<Trigger> trigger) {

    /**
     * What triggered the run.
     *
     * @param rule the thresholds, in words; the plan holds version and digest of the book that states
     *     them
     * @param samples the samples over the dwell time, oldest first
     */
    public record Trigger(Instant at, double value, String rule, List<Sample> samples) {
        public Trigger {
            samples = List.copyOf(samples);
        }

        /** For people. */
        public String text() {
            return rule + ", it was " + value + " at " + at;
        }
    }

    public RunPlan {
        steps = List.copyOf(steps);
    }

    /** The steps that change something, in their order. */
    public List<PlannedChange> changes() {
        return steps.stream()
                .filter(s -> s instanceof PlannedChange)
                .map(s -> (PlannedChange) s)
                .toList();
    }

    /**
     * Whether all its changes are skipped or hold already, so that there is nothing to hold and
     * nothing to undo.
     */
    public boolean isIdle() {
        return !changes().isEmpty()
                && changes().stream()
                        .allMatch(
                                change -> change.skip().isPresent() || change.preview().isEmpty());
    }

    /** What cannot succeed without a source of signals, in words. */
    public List<String> signalsNeeded() {
        Stream<String> waits =
                steps.stream()
                        .filter(s -> s instanceof PlannedWait && s.skip().isEmpty())
                        .map(s -> "step " + s.id() + " waits for a signal");
        Stream<String> verified =
                effect
                        .filter(e -> rule.isPresent() && e.otherwise() != Effect.Missing.KEEP)
                        .stream()
                        .map(e -> "its effect is to show in a signal");
        return Stream.concat(waits, verified).toList();
    }
}
