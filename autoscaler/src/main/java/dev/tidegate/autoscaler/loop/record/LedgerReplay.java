package dev.tidegate.autoscaler.loop.record;

import dev.tidegate.autoscaler.demand.Slot;
import dev.tidegate.autoscaler.plan.Decision;
import dev.tidegate.autoscaler.plan.Planner;
import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.runbooks.ledger.Draft;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Replays one daemon's recorded cycles through today's planner: an unchanged planner reproduces every decision, a changed one
 * shows what it would have done differently.
 */
public final class LedgerReplay {

    /**
     * One cycle, as recorded and as replayed.
     *
     * @param replayed what today's planner decides on the recorded input
     */
    public record Step(CycleRecord recorded, Decision replayed) {

        /** Whether the decision is the same, reasons included. */
        public boolean agrees() {
            List<String> reasons = replayed.plan().reasons().stream().map(Reason::code).toList();
            return replayed.plan().floor().count() == recorded.floor()
                    && reasons.equals(recorded.reasons());
        }
    }

    /** Creates the planner of each start. */
    public interface PlannerFactory {
        /**
         * A planner without history.
         *
         * @param forecasting whether forecasts were among the signals of the one that is replayed: it may not have had room
         */
        Planner create(boolean forecasting);
    }

    private final PlannerFactory plannerFactory;
    private Planner planner;

    public LedgerReplay(PlannerFactory plannerFactory) {
        this.plannerFactory = plannerFactory;
        planner = plannerFactory.create(true);
    }

    /**
     * Plays the next entry of one workload and one process; returns a step if it is a cycle. A planner start or a history entry
     * begins with a new planner.
     */
    public Optional<Step> play(Draft entry) {
        if (entry.kind().equals(CycleRecord.HISTORY)) {
            planner = newPlanner(entry);
            planner.backfill(CycleRecord.history(entry));
        } else if (entry.kind().equals(CycleRecord.STARTED)) {
            planner = newPlanner(entry);
        } else if (entry.kind().equals(CycleRecord.RECALLED)) {
            WindowRecord.read(entry).ifPresent(planner::resume);
        } else if (entry.kind().equals(CycleRecord.CYCLE)) {
            CycleRecord cycle = CycleRecord.of(entry);
            return Optional.of(new Step(cycle, decide(cycle)));
        }
        return Optional.empty();
    }

    private Planner newPlanner(Draft entry) {
        Planner fresh = plannerFactory.create(CycleRecord.isForecasting(entry));
        CycleRecord.learned(entry).ifPresent(known -> fresh.resume(known, Duration.ZERO));
        WindowRecord.read(entry).ifPresent(fresh::resume);
        return fresh;
    }

    /** The last slot is part of the situation, as it was in the daemon. */
    private Decision decide(CycleRecord cycle) {
        cycle.looked().ifPresent(planner::observeFleet);
        for (Slot slot : cycle.slots().subList(0, Math.max(0, cycle.slots().size() - 1))) {
            planner.observe(slot.start(), slot.observation().value());
        }
        return planner.decide(cycle.situation());
    }
}
