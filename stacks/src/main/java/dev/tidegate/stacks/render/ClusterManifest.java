package dev.tidegate.stacks.render;

import dev.tidegate.stacks.settings.FleetSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The Kubernetes manifest of a region's fleets: node pools, deployments, HPAs, and RBAC for the daemon. It sets neither {@code minReplicas} nor
 * {@code replicas}, so that it can be applied again at any time.
 */
public final class ClusterManifest {
    /** The namespace of all fleets. */
    public static final String NAMESPACE = "fleets";

    /** The Kubernetes group of the daemons' role. */
    public static final String DAEMONS = "tidegate";

    private static final int SLACK_SECONDS = 30;
    private static final int PROBE_SECONDS = 5;

    /** CPU request for each GPU, which the smallest type of every family can satisfy. */
    private static final int PROCESSORS = 2;

    private static final int GIBIBYTES = 8;

    private ClusterManifest() {}

    /**
     * A fleet on the cluster.
     *
     * @param targets ARN of the target group that its pods are registered with
     * @param starting how long its server may take to start
     * @param draining how long a terminating pod may finish its requests
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
     * Network and identity of nodes.
     *
     * @param role name of the nodes' IAM role
     * @param walls their security groups
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
        values.put("heard", String.valueOf(ModelServer.HEARD.toSeconds()));
        values.put("probe", String.valueOf(PROBE_SECONDS));
        String shorter = Template.text(ModelServer.MIDDLEWARE);
        values.put("shorter", block(shorter));
        String wayOut = Template.text(ModelServer.WAY_OUT);
        values.put("wayOut", block(wayOut));
        values.put("middleware", Integer.toHexString((shorter + wayOut).hashCode()));
        values.put(
                "all",
                fleets.stream().map(each -> each.fleet().name()).collect(Collectors.joining(", ")));
        // An empty list of resource names would allow all of them.
        values.put("any", !fleets.isEmpty());
        values.put("fleets", fleets.stream().map(ClusterManifest::fleet).toList());
        return Template.named("cluster.yaml.mustache").fill(values);
    }

    /** The text as a YAML block scalar, indented by four. */
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
                String.valueOf(
                        ModelServer.HEARD.toSeconds()
                                + pods.draining().toSeconds()
                                + SLACK_SECONDS));
        values.put("types", String.join(", ", fleet.replicasByType().keySet()));
        values.put("pools", pools(fleet));
        return values;
    }

    private static long tries(Duration starting) {
        return (starting.toSeconds() + PROBE_SECONDS - 1) / PROBE_SECONDS;
    }

    /** Node pools in the order in which they are tried: the on-demand base, then the rest as the settings say. */
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
