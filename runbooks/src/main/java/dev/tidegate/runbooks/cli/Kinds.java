package dev.tidegate.runbooks.cli;

import dev.tidegate.runbooks.act.Actuators;
import dev.tidegate.runbooks.act.aws.AutoScalingFloors;
import dev.tidegate.runbooks.act.aws.AwsAccess;
import dev.tidegate.runbooks.act.haproxy.HaproxyMaps;
import dev.tidegate.runbooks.act.haproxy.HaproxyServers;
import dev.tidegate.runbooks.act.kubernetes.Clusters;
import dev.tidegate.runbooks.act.kubernetes.Cordons;
import dev.tidegate.runbooks.act.kubernetes.HpaFloors;
import dev.tidegate.runbooks.act.kubernetes.Ownership;
import dev.tidegate.runbooks.act.kubernetes.ResourceFields;
import dev.tidegate.runbooks.act.kubernetes.RolloutRestarts;
import dev.tidegate.runbooks.act.kubernetes.Scales;
import dev.tidegate.runbooks.act.redis.RedisAccess;
import dev.tidegate.runbooks.act.redis.RedisFlags;
import dev.tidegate.runbooks.act.redis.RedisKeys;
import dev.tidegate.runbooks.act.redis.RedisParameters;
import java.net.URI;
import java.time.Clock;
import java.util.Map;
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
        Map<String, String> environment = System.getenv();
        RedisAccess redis =
                new RedisAccess(
                        Optional.ofNullable(environment.get("REDIS_USER")),
                        Optional.ofNullable(environment.get("REDIS_PASSWORD")),
                        environment.containsKey("REDIS_TLS"));
        return new Actuators()
                .with(AutoScalingFloors.KIND, () -> new AutoScalingFloors(aws, clock))
                .with(HpaFloors.KIND, () -> new HpaFloors(clusters, own, clock))
                .with(Scales.KIND, () -> new Scales(clusters, clock))
                .with(ResourceFields.KIND, () -> new ResourceFields(clusters, own, clock))
                .with(RolloutRestarts.KIND, () -> new RolloutRestarts(clusters, own, clock))
                .with(Cordons.KIND, () -> new Cordons(clusters, own, clock))
                .with(HaproxyMaps.KIND, () -> new HaproxyMaps(clock))
                .with(HaproxyServers.KIND, () -> new HaproxyServers(clock))
                .with(RedisFlags.KIND, () -> new RedisFlags(redis, clock))
                .with(RedisKeys.KIND, () -> new RedisKeys(redis, clock))
                .with(RedisParameters.KIND, () -> new RedisParameters(redis, clock));
    }
}
