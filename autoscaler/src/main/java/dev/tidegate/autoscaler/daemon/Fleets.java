package dev.tidegate.autoscaler.daemon;

import dev.tidegate.autoscaler.config.FleetSettings;
import dev.tidegate.autoscaler.config.WorkloadSettings;
import dev.tidegate.runbooks.act.Actuator;
import dev.tidegate.runbooks.act.Actuators;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.aws.AutoScalingFloors;
import dev.tidegate.runbooks.act.aws.AwsAccess;
import dev.tidegate.runbooks.act.kubernetes.HpaFloors;
import dev.tidegate.runbooks.act.kubernetes.api.Clusters;
import dev.tidegate.runbooks.act.kubernetes.api.Ownership;
import dev.tidegate.runbooks.act.simulated.SimulatedFleets;
import dev.tidegate.runbooks.cli.context.Kinds;
import java.net.URI;
import java.time.Clock;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The actuator and the target that set the floor of a configured fleet. Runs of books use the same clients. */
final class Fleets implements AutoCloseable {

    /** What a loop needs to act on its fleet. */
    record Binding(Actuator actuator, Target target) {}

    private final InstantSource clock;
    private final AwsAccess aws;
    private final Map<Optional<URI>, AutoScalingFloors> awsFloors = new HashMap<>();
    private final Clusters clusters = Clusters.autoConfigured();

    Fleets(List<WorkloadSettings> workloads, InstantSource clock) {
        this.clock = clock;
        this.aws = aws(workloads);
    }

    /** Every kind of step. */
    Actuators actuators(Clock time) {
        return Kinds.all(aws, clusters, time);
    }

    static AwsAccess aws(List<WorkloadSettings> workloads) {
        return AwsAccess.ofEndpoints(
                FleetSettings.awsEndpoints(workloads.stream().map(WorkloadSettings::fleet)));
    }

    Binding bind(WorkloadSettings workload) {
        if (workload.fleet() instanceof FleetSettings.Aws aws) {
            AutoScalingFloors actuator =
                    awsFloors.computeIfAbsent(
                            aws.endpoint(),
                            endpoint -> new AutoScalingFloors(new AwsAccess(endpoint), clock));
            Target group = target(workload);
            actuator.watch(group);
            return new Binding(actuator, group);
        }
        if (workload.fleet() instanceof FleetSettings.Kubernetes) {
            return new Binding(new HpaFloors(clusters, Ownership.RESPECT, clock), target(workload));
        }
        SimulatedFleets simulated = new SimulatedFleets(clock);
        simulated.open(
                workload.name(),
                new dev.tidegate.runbooks.act.simulated.FleetSettings(
                        workload.bounds().min(),
                        workload.bounds().max(),
                        workload.leadTime().duration()));
        return new Binding(simulated, target(workload));
    }

    /** The targets of the workloads' floors. */
    static Set<Target> targets(List<WorkloadSettings> workloads) {
        return workloads.stream().map(Fleets::target).collect(Collectors.toSet());
    }

    private static Target target(WorkloadSettings workload) {
        if (workload.fleet() instanceof FleetSettings.Aws aws) {
            return AutoScalingFloors.target(aws.region(), aws.group());
        }
        return workload.fleet() instanceof FleetSettings.Kubernetes kubernetes
                ? target(kubernetes)
                : SimulatedFleets.target(workload.name());
    }

    private static Target target(FleetSettings.Kubernetes fleet) {
        Target current = HpaFloors.target(fleet.namespace(), fleet.autoscaler());
        SortedMap<String, String> coordinates = new TreeMap<>(current.coordinates());
        fleet.context().ifPresent(context -> coordinates.put("context", context));
        return new Target(HpaFloors.KIND, coordinates);
    }

    @Override
    public void close() {
        clusters.close();
    }
}
