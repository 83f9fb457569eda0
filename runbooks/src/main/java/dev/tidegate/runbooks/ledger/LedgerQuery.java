package dev.tidegate.runbooks.ledger;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Selects entries. Start from {@link #all} and narrow.
 *
 * @param kinds any of these; empty for every kind
 * @param after only entries with a larger sequence
 * @param from only entries at or after
 * @param to only entries before
 * @param newestFirst the order; with a limit it also decides which end is kept
 */
public record LedgerQuery(
        Set<String> kinds,
        Optional<String> subject,
        long after,
        Optional<Instant> from,
        Optional<Instant> to,
        boolean newestFirst,
        OptionalInt limit) {

    public LedgerQuery {
        kinds = Set.copyOf(kinds);
        if (limit.isPresent() && limit.getAsInt() < 1) {
            throw new IllegalArgumentException("limit must be at least 1, was " + limit.getAsInt());
        }
    }

    /** Everything, oldest first. */
    public static LedgerQuery all() {
        return new LedgerQuery(
                Set.of(),
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                false,
                OptionalInt.empty());
    }

    public LedgerQuery kind(String... any) {
        return new LedgerQuery(Set.of(any), subject, after, from, to, newestFirst, limit);
    }

    public LedgerQuery subject(String only) {
        return new LedgerQuery(kinds, Optional.of(only), after, from, to, newestFirst, limit);
    }

    public LedgerQuery after(long sequence) {
        return new LedgerQuery(kinds, subject, sequence, from, to, newestFirst, limit);
    }

    public LedgerQuery between(Instant start, Instant end) {
        return new LedgerQuery(
                kinds, subject, after, Optional.of(start), Optional.of(end), newestFirst, limit);
    }

    /** The newest entries, newest first. */
    public LedgerQuery newest(int count) {
        return new LedgerQuery(kinds, subject, after, from, to, true, OptionalInt.of(count));
    }

    /** The oldest entries, oldest first. */
    public LedgerQuery oldest(int count) {
        return new LedgerQuery(kinds, subject, after, from, to, false, OptionalInt.of(count));
    }

    boolean matches(Entry entry) {
        Draft d = entry.content();
        return entry.sequence() > after
                && (kinds.isEmpty() || kinds.contains(d.kind()))
                && subject.map(d.subject()::equals).orElse(true)
                && from.map(t -> !d.at().isBefore(t)).orElse(true)
                && to.map(d.at()::isBefore).orElse(true);
    }
}
