package dev.tidegate.runbooks.trigger;

import dev.tidegate.runbooks.book.Book;
import dev.tidegate.runbooks.run.plan.RunPlan.Trigger;
import java.util.HashSet;
import java.util.Set;

/**
 * Trigger of a tier that a source, such as a workload, has reached: opens each book of the tier
 * once.
 */
final class TierTrigger {
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
        return book.tier() == tier && book.signal().isEmpty() && !handled.contains(book.name());
    }

    void markHandled(Book book) {
        handled.add(book.name());
    }
}
