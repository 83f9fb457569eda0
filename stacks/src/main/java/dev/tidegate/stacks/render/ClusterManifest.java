package dev.tidegate.stacks.render;

import dev.tidegate.stacks.settings.FleetSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the fleets of a region need within its cluster: nodes they may have, pods, their autoscalers, and leave for the daemon. No floor is in
 * it, nor a number of replicas, so that it may be applied again at any time.
 */
public final class ClusterManifest {
    /** Where all fleets stand. */
    public static final String NAMESPACE = "fleets";

    /** The daemons in the cluster's own words: the group that their role has there. */
    public static final String DAEMONS = "tidegate";

    /** One that leaves answers on until gateways have heard of it, who look each five seconds. */
    private static final int HEARD_SECONDS = 20;

    private static final int SLACK_SECONDS = 30;
    private static final int PROBE_SECONDS = 5;

    /** What the smallest type of each family has to give for each of its GPUs. */
    private static final int PROCESSORS = 2;

    private static final int GIBIBYTES = 8;

    private ClusterManifest() {}

    /**
     * A fleet on the cluster.
     *
     * @param targets the target group that its pods are told to, by ARN
     * @param starting how long its server may take before it answers
     * @param draining how long one that leaves may take for what it began
     */
    public record Pods(
            FleetSettings fleet,
            String targets,
            List<String> names,
            Duration starting,
            Duration draining) {
        public Pods {
            names = List.copyOf(names);
        }
    }

    /**
     * Where nodes start.
     *
     * @param role the role of the nodes, by name
     * @param walls security groups that they stand behind
     */
    public record Nodes(String region, String role, List<String> subnets, List<String> walls) {
        public Nodes {
            subnets = List.copyOf(subnets);
            walls = List.copyOf(walls);
        }
    }

    public static String of(String cluster, Nodes nodes, List<Pods> fleets) {
        Map<String, Object> values = new HashMap<>();
        values.put("cluster", cluster);
        values.put("namespace", NAMESPACE);
        values.put("daemons", DAEMONS);
        values.put("region", nodes.region());
        values.put("role", nodes.role());
        values.put("subnets", nodes.subnets());
        values.put("walls", nodes.walls());
        values.put("disk", String.valueOf(ModelServer.DISK_GIGABYTES));
        values.put("image", ModelServer.IMAGE);
        values.put("heard", String.valueOf(HEARD_SECONDS));
        values.put("probe", String.valueOf(PROBE_SECONDS));
        String shorter = Template.text(ModelServer.MIDDLEWARE);
        values.put("shorter", block(shorter));
        values.put("middleware", Integer.toHexString(shorter.hashCode()));
        values.put(
                "all",
                fleets.stream().map(each -> each.fleet().name()).collect(Collectors.joining(", ")));
        // A list of names that is empty would mean all.
        values.put("any", !fleets.isEmpty());
        values.put("fleets", fleets.stream().map(ClusterManifest::fleet).toList());
        return Template.named("cluster.yaml.mustache").fill(values);
    }

    /** A text as a block of YAML, four letters in. */
    private static String block(String text) {
        return text.lines()
                .map(line -> line.isEmpty() ? "\n" : "    " + line + "\n")
                .collect(Collectors.joining());
    }

    private static Map<String, Object> fleet(Pods pods) {
        FleetSettings fleet = pods.fleet();
        int each = fleet.gpusPerReplica();
        Map<String, Object> values = new HashMap<>();
        values.put("fleet", fleet.name());
        values.put("targets", pods.targets());
        values.put("weights", fleet.weights());
        values.put("port", String.valueOf(fleet.serving().port()));
        values.put("surge", String.valueOf(fleet.surge()));
        values.put("max", String.valueOf(fleet.bounds().max()));
        values.put("gpus", String.valueOf(each));
        values.put("processors", String.valueOf(PROCESSORS * each));
        values.put("memory", String.valueOf(GIBIBYTES * each));
        values.put(
                "names",
                pods.names().stream()
                        .map(name -> "'" + name + "'")
                        .collect(Collectors.joining(", ")));
        values.put("tries", String.valueOf(tries(pods.starting())));
        values.put("progress", String.valueOf(2 * pods.starting().toSeconds() + 600));
        values.put(
                "leaving",
                String.valueOf(HEARD_SECONDS + pods.draining().toSeconds() + SLACK_SECONDS));
        values.put("types", String.join(", ", fleet.replicasByType().keySet()));
        values.put("pools", pools(fleet));
        return values;
    }

    private static long tries(Duration starting) {
        return (starting.toSeconds() + PROBE_SECONDS - 1) / PROBE_SECONDS;
    }

    /** Ways that nodes are bought, in the order in which they are tried: the base on demand, what is above it as the settings say. */
    private static List<Map<String, String>> pools(FleetSettings fleet) {
        FleetSettings.Purchase purchase = fleet.purchase();
        int base =
                purchase.onDemandShare() == 100
                        ? fleet.atOnce()
                        : Math.min(purchase.onDemandBase(), fleet.atOnce());
        List<Map<String, String>> pools = new ArrayList<>();
        if (base > 0) {
            pools.add(pool("on-demand", 100, base * fleet.gpusPerReplica()));
        }
        if (base < fleet.atOnce()) {
            pools.add(pool("spot", 50, (fleet.atOnce() - base) * fleet.gpusPerReplica()));
        }
        return pools;
    }

    private static Map<String, String> pool(String capacity, int weight, int gpus) {
        return Map.of(
                "capacity", capacity,
                "weight", String.valueOf(weight),
                "limit", String.valueOf(gpus));
    }
}
