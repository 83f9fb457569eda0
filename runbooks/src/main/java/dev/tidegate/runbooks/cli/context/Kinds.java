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
import java.util.List;
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

    static RedisAccess redis(Map<String, String> environment) {
        return new RedisAccess(
                find(environment, "REDIS_USER"),
                find(environment, "REDIS_PASSWORD"),
                find(environment, "REDIS_TLS").isPresent());
    }

    /** The mail server that the environment names; by default the machine's own. */
    static MailServer mailServer(Map<String, String> environment) {
        Optional<String> user = find(environment, "SMTP_USER");
        return new MailServer(
                find(environment, "SMTP_HOST").orElse("127.0.0.1"),
                find(environment, "SMTP_PORT").map(Kinds::port).orElse(25),
                find(environment, "SMTP_FROM").orElse("tidegate@localhost"),
                user,
                user.map(name -> "SMTP_PASSWORD"),
                user.isPresent());
    }

    private static int port(String text) {
        if (!text.matches("\\d{1,5}")) {
            throw CommandRefusal.badInput(
                    List.of("SMTP_PORT: found \"" + text + "\", expected a port from 1 to 65535"));
        }
        return Integer.parseInt(text);
    }

    /** A variable that is empty, as supervisors' files leave it, counts as unset. */
    private static Optional<String> find(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }
}
