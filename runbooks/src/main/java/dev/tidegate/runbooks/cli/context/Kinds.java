package dev.tidegate.runbooks.cli.context;

import dev.tidegate.runbooks.act.Actuators;
import dev.tidegate.runbooks.act.aws.AwsAccess;
import dev.tidegate.runbooks.act.aws.AwsKinds;
import dev.tidegate.runbooks.act.haproxy.HaproxyKinds;
import dev.tidegate.runbooks.act.kubernetes.KubernetesKinds;
import dev.tidegate.runbooks.act.kubernetes.api.Clusters;
import dev.tidegate.runbooks.act.kubernetes.api.Ownership;
import dev.tidegate.runbooks.act.redis.RedisAccess;
import dev.tidegate.runbooks.act.redis.RedisKinds;
import dev.tidegate.runbooks.act.send.MailServer;
import dev.tidegate.runbooks.act.send.Secrets;
import dev.tidegate.runbooks.act.send.SendKinds;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Registers every kind of step. No client is opened before it is needed. */
public final class Kinds {
    private Kinds() {}

    /** All kinds, with Kubernetes clients of their own. */
    public static Actuators all(AwsAccess aws, Clock clock) {
        return all(aws, Clusters.autoConfigured(), clock);
    }

    /** All kinds, with shared Kubernetes clients. */
    public static Actuators all(AwsAccess aws, Clusters clusters, Clock clock) {
        Map<String, String> environment = System.getenv();
        Actuators all = new Actuators();
        AwsKinds.addTo(all, aws, clock);
        KubernetesKinds.addTo(all, clusters, Ownership.RESPECT, clock);
        HaproxyKinds.addTo(all, clock);
        RedisKinds.addTo(all, redis(environment), clock);
        SendKinds.addTo(all, Secrets.environment(), mailServer(environment), clock);
        return all;
    }

    private static RedisAccess redis(Map<String, String> environment) {
        return new RedisAccess(
                Optional.ofNullable(environment.get("REDIS_USER")),
                Optional.ofNullable(environment.get("REDIS_PASSWORD")),
                environment.containsKey("REDIS_TLS"));
    }

    /** The mail server that the environment names; by default the machine's own. */
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
