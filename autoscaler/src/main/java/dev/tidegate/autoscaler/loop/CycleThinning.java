package dev.tidegate.autoscaler.loop;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.autoscaler.demand.Slot;
import dev.tidegate.autoscaler.guard.GuardSettings;
import dev.tidegate.autoscaler.guard.window.WindowMemory;
import dev.tidegate.autoscaler.loop.record.Cycle;
import dev.tidegate.autoscaler.loop.record.CycleJson;
import dev.tidegate.autoscaler.loop.record.CycleRecord;
import dev.tidegate.autoscaler.plan.CapacityPlan;
import dev.tidegate.autoscaler.plan.PlannerHandover;
import dev.tidegate.autoscaler.situation.FleetView;
import dev.tidegate.autoscaler.situation.FloorOverride;
import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.ledger.Entry;
import dev.tidegate.runbooks.ledger.LedgerException;
import dev.tidegate.runbooks.tier.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which cycles have an entry of their own. A hold that only repeats the last entry may wait for a while, its slots then standing in
 * the next one: thousands of workloads would otherwise write gigabytes a day that say nothing. What changes anything is written
 * at once, and so is a cycle in which work was turned away or waited. Not thread-safe.
 */
final class CycleThinning {
    private static final Logger LOG = LoggerFactory.getLogger(CycleThinning.class);

    private final Journal journal;
    private final Duration patience;
    private Optional<Said> last = Optional.empty();
    private Instant lastAt = Instant.MIN;
    private final List<Slot> waiting = new ArrayList<>(); // of the cycles since the last entry
    private Optional<FleetView> looked = Optional.empty(); // in the newest of them

    /** What an entry says beside its slots and its instant. */
    private record Said(
            int floor,
            int need,
            int wanted,
            int starting,
            int ready,
            List<Reason> reasons,
            List<FloorOverride> overrides,
            Tier tier) {}

    /** @param patience how long a hold that repeats the last entry may wait */
    CycleThinning(Journal journal, Duration patience) {
        this.journal = journal;
        this.patience = patience;
    }

    /** A planner begins with nothing but what this entry says: what waits was shown to the one before it, and is followed by no decision. */
    void begin(Instant at, String kind, JsonNode body) {
        waiting.clear();
        looked = Optional.empty();
        last = Optional.empty();
        journal.note(at, kind, body);
    }

    /** The newest entry that says what a planner had learned; empty where there is none, or nobody can tell. */
    Optional<Draft> learned() {
        try {
            return journal.newest(CycleRecord.LEARNED).map(Entry::content);
        } catch (LedgerException e) {
            LOG.debug("nobody knows what was learned of the fleet", e);
            return Optional.empty();
        }
    }

    /** What the guards' windows that end at {@code now} hold; empty where nobody can tell. */
    Optional<WindowMemory> windows(GuardSettings guards, Instant now) {
        try {
            return Optional.of(journal.windows(guards, now));
        } catch (LedgerException e) {
            LOG.debug("nobody knows what was removed and spent before", e);
            return Optional.empty();
        }
    }

    /** A planner goes on with other windows than it had. */
    void recall(Instant at, WindowMemory windows) {
        journal.note(at, CycleRecord.RECALLED, CycleJson.recalled(windows));
    }

    /** Whether the cycle is in the ledger, or need not be yet. */
    boolean record(Cycle cycle) {
        Optional<Said> said = said(cycle);
        boolean repeated = said.isPresent() && said.equals(last);
        if (repeated && cycle.at().isBefore(lastAt.plus(patience)) && journal.trouble().isEmpty()) {
            waiting.addAll(cycle.slots());
            looked = Optional.of((FleetView) cycle.situation().fleet());
            return true;
        }
        List<Slot> slots = new ArrayList<>(waiting);
        slots.addAll(cycle.slots());
        boolean written =
                journal.note(
                        cycle.at(),
                        CycleRecord.CYCLE,
                        CycleJson.write(cycle.withSlots(slots), looked));
        Optional<PlannerHandover> learned = cycle.decision().lessons().experience();
        if (learned.isPresent()) {
            journal.note(cycle.at(), CycleRecord.LEARNED, CycleJson.learned(learned));
        }
        waiting.clear();
        looked = Optional.empty();
        last = said;
        lastAt = cycle.at();
        return written;
    }

    /** Empty for a cycle that must have an entry, whatever stands before it. */
    private static Optional<Said> said(Cycle cycle) {
        CapacityPlan plan = cycle.decision().plan();
        if (!(plan instanceof CapacityPlan.Hold)
                || !(cycle.situation().fleet() instanceof FleetView fleet)
                || !cycle.situation().setAhead().isZero()
                || isSome(cycle.situation().turnedAway())
                || isSome(cycle.situation().queued())) {
            return Optional.empty();
        }
        return Optional.of(
                new Said(
                        plan.floor().count(),
                        cycle.decision().explanation().need().count(),
                        fleet.wanted(),
                        fleet.starting(),
                        fleet.ready(),
                        plan.reasons(),
                        cycle.situation().overrides(),
                        cycle.tier()));
    }

    private static boolean isSome(OptionalDouble work) {
        return work.isPresent() && work.getAsDouble() != 0;
    }
}
