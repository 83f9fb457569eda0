package dev.tidegate.runbooks.cli.desk;

import dev.tidegate.runbooks.act.Actuators;
import dev.tidegate.runbooks.act.Secrets;
import dev.tidegate.runbooks.act.aws.AutoScalingFloors;
import dev.tidegate.runbooks.act.aws.AwsAccess;
import dev.tidegate.runbooks.act.aws.CloudFrontOrigins;
import dev.tidegate.runbooks.act.aws.Route53Records;
import dev.tidegate.runbooks.act.aws.SsmCommands;
import dev.tidegate.runbooks.act.aws.WafRates;
import dev.tidegate.runbooks.act.haproxy.HaproxyMaps;
import dev.tidegate.runbooks.act.haproxy.HaproxyServers;
import dev.tidegate.runbooks.act.http.HttpRequests;
import dev.tidegate.runbooks.act.kubernetes.Clusters;
import dev.tidegate.runbooks.act.kubernetes.Cordons;
import dev.tidegate.runbooks.act.kubernetes.HpaFloors;
import dev.tidegate.runbooks.act.kubernetes.Ownership;
import dev.tidegate.runbooks.act.kubernetes.ResourceFields;
import dev.tidegate.runbooks.act.kubernetes.RolloutRestarts;
import dev.tidegate.runbooks.act.kubernetes.Scales;
import dev.tidegate.runbooks.act.notify.ChatMessages;
import dev.tidegate.runbooks.act.notify.MailServer;
import dev.tidegate.runbooks.act.notify.Mails;
import dev.tidegate.runbooks.act.notify.Pages;
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
        Secrets secrets = Secrets.environment();
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
                .with(RedisParameters.KIND, () -> new RedisParameters(redis, clock))
                .with(Route53Records.KIND, () -> new Route53Records(aws, clock))
                .with(WafRates.KIND, () -> new WafRates(aws, clock))
                .with(CloudFrontOrigins.KIND, () -> new CloudFrontOrigins(aws, clock))
                .with(SsmCommands.KIND, () -> new SsmCommands(aws, clock))
                .with(HttpRequests.KIND, () -> new HttpRequests(secrets, clock))
                .with(ChatMessages.KIND, () -> new ChatMessages(secrets, clock))
                .with(Pages.KIND, () -> new Pages(secrets, clock))
                .with(Mails.KIND, () -> new Mails(mailServer(environment), secrets, clock));
    }

    /** As the environment says; without a word, the machine's own. */
    private static MailServer mailServer(Map<String, String> environment) {
        return new MailServer(
                environment.getOrDefault("SMTP_HOST", "127.0.0.1"),
                Integer.parseInt(environment.getOrDefault("SMTP_PORT", "25")),
                environment.getOrDefault("SMTP_FROM", "tidegate@localhost"),
                Optional.ofNullable(environment.get("SMTP_USER")),
                environment.containsKey("SMTP_USER")
                        ? Optional.of("SMTP_PASSWORD")
                        : Optional.empty(),
                environment.containsKey("SMTP_USER"));
    }
}
