package dev.tidegate.autoscaler.loop.record;

import dev.tidegate.autoscaler.demand.Slot;
import dev.tidegate.autoscaler.plan.Decision;
import dev.tidegate.autoscaler.plan.Planner;
import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.runbooks.ledger.Draft;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One daemon's recorded cycles through a planner of today: the same planner gives every decision again, a changed one shows
 * what it would have done differently.
 */
public final class LedgerReplay {

    /**
     * One cycle, then and now.
     *
     * @param replayed what the planner of today decides on what was known then
     */
    public record Step(CycleRecord recorded, Decision replayed) {

        /** Whether the decision is the same, reasons included. */
        public boolean agrees() {
            List<String> reasons = replayed.plan().reasons().stream().map(Reason::code).toList();
            return replayed.plan().floor().count() == recorded.floor()
                    && reasons.equals(recorded.reasons());
        }
    }

    private final Supplier<Planner> planners;
    private Planner planner;

    /** @param planners that have seen nothing; one for each start */
    public LedgerReplay(Supplier<Planner> planners) {
        this.planners = planners;
        planner = planners.get();
    }

    /**
     * Takes in the next entry of one workload and one process; a step where it is a cycle. A start of the process or a history
     * entry begins with a planner that has seen nothing.
     */
    public Optional<Step> play(Draft entry) {
        if (entry.kind().equals(CycleRecord.HISTORY)) {
            planner = begin(entry);
            planner.backfill(CycleRecord.history(entry));
        } else if (entry.kind().equals(CycleRecord.STARTED)) {
            planner = begin(entry);
        } else if (entry.kind().equals(CycleRecord.RECALLED)) {
            WindowRecord.read(entry).ifPresent(planner::resume);
        } else if (entry.kind().equals(CycleRecord.CYCLE)) {
            CycleRecord cycle = CycleRecord.of(entry);
            return Optional.of(new Step(cycle, decide(cycle)));
        }
        return Optional.empty();
    }

    private Planner begin(Draft entry) {
        Planner begun = planners.get();
        CycleRecord.learned(entry).ifPresent(known -> begun.resume(known, Duration.ZERO));
        WindowRecord.read(entry).ifPresent(begun::resume);
        return begun;
    }

    /** The last slot comes by way of the situation, as it did then. */
    private Decision decide(CycleRecord cycle) {
        cycle.looked().ifPresent(planner::look);
        for (Slot slot : cycle.slots().subList(0, Math.max(0, cycle.slots().size() - 1))) {
            planner.observe(slot.start(), slot.observation().value());
        }
        return planner.decide(cycle.situation());
    }
}
