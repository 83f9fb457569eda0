package dev.tidegate.runbooks.trigger;

import dev.tidegate.runbooks.book.Book;
import dev.tidegate.runbooks.run.plan.RunPlan.Trigger;
import java.util.HashSet;
import java.util.Set;

/** What a tier calls for while it stands for somebody: each book that is meant for it once. */
final class TierTrigger {
    private final int tier;
    private final String who;
    private final Trigger evidence;
    private final Set<String> settled = new HashSet<>();

    TierTrigger(int tier, String who, Trigger evidence) {
        this.tier = tier;
        this.who = who;
        this.evidence = evidence;
    }

    int tier() {
        return tier;
    }

    String who() {
        return who;
    }

    Trigger evidence() {
        return evidence;
    }

    /** Whether the book has yet to be opened; those with a signal of their own follow that. */
    boolean isMeantFor(Book book) {
        return book.tier() == tier && book.signal().isEmpty() && !settled.contains(book.name());
    }

    void settle(Book book) {
        settled.add(book.name());
    }
}
