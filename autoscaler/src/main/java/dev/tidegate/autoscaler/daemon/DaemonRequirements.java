package dev.tidegate.autoscaler.daemon;

import dev.tidegate.autoscaler.config.Settings;
import dev.tidegate.autoscaler.config.WorkloadSettings;
import dev.tidegate.autoscaler.config.read.Problem;
import java.util.ArrayList;
import java.util.List;

/** What a daemon needs in a configuration beyond what {@code decide} needs. */
public final class DaemonRequirements {

    /** All missing keys. */
    public static List<Problem> unmet(Settings settings) {
        List<Problem> problems = new ArrayList<>();
        if (settings.store().isEmpty()) {
            problems.add(
                    missing(
                            "store",
                            "{sqlite: PATH} or {postgres: {url: …}}, where the ledger lives"));
        }
        if (settings.metrics().isEmpty()) {
            problems.add(missing("metrics", "{prometheus: {url: …}}, where demand is asked for"));
        }
        for (int i = 0; i < settings.workloads().size(); i++) {
            WorkloadSettings workload = settings.workloads().get(i);
            if (workload.demand().query().isEmpty()) {
                problems.add(
                        missing(
                                "workloads[" + i + "].demand.query",
                                "PromQL whose value is demand"));
            }
        }
        return problems;
    }

    private static Problem missing(String key, String expected) {
        return new Problem(key, "nothing", expected);
    }

    private DaemonRequirements() {}
}
