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
 * Replays the recorded cycles of a workload by one daemon through today's planner: whether every decision is reproduced,
 * and what the recorded ones cost. A missing demand or fleet is replaced by the last observed one. Cycles without a new
 * demand are not stored, so that months fit into memory. Not thread-safe.
 */
public final class RecordedCycles {
    private final PlannerSettings settings;
    private final LedgerReplay replay;
    private final List<ReplayStep> steps = new ArrayList<>(); // in units, not in replicas
    private Planner planner;
    private List<PolicyScore> policyScores = List.of(); // of earlier planners
    private FleetView fleet = new FleetView(Instant.MIN, 0, 0, 0, 0); // until one was seen
    private double rate;
    private long cycles;
    private boolean hasOtherStep; // the planner whose entries come now
    private long withOtherStep;
    private long reproduced;
    private Optional<LedgerReplay.Step> firstMismatch = Optional.empty();
    private Optional<LeadTime> lead = Optional.empty();

    public RecordedCycles(PlannerSettings settings) {
        this.settings = settings;
        planner = createPlanner(true);
        replay = new LedgerReplay(this::newPlanner);
    }

    private Planner createPlanner(boolean forecasting) {
        return new Planner(forecasting ? settings : settings.withoutForecast()).withPolicyScores();
    }

    private Planner newPlanner(boolean forecasting) {
        policyScores = policyScores();
        planner = createPlanner(forecasting);
        return planner;
    }

    /** Replays the next entry of the workload, or leaves it out if its slots are of another step than today's. */
    public void add(Draft entry) {
        hasOtherStep =
                CycleRecord.step(entry)
                        .map(step -> !step.equals(settings.step()))
                        .orElse(hasOtherStep);
        if (!hasOtherStep) {
            replay.play(entry).ifPresent(this::add);
        } else if (entry.kind().equals(CycleRecord.CYCLE)) {
            withOtherStep++;
        }
    }

    private void add(LedgerReplay.Step cycle) {
        cycles++;
        if (cycle.agrees()) {
            reproduced++;
        } else if (firstMismatch.isEmpty()) {
            firstMismatch = Optional.of(cycle);
        }
        lead = Optional.of(cycle.replayed().explanation().lead());
        CycleRecord recorded = cycle.recorded();
        if (recorded.situation().fleet() instanceof FleetView view) {
            fleet = view;
        }
        for (Slot slot : recorded.slots()) {
            rate = slot.observation().value().orElse(rate);
            steps.add(
                    new ReplayStep(
                            slot.start(),
                            rate,
                            recorded.floor(),
                            fleet.ready(),
                            fleet.total(),
                            recorded.situation().turnedAway().orElse(0),
                            cycle.replayed().explanation().policy(),
                            recorded.reasons()));
        }
    }

    /** Number of cycles replayed. */
    public long cycles() {
        return cycles;
    }

    /** Number of cycles left out, since they were recorded with another step of demand. */
    public long withOtherStep() {
        return withOtherStep;
    }

    /** Number of decisions reproduced, including their reasons. */
    public long reproduced() {
        return reproduced;
    }

    /** The first decision that was not reproduced. */
    public Optional<LedgerReplay.Step> firstMismatch() {
        return firstMismatch;
    }

    /**
     * The outcome of the recorded decisions; empty until there is a cycle with a demand and the throughput of a replica
     * is known.
     */
    public Optional<ReplayOutcome> outcome() {
        Optional<Throughput> throughput = planner.throughput();
        if (throughput.isEmpty() || steps.isEmpty()) {
            return Optional.empty();
        }
        double perReplica = throughput.get().unitsPerSecond();
        return Optional.of(
                new ReplayOutcome(
                        settings.step(),
                        lead.orElseThrow().steps(settings.step()),
                        settings.objective(),
                        throughput.get(),
                        steps.stream().map(step -> step.inReplicas(perReplica)).toList(),
                        policyScores()));
    }

    /** The sums over all planners, of the policies that each of them had: one without forecasts has fewer. */
    private List<PolicyScore> policyScores() {
        List<PolicyScore> current = planner.policyScores();
        if (policyScores.isEmpty() || current.isEmpty()) {
            return policyScores.isEmpty() ? current : policyScores;
        }
        int common =
                Math.min(policyScores.size(), current.size()); // those with forecasts come last
        List<PolicyScore> sums = new ArrayList<>(common);
        for (int i = 0; i < common; i++) {
            sums.add(policyScores.get(i).plus(current.get(i)));
        }
        return sums;
    }
}
