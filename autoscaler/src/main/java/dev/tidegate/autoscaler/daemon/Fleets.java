package dev.tidegate.autoscaler.daemon;

import dev.tidegate.autoscaler.config.FleetSettings;
import dev.tidegate.autoscaler.config.WorkloadSettings;
import dev.tidegate.runbooks.act.Actuator;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.aws.AutoScalingFloors;
import dev.tidegate.runbooks.act.aws.AwsAccess;
import dev.tidegate.runbooks.act.simulated.SimulatedFleets;
import java.time.InstantSource;

/** Which actuator sets the floor of a configured fleet, and which target it is there. */
final class Fleets {

    /** A fleet as a loop needs it. */
    record Wired(Actuator actuator, Target target) {}

    private final InstantSource clock;

    Fleets(InstantSource clock) {
        this.clock = clock;
    }

    Wired wire(WorkloadSettings workload) {
        if (workload.fleet() instanceof FleetSettings.Aws aws) {
            return new Wired(
                    new AutoScalingFloors(new AwsAccess(aws.endpoint()), clock),
                    AutoScalingFloors.target(aws.region(), aws.group()));
        }
        if (workload.fleet() instanceof FleetSettings.Kubernetes) {
            throw new IllegalArgumentException(
                    workload.name() + ": kubernetes fleets are not wired");
        }
        SimulatedFleets simulated = new SimulatedFleets(clock);
        simulated.open(
                workload.name(),
                new dev.tidegate.runbooks.act.simulated.FleetSettings(
                        workload.bounds().min(),
                        workload.bounds().max(),
                        workload.leadTime().prior()));
        return new Wired(simulated, SimulatedFleets.target(workload.name()));
    }
}
