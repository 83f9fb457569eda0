package dev.tidegate.autoscaler.loop;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.autoscaler.demand.Slot;
import dev.tidegate.autoscaler.loop.record.Cycle;
import dev.tidegate.autoscaler.loop.record.CycleJson;
import dev.tidegate.autoscaler.loop.record.CycleRecord;
import dev.tidegate.autoscaler.plan.CapacityPlan;
import dev.tidegate.autoscaler.plan.PlannerHandover;
import dev.tidegate.autoscaler.situation.FleetView;
import dev.tidegate.autoscaler.situation.FloorOverride;
import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.runbooks.tier.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Decides which cycles get a ledger entry of their own. A hold that only repeats the last entry may be left out for a while; its
 * slots are added to the next entry. Otherwise thousands of workloads would write gigabytes a day without information. Changes
 * are written at once, and so is a cycle in which work was turned away or queued. Not thread-safe.
 */
final class CycleThinning {
    /** While a tier lasts: a restart has to know until when its calm was watched. */
    private static final Duration MAX_REPEAT_INTERVAL_IN_TIER = Duration.ofMinutes(1);

    private final Journal journal;
    private final Duration repeatInterval;
    private Optional<Summary> lastSummary = Optional.empty();
    private Instant lastWritten = Instant.MIN;
    private final List<Slot> pendingSlots =
            new ArrayList<>(); // of cycles left out since the last entry
    private Optional<FleetView> lastReading = Optional.empty(); // of the newest cycle left out

    /** What two entries are compared by: all but slots and instants. */
    private record Summary(
            int floor,
            int need,
            int wanted,
            int starting,
            int ready,
            List<Reason> reasons,
            List<FloorOverride> overrides,
            Tier tier) {}

    /** @param repeatInterval how long a hold that repeats the last entry may be left out */
    CycleThinning(Journal journal, Duration repeatInterval) {
        this.journal = journal;
        this.repeatInterval = repeatInterval;
    }

    /**
     * Records that a new planner starts from this entry alone. Pending slots are dropped: only the old planner saw them, and no
     * recorded decision follows from them.
     */
    void startPlanner(Instant at, String kind, JsonNode body) {
        pendingSlots.clear();
        lastReading = Optional.empty();
        lastSummary = Optional.empty();
        journal.note(at, kind, body);
    }

    /** Records the cycle, or leaves it out for now. False if it should have been written and was not. */
    boolean record(Cycle cycle) {
        Optional<Summary> summary = summary(cycle);
        boolean repeated = summary.isPresent() && summary.equals(lastSummary);
        if (repeated
                && cycle.at().isBefore(lastWritten.plus(repeatInterval(cycle.tier())))
                && journal.trouble().isEmpty()) {
            pendingSlots.addAll(cycle.slots());
            lastReading = Optional.of((FleetView) cycle.situation().fleet());
            return true;
        }
        List<Slot> slots = new ArrayList<>(pendingSlots);
        slots.addAll(cycle.slots());
        boolean written =
                journal.note(
                        cycle.at(), CycleRecord.CYCLE, CycleJson.write(cycle, slots, lastReading));
        Optional<PlannerHandover> learned = cycle.decision().learned().handover();
        if (learned.isPresent()) {
            journal.note(cycle.at(), CycleRecord.LEARNED, CycleJson.learned(learned));
        }
        pendingSlots.clear();
        lastReading = Optional.empty();
        lastSummary = summary;
        lastWritten = cycle.at();
        return written;
    }

    private Duration repeatInterval(Tier tier) {
        boolean isLonger = repeatInterval.compareTo(MAX_REPEAT_INTERVAL_IN_TIER) > 0;
        return tier != Tier.NORMAL && isLonger ? MAX_REPEAT_INTERVAL_IN_TIER : repeatInterval;
    }

    /** Empty for a cycle that is always written. */
    private static Optional<Summary> summary(Cycle cycle) {
        CapacityPlan plan = cycle.decision().plan();
        if (!(plan instanceof CapacityPlan.Hold)
                || !(cycle.situation().fleet() instanceof FleetView fleet)
                || !cycle.situation().setAhead().isZero()
                || isNonZero(cycle.situation().turnedAway())
                || isNonZero(cycle.situation().queued())) {
            return Optional.empty();
        }
        return Optional.of(
                new Summary(
                        plan.floor().count(),
                        cycle.decision().explanation().need().count(),
                        fleet.wanted(),
                        fleet.starting(),
                        fleet.ready(),
                        plan.reasons(),
                        cycle.situation().overrides(),
                        cycle.tier()));
    }

    private static boolean isNonZero(OptionalDouble work) {
        return work.isPresent() && work.getAsDouble() != 0;
    }
}
