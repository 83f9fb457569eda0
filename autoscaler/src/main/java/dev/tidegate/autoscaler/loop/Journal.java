package dev.tidegate.autoscaler.loop;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tidegate.autoscaler.guard.GuardSettings;
import dev.tidegate.autoscaler.guard.window.WindowMemory;
import dev.tidegate.autoscaler.loop.record.WindowRecord;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.ledger.Entry;
import dev.tidegate.runbooks.ledger.LeaseCondition;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.ledger.LedgerException;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One workload's side of the ledger. Notes that cannot be written are kept and written first once they can, in their order, so
 * that an outage leaves no gap while there is room for them; what must not happen unrecorded is committed, or fails.
 */
final class Journal {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final JsonMapper JSON = new JsonMapper();

    private final Ledger ledger;
    private final String workload;
    private final String actor;
    private final long room;
    private final Deque<Unwritten> unwritten = new ArrayDeque<>(); // oldest first
    private long length; // of what is unwritten
    private Optional<Instant> lost = Optional.empty(); // the newest note that was given up
    private Optional<String> trouble = Optional.empty();

    /** A note as text, which takes an eighth of what its tree does. */
    private record Unwritten(Instant at, String kind, String body) {}

    /** @param room characters of notes that may wait; the newest is kept in any case */
    Journal(Ledger ledger, String workload, String actor, long room) {
        this.ledger = ledger;
        this.workload = workload;
        this.actor = actor;
        this.room = room;
    }

    /** Writes now, or keeps it for later; whether it is written. */
    boolean note(Instant at, String kind, JsonNode body) {
        if (flush() && wrote(draft(at, kind, body))) {
            return true;
        }
        keep(new Unwritten(at, kind, body.toString()));
        return false;
    }

    private void keep(Unwritten note) {
        unwritten.addLast(note);
        length += note.body().length();
        while (length > room && unwritten.size() > 1) {
            Unwritten oldest = unwritten.removeFirst();
            length -= oldest.body().length();
            if (lost.isEmpty()) {
                LOG.error("{}: no room for more unwritten entries, the oldest go", workload);
            }
            lost = Optional.of(oldest.at());
        }
    }

    /**
     * Writes now and only while the lease holds.
     *
     * @throws LedgerException when it is not certain that it was written
     */
    void commit(Instant at, String kind, JsonNode body, LeaseCondition proviso) {
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

    /** Every entry of this kind about this workload, newest first. */
    List<Entry> all(String kind) {
        return ledger.read(
                LedgerQuery.all().subject(workload).kind(kind).newest(Integer.MAX_VALUE));
    }

    /** Why notes wait, while they do. */
    Optional<String> trouble() {
        return trouble;
    }

    private boolean flush() {
        try {
            if (!unwritten.isEmpty() && isWritten(draft(unwritten.peekFirst()))) {
                written();
            }
        } catch (LedgerException e) {
            return failed(e);
        }
        while (!unwritten.isEmpty()) {
            if (!wrote(draft(unwritten.peekFirst()))) {
                return false;
            }
            written();
        }
        return true;
    }

    private void written() {
        length -= unwritten.removeFirst().body().length();
    }

    private boolean wrote(Draft draft) {
        try {
            ledger.append(draft);
        } catch (LedgerException e) {
            return failed(e);
        }
        trouble.ifPresent(past -> LOG.info("{}: the ledger can be written again", workload));
        lost.ifPresent(to -> LOG.error("{}: entries up to {} are lost", workload, to));
        trouble = Optional.empty();
        lost = Optional.empty();
        return true;
    }

    private boolean failed(LedgerException e) {
        if (trouble.isEmpty()) {
            LOG.error(
                    "{}: the ledger cannot be written, nothing is changed: {}",
                    workload,
                    e.getMessage());
        }
        trouble = Optional.of(String.valueOf(e.getMessage()));
        return false;
    }

    private Draft draft(Instant at, String kind, JsonNode body) {
        return new Draft(at, kind, workload, actor, body);
    }

    private Draft draft(Unwritten note) {
        try {
            return draft(note.at(), note.kind(), JSON.readTree(note.body()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was JSON is none: " + note.kind(), e);
        }
    }

    /** Whether what failed was the answer, and not the writing. */
    private boolean isWritten(Draft failed) {
        return newest(failed.kind()).map(Entry::content).filter(failed::equals).isPresent();
    }
}
