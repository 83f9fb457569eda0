package dev.tidegate.autoscaler.config.read;

import dev.tidegate.autoscaler.config.BoundsSettings;
import dev.tidegate.autoscaler.config.CapacitySettings;
import dev.tidegate.autoscaler.config.DemandSettings;
import dev.tidegate.autoscaler.config.FleetSettings;
import dev.tidegate.autoscaler.config.LeadTimeSettings;
import dev.tidegate.autoscaler.config.ObjectiveSettings;
import dev.tidegate.autoscaler.config.ScaleInSettings;
import dev.tidegate.autoscaler.config.SignalSettings;
import dev.tidegate.autoscaler.config.WorkloadSettings;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** The shape of a workload's section, and what must agree across its keys and with other workloads. Reads one file. */
final class WorkloadReader {
    private final Set<String> names = new HashSet<>();

    /** One element of the list. */
    WorkloadSettings workload(Section section) {
        String name = section.get(WorkloadKeys.NAME);
        if (section.has("name") && !names.add(name)) {
            section.problem(
                    "name", "\"" + name + "\" a second time", "a name no other workload has");
        }
        return new WorkloadSettings(
                name,
                section.find(WorkloadKeys.WORKLOAD_MODE),
                section.section("demand", WorkloadReader::demand),
                section.section("signals", WorkloadReader::signals),
                section.section(
                        "capacity",
                        s -> new CapacitySettings(present(s.find(WorkloadKeys.PER_REPLICA)))),
                section.section("lead_time", s -> new LeadTimeSettings(s.get(WorkloadKeys.PRIOR))),
                section.section(
                        "objective",
                        s ->
                                new ObjectiveSettings(
                                        s.get(WorkloadKeys.BUSY), s.get(WorkloadKeys.WAIT))),
                section.section("bounds", WorkloadReader::bounds),
                section.section(
                        "scale_in",
                        s ->
                                new ScaleInSettings(
                                        s.get(WorkloadKeys.SCALE_IN_SHARE),
                                        s.get(WorkloadKeys.SCALE_IN_WINDOW))),
                section.section("fleet", WorkloadReader::fleet));
    }

    private static DemandSettings demand(Section s) {
        return new DemandSettings(
                s.find(WorkloadKeys.QUERY),
                s.get(WorkloadKeys.UNIT),
                s.get(WorkloadKeys.STEP),
                s.get(WorkloadKeys.HISTORY));
    }

    private static SignalSettings signals(Section s) {
        return new SignalSettings(
                s.find(WorkloadKeys.QUEUED),
                s.find(WorkloadKeys.TURNED_AWAY),
                s.find(WorkloadKeys.LATENCY));
    }

    private static BoundsSettings bounds(Section section) {
        Optional<Integer> min = section.find(WorkloadKeys.MIN);
        Optional<Integer> max = section.find(WorkloadKeys.MAX);
        if (min.isPresent() && max.isPresent()) {
            if (min.get() > max.get()) {
                section.problem("max", max.get().toString(), "at least min, which is " + min.get());
                return new BoundsSettings(min.get(), min.get());
            }
            return new BoundsSettings(min.get(), max.get());
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
