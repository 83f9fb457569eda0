package dev.tidegate.runbooks.trigger;

import dev.tidegate.runbooks.book.Book;
import dev.tidegate.runbooks.run.plan.RunPlan.Trigger;
import dev.tidegate.runbooks.run.record.RunView;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Trigger of a tier that a source, such as a workload, has reached: opens each book of the tier
 * once.
 */
final class TierTrigger {
    private static final Duration SEEN_EARLIER = Duration.ofMinutes(5);

    private final int tier;
    private final String source;
    private final Trigger evidence;
    private final Set<String> handled = new HashSet<>();

    TierTrigger(int tier, String source, Trigger evidence) {
        this.tier = tier;
        this.source = source;
        this.evidence = evidence;
    }

    int tier() {
        return tier;
    }

    String source() {
        return source;
    }

    Trigger evidence() {
        return evidence;
    }

    /**
     * Whether the book is still to be opened for this tier; a book with its own signal follows that
     * instead.
     */
    boolean appliesTo(Book book) {
        return isFor(book) && !handled.contains(book.name());
    }

    boolean isFor(Book book) {
        return book.tier() == tier && book.signal().isEmpty();
    }

    /**
     * Whether a daemon opened the run since the tier was reached. Another one may have seen that a little earlier; a tier that was
     * left in between takes longer. What a person ran ends when that person said.
     */
    boolean isServedBy(RunView run) {
        return BookRuns.isAutomatic(run)
                && !run.plannedAt().isBefore(evidence.at().minus(SEEN_EARLIER));
    }

    void markHandled(Book book) {
        handled.add(book.name());
    }
}
