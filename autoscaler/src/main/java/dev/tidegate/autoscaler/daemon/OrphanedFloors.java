package dev.tidegate.autoscaler.daemon;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.autoscaler.loop.Troubles;
import dev.tidegate.autoscaler.loop.record.ChangeRecord;
import dev.tidegate.runbooks.act.Actuator;
import dev.tidegate.runbooks.act.Actuators;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.FieldChange;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Reading;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.Unreadable;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.ledger.LedgerException;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Floors that loops set and nobody follows any more: a workload that is taken out of the configuration, or given another fleet,
 * leaves its floor as it was set last. Looked for once, at the start, on a thread of its own; told as a trouble where the target
 * holds that floor still, or cannot be read.
 */
final class OrphanedFloors implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OrphanedFloors.class);
    private static final String FLOOR = "floor";

    /**
     * What was there before the first change, and what the last one left, by whom.
     *
     * @param open what a change would have left of which nobody knows what became
     */
    private record Floor(
            JsonNode before, JsonNode set, Optional<JsonNode> open, String workload, Instant at) {

        /** What is known once the target was seen to hold this. */
        Floor seenAs(JsonNode now) {
            return open.filter(now::equals)
                    .map(made -> new Floor(before, made, Optional.empty(), workload, at))
                    .orElse(this);
        }
    }

    private final Ledger ledger;
    private final Actuators actuators;
    private final Troubles troubles;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(OrphanedFloors::background);

    OrphanedFloors(Ledger ledger, Actuators actuators, Troubles troubles) {
        this.ledger = ledger;
        this.actuators = actuators;
        this.troubles = troubles;
    }

    /** A cloud that does not answer keeps no process from its end. */
    private static Thread background(Runnable work) {
        Thread made = new Thread(work, "left-floors");
        made.setDaemon(true);
        return made;
    }

    /** @param followed the targets whose floors loops set now */
    void start(Set<Target> followed) {
        thread.execute(() -> look(followed));
    }

    void look(Set<Target> followed) {
        try {
            Map<Target, Floor> left = set();
            left.keySet().removeAll(followed);
            left.forEach(this::tell);
        } catch (LedgerException e) {
            LOG.debug("nobody knows which floors were set; that is told by whoever writes", e);
        }
    }

    private Map<Target, Floor> set() {
        var floors = new HashMap<Target, Floor>();
        LedgerQuery changes = LedgerQuery.all().kind(ChangeRecord.INTENDED, ChangeRecord.OUTCOME);
        ledger.each(changes, entry -> heed(entry.content(), floors));
        return floors;
    }

    private static void heed(Draft entry, Map<Target, Floor> floors) {
        Change change = ChangeRecord.change(entry);
        for (FieldChange field : change.fields()) {
            if (field.field().equals(FLOOR)) {
                Optional<Floor> known = Optional.ofNullable(floors.get(change.target()));
                JsonNode before = known.map(Floor::before).orElse(field.before());
                JsonNode set =
                        ChangeRecord.isDone(entry)
                                ? field.after()
                                : known.map(Floor::set).orElse(field.before());
                Optional<JsonNode> open =
                        ChangeRecord.isOpen(entry) ? Optional.of(field.after()) : Optional.empty();
                floors.put(
                        change.target(), new Floor(before, set, open, entry.subject(), entry.at()));
            }
        }
    }

    private void tell(Target target, Floor floor) {
        Optional<Actuator> actuator = actuators.find(target.kind());
        boolean wasSet = !floor.set().equals(floor.before());
        if ((!wasSet && floor.open().isEmpty()) || actuator.isEmpty()) {
            return; // as it was, or simulated by the process that is gone
        }
        Reading now = actuator.get().read(target);
        if (now instanceof Observed seen) {
            tell(target, floor.seenAs(seen.field(FLOOR)), now);
        } else {
            tell(target, floor, now);
        }
    }

    private void tell(Target target, Floor floor, Reading now) {
        boolean gone = now instanceof Unreadable none && none.reason() == Failure.ABSENT;
        boolean others = now instanceof Observed seen && !seen.field(FLOOR).equals(floor.set());
        if (!gone && !others && !floor.set().equals(floor.before())) {
            troubles.report(
                    "floor of " + target,
                    "left behind",
                    "no workload of the configuration names it any more; "
                            + floor.set()
                            + " was set last, for "
                            + floor.workload()
                            + " at "
                            + floor.at()
                            + ", and stays; it was "
                            + floor.before()
                            + " before the first change: write that back by hand, or name it in a"
                            + " workload again");
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
