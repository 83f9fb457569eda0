package dev.tidegate.runbooks.ledger;

import java.util.List;
import java.util.Optional;

/** What came of recomputing the chain. */
public sealed interface ChainCheck {

    /**
     * Every entry is genuine and in its place.
     *
     * @param head the last hash: kept elsewhere, it also proves later that nothing was cut off the end
     */
    record Intact(long entries, String head) implements ChainCheck {}

    /** The first entry that is not what was written, and what is wrong with it. */
    record Broken(long sequence, String finding) implements ChainCheck {}

    /** Checks entries that claim to be a whole chain from its first. */
    static ChainCheck of(List<Entry> entries) {
        Walk walk = new Walk();
        Optional<Broken> broken = walk.accept(entries);
        return broken.isPresent() ? broken.get() : walk.intact();
    }

    /** A check that is given the chain page by page, and needs no more memory than one. */
    final class Walk {
        private long reached;
        private String head = Entry.NO_PREVIOUS;

        /** The last sequence that was found genuine; 0 before the first. */
        public long reached() {
            return reached;
        }

        public Optional<Broken> accept(List<Entry> page) {
            for (Entry entry : page) {
                long expected = reached + 1;
                if (entry.sequence() != expected) {
                    return broken(expected, "missing: the next entry is " + entry.sequence());
                }
                if (!entry.previousHash().equals(head)) {
                    return broken(expected, "does not follow the entry before it");
                }
                if (!entry.isGenuine()) {
                    return broken(expected, "its content is not what its hash was taken over");
                }
                head = entry.hash();
                reached = expected;
            }
            return Optional.empty();
        }

        public Intact intact() {
            return new Intact(reached, head);
        }

        static Optional<Broken> broken(long sequence, String finding) {
            return Optional.of(new Broken(sequence, finding));
        }
    }
}
