package dev.tidegate.autoscaler.serve;

import dev.tidegate.autoscaler.loop.record.Cycle;
import dev.tidegate.autoscaler.plan.Explanation;
import dev.tidegate.autoscaler.plan.LearnedParameters;
import io.prometheus.metrics.core.metrics.Gauge;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Metrics of what planners have learned: what following policies costs, how forecasts cover, and which policy is followed.
 * Thread-safe.
 */
final class LearnedMeter {
    private final Gauge regret;
    private final Gauge coverage;
    private final Gauge price;
    private final Gauge inVain;
    private final Gauge policies;
    private final Gauge policy;
    private final Map<String, String> lastPolicy = new ConcurrentHashMap<>();

    /** Creates a gauge; without label names it has the label {@code workload}. */
    interface Gauges {
        Gauge gauge(String name, String help, String... labels);
    }

    LearnedMeter(Gauges gauges) {
        regret =
                gauges.gauge(
                        "tidegate_regret_ratio",
                        "Replica-hours of about the last day, over the fewest that would have served its demand with the"
                                + " future known.");
        coverage =
                gauges.gauge(
                        "tidegate_forecast_coverage_ratio",
                        "Share of the recent slots that stayed under the forecast's 0.95 quantile.");
        price =
                gauges.gauge(
                        "tidegate_turned_away_price",
                        "Assumed cost of turning a unit of work away, in multiples of the cost of serving it.");
        inVain =
                gauges.gauge(
                        "tidegate_in_vain_steps",
                        "Steps in a row in which work was turned away though there were replicas enough.");
        policies = gauges.gauge("tidegate_policies_followed", "How many policies are followed.");
        policy =
                gauges.gauge(
                        "tidegate_policy_info",
                        "The best of the policies that are followed.",
                        "workload",
                        "policy");
    }

    void record(Cycle cycle) {
        String workload = cycle.workload();
        LearnedParameters learned = cycle.decision().learned();
        Explanation explanation = cycle.decision().explanation();
        record(regret, workload, learned.regret());
        record(coverage, workload, learned.coverage95());
        record(price, workload, learned.price());
        inVain.labelValues(workload).set(learned.ineffectiveSteps());
        policies.labelValues(workload).set(explanation.policies());
        String before = lastPolicy.put(workload, explanation.policy());
        if (before != null && !before.equals(explanation.policy())) {
            policy.remove(workload, before);
        }
        policy.labelValues(workload, explanation.policy()).set(1);
    }

    private static void record(Gauge gauge, String workload, OptionalDouble value) {
        if (value.isPresent()) {
            gauge.labelValues(workload).set(value.getAsDouble());
        } else {
            gauge.remove(workload);
        }
    }
}
