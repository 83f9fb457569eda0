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
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.ledger.Entry;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;

/** Each workload's recorded cycles through today's planner: how many decisions come out again, and what they came to. */
final class LedgerPlayback {
    private final List<RecordedCycles> played;

    private LedgerPlayback(List<RecordedCycles> played) {
        this.played = played;
    }

    /** Plays every workload of the settings; tells how many percent are done. */
    static LedgerPlayback play(Settings settings, IntConsumer progress) {
        List<WorkloadSettings> workloads = settings.workloads();
        List<RecordedCycles> played = new ArrayList<>();
        int done = 0;
        try (Store store = Store.forCommand(settings.store().orElseThrow(), System.getenv())) {
            for (WorkloadSettings workload : workloads) {
                progress.accept(100 * done++ / workloads.size());
                played.addAll(play(workload, entries(store, workload.name())));
            }
        }
        progress.accept(100);
        return new LedgerPlayback(played);
    }

    /** Each daemon's cycles by themselves: of several, each had a planner of its own. */
    private static List<RecordedCycles> play(WorkloadSettings workload, List<Draft> entries) {
        PlannerSettings planner = PlannerSettings.from(workload);
        Map<String, List<Draft>> byDaemon = new LinkedHashMap<>();
        entries.forEach(
                entry ->
                        byDaemon.computeIfAbsent(entry.actor(), any -> new ArrayList<>())
                                .add(entry));
        if (byDaemon.size() < 2) {
            return List.of(play(workload.name(), entries, planner));
        }
        return byDaemon.entrySet().stream()
                .map(one -> play(workload.name() + " by " + one.getKey(), one.getValue(), planner))
                .toList();
    }

    private static RecordedCycles play(String name, List<Draft> entries, PlannerSettings planner) {
        return RecordedCycles.play(
                name, entries, wereForecast(entries) ? planner : planner.withoutForesight());
    }

    /** Whether the daemon had room to forecast the workload. */
    private static boolean wereForecast(List<Draft> entries) {
        return entries.stream()
                .filter(entry -> entry.kind().equals(CycleRecord.CYCLE))
                .noneMatch(
                        entry ->
                                CycleRecord.of(entry)
                                        .reasons()
                                        .contains(Reason.NOT_FORECAST.code()));
    }

    private static List<Draft> entries(Ledger ledger, String workload) {
        return ledger
                .read(
                        LedgerQuery.all()
                                .subject(workload)
                                .kind(CycleRecord.REPLAYED.toArray(String[]::new)))
                .stream()
                .map(Entry::content)
                .toList();
    }

    /** What a person reads: whether the decisions come out again, then for each workload what they came to. */
    void print(PrintWriter out) {
        Table table = Table.of("workload", "cycles", "decided the same", "first that differs");
        for (RecordedCycles one : played) {
            table =
                    table.row(
                            one.workload(),
                            String.valueOf(one.cycles().size()),
                            String.valueOf(one.same()),
                            one.firstOther().map(LedgerPlayback::told).orElse("none"));
        }
        out.print(table.text());
        for (RecordedCycles one : played) {
            one.outcome()
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
        for (RecordedCycles one : played) {
            ObjectNode node = all.addObject();
            node.put("workload", one.workload());
            node.put("cycles", one.cycles().size());
            node.put("same", one.same());
            node.put("first_other", one.firstOther().map(LedgerPlayback::told).orElse(null));
            one.outcome()
                    .ifPresent(
                            outcome ->
                                    node.set(
                                            "recorded",
                                            new ReplayReport(one.workload(), outcome).json()));
        }
        return all;
    }

    private static String uncosted(RecordedCycles one) {
        return one.cycles().isEmpty()
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
