package dev.tidegate.autoscaler.config.read;

import dev.tidegate.autoscaler.capacity.LeadTime;
import dev.tidegate.autoscaler.config.BoundsSettings;
import dev.tidegate.autoscaler.config.CapacitySettings;
import dev.tidegate.autoscaler.config.DemandSettings;
import dev.tidegate.autoscaler.config.FleetSettings;
import dev.tidegate.autoscaler.config.ObjectiveSettings;
import dev.tidegate.autoscaler.config.ScaleInSettings;
import dev.tidegate.autoscaler.config.SignalSettings;
import dev.tidegate.autoscaler.config.WorkloadSettings;
import dev.tidegate.autoscaler.situation.Objective;
import dev.tidegate.autoscaler.situation.Prices;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/** Reads the section of a workload, and checks constraints between its keys and with other workloads. For one file only. */
final class WorkloadReader {
    private static final int LONGEST_HISTORY = 2_000_000; // steps: 16 MB of numbers

    private final Set<String> names = new HashSet<>();

    /** Reads one workload. */
    WorkloadSettings workload(Section section) {
        String name = section.get(WorkloadKeys.NAME);
        if (section.has("name") && !names.add(name)) {
            section.problem(
                    "name", "\"" + name + "\" a second time", "a name no other workload has");
        }
        CapacitySettings capacity = section.section("capacity", WorkloadReader::capacity);
        return new WorkloadSettings(
                name,
                section.find(WorkloadKeys.WORKLOAD_MODE),
                section.section("demand", WorkloadReader::demand),
                section.section("signals", WorkloadReader::signals),
                capacity,
                section.section("lead_time", s -> new LeadTime(s.get(WorkloadKeys.PRIOR))),
                section.section("objective", s -> objective(s, capacity.gpus())),
                section.section("bounds", WorkloadReader::bounds),
                section.section("scale_in", WorkloadReader::scaleIn),
                section.section("fleet", WorkloadReader::fleet));
    }

    private static DemandSettings demand(Section s) {
        Duration step = s.get(WorkloadKeys.STEP);
        Duration history = s.get(WorkloadKeys.HISTORY);
        if (history.dividedBy(step) > LONGEST_HISTORY) {
            s.problem(
                    "history",
                    history.dividedBy(step) + " steps",
                    "at most " + LONGEST_HISTORY + " of them: a shorter history or a longer step");
        }
        return new DemandSettings(
                s.find(WorkloadKeys.QUERY),
                s.get(WorkloadKeys.UNIT),
                step,
                history,
                s.has("events") ? s.list("events", EventReader::event) : List.of());
    }

    private static SignalSettings signals(Section s) {
        return new SignalSettings(
                s.find(WorkloadKeys.QUEUED),
                s.find(WorkloadKeys.TURNED_AWAY),
                s.find(WorkloadKeys.LATENCY));
    }

    private static CapacitySettings capacity(Section s) {
        return new CapacitySettings(
                present(s.find(WorkloadKeys.PER_REPLICA)), s.get(WorkloadKeys.GPUS));
    }

    private static ObjectiveSettings objective(Section s, int gpus) {
        Optional<Double> gpuHour = s.find(WorkloadKeys.GPU_HOUR);
        Optional<Double> turnedAway = s.find(WorkloadKeys.TURNED_AWAY_PRICE);
        Optional<Double> hours = s.find(WorkloadKeys.GPU_HOURS_A_DAY);
        Optional<Double> cost = s.find(WorkloadKeys.COST_A_DAY);
        if (!s.has("gpu_hour") && (turnedAway.isPresent() || cost.isPresent())) {
            s.problem("gpu_hour", "nothing", "a price beside turned_away or cost_a_day");
        }
        Optional<Prices> prices =
                gpuHour.flatMap(hour -> turnedAway.map(unit -> new Prices(hour * gpus, unit)));
        Optional<Double> affordable = gpuHour.flatMap(hour -> cost.map(all -> all / hour));
        OptionalDouble replicaHours =
                Stream.concat(hours.stream(), affordable.stream())
                        .mapToDouble(most -> most / gpus)
                        .min();
        return new ObjectiveSettings(
                new Objective(
                        s.get(WorkloadKeys.BUSY),
                        s.get(WorkloadKeys.WAIT),
                        s.has("busy") ? Optional.empty() : prices),
                replicaHours);
    }

    private static ScaleInSettings scaleIn(Section s) {
        return new ScaleInSettings(
                s.get(WorkloadKeys.SCALE_IN_SHARE),
                s.get(WorkloadKeys.SCALE_IN_WINDOW),
                s.get(WorkloadKeys.PEAK_WINDOW),
                s.get(WorkloadKeys.LONGEST_REQUEST));
    }

    private static BoundsSettings bounds(Section section) {
        Optional<Integer> min = section.find(WorkloadKeys.MIN);
        Optional<Integer> max = section.find(WorkloadKeys.MAX);
        OptionalInt atOnce =
                section.find(WorkloadKeys.AT_ONCE).map(OptionalInt::of).orElse(OptionalInt.empty());
        if (min.isPresent() && max.isPresent()) {
            if (min.get() > max.get()) {
                section.problem("max", max.get().toString(), "at least min, which is " + min.get());
                return new BoundsSettings(min.get(), min.get());
            }
            return new BoundsSettings(min.get(), max.get(), atOnce);
        }
        if (!section.has("min")) {
            section.get(WorkloadKeys.MIN);
        }
        if (!section.has("max")) {
            section.get(WorkloadKeys.MAX);
        }
        return new BoundsSettings(0, 1);
    }

    private static FleetSettings fleet(Section section) {
        return section.<FleetSettings>oneOf(
                        "aws: {…}, kubernetes: {…}, simulated: {}",
                        Map.of(
                                "aws", s -> s.section("aws", WorkloadReader::aws),
                                "kubernetes",
                                        s -> s.section("kubernetes", WorkloadReader::kubernetes),
                                "simulated",
                                        s ->
                                                s.section(
                                                        "simulated",
                                                        any -> new FleetSettings.Simulated())))
                .orElse(new FleetSettings.Simulated());
    }

    private static FleetSettings aws(Section s) {
        return new FleetSettings.Aws(
                s.get(WorkloadKeys.REGION),
                s.get(WorkloadKeys.GROUP),
                s.find(WorkloadKeys.ENDPOINT));
    }

    private static FleetSettings kubernetes(Section s) {
        return new FleetSettings.Kubernetes(
                s.get(WorkloadKeys.NAMESPACE),
                s.get(WorkloadKeys.AUTOSCALER),
                s.find(WorkloadKeys.CONTEXT));
    }

    private static OptionalDouble present(Optional<Double> value) {
        return value.map(OptionalDouble::of).orElse(OptionalDouble.empty());
    }
}
