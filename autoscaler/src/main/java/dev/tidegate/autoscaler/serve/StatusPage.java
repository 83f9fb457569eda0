package dev.tidegate.autoscaler.serve;

import static java.util.Map.entry;

import com.github.mustachejava.DefaultMustacheFactory;
import com.github.mustachejava.Mustache;
import dev.tidegate.autoscaler.loop.record.Leader;
import dev.tidegate.autoscaler.situation.Reason;
import java.io.StringWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The status as an HTML page, without scripts or external resources. */
final class StatusPage {
    private static final Mustache TEMPLATE =
            new DefaultMustacheFactory("dev/tidegate/autoscaler/serve").compile("status.mustache");

    /** @param refreshing whether browsers reload the page by themselves, which some people cannot use */
    static String write(
            Collection<WorkloadStatus> all,
            List<String> runs,
            List<String> troubles,
            Instant now,
            boolean refreshing) {
        StringWriter page = new StringWriter();
        List<Map<String, Object>> workloads = new ArrayList<>();
        all.forEach(status -> workloads.add(row("workload-" + workloads.size(), status, now)));
        TEMPLATE.execute(
                page,
                Map.of(
                        "now",
                        now.truncatedTo(ChronoUnit.SECONDS).toString(),
                        "refreshing",
                        refreshing,
                        "wrong",
                        troubles.isEmpty() ? "" : String.valueOf(troubles.size()),
                        "several",
                        workloads.size() > 1,
                        "troubles",
                        troubles,
                        "runs",
                        runs,
                        "workloads",
                        workloads));
        return page.toString();
    }

    private static Map<String, Object> row(String place, WorkloadStatus status, Instant now) {
        return Map.ofEntries(
                entry("place", place),
                entry("workload", status.workload()),
                entry("mode", status.mode()),
                entry("age", StatusWords.age(status, now)),
                entry("demand", StatusWords.demand(status)),
                entry("turnedAway", StatusWords.turnedAway(status)),
                entry("queued", StatusWords.queued(status)),
                entry("fleet", StatusWords.fleet(status)),
                entry(
                        "plannedFloor",
                        status.fleet().isConfirmed() ? status.plannedFloor() : "none"),
                entry("plan", StatusWords.plan(status)),
                entry("latency", StatusWords.latency(status)),
                entry(
                        "reasons",
                        status.reasons().stream().map(StatusPage::withExplanation).toList()),
                entry("overrides", StatusWords.overrides(status)),
                entry("overridden", !status.overrides().isEmpty()),
                entry("leader", status.leader().map(Leader::describe).orElse("not known")),
                entry("tier", StatusWords.tier(status)),
                entry("tierState", StatusWords.tierState(status)),
                entry(
                        "lastChange",
                        status.lastChange().orElse("none by this daemon since its start")));
    }

    private static Map<String, String> withExplanation(String code) {
        String explanation = Reason.ofCode(code).map(Reason::explanation).orElse(code);
        return Map.of("code", code, "explanation", explanation);
    }

    private StatusPage() {}
}
