package dev.tidegate.autoscaler.loop;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.autoscaler.guard.GuardSettings;
import dev.tidegate.autoscaler.guard.window.WindowMemory;
import dev.tidegate.autoscaler.loop.record.WindowRecord;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.ledger.Entry;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.ledger.LedgerException;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import dev.tidegate.runbooks.ledger.Proviso;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One workload's side of the ledger. Notes that cannot be written are kept and written first once they can, in their order, so
 * that an outage leaves no gap; what must not happen unrecorded is committed, or fails.
 */
final class Journal {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final int MOST_UNWRITTEN = 10_000;

    private final Ledger ledger;
    private final String workload;
    private final String actor;
    private final Deque<Draft> unwritten = new ArrayDeque<>(); // oldest first
    private Optional<String> trouble = Optional.empty();

    Journal(Ledger ledger, String workload, String actor) {
        this.ledger = ledger;
        this.workload = workload;
        this.actor = actor;
    }

    /** Writes now, or keeps it for later; whether it is written. */
    boolean note(Instant at, String kind, JsonNode body) {
        unwritten.addLast(new Draft(at, kind, workload, actor, body));
        if (unwritten.size() > MOST_UNWRITTEN) {
            Draft lost = unwritten.removeFirst();
            LOG.error("{}: gave up on an unwritten entry of {}", workload, lost.at());
        }
        return flush();
    }

    /**
     * Writes now and only while the lease holds.
     *
     * @throws LedgerException when it is not certain that it was written
     */
    void commit(Instant at, String kind, JsonNode body, Proviso proviso) {
        if (!flush()) {
            throw new LedgerException(trouble.orElse("the ledger cannot be written"));
        }
        ledger.append(new Draft(at, kind, workload, actor, body), proviso);
    }

    /** The newest entry of any of these kinds about this workload. */
    Optional<Entry> newest(String... kinds) {
        List<Entry> found = ledger.read(LedgerQuery.all().subject(workload).kind(kinds).newest(1));
        return found.stream().findFirst();
    }

    /** What the guards' windows that end at {@code now} hold by the cycles that are written. */
    WindowMemory windows(GuardSettings guards, Instant now) {
        return WindowRecord.recall(ledger, workload, guards, now);
    }

    /** Why notes wait, while they do. */
    Optional<String> trouble() {
        return trouble;
    }

    private boolean flush() {
        try {
            if (trouble.isPresent() && !unwritten.isEmpty() && isWritten(unwritten.peekFirst())) {
                unwritten.removeFirst();
            }
            while (!unwritten.isEmpty()) {
                ledger.append(unwritten.peekFirst());
                unwritten.removeFirst();
            }
            trouble.ifPresent(past -> LOG.info("{}: the ledger can be written again", workload));
            trouble = Optional.empty();
            return true;
        } catch (LedgerException e) {
            if (trouble.isEmpty()) {
                LOG.error(
                        "{}: the ledger cannot be written, nothing is changed: {}",
                        workload,
                        e.getMessage());
            }
            trouble = Optional.of(String.valueOf(e.getMessage()));
            return false;
        }
    }

    /** Whether what failed was the answer, and not the writing. */
    private boolean isWritten(Draft failed) {
        return newest(failed.kind()).map(Entry::content).filter(failed::equals).isPresent();
    }
}
