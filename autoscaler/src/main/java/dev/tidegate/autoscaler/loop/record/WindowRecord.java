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
 * State of the guards' windows in the ledger: written with the start of a planner, and rebuilt from the cycles of earlier
 * processes, whichever daemon's they were.
 */
public final class WindowRecord {
    private static final String WINDOWS = "windows";
    private static final Duration UNWATCHED =
            Duration.ofMinutes(30); // without a cycle: longer than holds may be left out
    private static final int FIRST_PAGE = 32; // five minutes at 15 s, and one before
    private static final long FIRST_STRIDE = 256;

    /** Adds the windows to the entry of a planner start. */
    static void write(ObjectNode json, WindowMemory windows) {
        json.set(WINDOWS, CycleJson.RECORDS.valueToTree(windows));
    }

    /** The windows that a planner started with; empty for older entries, which do not have them. */
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
     * Rebuilds the windows that end at {@code now} from a workload's cycles. If there is no cycle within the longest window, or
     * one cannot be parsed, what was removed within that window counts as unknown; so does what was removed before the first
     * cycle of a ledger, or the first after a long stop.
     *
     * @throws dev.tidegate.runbooks.ledger.LedgerException if the ledger cannot be read
     */
    public static WindowMemory recall(
            Ledger ledger, String workload, GuardSettings guards, Instant now) {
        LedgerQuery cycles = LedgerQuery.all().subject(workload).kind(CycleRecord.CYCLE);
        List<Entry> newest = ledger.read(cycles.newest(FIRST_PAGE));
        if (newest.isEmpty()) {
            return WindowMemory.unknown(now, guards.scaleInWindow());
        }
        Instant last = newest.get(0).content().at();
        Duration ahead = last.isAfter(now) ? Duration.between(now, last) : Duration.ZERO;
        Instant from = now.plus(ahead).minus(guards.lookback());
        WindowRecord recalled = new WindowRecord(last);
        Entry oldest = newest.get(newest.size() - 1);
        for (int i = newest.size() - 1; i >= 0; i--) {
            recalled.add(newest.get(i).content());
        }
        if (newest.size() == FIRST_PAGE
                && !oldest.content().at().plus(recalled.setAhead).isBefore(from)) {
            recalled = recallSince(ledger, cycles, oldest.sequence(), from, last);
        }
        return recalled.memory(now, ahead, guards.scaleInWindow());
    }

    /** Reads the cycles not older than {@code from}, corrected for every later cycle that found the clock set forward. */
    private static WindowRecord recallSince(
            Ledger ledger, LedgerQuery cycles, long newest, Instant from, Instant last) {
        Duration known = Duration.ZERO;
        while (true) {
            WindowRecord recalled = new WindowRecord(last);
            long before = sequenceBefore(ledger, cycles, newest, from.minus(known));
            ledger.forEach(cycles.after(before), entry -> recalled.add(entry.content()));
            if (recalled.setAhead.equals(known)) {
                return recalled;
            }
            known = recalled.setAhead; // by the clock of then, cycles that count may be older
        }
    }

    /**
     * A sequence number before all cycles since {@code from} and at least one earlier cycle, whose counts were in effect at
     * {@code from}.
     */
    private static long sequenceBefore(
            Ledger ledger, LedgerQuery cycles, long newest, Instant from) {
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
    private Duration setAhead = Duration.ZERO; // sum over all cycles
    private final List<ReplicaCount> floors = new ArrayList<>();
    private final List<ReplicaCount> needs = new ArrayList<>();
    private final List<ReplicaCount> paid = new ArrayList<>();
    private Optional<Instant> lastScaleIn = Optional.empty();
    private Optional<Instant> lastUnreadable = Optional.empty(); // that could not be parsed
    private Optional<Instant> watchedSince = Optional.empty(); // without a long break
    private Optional<Instant> newest = Optional.empty();

    /** @param last instant of the newest cycle; a clock that was set back has written later ones before it */
    private WindowRecord(Instant last) {
        this.last = last;
    }

    private void add(Draft cycle) {
        Instant at = cycle.at().isAfter(last) ? last : cycle.at();
        setAhead(CycleRecord.setAhead(cycle));
        if (newest.isEmpty() || newest.get().plus(UNWATCHED).isBefore(at)) {
            // Of what was before the clock was set back, nobody knows how long ago it was.
            watchedSince = Optional.of(cycle.at().isAfter(last) ? Instant.EPOCH : at);
        }
        newest = Optional.of(at);
        JsonNode plan = cycle.body().path("plan");
        JsonNode fleet = cycle.body().path("fleet");
        JsonNode need = cycle.body().path("explanation").path("need").path("count");
        if (!isCount(plan.path("from")) || !isCount(plan.path("to")) || !isCount(need)) {
            lastUnreadable = Optional.of(at);
            return;
        }
        add(needs, at, need.asInt());
        if (fleet.has("unseen")) {
            return; // its floor is only presumed
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
                                                            shift(then.at(), by), then.count())));
            lastScaleIn = lastScaleIn.map(then -> shift(then, by));
            lastUnreadable = lastUnreadable.map(then -> shift(then, by));
            watchedSince = watchedSince.map(then -> shift(then, by));
            newest = newest.map(then -> shift(then, by));
        }
    }

    private Instant shift(Instant then, Duration by) {
        Instant shifted = then.plus(by);
        return shifted.isAfter(last) ? last : shifted;
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
                !last.isBefore(begin) && lastUnreadable.filter(at -> !at.isBefore(begin)).isEmpty();
        Optional<Instant> watchedForLong = watchedSince.map(since -> since.plus(longest));
        return new WindowMemory(
                        end,
                        floors,
                        needs,
                        paid,
                        lastScaleIn,
                        known
                                ? watchedForLong.filter(end::isBefore)
                                : Optional.of(end.plus(longest)))
                .clockSetBack(now);
    }
}
