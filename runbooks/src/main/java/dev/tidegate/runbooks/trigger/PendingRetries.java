package dev.tidegate.runbooks.trigger;

import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The triggered books that could not be opened yet: why not, and when each is tried again. Not
 * thread-safe.
 */
final class PendingRetries {
    /** Pause between attempts, since planning reads every target of the book. */
    static final Duration RETRY_AFTER = Duration.ofSeconds(30);

    private final SortedMap<String, PendingRetry> byBook = new TreeMap<>();

    /** @param expected whether that is no failure yet: another process is about to open the book */
    private record PendingRetry(String why, Instant next, boolean expected) {
        boolean isTooSoon(Instant now) { // a clock set back must not prolong the wait
            return now.isBefore(next) && !now.isBefore(next.minus(RETRY_AFTER));
        }
    }

    /** Whether the book was tried just now, in vain. */
    boolean isTooSoon(String book, Instant now) {
        PendingRetry retry = byBook.get(book);
        return retry != null && retry.isTooSoon(now);
    }

    /** Has the book tried again later; returns whether this is its first failure. */
    boolean postpone(String book, String why, Instant now) {
        PendingRetry before = byBook.put(book, new PendingRetry(why, now.plus(RETRY_AFTER), false));
        return before == null || before.expected();
    }

    /** Leaves the book to another process until the next try; returns whether it failed, as it did the last time already. */
    boolean leaveToOther(String book, String why, Instant now) {
        if (byBook.containsKey(book)) {
            return postpone(book, why, now);
        }
        byBook.put(book, new PendingRetry(why, now.plus(RETRY_AFTER), true));
        return false;
    }

    void forget(String book) {
        byBook.remove(book);
    }

    void forgetIf(Predicate<String> isOver) {
        byBook.keySet().removeIf(isOver);
    }

    /** Why each is not open yet, by name; without those that another process is about to open. */
    SortedMap<String, String> reasons() {
        var reasons = new TreeMap<String, String>();
        byBook.forEach(
                (book, retry) -> {
                    if (!retry.expected()) {
                        reasons.put(book, retry.why());
                    }
                });
        return reasons;
    }
}
