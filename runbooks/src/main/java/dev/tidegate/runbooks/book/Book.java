package dev.tidegate.runbooks.book;

import dev.tidegate.runbooks.book.terms.Parameter;
import dev.tidegate.runbooks.book.terms.Template;
import dev.tidegate.runbooks.yaml.SourcePosition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A runbook: from the signal that calls for it to the steps and their way back.
 *
 * @param tier 0 for a book that belongs to none
 * @param digest SHA-256 of the file's text, in hex
 * @param requires conditions on parameters, and what to say when one fails
 * @param lease how long the mitigation stays before it is taken back; a duration or {@code ${…}};
 *     empty for a change that stays
 * @param automatic whether the signal starts a run by itself, or proposes one where approvals are asked
 * @param mostTargets the blast radius: how many targets a run may touch
 */
public record Book(
        String name,
        int version,
        String title,
        int tier,
        String digest,
        List<Parameter> parameters,
        Optional<TriggerRule> signal,
        boolean automatic,
        List<Requirement> requires,
        Optional<Template> lease,
        int mostTargets,
        String affects,
        Optional<Approvals> approvals,
        Optional<Effect> effect,
        List<BookStep> steps) {

    public static final Duration LONGEST_LEASE = Duration.ofDays(7);

    /** A condition that must hold before anything is touched. */
    public record Requirement(String condition, String otherwise, SourcePosition place) {}

    public Optional<Parameter> parameter(String name) {
        return parameters.stream().filter(p -> p.name().equals(name)).findFirst();
    }
}
