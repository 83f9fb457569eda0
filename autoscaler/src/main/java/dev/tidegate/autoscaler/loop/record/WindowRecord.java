package dev.tidegate.autoscaler.loop.record;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.autoscaler.guard.GuardSettings;
import dev.tidegate.autoscaler.guard.window.ReplicaCount;
import dev.tidegate.autoscaler.guard.window.WindowMemory;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.ledger.Entry;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the guards' windows hold, from the ledger: as an entry says that a planner began with it, and as the cycles of the
 * processes before this one make it up, whichever daemon's they were.
 */
public final class WindowRecord {
    private static final String WINDOWS = "windows";
    private static final int FIRST_LOOK = 32; // five minutes at 15 s, and one before
    private static final long FIRST_STRIDE = 256;

    /** Puts what a planner began with into the entry that says so. */
    static void write(ObjectNode json, WindowMemory windows) {
        json.set(WINDOWS, CycleJson.RECORDS.valueToTree(windows));
    }

    /** What a planner began with; empty where the entry says nothing of it, as older ones do. */
    static Optional<WindowMemory> read(Draft entry) {
        JsonNode windows = entry.body().path(WINDOWS);
        if (!windows.isObject()) {
            return Optional.empty();
        }
        try {
            return Optional.of(CycleJson.RECORDS.treeToValue(windows, WindowMemory.class));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no windows: " + e.getOriginalMessage(), e);
        }
    }

    /**
     * What a workload's cycles say of the windows that end at {@code now}. Where none of the longest window's cycles is there,
     * or one cannot be made out, what was removed within it is not known.
     *
     * @throws dev.tidegate.runbooks.ledger.LedgerException when the ledger cannot be read
     */
    public static WindowMemory recall(
            Ledger ledger, String workload, GuardSettings guards, Instant now) {
        LedgerQuery cycles = LedgerQuery.all().subject(workload).kind(CycleRecord.CYCLE);
        List<Entry> newest = ledger.read(cycles.newest(FIRST_LOOK));
        if (newest.isEmpty()) {
            return WindowMemory.unknown(now, guards.scaleInWindow());
        }
        Instant last = newest.get(0).content().at();
        Duration ahead = last.isAfter(now) ? Duration.between(now, last) : Duration.ZERO;
        Instant from = now.plus(ahead).minus(guards.lookback());
        WindowRecord recalled = new WindowRecord(last);
        Entry oldest = newest.get(newest.size() - 1);
        for (int i = newest.size() - 1; i >= 0; i--) {
            recalled.take(newest.get(i).content());
        }
        if (newest.size() == FIRST_LOOK
                && !oldest.content().at().plus(recalled.setAhead).isBefore(from)) {
            recalled = since(ledger, cycles, oldest.sequence(), from, last);
        }
        return recalled.memory(now, ahead, guards.scaleInWindow());
    }

    /** What is not longer ago than {@code from}, whatever the clock said when a later cycle found it set forward. */
    private static WindowRecord since(
            Ledger ledger, LedgerQuery cycles, long newest, Instant from, Instant last) {
        Duration known = Duration.ZERO;
        while (true) {
            WindowRecord recalled = new WindowRecord(last);
            long before = before(ledger, cycles, newest, from.minus(known));
            ledger.each(cycles.after(before), entry -> recalled.take(entry.content()));
            if (recalled.setAhead.equals(known)) {
                return recalled;
            }
            known = recalled.setAhead; // some of what counts may be longer ago by the clock
        }
    }

    /** A sequence that all cycles since {@code from} come after, and at least one before, whose counts held at its beginning. */
    private static long before(Ledger ledger, LedgerQuery cycles, long newest, Instant from) {
        for (long stride = FIRST_STRIDE; stride < newest; stride *= 2) {
            long start = newest - stride;
            List<Entry> first = ledger.read(cycles.after(start).oldest(1));
            if (!first.isEmpty() && first.get(0).content().at().isBefore(from)) {
                return start;
            }
        }
        return 0;
    }

    private final Instant last;
    private Duration setAhead = Duration.ZERO; // all cycles together
    private final List<ReplicaCount> floors = new ArrayList<>();
    private final List<ReplicaCount> needs = new ArrayList<>();
    private final List<ReplicaCount> paid = new ArrayList<>();
    private Optional<Instant> lastScaleIn = Optional.empty();
    private Optional<Instant> lastObscure = Optional.empty(); // that could not be made out

    /** @param last instant of the newest cycle: a clock that was set back since has written later ones */
    private WindowRecord(Instant last) {
        this.last = last;
    }

    private void take(Draft cycle) {
        Instant at = cycle.at().isAfter(last) ? last : cycle.at();
        setAhead(CycleRecord.setAhead(cycle));
        JsonNode plan = cycle.body().path("plan");
        JsonNode fleet = cycle.body().path("fleet");
        JsonNode need = cycle.body().path("explanation").path("need").path("count");
        if (!isCount(plan.path("from")) || !isCount(plan.path("to")) || !isCount(need)) {
            lastObscure = Optional.of(at);
            return;
        }
        add(needs, at, need.asInt());
        if (fleet.has("unseen")) {
            return; // its floor is what was presumed, and stays
        }
        add(floors, at, plan.path("from").asInt());
        add(floors, at, plan.path("to").asInt());
        if (plan.path("to").asInt() < plan.path("from").asInt()) {
            lastScaleIn = Optional.of(at);
        }
        add(paid, at, Math.max(0, fleet.path("starting").asInt() + fleet.path("ready").asInt()));
    }

    private void setAhead(Duration by) {
        if (!by.isZero()) {
            setAhead = setAhead.plus(by);
            List.of(floors, needs, paid)
                    .forEach(
                            counts ->
                                    counts.replaceAll(
                                            then ->
                                                    new ReplicaCount(
                                                            later(then.at(), by), then.count())));
            lastScaleIn = lastScaleIn.map(then -> later(then, by));
            lastObscure = lastObscure.map(then -> later(then, by));
        }
    }

    private Instant later(Instant then, Duration by) {
        Instant later = then.plus(by);
        return later.isAfter(last) ? last : later;
    }

    private static boolean isCount(JsonNode json) {
        return json.canConvertToInt() && json.asInt() >= 0;
    }

    private static void add(List<ReplicaCount> counts, Instant at, int count) {
        if (counts.isEmpty() || counts.get(counts.size() - 1).count() != count) {
            counts.add(new ReplicaCount(at, count));
        }
    }

    private WindowMemory memory(Instant now, Duration ahead, Duration longest) {
        Instant end = now.plus(ahead);
        Instant begin = end.minus(longest);
        boolean known =
                !last.isBefore(begin) && lastObscure.filter(at -> !at.isBefore(begin)).isEmpty();
        return new WindowMemory(
                        end,
                        floors,
                        needs,
                        paid,
                        lastScaleIn,
                        known ? Optional.empty() : Optional.of(end.plus(longest)))
                .notAfter(now);
    }
}
