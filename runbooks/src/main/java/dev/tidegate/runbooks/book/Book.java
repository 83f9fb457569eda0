package dev.tidegate.runbooks.book;

import dev.tidegate.runbooks.book.terms.Parameter;
import dev.tidegate.runbooks.book.terms.Template;
import dev.tidegate.runbooks.yaml.SourcePosition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A runbook: the signal that triggers it, its steps and how they are undone.
 *
 * @param tier 0 for a book of no tier
 * @param digest SHA-256 of the file's text, in hex
 * @param requires conditions on parameters, each with a message for when it fails
 * @param lease how long the changes stay before they are undone; a duration or {@code ${…}}; empty
 *     for changes that stay
 * @param automatic whether the signal or tier opens a run, which then waits for approval where the
 *     book needs it
 * @param maxTargets the blast radius: the most targets a run may touch
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
        int maxTargets,
        String affects,
        Optional<Approvals> approvals,
        Optional<Effect> effect,
        List<BookStep> steps) {

    public static final Duration MAX_LEASE = Duration.ofDays(7);

    /** A condition that must hold before any target is touched. */
    public record Requirement(String condition, String otherwise, SourcePosition position) {}

    public Optional<Parameter> parameter(String name) {
        return parameters.stream().filter(p -> p.name().equals(name)).findFirst();
    }
}
