package dev.tidegate.runbooks.run.record;

import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.FieldChange;
import dev.tidegate.runbooks.ledger.Entry;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import dev.tidegate.runbooks.run.record.StepView.Status;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Decides which value undoing a step restores: normally the one the step found. If that value was
 * written by an earlier run that was undone meanwhile, and that had to leave it because this step
 * had overwritten it, then the value that the earlier run found is restored, as if it had never
 * run. So overlapping runs of one target leave what was there before all of them, in whatever order
 * they are undone; two whose leases expire one after the other are undone in the order in which
 * they began.
 */
public final class Restoration {
    private static final String INTENDED = RunJson.kind(RunEvent.StepIntended.class);
    private static final String CONFLICT = RunJson.kind(RunEvent.UndoConflict.class);

    private final Ledger ledger;
    private final InstantSource clock;

    public Restoration(Ledger ledger, InstantSource clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** The step's change, with the before-image to restore. */
    public Change changeToUndo(String run, String step, Change ours) {
        long firstIntended = firstIntended(run, step);
        Change restoring = ours;
        LedgerQuery left = LedgerQuery.all().kind(CONFLICT).after(firstIntended);
        for (Entry entry : ledger.read(left).stream().filter(Journal::isEvent).toList()) {
            try {
                restoring = afterConflict(entry, firstIntended, restoring);
            } catch (UnreadableEventException e) {
                // the other run is reported by itself; what this step found is known all the same
            }
        }
        return restoring;
    }

    private Change afterConflict(Entry conflict, long firstIntended, Change ours) {
        String other = Journal.runOf(conflict);
        String step = ((RunEvent.UndoConflict) Journal.event(conflict)).step();
        Optional<Change> theirs =
                new Journal(ledger, clock)
                        .refresh(other)
                        .map(view -> view.step(step))
                        .filter(seen -> seen.status() == Status.CONFLICT)
                        .flatMap(StepView::change)
                        .filter(change -> change.target().equals(ours.target()));
        if (theirs.isEmpty() || firstIntended(other, step) >= firstIntended) {
            return ours;
        }
        Change before = changeToUndo(other, step, theirs.get());
        List<FieldChange> fields =
                ours.fields().stream().map(field -> withBeforeOf(before, field)).toList();
        return new Change(ours.target(), fields, ours.key());
    }

    private static FieldChange withBeforeOf(Change before, FieldChange ours) {
        return before.fields().stream()
                .filter(theirs -> theirs.field().equals(ours.field()))
                .findFirst()
                .map(ours::composedAfter)
                .orElse(ours);
    }

    /** Sequence number of the first entry that says the step, which has a change, is to be executed. */
    private long firstIntended(String run, String step) {
        return ledger.read(LedgerQuery.all().subject(Journal.name(run)).kind(INTENDED)).stream()
                .filter(e -> ((RunEvent.StepIntended) Journal.event(e)).step().equals(step))
                .mapToLong(Entry::sequence)
                .findFirst()
                .orElseThrow();
    }
}
