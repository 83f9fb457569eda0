package dev.tidegate.autoscaler.replay;

import dev.tidegate.autoscaler.capacity.LeadTime;
import dev.tidegate.autoscaler.capacity.Throughput;
import dev.tidegate.autoscaler.demand.Slot;
import dev.tidegate.autoscaler.loop.record.CycleRecord;
import dev.tidegate.autoscaler.loop.record.LedgerReplay;
import dev.tidegate.autoscaler.plan.Planner;
import dev.tidegate.autoscaler.plan.PlannerSettings;
import dev.tidegate.autoscaler.shadow.Standing;
import dev.tidegate.autoscaler.situation.FleetView;
import dev.tidegate.runbooks.ledger.Draft;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One workload's recorded cycles through today's planner: whether every decision comes out again, and what the recorded ones
 * came to. A demand or a fleet that was not seen is taken to be the last one that was.
 *
 * @param outcome empty until there is a cycle and a replica's throughput is known
 */
public record RecordedCycles(
        String workload, List<LedgerReplay.Step> cycles, Optional<ReplayOutcome> outcome) {

    public RecordedCycles {
        cycles = List.copyOf(cycles);
    }

    /** Plays a workload's entries, in their order. */
    public static RecordedCycles play(
            String workload, List<Draft> entries, PlannerSettings settings) {
        List<Planner> planners = new ArrayList<>();
        List<LedgerReplay.Step> cycles =
                LedgerReplay.of(
                        entries,
                        () -> {
                            planners.add(new Planner(settings).comparing());
                            return planners.get(planners.size() - 1);
                        });
        Optional<Throughput> throughput = planners.get(planners.size() - 1).throughput();
        return new RecordedCycles(
                workload,
                cycles,
                throughput.flatMap(known -> outcome(cycles, settings, known, planners)));
    }

    private static Optional<ReplayOutcome> outcome(
            List<LedgerReplay.Step> cycles,
            PlannerSettings settings,
            Throughput throughput,
            List<Planner> planners) {
        List<ReplayStep> steps = new ArrayList<>();
        FleetView fleet = new FleetView(Instant.MIN, 0, 0, 0, 0); // until one was seen
        double unit = throughput.unitsPerSecond();
        double rate = 0;
        for (LedgerReplay.Step cycle : cycles) {
            if (cycle.recorded().situation().fleet() instanceof FleetView seen) {
                fleet = seen;
            }
            for (Slot slot : cycle.recorded().slots()) {
                rate = slot.observation().value().orElse(rate);
                steps.add(step(cycle, slot, fleet, rate / unit, unit));
            }
        }
        if (steps.isEmpty()) {
            return Optional.empty();
        }
        LeadTime lead = cycles.get(cycles.size() - 1).replayed().explanation().lead();
        return Optional.of(
                new ReplayOutcome(
                        settings.step(),
                        lead.steps(settings.step()),
                        settings.objective(),
                        throughput,
                        steps,
                        planners.stream()
                                .map(Planner::standings)
                                .filter(all -> !all.isEmpty())
                                .reduce(RecordedCycles::together)
                                .orElse(List.of())));
    }

    private static ReplayStep step(
            LedgerReplay.Step cycle, Slot slot, FleetView fleet, double demand, double unit) {
        CycleRecord then = cycle.recorded();
        return new ReplayStep(
                slot.start(),
                demand,
                then.floor(),
                fleet.ready(),
                fleet.total(),
                then.situation().turnedAway().orElse(0) / unit,
                cycle.replayed().explanation().policy(),
                then.reasons());
    }

    private static List<Standing> together(List<Standing> one, List<Standing> other) {
        List<Standing> sums = new ArrayList<>(one.size());
        for (int i = 0; i < one.size(); i++) {
            sums.add(one.get(i).and(other.get(i)));
        }
        return sums;
    }

    /** Decisions that come out again, reasons included. */
    public long same() {
        return cycles.stream().filter(LedgerReplay.Step::agrees).count();
    }

    /** The first decision that does not come out again. */
    public Optional<LedgerReplay.Step> firstOther() {
        return cycles.stream().filter(cycle -> !cycle.agrees()).findFirst();
    }
}
