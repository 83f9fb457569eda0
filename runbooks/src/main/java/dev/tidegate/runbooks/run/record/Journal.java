package dev.tidegate.runbooks.run.record;

import dev.tidegate.runbooks.lease.Lease;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.ledger.Entry;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import dev.tidegate.runbooks.ledger.LedgerTail;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Runs in the ledger: writes events as entries and folds entries to views. A run with an entry that
 * cannot be parsed, such as one written by a newer version, has no view; the others are unaffected.
 * Not thread-safe.
 */
public final class Journal {
    private static final String SUBJECT = "run/";

    /** Why a run cannot be read, and when its newest entry was written. */
    public record Unreadable(String why, Instant newest) {}

    private final Ledger ledger;
    private final LedgerTail tail;
    private final InstantSource clock;
    private final Map<String, RunView> views = new TreeMap<>();
    private final Map<String, Unreadable> unreadable = new TreeMap<>(); // by run

    public Journal(Ledger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.tail = LedgerTail.ofAll(ledger);
        this.clock = clock;
    }

    /** The name of a run's lease, and its subject in the ledger. */
    public static String name(String run) {
        return SUBJECT + run;
    }

    /** The process that last took the run up. */
    public static Optional<String> lastProcess(Ledger ledger, String run) {
        String taken = RunJson.kind(RunEvent.Taken.class);
        return ledger.read(LedgerQuery.all().kind(taken).subject(name(run)).newest(1)).stream()
                .map(entry -> entry.content().actor())
                .findFirst();
    }

    /** All readable runs, as of the ledger now. */
    public Map<String, RunView> all() {
        read(LedgerQuery.all().kind(RunJson.allKinds().toArray(String[]::new)));
        return Map.copyOf(views);
    }

    /**
     * One run, including what others wrote meanwhile; empty when there is no such run.
     *
     * @throws UnreadableEventException when it has an entry that cannot be understood
     */
    public Optional<RunView> refresh(String run) {
        read(LedgerQuery.all().subject(name(run)));
        if (unreadable.containsKey(run)) {
            throw new UnreadableEventException(unreadable.get(run).why());
        }
        return Optional.ofNullable(views.get(run));
    }

    /** The runs that {@link #all} could not read. */
    public Map<String, Unreadable> unreadable() {
        return Map.copyOf(unreadable);
    }

    private void read(LedgerQuery query) {
        LedgerTail.Update news = tail.read(query);
        if (news.reset()) {
            views.clear();
            unreadable.clear();
        }
        news.entries().forEach(this::fold);
    }

    /** The run that an entry belongs to. */
    static String runOf(Entry entry) {
        return entry.content().subject().substring(SUBJECT.length());
    }

    static RunEvent event(Entry entry) {
        return RunJson.event(entry.content().kind(), entry.content().body());
    }

    /**
     * Whether it is an event of a run; a refused request is none, nor is an entry that names no
     * run.
     */
    static boolean isEvent(Entry entry) {
        return RunJson.isOfARun(entry.content().kind())
                && entry.content().subject().startsWith(SUBJECT);
    }

    private void fold(Entry entry) {
        if (!isEvent(entry)) {
            return;
        }
        String run = runOf(entry);
        try {
            if (unreadable.containsKey(run)) {
                String why = unreadable.get(run).why();
                unreadable.put(run, new Unreadable(why, entry.content().at()));
            } else {
                fold(run, event(entry), entry.content());
            }
        } catch (UnreadableEventException e) {
            views.remove(run);
            String why = "entry " + entry.sequence() + " is " + e.getMessage();
            unreadable.put(run, new Unreadable(why, entry.content().at()));
        }
    }

    private void fold(String run, RunEvent event, Draft d) {
        RunView view = views.get(run);
        if (view != null) {
            views.put(run, view.after(event, d.at()));
        } else if (event instanceof RunEvent.Planned planned) {
            views.put(run, RunView.planned(run, planned.plan(), d.actor(), d.at()));
        }
    }

    /** Writes an event that does not need the run's lease. */
    public void request(String run, String actor, RunEvent event) {
        ledger.append(draft(run, actor, event));
    }

    /** Writes it only while the lease holds; its holder need not be the actor. */
    public void request(String run, String actor, RunEvent event, Lease lease) {
        ledger.append(draft(run, actor, event), lease.condition());
    }

    /** Writes an event that only the holder of the run's lease may write. */
    public void write(Lease lease, String run, RunEvent event) {
        ledger.append(draft(run, lease.holder(), event), lease.condition());
    }

    /**
     * As {@link #write}, but without waiting for the disk: for events that the next process would
     * find out again.
     */
    public void note(Lease lease, String run, RunEvent event) {
        ledger.appendAhead(draft(run, lease.holder(), event), lease.condition());
    }

    private Draft draft(String run, String actor, RunEvent event) {
        return new Draft(
                clock.instant(), RunJson.kind(event), name(run), actor, RunJson.body(event));
    }
}
