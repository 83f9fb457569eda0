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
import java.util.OptionalLong;

/**
 * What a step has to restore: what it found, unless another run had written that which was taken back meanwhile and had to leave it,
 * since this step had written over it. Then what that run found is restored, as if it had never run. Runs of one target so
 * end with what was there before all of them, in whatever order they do; two whose leases end one after the other do it in the
 * order in which they began.
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

    /** The step's change with the before-image that is to be restored. */
    public Change of(String run, String step, Change ours) {
        OptionalLong began = began(run, step);
        if (began.isEmpty()) {
            return ours;
        }
        Change restoring = ours;
        LedgerQuery left = LedgerQuery.all().kind(CONFLICT).after(began.getAsLong());
        for (Entry entry : ledger.read(left)) {
            restoring = after(entry, began.getAsLong(), restoring);
        }
        return restoring;
    }

    private Change after(Entry conflict, long began, Change ours) {
        String other = Journal.run(conflict);
        String step = ((RunEvent.UndoConflict) Journal.event(conflict)).step();
        Optional<Change> theirs =
                new Journal(ledger, clock)
                        .refresh(other)
                        .map(view -> view.step(step))
                        .filter(seen -> seen.status() == Status.CONFLICT)
                        .flatMap(StepView::change)
                        .filter(change -> change.target().equals(ours.target()));
        boolean first = began(other, step).orElse(Long.MAX_VALUE) < began;
        if (theirs.isEmpty() || !first) {
            return ours;
        }
        Change before = of(other, step, theirs.get());
        List<FieldChange> fields =
                ours.fields().stream().map(field -> following(before, field)).toList();
        return new Change(ours.target(), fields, ours.key());
    }

    private static FieldChange following(Change before, FieldChange ours) {
        return before.fields().stream()
                .filter(theirs -> theirs.field().equals(ours.field()))
                .findFirst()
                .map(ours::following)
                .orElse(ours);
    }

    /** Where the ledger says for the first time that the step is about to be done. */
    private OptionalLong began(String run, String step) {
        return ledger.read(LedgerQuery.all().subject(Journal.name(run)).kind(INTENDED)).stream()
                .filter(e -> ((RunEvent.StepIntended) Journal.event(e)).step().equals(step))
                .mapToLong(Entry::sequence)
                .findFirst();
    }
}
