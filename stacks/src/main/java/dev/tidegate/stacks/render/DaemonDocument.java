package dev.tidegate.stacks.render;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tidegate.stacks.settings.FleetSettings;
import java.util.Locale;

/** The daemon's {@code tidegate.yaml}. */
public final class DaemonDocument {
    private static final YAMLMapper YAML =
            YAMLMapper.builder(
                            YAMLFactory.builder()
                                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                                    .disable(YAMLGenerator.Feature.SPLIT_LINES)
                                    .build())
                    .build();

    private DaemonDocument() {}

    public static String of(DaemonFacts facts) {
        ObjectNode document = YAML.createObjectNode();
        document.put("mode", facts.mode().name().toLowerCase(Locale.ROOT)).put("interval", "15s");
        ObjectNode postgres =
                document.putObject("store")
                        .putObject("postgres")
                        .put("url", facts.store().url())
                        .put("user", facts.store().user());
        postgres.putObject("password").put("env", "PGPASSWORD");
        document.putObject("metrics").putObject("prometheus").put("url", facts.prometheus());
        // The instance's security group lets in nothing but the collectors beside daemons.
        document.putObject("serve").put("host", "0.0.0.0");
        for (DaemonFacts.Workload workload : facts.workloads()) {
            workload(document.withArray("workloads").addObject(), workload, facts.gateways());
        }
        document.put("runbooks", "/opt/tidegate/release/books");
        // The books' default is a single gateway beside the daemon.
        facts.flags()
                .ifPresent(
                        flags ->
                                document.putObject("runbook_parameters")
                                        .putArray("flags") // a list: nowhere else
                                        .add(flags.target()));
        try {
            return YAML.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of nodes can always be written", e);
        }
    }

    private static void workload(ObjectNode node, DaemonFacts.Workload workload, boolean gateways) {
        FleetSettings fleet = workload.fleet();
        FleetSettings.Serving serving = fleet.serving();
        String scope = "{fleet=\"" + workload.group() + "\"}";
        node.put("name", fleet.name() + "-" + workload.region());
        node.putObject("demand")
                .put("query", Demand.query(fleet, scope, gateways))
                .put("unit", serving.unit())
                .put("step", "60s")
                .put("history", "14d");
        signals(node.putObject("signals"), fleet, scope, gateways);
        node.putObject("capacity").put("per_replica", serving.perReplica());
        node.putObject("lead_time").put("prior", serving.leadTime().toSeconds() + "s");
        node.putObject("objective")
                .put("busy", serving.busy())
                .put("wait", serving.patience().toSeconds() + "s");
        node.putObject("bounds").put("min", fleet.bounds().min()).put("max", fleet.bounds().max());
        fleet(node.putObject("fleet"), workload);
    }

    /** Whose floor it is. */
    private static void fleet(ObjectNode node, DaemonFacts.Workload workload) {
        if (workload.fleet().platform() == FleetSettings.Platform.KUBERNETES) {
            node.putObject("kubernetes")
                    .put("namespace", ClusterManifest.NAMESPACE)
                    .put("autoscaler", workload.fleet().name());
        } else {
            node.putObject("aws").put("region", workload.region()).put("group", workload.group());
        }
    }

    private static void signals(
            ObjectNode signals, FleetSettings fleet, String scope, boolean gateways) {
        String tokens = Demand.ofARequest(scope);
        signals.put("queued", Demand.waiting(fleet, scope, gateways) + tokens);
        if (gateways) {
            signals.put("turned_away", Demand.turnedAway(fleet, scope) + tokens);
        }
        // Compared with the objective's wait, so time to first token: a whole response takes
        // minutes.
        signals.put(
                "latency_p99",
                "histogram_quantile(0.99, sum by (le)"
                        + " (rate(vllm:time_to_first_token_seconds_bucket"
                        + scope
                        + "[5m])))");
    }
}
