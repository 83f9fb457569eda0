package dev.tidegate.autoscaler.serve;

import dev.tidegate.autoscaler.loop.record.Action;
import dev.tidegate.autoscaler.loop.record.Cycle;
import dev.tidegate.autoscaler.loop.record.CycleRecord;
import dev.tidegate.autoscaler.loop.record.Leader;
import dev.tidegate.autoscaler.loop.record.OverrideRecord;
import dev.tidegate.autoscaler.loop.record.OverrideRecord.AuthoredOverride;
import dev.tidegate.autoscaler.loop.record.TierStanding;
import dev.tidegate.autoscaler.plan.Explanation;
import dev.tidegate.autoscaler.situation.FleetReading;
import dev.tidegate.autoscaler.situation.FleetView;
import dev.tidegate.autoscaler.situation.Observation;
import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.runbooks.ledger.Draft;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The state of a workload after its newest cycle; built from the cycle while the daemon runs, otherwise from the ledger.
 *
 * @param unit what demand counts, for people; empty if the configuration is not readable
 * @param queued units that wait, if configured and known
 * @param turnedAway units a second, if configured and known
 * @param latencyP99 seconds, if configured and known
 * @param reasons codes: why the plan is what it is, and why it is not in effect if it is not
 * @param standing why the tier lasts; empty outside of tiers, and from cycles of earlier versions
 * @param overrides that the cycle was decided under
 * @param leader who acts on the fleet; empty from the ledger, where every daemon's cycles stand
 * @param lastChange describes the last change, made or withheld
 * @param ledgerTrouble why the ledger cannot be written, while it cannot
 */
public record WorkloadStatus(
        String workload,
        Instant at,
        String mode,
        Optional<String> unit,
        Observation demand,
        FleetReading fleet,
        OptionalDouble queued,
        OptionalDouble turnedAway,
        OptionalDouble latencyP99,
        int plannedFloor,
        List<String> reasons,
        String policy,
        int tier,
        Optional<TierStanding> standing,
        List<AuthoredOverride> overrides,
        Optional<Leader> leader,
        Optional<String> lastChange,
        Optional<String> ledgerTrouble) {

    public WorkloadStatus {
        reasons = List.copyOf(reasons);
        overrides = List.copyOf(overrides);
    }

    /** @param lastChange as known before, unless this cycle has a newer one */
    static WorkloadStatus of(Cycle cycle, Optional<String> unit, Optional<String> lastChange) {
        return new WorkloadStatus(
                cycle.workload(),
                cycle.at(),
                cycle.mode().name().toLowerCase(Locale.ROOT),
                unit,
                cycle.situation().demand(),
                cycle.situation().fleet(),
                cycle.situation().queued(),
                cycle.situation().turnedAway(),
                cycle.latencyP99(),
                cycle.decision().plan().floor().count(),
                cycle.reasons().stream().map(Reason::code).toList(),
                cycle.decision().explanation().policy(),
                cycle.tier().level(),
                cycle.standing(),
                cycle.overrides(),
                Optional.of(cycle.leader()),
                cycle.latestAction().map(Action::describe).or(() -> lastChange),
                cycle.ledgerTrouble());
    }

    /**
     * Builds the status from the newest cycle entry.
     *
     * @param change describes the newest entry about a change
     */
    public static WorkloadStatus of(Draft entry, Optional<String> unit, Optional<String> change) {
        CycleRecord cycle = CycleRecord.of(entry);
        return new WorkloadStatus(
                entry.subject(),
                entry.at(),
                entry.body().path("mode").asText(),
                unit,
                cycle.situation().demand(),
                cycle.situation().fleet(),
                cycle.situation().queued(),
                cycle.situation().turnedAway(),
                entry.body().has("latency_p99")
                        ? OptionalDouble.of(entry.body().path("latency_p99").asDouble())
                        : OptionalDouble.empty(),
                cycle.floor(),
                cycle.reasons(),
                entry.body().path("explanation").path("policy").asText(),
                entry.body().path("tier").asInt(),
                TierStanding.of(entry.body().path(CycleRecord.TIER_STATE)),
                OverrideRecord.ofCycle(entry),
                Optional.empty(),
                change,
                Optional.empty());
    }

    /** Whether the plan is based on a need: without any demand yet, or without a fleet reading, it repeats the current floor. */
    public boolean isInformed() {
        return fleet instanceof FleetView && !policy.equals(Explanation.NO_POLICY);
    }
}
