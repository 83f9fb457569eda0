package dev.tidegate.autoscaler.replay;

import dev.tidegate.autoscaler.capacity.LeadTime;
import dev.tidegate.autoscaler.capacity.Throughput;
import dev.tidegate.autoscaler.demand.Slot;
import dev.tidegate.autoscaler.loop.record.CycleRecord;
import dev.tidegate.autoscaler.loop.record.LedgerReplay;
import dev.tidegate.autoscaler.plan.Planner;
import dev.tidegate.autoscaler.plan.PlannerSettings;
import dev.tidegate.autoscaler.shadow.PolicyScore;
import dev.tidegate.autoscaler.situation.FleetView;
import dev.tidegate.runbooks.ledger.Draft;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One daemon's recorded cycles of a workload through today's planner: whether every decision comes out again, and what the
 * recorded ones came to. A demand or a fleet that was not seen is taken to be the last one that was. Of a cycle that told of no
 * new demand nothing is kept, so that months fit into memory. Not thread-safe.
 */
public final class RecordedCycles {
    private final PlannerSettings settings;
    private final LedgerReplay replay;
    private final List<ReplayStep> steps = new ArrayList<>(); // in units, not in replicas
    private Planner planner;
    private List<PolicyScore> standings = List.of(); // of the planners before
    private FleetView fleet = new FleetView(Instant.MIN, 0, 0, 0, 0); // until one was seen
    private double rate;
    private long cycles;
    private long same;
    private Optional<LedgerReplay.Step> firstOther = Optional.empty();
    private Optional<LeadTime> lead = Optional.empty();

    public RecordedCycles(PlannerSettings settings) {
        this.settings = settings;
        planner = planner();
        replay = new LedgerReplay(this::anew);
    }

    private Planner planner() {
        return new Planner(settings).comparing();
    }

    private Planner anew() {
        standings = standings();
        planner = planner();
        return planner;
    }

    /** Plays the next of the workload's entries. */
    public void add(Draft entry) {
        replay.play(entry).ifPresent(this::add);
    }

    private void add(LedgerReplay.Step cycle) {
        cycles++;
        if (cycle.agrees()) {
            same++;
        } else if (firstOther.isEmpty()) {
            firstOther = Optional.of(cycle);
        }
        lead = Optional.of(cycle.replayed().explanation().lead());
        CycleRecord then = cycle.recorded();
        if (then.situation().fleet() instanceof FleetView seen) {
            fleet = seen;
        }
        for (Slot slot : then.slots()) {
            rate = slot.observation().value().orElse(rate);
            steps.add(
                    new ReplayStep(
                            slot.start(),
                            rate,
                            then.floor(),
                            fleet.ready(),
                            fleet.total(),
                            then.situation().turnedAway().orElse(0),
                            cycle.replayed().explanation().policy(),
                            then.reasons()));
        }
    }

    /** Cycles that were played. */
    public long cycles() {
        return cycles;
    }

    /** Decisions that come out again, reasons included. */
    public long same() {
        return same;
    }

    /** The first decision that does not come out again. */
    public Optional<LedgerReplay.Step> firstOther() {
        return firstOther;
    }

    /** What they came to; empty until there is a cycle with a demand and a replica's throughput is known. */
    public Optional<ReplayOutcome> outcome() {
        Optional<Throughput> throughput = planner.throughput();
        if (throughput.isEmpty() || steps.isEmpty()) {
            return Optional.empty();
        }
        double unit = throughput.get().unitsPerSecond();
        return Optional.of(
                new ReplayOutcome(
                        settings.step(),
                        lead.orElseThrow().steps(settings.step()),
                        settings.objective(),
                        throughput.get(),
                        steps.stream().map(step -> step.of(unit)).toList(),
                        standings()));
    }

    private List<PolicyScore> standings() {
        List<PolicyScore> now = planner.standings();
        if (standings.isEmpty() || now.isEmpty()) {
            return standings.isEmpty() ? now : standings;
        }
        List<PolicyScore> sums = new ArrayList<>(now.size());
        for (int i = 0; i < now.size(); i++) {
            sums.add(standings.get(i).and(now.get(i)));
        }
        return sums;
    }
}
