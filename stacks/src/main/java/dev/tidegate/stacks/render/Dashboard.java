package dev.tidegate.stacks.render;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.stacks.settings.FleetSettings;
import java.util.List;

/** A Grafana dashboard: demand, ready replicas, queue, requests turned away, and decisions. */
public final class Dashboard {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int WIDTH = 12;
    private static final int HEIGHT = 8;

    private final ArrayNode panels = JSON.createArrayNode();

    private final boolean gateways;

    private Dashboard(boolean gateways) {
        this.gateways = gateways;
    }

    /** @param gateways whether the region has gateways, which count queued and refused requests */
    public static String of(List<FleetSettings> fleets, boolean gateways) {
        Dashboard dashboard = new Dashboard(gateways);
        for (FleetSettings fleet : fleets) {
            dashboard.fleet(fleet);
        }
        ObjectNode document =
                JSON.createObjectNode()
                        .put("uid", "tidegate")
                        .put("title", "Tidegate")
                        .put("schemaVersion", 39)
                        .put("timezone", "utc")
                        .put("refresh", "30s");
        document.putObject("time").put("from", "now-24h").put("to", "now");
        ObjectNode source = document.putObject("templating").putArray("list").addObject();
        source.put("name", "source").put("type", "datasource").put("query", "prometheus");
        document.set("panels", dashboard.panels);
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of nodes can always be written", e);
        }
    }

    private void fleet(FleetSettings fleet) {
        String name = fleet.name();
        String workload = "{workload=~\"" + name + "-.*\"}";
        panel(
                name + ": demand and need",
                fleet.serving().unit() + "/s",
                "demand",
                "tidegate_demand" + workload,
                "need in replicas",
                "tidegate_need" + workload);
        panel(
                name + ": floor and replicas",
                "",
                "floor",
                "tidegate_floor" + workload,
                "{{state}}",
                "tidegate_replicas" + workload);
        if (gateways) {
            panel(
                    name + ": waiting",
                    "",
                    "{{proxy}}",
                    "haproxy_backend_current_queue{proxy=\"" + name + "_gpu\"}");
            panel(name + ": turned away", "", "{{proxy}}", Demand.turnedAwayByClass(fleet, "5m"));
        }
        panel(name + ": tier", "", "tier", "tidegate_tier" + workload);
        panel(name + ": order to ready", "s", "seconds", "tidegate_lead_time_seconds" + workload);
    }

    /** Adds a panel; legends and expressions alternate. */
    private void panel(String title, String unit, String... legendsAndExpressions) {
        int number = panels.size();
        ObjectNode panel =
                panels.addObject()
                        .put("id", number + 1)
                        .put("type", "timeseries")
                        .put("title", title);
        panel.putObject("datasource").put("type", "prometheus").put("uid", "${source}");
        panel.putObject("gridPos")
                .put("x", number % 2 * WIDTH)
                .put("y", number / 2 * HEIGHT)
                .put("w", WIDTH)
                .put("h", HEIGHT);
        panel.putObject("fieldConfig")
                .putObject("defaults")
                .put("unit", unit.isEmpty() ? "short" : unit);
        ArrayNode targets = panel.putArray("targets");
        for (int i = 0; i < legendsAndExpressions.length; i += 2) {
            targets.addObject()
                    .put("refId", String.valueOf((char) ('A' + i / 2)))
                    .put("legendFormat", legendsAndExpressions[i])
                    .put("expr", legendsAndExpressions[i + 1]);
        }
    }
}
