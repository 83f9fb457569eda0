package dev.tidegate.runbooks.act.aws;

import dev.tidegate.runbooks.act.Actuators;
import java.time.InstantSource;

/** Registers the actuators of this package. */
public final class AwsKinds {
    private AwsKinds() {}

    public static void addTo(Actuators actuators, AwsAccess access, InstantSource clock) {
        actuators
                .with(AutoScalingFloors.KIND, () -> new AutoScalingFloors(access, clock))
                .with(Route53Records.KIND, () -> new Route53Records(access, clock))
                .with(WafRates.KIND, () -> new WafRates(access, clock))
                .with(CloudFrontOrigins.KIND, () -> new CloudFrontOrigins(access, clock))
                .with(SsmAutomations.KIND, () -> new SsmAutomations(access, clock))
                .with(SsmCommands.KIND, () -> new SsmCommands(access, clock));
    }
}
