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
import dev.tidegate.runbooks.ledger.Entry;
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
 * Finds floors that a loop set and none manages any more: a workload that was removed from the configuration, or given another
 * fleet, leaves its last floor behind. Checked once at the start, on its own thread; reported as a trouble if the target still
 * has that floor or cannot be read.
 */
final class OrphanedFloors implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OrphanedFloors.class);
    private static final String FLOOR = "floor";

    /**
     * The value before the first change and after the last one, and for which workload.
     *
     * @param open value of a change whose outcome is unknown
     */
    private record Floor(
            JsonNode before, JsonNode set, Optional<JsonNode> open, String workload, Instant at) {

        /** Resolves an open change by the value that the target has now. */
        Floor resolve(JsonNode current) {
            return open.filter(current::equals)
                    .map(applied -> new Floor(before, applied, Optional.empty(), workload, at))
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

    /** A daemon thread: a cloud API that does not answer must not keep the process alive. */
    private static Thread background(Runnable work) {
        Thread created = new Thread(work, "left-floors");
        created.setDaemon(true);
        return created;
    }

    /** @param followed targets whose floors loops manage now */
    void start(Set<Target> followed) {
        thread.execute(() -> check(followed));
    }

    void check(Set<Target> followed) {
        try {
            Map<Target, Floor> orphaned = lastSetFloors();
            orphaned.keySet().removeAll(followed);
            orphaned.forEach(this::reportIfOrphaned);
        } catch (LedgerException e) {
            LOG.debug("which floors were set cannot be read; writers report that", e);
        }
    }

    private Map<Target, Floor> lastSetFloors() {
        var floors = new HashMap<Target, Floor>();
        LedgerQuery changes = LedgerQuery.all().kind(ChangeRecord.INTENDED, ChangeRecord.OUTCOME);
        ledger.forEach(changes, entry -> apply(entry, floors));
        return floors;
    }

    /** An entry that cannot be understood, such as one of a newer version, does not stop the others. */
    private void apply(Entry entry, Map<Target, Floor> floors) {
        try {
            apply(entry.content(), floors);
        } catch (IllegalArgumentException e) {
            troubles.report(
                    "floors that were set",
                    "not understood",
                    "entry %d is ignored; a floor that it set is not looked for: %s"
                            .formatted(entry.sequence(), e.getMessage()));
        }
    }

    private static void apply(Draft entry, Map<Target, Floor> floors) {
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

    private void reportIfOrphaned(Target target, Floor floor) {
        Optional<Actuator> actuator = actuators.find(target.kind());
        boolean wasSet = !floor.set().equals(floor.before());
        if ((!wasSet && floor.open().isEmpty()) || actuator.isEmpty()) {
            return; // unchanged, or simulated by a process that has ended
        }
        Reading reading = actuator.get().read(target);
        if (reading instanceof Observed observed) {
            reportIfOrphaned(target, floor.resolve(observed.field(FLOOR)), reading);
        } else {
            reportIfOrphaned(target, floor, reading);
        }
    }

    private void reportIfOrphaned(Target target, Floor floor, Reading reading) {
        boolean gone =
                reading instanceof Unreadable unreadable && unreadable.reason() == Failure.ABSENT;
        boolean changedSince =
                reading instanceof Observed observed && !observed.field(FLOOR).equals(floor.set());
        if (!gone && !changedSince && !floor.set().equals(floor.before())) {
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
