package dev.tidegate.autoscaler.serve;

import dev.tidegate.autoscaler.loop.record.Cycle;
import dev.tidegate.autoscaler.plan.Explanation;
import dev.tidegate.autoscaler.plan.LearnedParameters;
import io.prometheus.metrics.core.metrics.Gauge;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;

/** What planners have learned: whether following them pays, whether forecasts hold, and whom they follow. Thread-safe. */
final class LearnedMeter {
    private final Gauge regret;
    private final Gauge coverage;
    private final Gauge price;
    private final Gauge inVain;
    private final Gauge voices;
    private final Gauge policy;
    private final Map<String, String> followed = new ConcurrentHashMap<>();

    /** Makes a gauge by its name, its help and its labels, a workload's where none are named. */
    interface Gauges {
        Gauge gauge(String name, String help, String... labels);
    }

    LearnedMeter(Gauges make) {
        regret =
                make.gauge(
                        "tidegate_regret_ratio",
                        "Replica-hours of about the last day, over the fewest that would have served its demand with the"
                                + " future known.");
        coverage =
                make.gauge(
                        "tidegate_forecast_coverage_ratio",
                        "Share of the recent slots that stayed under the forecast's 0.95 quantile.");
        price =
                make.gauge(
                        "tidegate_turned_away_price",
                        "Assumed cost of turning a unit of work away, in multiples of the cost of serving it.");
        inVain =
                make.gauge(
                        "tidegate_in_vain_steps",
                        "Steps in a row in which work was turned away though there were replicas enough.");
        voices = make.gauge("tidegate_policies_followed", "How many policies are followed.");
        policy =
                make.gauge(
                        "tidegate_policy_info",
                        "The best of the policies that are followed.",
                        "workload",
                        "policy");
    }

    void show(Cycle cycle) {
        String workload = cycle.workload();
        LearnedParameters learned = cycle.decision().lessons();
        Explanation explanation = cycle.decision().explanation();
        show(regret, workload, learned.regret());
        show(coverage, workload, learned.coverage95());
        show(price, workload, learned.price());
        inVain.labelValues(workload).set(learned.inVain());
        voices.labelValues(workload).set(explanation.policies());
        String before = followed.put(workload, explanation.policy());
        if (before != null && !before.equals(explanation.policy())) {
            policy.remove(workload, before);
        }
        policy.labelValues(workload, explanation.policy()).set(1);
    }

    private static void show(Gauge gauge, String workload, OptionalDouble value) {
        if (value.isPresent()) {
            gauge.labelValues(workload).set(value.getAsDouble());
        } else {
            gauge.remove(workload);
        }
    }
}
