package dev.tidegate.autoscaler.serve;

import dev.tidegate.autoscaler.loop.record.Action;
import dev.tidegate.autoscaler.loop.record.Cycle;
import dev.tidegate.autoscaler.situation.FleetView;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All metrics, declared once. A value that is not known is not exposed. Thread-safe. */
public final class Meters {
    private static final String WORKLOAD = "workload";

    /** A metric as it appears in the reference documentation. */
    record Declaration(String name, String help, List<String> labels) {}

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final List<Declaration> declarations = new ArrayList<>(ReasonMeter.DECLARATIONS);
    private final Counter cycles = counter("tidegate_cycles", "Cycles that ran to their end.");
    private final Counter failures =
            counter("tidegate_cycle_failures", "Cycles that ended with an error in the program.");
    private final Gauge lastCycle =
            gauge("tidegate_last_cycle_timestamp_seconds", "When the newest cycle began.");
    private final Gauge demand =
            gauge("tidegate_demand", "Demand of the newest finished slot, in units a second.");
    private final Gauge floor = gauge("tidegate_floor", "Floor of the fleet as last confirmed.");
    private final Gauge plannedFloor = gauge("tidegate_planned_floor", "Floor of the newest plan.");
    private final Gauge need =
            gauge(
                    "tidegate_need",
                    "Replicas that the followed policy asks for, before the guards.");
    private final Gauge tier =
            gauge("tidegate_tier", "Tier in force: 0 normal, 1 isolate, 2 degrade, 3 smooth.");
    private final Gauge ledger =
            gauge(
                    "tidegate_ledger_writable",
                    "Whether the ledger can be written; without it nothing is changed.");
    private final Gauge replicas =
            gauge("tidegate_replicas", "Replicas of the fleet by state.", WORKLOAD, "state");
    private final Gauge runs =
            gauge(
                    "tidegate_runs",
                    "Runs of books that are not over, by state; one that is stuck waits for a person.",
                    "state");
    private final ReasonMeter reasons = new ReasonMeter();
    private final Counter changes =
            counter(
                    "tidegate_changes",
                    "Changes by result: each attempt, each cycle that advises or withholds one, and the result learned later of"
                            + " one that was unknown.",
                    WORKLOAD,
                    "result");
    private final Gauge leadTime =
            gauge(
                    "tidegate_lead_time_seconds",
                    "Time from order to ready that plans assume: measured, or the prior.");

    private final Gauge launches =
            gauge(
                    "tidegate_launches_measured",
                    "Launches that were measured; below 20 the prior is used as the lead time.");
    private final Gauge troubles =
            unlabelled(
                    "tidegate_troubles",
                    "How many troubles there are, here or outside: see /status.");
    private final LearnedMeter learned;

    public Meters() {
        learned = new LearnedMeter(this::gauge);
        registry.register(reasons);
    }

    /** Exposes a workload's counters and reasons from the first scrape on, so that their first increase is seen. */
    public void initialize(String workload) {
        cycles.initLabelValues(workload);
        failures.initLabelValues(workload);
        reasons.initialize(workload);
        for (String result :
                List.of("done", "retriable", "permanent", "unknown", "withheld", "advised")) {
            changes.initLabelValues(workload, result);
        }
    }

    public void record(Cycle cycle) {
        String workload = cycle.workload();
        cycles.labelValues(workload).inc();
        lastCycle.labelValues(workload).set(cycle.at().toEpochMilli() / 1e3);
        cycle.situation()
                .demand()
                .value()
                .ifPresentOrElse(
                        rate -> demand.labelValues(workload).set(rate),
                        () -> demand.remove(workload));
        if (cycle.situation().fleet().isConfirmed()) {
            floor.labelValues(workload).set(cycle.situation().fleet().floor());
            plannedFloor.labelValues(workload).set(cycle.decision().plan().floor().count());
        }
        need.labelValues(workload).set(cycle.decision().explanation().need().count());
        leadTime.labelValues(workload)
                .set(cycle.decision().explanation().lead().duration().toMillis() / 1e3);
        tier.labelValues(workload).set(cycle.tier().level());
        ledger.labelValues(workload).set(cycle.ledgerTrouble().isPresent() ? 0 : 1);
        launches.labelValues(workload).set(cycle.decision().learned().launches());
        learned.record(cycle);
        fleet(cycle);
        reasons.record(workload, cycle.reasons());
        if (!(cycle.action() instanceof Action.None)) {
            changes.labelValues(workload, cycle.action().result()).inc();
        }
        cycle.settled().ifPresent(known -> changes.labelValues(workload, known.result()).inc());
    }

    /** Sets the number of runs in each state. */
    public void runs(Map<String, Integer> states) {
        states.forEach((state, count) -> runs.labelValues(state).set(count));
    }

    public void recordFailure(String workload) {
        failures.labelValues(workload).inc();
    }

    /** Sets the number of current troubles. */
    void troubles(int count) {
        troubles.set(count);
    }

    List<Declaration> declarations() {
        return List.copyOf(declarations);
    }

    PrometheusRegistry registry() {
        return registry;
    }

    private void fleet(Cycle cycle) {
        String workload = cycle.workload();
        if (cycle.situation().fleet() instanceof FleetView view) {
            replicas.labelValues(workload, "wanted").set(view.wanted());
            replicas.labelValues(workload, "starting").set(view.starting());
            replicas.labelValues(workload, "ready").set(view.ready());
        } else {
            List.of("wanted", "starting", "ready")
                    .forEach(state -> replicas.remove(workload, state));
        }
    }

    private Counter counter(String name, String help, String... labels) {
        declarations.add(new Declaration(name + "_total", help, List.of(workloadIfEmpty(labels))));
        return Counter.builder()
                .withoutExemplars() // nothing is traced, and exemplars are most of a series' memory
                .name(name)
                .help(help)
                .labelNames(workloadIfEmpty(labels))
                .register(registry);
    }

    private Gauge gauge(String name, String help, String... labels) {
        declarations.add(new Declaration(name, help, List.of(workloadIfEmpty(labels))));
        return Gauge.builder()
                .withoutExemplars()
                .name(name)
                .help(help)
                .labelNames(workloadIfEmpty(labels))
                .register(registry);
    }

    private Gauge unlabelled(String name, String help) {
        declarations.add(new Declaration(name, help, List.of()));
        return Gauge.builder().withoutExemplars().name(name).help(help).register(registry);
    }

    private static String[] workloadIfEmpty(String[] labels) {
        return labels.length == 0 ? new String[] {WORKLOAD} : labels;
    }
}
