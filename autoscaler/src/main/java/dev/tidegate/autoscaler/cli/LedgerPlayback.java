package dev.tidegate.autoscaler.cli;

import dev.tidegate.autoscaler.config.Settings;
import dev.tidegate.autoscaler.config.WorkloadSettings;
import dev.tidegate.autoscaler.daemon.Store;
import dev.tidegate.autoscaler.loop.record.CycleRecord;
import dev.tidegate.autoscaler.loop.record.LedgerReplay;
import dev.tidegate.autoscaler.plan.Planner;
import dev.tidegate.autoscaler.plan.PlannerSettings;
import dev.tidegate.autoscaler.report.Table;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.ledger.Entry;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import java.util.List;
import java.util.Optional;

/** Each workload's recorded cycles through today's planner: how many decisions come out again, and which does not. */
final class LedgerPlayback {
    private LedgerPlayback() {}

    /** What came of one workload's cycles. */
    record Played(String workload, int cycles, int same, Optional<String> firstOther) {}

    static List<Played> play(Settings settings) {
        try (Store store = new Store(settings.store().orElseThrow(), System.getenv())) {
            return settings.workloads().stream()
                    .map(one -> play(store, one, settings.workloads().size()))
                    .toList();
        }
    }

    static Table table(List<Played> all) {
        Table table = Table.of("workload", "cycles", "decided the same", "first that differs");
        for (Played one : all) {
            table =
                    table.row(
                            one.workload(),
                            String.valueOf(one.cycles()),
                            String.valueOf(one.same()),
                            one.firstOther().orElse("none"));
        }
        return table;
    }

    private static Played play(Ledger ledger, WorkloadSettings workload, int ofWorkloads) {
        LedgerQuery cycles =
                LedgerQuery.all()
                        .subject(workload.name())
                        .kind(CycleRecord.STARTED, CycleRecord.HISTORY, CycleRecord.CYCLE);
        List<Draft> entries = ledger.read(cycles).stream().map(Entry::content).toList();
        List<LedgerReplay.Step> steps =
                LedgerReplay.of(
                        entries, () -> new Planner(PlannerSettings.from(workload, ofWorkloads)));
        List<LedgerReplay.Step> others = steps.stream().filter(step -> !step.agrees()).toList();
        return new Played(
                workload.name(),
                steps.size(),
                steps.size() - others.size(),
                others.stream().findFirst().map(LedgerPlayback::told));
    }

    private static String told(LedgerReplay.Step step) {
        return "%s: floor %d then, %d now"
                .formatted(
                        step.replayed().at(),
                        step.recorded().floor(),
                        step.replayed().plan().floor().count());
    }
}
