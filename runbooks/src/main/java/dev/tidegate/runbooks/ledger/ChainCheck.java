package dev.tidegate.runbooks.ledger;

import java.util.List;
import java.util.Optional;

/** Result of verifying the hash chain. */
public sealed interface ChainCheck {

    /**
     * Every entry is genuine and in sequence.
     *
     * @param head the last hash; kept elsewhere, it later proves that nothing was cut off the end
     */
    record Intact(long entries, String head) implements ChainCheck {}

    /** The first entry that is missing or altered, and how. */
    record Broken(long sequence, String finding) implements ChainCheck {}

    /** Verifies a complete chain, from its first entry. */
    static ChainCheck of(List<Entry> entries) {
        Verifier verifier = new Verifier();
        Optional<Broken> broken = verifier.accept(entries);
        return broken.isPresent() ? broken.get() : verifier.intact();
    }

    /** Verifies a chain page by page, so that only one page has to be in memory. */
    final class Verifier {
        private long reached;
        private String head = Entry.NO_PREVIOUS;

        /** The last sequence found genuine; 0 before the first. */
        public long reached() {
            return reached;
        }

        public Optional<Broken> accept(List<Entry> page) {
            for (Entry entry : page) {
                Optional<Broken> broken = accept(entry, entry.isGenuine());
                if (broken.isPresent()) {
                    return broken;
                }
            }
            return Optional.empty();
        }

        /**
         * @param genuine whether the entry's hash matches its content
         */
        Optional<Broken> accept(Entry entry, boolean genuine) {
            long expected = reached + 1;
            if (entry.sequence() != expected) {
                return broken(expected, "missing: the next entry is " + entry.sequence());
            }
            if (!entry.previousHash().equals(head)) {
                return broken(expected, "does not follow the entry before it");
            }
            if (!genuine) {
                return broken(expected, "its content is not what its hash was taken over");
            }
            head = entry.hash();
            reached = expected;
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
