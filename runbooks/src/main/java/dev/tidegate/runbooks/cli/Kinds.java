package dev.tidegate.runbooks.cli;

import dev.tidegate.runbooks.act.Actuators;
import dev.tidegate.runbooks.act.aws.AutoScalingFloors;
import dev.tidegate.runbooks.act.aws.AwsAccess;
import dev.tidegate.runbooks.act.kubernetes.Clusters;
import dev.tidegate.runbooks.act.kubernetes.Cordons;
import dev.tidegate.runbooks.act.kubernetes.HpaFloors;
import dev.tidegate.runbooks.act.kubernetes.Ownership;
import dev.tidegate.runbooks.act.kubernetes.ResourceFields;
import dev.tidegate.runbooks.act.kubernetes.RolloutRestarts;
import dev.tidegate.runbooks.act.kubernetes.Scales;
import java.net.URI;
import java.time.Clock;
import java.util.Optional;

/** Every kind of step, by hand, in one place. Nothing is opened before a book needs it. */
public final class Kinds {
    private Kinds() {}

    /**
     * @param awsEndpoint in place of the regions' own
     */
    public static Actuators all(Optional<URI> awsEndpoint, Clock clock) {
        AwsAccess aws = new AwsAccess(awsEndpoint);
        Clusters clusters = Clusters.usual();
        Ownership own = Ownership.RESPECT;
        return new Actuators()
                .with(AutoScalingFloors.KIND, () -> new AutoScalingFloors(aws, clock))
                .with(HpaFloors.KIND, () -> new HpaFloors(clusters, own, clock))
                .with(Scales.KIND, () -> new Scales(clusters, clock))
                .with(ResourceFields.KIND, () -> new ResourceFields(clusters, own, clock))
                .with(RolloutRestarts.KIND, () -> new RolloutRestarts(clusters, own, clock))
                .with(Cordons.KIND, () -> new Cordons(clusters, own, clock));
    }
}
