package dev.tidegate.autoscaler.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.autoscaler.config.Settings;
import dev.tidegate.autoscaler.config.WorkloadSettings;
import dev.tidegate.autoscaler.daemon.Store;
import dev.tidegate.autoscaler.loop.record.CycleRecord;
import dev.tidegate.autoscaler.loop.record.LedgerReplay;
import dev.tidegate.autoscaler.plan.CapacityPlan;
import dev.tidegate.autoscaler.plan.PlannerSettings;
import dev.tidegate.autoscaler.replay.RecordedCycles;
import dev.tidegate.autoscaler.replay.ReplayReport;
import dev.tidegate.autoscaler.report.Table;
import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.runbooks.ledger.Entry;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/**
 * Replays each workload's recorded cycles through today's planner: how many decisions are the same, and what they would have
 * cost. Reads page by page, because a ledger of months does not fit into memory.
 */
final class LedgerPlayback {
    private final List<PlayedCycles> played;

    private record PlayedCycles(String workload, RecordedCycles cycles) {}

    private LedgerPlayback(List<PlayedCycles> played) {
        this.played = played;
    }

    /** Replays every workload of the settings; reports progress in percent. */
    static LedgerPlayback play(Settings settings, IntConsumer progress) {
        List<WorkloadSettings> workloads = settings.workloads();
        List<PlayedCycles> played = new ArrayList<>();
        try (Store store = Store.forCommand(settings.store().orElseThrow(), System.getenv())) {
            for (int i = 0; i < workloads.size(); i++) {
                int before = 100 * i;
                played.addAll(
                        play(
                                workloads.get(i),
                                store,
                                percent -> progress.accept((before + percent) / workloads.size())));
            }
        }
        progress.accept(100);
        return new LedgerPlayback(played);
    }

    /** Separates the cycles by daemon: each had its own planner. */
    private static List<PlayedCycles> play(
            WorkloadSettings workload, Ledger ledger, IntConsumer progress) {
        PlannerSettings planner = PlannerSettings.from(workload);
        Map<String, RecordedCycles> byDaemon = new LinkedHashMap<>();
        long last =
                ledger.read(LedgerQuery.all().newest(1)).stream().mapToLong(Entry::sequence).sum();
        ledger.forEach(
                replayedEntries(workload.name()),
                entry -> {
                    byDaemon.computeIfAbsent(
                                    entry.content().actor(), any -> new RecordedCycles(planner))
                            .add(entry.content());
                    progress.accept((int) Math.min(100, 100 * entry.sequence() / last));
                });
        if (byDaemon.size() < 2) {
            return List.of(
                    new PlayedCycles(
                            workload.name(),
                            byDaemon.values().stream()
                                    .findFirst()
                                    .orElseGet(() -> new RecordedCycles(planner))));
        }
        return byDaemon.entrySet().stream()
                .map(
                        each ->
                                new PlayedCycles(
                                        workload.name() + " by " + each.getKey(), each.getValue()))
                .toList();
    }

    private static LedgerQuery replayedEntries(String workload) {
        return LedgerQuery.all()
                .subject(workload)
                .kind(CycleRecord.REPLAYED.toArray(String[]::new));
    }

    /** Prints how many decisions are the same, then for each workload what they would have cost. */
    void print(PrintWriter out) {
        Table table = Table.of("workload", "cycles", "decided the same", "first that differs");
        for (PlayedCycles each : played) {
            table =
                    table.row(
                            each.workload(),
                            String.valueOf(each.cycles().cycles()),
                            String.valueOf(each.cycles().reproduced()),
                            each.cycles()
                                    .firstMismatch()
                                    .map(LedgerPlayback::describeDifference)
                                    .orElse("none"));
        }
        out.print(table.text());
        for (PlayedCycles each : played) {
            if (each.cycles().withOtherStep() > 0) {
                out.println(
                        "\n%s: %d cycles with another demand.step are left out"
                                .formatted(each.workload(), each.cycles().withOtherStep()));
            }
            each.cycles()
                    .outcome()
                    .ifPresentOrElse(
                            outcome -> {
                                ReplayReport report = new ReplayReport(each.workload(), outcome);
                                out.println("\n" + each.workload() + ", as recorded:");
                                report.print(out);
                            },
                            () -> out.println("\n" + each.workload() + ": " + noOutcome(each)));
        }
    }

    ArrayNode json() {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (PlayedCycles each : played) {
            ObjectNode node = all.addObject();
            node.put("workload", each.workload());
            node.put("cycles", each.cycles().cycles());
            node.put("same", each.cycles().reproduced());
            node.put("other_step", each.cycles().withOtherStep());
            node.put(
                    "first_other",
                    each.cycles()
                            .firstMismatch()
                            .map(LedgerPlayback::describeDifference)
                            .orElse(null));
            each.cycles()
                    .outcome()
                    .ifPresent(
                            outcome ->
                                    node.set(
                                            "recorded",
                                            new ReplayReport(each.workload(), outcome).json()));
        }
        return all;
    }

    private static String noOutcome(PlayedCycles each) {
        return each.cycles().cycles() == 0
                ? "no cycle with this demand.step is recorded yet"
                : "what it came to is not known, since no demand was seen, or not what a replica serves";
    }

    private static String describeDifference(LedgerReplay.Step step) {
        CapacityPlan replayed = step.replayed().plan();
        int recordedFloor = step.recorded().floor();
        if (recordedFloor != replayed.floor().count()) {
            return "%s: floor %d then, %d now"
                    .formatted(step.replayed().at(), recordedFloor, replayed.floor().count());
        }
        return "%s: %s then, %s now"
                .formatted(
                        step.replayed().at(),
                        step.recorded().reasons(),
                        replayed.reasons().stream().map(Reason::code).toList());
    }
}
