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

    void door(Names names, RegionEndpoint loadBalancer) {
        put(names, HOST, loadBalancer.host());
        put(names, HOST_ZONE, loadBalancer.hostZone());
        put(names, SATURATION_ALARM, loadBalancer.saturationAlarm());
        put(names, ORIGIN_KEY, loadBalancer.originKey());
    }

    void fleet(Names names, FleetSettings settings, Fleet fleet) {
        FleetTimes times = FleetTimes.of(settings);
        put(
                names,
                "fleet-" + settings.name(),
                Output.tuple(fleet.group(), fleet.endpoint())
                        .applyValue(
                                both ->
                                        Map.of(
                                                "group",
                                                both.t1,
                                                "endpoint",
                                                both.t2,
                                                "drainSeconds",
                                                (int) times.drain().toSeconds(),
                                                "cutBySpotSeconds",
                                                (int) times.cutBySpot().toSeconds())));
        targets.add(
                fleet.group()
                        .applyValue(group -> "aws-autoscaling:" + names.region() + "/" + group));
        quota.add(names.region(), settings);
    }

    void fleet(Names names, FleetSettings settings, PodFleet fleet) {
        FleetTimes times = FleetTimes.of(settings);
        put(
                names,
                "fleet-" + settings.name(),
                fleet.endpoint()
                        .applyValue(
                                endpoint ->
                                        Map.of(
                                                "autoscaler",
                                                settings.name(),
                                                "namespace",
                                                ClusterManifest.NAMESPACE,
                                                "endpoint",
                                                endpoint,
                                                "drainSeconds",
                                                (int) times.drain().toSeconds(),
                                                "cutBySpotSeconds",
                                                (int) times.cutBySpot().toSeconds())));
        targets.add(
                Output.of(
                        "kubernetes-hpa:autoscaler="
                                + settings.name()
                                + ",namespace="
                                + ClusterManifest.NAMESPACE));
        quota.add(names.region(), settings);
    }

    /** All outputs, including those that are not of one region. */
    SortedMap<String, Output<?>> complete() {
        if (!targets.isEmpty()) {
            all.put("runbookTargets", Output.all(targets));
            all.put("gpuQuota", Output.of(quota.needs()));
        }
        return all;
    }

    static String key(Names names, String what) {
        return names.code() + "-" + what;
    }
}
