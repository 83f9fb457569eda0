package dev.tidegate.stacks.render;

import dev.tidegate.stacks.settings.FleetSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Configuration of the Prometheus agent on the daemons' instances: scrape targets, and the workspace to write to. */
public final class Collector {
    private static final String GATEWAY_PORT = "8080";
    private static final String DAEMON_PORT = "9464";

    private Collector() {}

    /**
     * @param groups the physical name of a room's group
     * @param workspace its address, with a slash at the end
     */
    public static String of(
            String environment,
            String region,
            List<FleetSettings> fleets,
            UnaryOperator<String> groups,
            String workspace) {
        List<Map<String, Object>> targets = new ArrayList<>();
        fleets.forEach(
                fleet ->
                        targets.add(
                                target(
                                        fleet.name(),
                                        groups,
                                        String.valueOf(fleet.serving().port()),
                                        fleet.platform() == FleetSettings.Platform.KUBERNETES)));
        targets.add(target("gateway", groups, GATEWAY_PORT, false));
        targets.add(target("control", groups, DAEMON_PORT, false));
        return Template.named("collect.yaml.mustache")
                .fill(
                        Map.of(
                                "environment", environment,
                                "region", region,
                                "targets", targets,
                                "workspace", workspace));
    }

    private static Map<String, Object> target(
            String room, UnaryOperator<String> groups, String port, boolean pods) {
        return Map.of("name", room, "group", groups.apply(room), "port", port, "pods", pods);
    }
}
