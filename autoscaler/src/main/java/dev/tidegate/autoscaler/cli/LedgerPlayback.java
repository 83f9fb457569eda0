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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;

/**
 * Each workload's recorded cycles through today's planner: how many decisions come out again, and what they came to. Read page
 * by page, for a ledger of months does not fit into memory.
 */
final class LedgerPlayback {
    private final List<Played> played;

    private record Played(String workload, RecordedCycles cycles) {}

    private LedgerPlayback(List<Played> played) {
        this.played = played;
    }

    /** Plays every workload of the settings; tells how many percent are done. */
    static LedgerPlayback play(Settings settings, IntConsumer progress) {
        List<WorkloadSettings> workloads = settings.workloads();
        List<Played> played = new ArrayList<>();
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

    /** Each daemon's cycles by themselves: of several, each had a planner of its own. */
    private static List<Played> play(
            WorkloadSettings workload, Ledger ledger, IntConsumer progress) {
        PlannerSettings planner = PlannerSettings.from(workload);
        Set<String> unforeseen = unforeseen(ledger, workload.name());
        Map<String, RecordedCycles> byDaemon = new LinkedHashMap<>();
        long last =
                ledger.read(LedgerQuery.all().newest(1)).stream().mapToLong(Entry::sequence).sum();
        ledger.each(
                replayed(workload.name()),
                entry -> {
                    String daemon = entry.content().actor();
                    byDaemon.computeIfAbsent(
                                    daemon,
                                    any ->
                                            new RecordedCycles(
                                                    unforeseen.contains(daemon)
                                                            ? planner.withoutForesight()
                                                            : planner))
                            .add(entry.content());
                    progress.accept((int) Math.min(100, 100 * entry.sequence() / last));
                });
        if (byDaemon.size() < 2) {
            return List.of(
                    new Played(
                            workload.name(),
                            byDaemon.values().stream()
                                    .findFirst()
                                    .orElseGet(() -> new RecordedCycles(planner))));
        }
        return byDaemon.entrySet().stream()
                .map(one -> new Played(workload.name() + " by " + one.getKey(), one.getValue()))
                .toList();
    }

    /** Daemons that had no room to forecast the workload. */
    private static Set<String> unforeseen(Ledger ledger, String workload) {
        Set<String> daemons = new HashSet<>();
        ledger.each(
                LedgerQuery.all().subject(workload).kind(CycleRecord.CYCLE),
                entry -> {
                    if (CycleRecord.of(entry.content())
                            .reasons()
                            .contains(Reason.NOT_FORECAST.code())) {
                        daemons.add(entry.content().actor());
                    }
                });
        return daemons;
    }

    private static LedgerQuery replayed(String workload) {
        return LedgerQuery.all()
                .subject(workload)
                .kind(CycleRecord.REPLAYED.toArray(String[]::new));
    }

    /** What a person reads: whether the decisions come out again, then for each workload what they came to. */
    void print(PrintWriter out) {
        Table table = Table.of("workload", "cycles", "decided the same", "first that differs");
        for (Played one : played) {
            table =
                    table.row(
                            one.workload(),
                            String.valueOf(one.cycles().cycles()),
                            String.valueOf(one.cycles().same()),
                            one.cycles().firstOther().map(LedgerPlayback::told).orElse("none"));
        }
        out.print(table.text());
        for (Played one : played) {
            one.cycles()
                    .outcome()
                    .ifPresentOrElse(
                            outcome -> {
                                ReplayReport report = new ReplayReport(one.workload(), outcome);
                                out.println("\n" + one.workload() + ", as recorded:");
                                report.print(out);
                            },
                            () -> out.println("\n" + one.workload() + ": " + uncosted(one)));
        }
    }

    ArrayNode json() {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (Played one : played) {
            ObjectNode node = all.addObject();
            node.put("workload", one.workload());
            node.put("cycles", one.cycles().cycles());
            node.put("same", one.cycles().same());
            node.put(
                    "first_other",
                    one.cycles().firstOther().map(LedgerPlayback::told).orElse(null));
            one.cycles()
                    .outcome()
                    .ifPresent(
                            outcome ->
                                    node.set(
                                            "recorded",
                                            new ReplayReport(one.workload(), outcome).json()));
        }
        return all;
    }

    private static String uncosted(Played one) {
        return one.cycles().cycles() == 0
                ? "no cycle is recorded yet"
                : "what it came to is not known, since no demand was seen, or not what a replica serves";
    }

    private static String told(LedgerReplay.Step step) {
        CapacityPlan now = step.replayed().plan();
        int then = step.recorded().floor();
        if (then != now.floor().count()) {
            return "%s: floor %d then, %d now"
                    .formatted(step.replayed().at(), then, now.floor().count());
        }
        return "%s: %s then, %s now"
                .formatted(
                        step.replayed().at(),
                        step.recorded().reasons(),
                        now.reasons().stream().map(Reason::code).toList());
    }
}
