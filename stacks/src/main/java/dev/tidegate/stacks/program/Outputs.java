package dev.tidegate.stacks.program;

import com.pulumi.core.Output;
import dev.tidegate.stacks.dns.RegionEndpoint;
import dev.tidegate.stacks.fleet.Fleet;
import dev.tidegate.stacks.fleet.FleetTimes;
import dev.tidegate.stacks.fleet.GpuQuota;
import dev.tidegate.stacks.platform.PodFleet;
import dev.tidegate.stacks.render.ClusterManifest;
import dev.tidegate.stacks.settings.FleetSettings;
import dev.tidegate.stacks.site.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A stack's outputs, named {@code <region code>-<what>}. The keys that the global layer reads are constants, so that writer and reader cannot
 * disagree.
 */
final class Outputs {
    static final String HOST = "gatewayHost";
    static final String HOST_ZONE = "gatewayHostZone";
    static final String ORIGIN_KEY = "originKey";
    static final String SATURATION_ALARM = "saturationAlarm";

    private final SortedMap<String, Output<?>> all = new TreeMap<>();
    private final List<Output<String>> targets = new ArrayList<>();
    private final GpuQuota quota = new GpuQuota();

    void put(Names names, String what, Output<?> value) {
        all.put(key(names, what), value);
    }

    void put(String what, Output<?> value) {
        all.put(what, value);
    }

    void endpoint(Names names, RegionEndpoint endpoint) {
        put(names, HOST, endpoint.host());
        put(names, HOST_ZONE, endpoint.hostZone());
        put(names, SATURATION_ALARM, endpoint.saturationAlarm());
        put(names, ORIGIN_KEY, endpoint.originKey());
    }

    void fleet(Names names, FleetSettings settings, Fleet fleet) {
        fleet(
                names,
                settings,
                Output.tuple(fleet.group(), fleet.endpoint())
                        .applyValue(both -> Map.of("group", both.t1, "endpoint", both.t2)));
        targets.add(
                fleet.group()
                        .applyValue(group -> "aws-autoscaling:" + names.region() + "/" + group));
    }

    void fleet(Names names, FleetSettings settings, PodFleet fleet) {
        String name = settings.name();
        String namespace = ClusterManifest.NAMESPACE;
        fleet(
                names,
                settings,
                fleet.endpoint()
                        .applyValue(
                                endpoint ->
                                        Map.of(
                                                "autoscaler", name,
                                                "namespace", namespace,
                                                "endpoint", endpoint)));
        targets.add(Output.of("kubernetes-hpa:autoscaler=" + name + ",namespace=" + namespace));
    }

    private void fleet(Names names, FleetSettings settings, Output<Map<String, String>> platform) {
        FleetTimes times = FleetTimes.of(settings);
        put(
                names,
                "fleet-" + settings.name(),
                platform.applyValue(
                        facts -> {
                            Map<String, Object> all = new TreeMap<>(facts);
                            all.put("drainSeconds", (int) times.drain().toSeconds());
                            all.put("cutBySpotSeconds", (int) times.cutBySpot().toSeconds());
                            return all;
                        }));
        quota.add(names.region(), settings);
    }

    /** All outputs, including those that are not of one region. */
    SortedMap<String, Output<?>> complete() {
        if (!targets.isEmpty()) {
            // The HPA of a fleet has the same name in every region's cluster.
            all.put(
                    "runbookTargets",
                    Output.all(targets).applyValue(named -> named.stream().distinct().toList()));
            all.put("gpuQuota", Output.of(quota.needs()));
        }
        return all;
    }

    static String key(Names names, String what) {
        return names.code() + "-" + what;
    }
}
