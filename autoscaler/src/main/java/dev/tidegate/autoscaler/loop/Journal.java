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
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One workload's access to the ledger. Notes that cannot be written are queued and written in order once they can be, so that an
 * outage leaves no gap while the queue has room. What must not happen unrecorded is committed: written, or an exception.
 */
final class Journal {
    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final JsonMapper JSON = new JsonMapper();
    private static final int FIRST_PAGE = 32;
    private static final int PAGE_GROWTH = 8;

    private final Ledger ledger;
    private final String workload;
    private final String actor;
    private final long maxUnwrittenChars;
    private final Deque<Unwritten> unwritten = new ArrayDeque<>(); // oldest first
    private long unwrittenChars; // in the queue
    private Optional<Instant> newestLost = Optional.empty(); // instant of the newest note dropped
    private Optional<String> trouble = Optional.empty();

    /** A queued note. Text takes an eighth of the memory of a JSON tree. */
    private record Unwritten(Instant at, String kind, String body) {}

    /** @param maxUnwrittenChars of queued notes; the newest is kept in any case */
    Journal(Ledger ledger, String workload, String actor, long maxUnwrittenChars) {
        this.ledger = ledger;
        this.workload = workload;
        this.actor = actor;
        this.maxUnwrittenChars = maxUnwrittenChars;
    }

    /** Writes the note, or queues it; whether it was written. */
    boolean note(Instant at, String kind, JsonNode body) {
        if (flush() && tryAppend(draft(at, kind, body))) {
            return true;
        }
        enqueue(new Unwritten(at, kind, body.toString()));
        return false;
    }

    private void enqueue(Unwritten note) {
        unwritten.addLast(note);
        unwrittenChars += note.body().length();
        while (unwrittenChars > maxUnwrittenChars && unwritten.size() > 1) {
            Unwritten oldest = unwritten.removeFirst();
            unwrittenChars -= oldest.body().length();
            if (newestLost.isEmpty()) {
                LOG.error("{}: no room for more unwritten entries, the oldest go", workload);
            }
            newestLost = Optional.of(oldest.at());
        }
    }

    /**
     * Writes the entry, provided that the lease is still held.
     *
     * @throws LedgerException if it may not have been written
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

    /** State of the guards' windows that end at {@code now}, from the cycles in the ledger. */
    WindowMemory windows(GuardSettings guards, Instant now) {
        return WindowRecord.recall(ledger, workload, guards, now);
    }

    /** The newest entries of this kind about this workload, newest first: at least back to one that matches, or all. */
    List<Entry> backTo(Predicate<Draft> last, String kind) {
        LedgerQuery about = LedgerQuery.all().subject(workload).kind(kind);
        for (int count = FIRST_PAGE; ; count *= PAGE_GROWTH) {
            List<Entry> found = ledger.read(about.newest(count));
            if (found.size() < count || found.stream().map(Entry::content).anyMatch(last)) {
                return found;
            }
        }
    }

    /** Why notes are queued, while they are. */
    Optional<String> trouble() {
        return trouble;
    }

    private boolean flush() {
        try {
            if (!unwritten.isEmpty() && wasWritten(draft(unwritten.peekFirst()))) {
                removeOldest();
            }
        } catch (LedgerException e) {
            return failed(e);
        }
        while (!unwritten.isEmpty()) {
            if (!tryAppend(draft(unwritten.peekFirst()))) {
                return false;
            }
            removeOldest();
        }
        return true;
    }

    private void removeOldest() {
        unwrittenChars -= unwritten.removeFirst().body().length();
    }

    private boolean tryAppend(Draft draft) {
        try {
            ledger.append(draft);
        } catch (LedgerException e) {
            return failed(e);
        }
        trouble.ifPresent(past -> LOG.info("{}: the ledger can be written again", workload));
        newestLost.ifPresent(to -> LOG.error("{}: entries up to {} are lost", workload, to));
        trouble = Optional.empty();
        newestLost = Optional.empty();
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
            throw new IllegalStateException("not valid JSON any more: " + note.kind(), e);
        }
    }

    /** Whether the append succeeded and only its answer was lost. */
    private boolean wasWritten(Draft draft) {
        return newest(draft.kind()).map(Entry::content).filter(draft::equals).isPresent();
    }
}
