package dev.tidegate.stacks.program;

import com.pulumi.aws.Provider;
import com.pulumi.aws.ProviderArgs;
import com.pulumi.core.Output;
import dev.tidegate.stacks.fleet.Fleet;
import dev.tidegate.stacks.network.Network;
import dev.tidegate.stacks.render.DaemonDocument;
import dev.tidegate.stacks.render.DaemonFacts;
import dev.tidegate.stacks.settings.FleetSettings;
import dev.tidegate.stacks.settings.Ground;
import dev.tidegate.stacks.settings.RegionSettings;
import dev.tidegate.stacks.site.Names;
import dev.tidegate.stacks.site.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Everything one stack provisions, and what it tells the world. */
final class Provisioned {
    private final Map<String, Output<?>> outputs = new TreeMap<>();

    Provisioned(Ground ground) {
        List<Output<DaemonFacts.Workload>> workloads = new ArrayList<>();
        for (RegionSettings region : ground.regions()) {
            Names names = new Names(ground.environment(), region.name());
            Provider provider =
                    new Provider(
                            names.logical("provider"),
                            ProviderArgs.builder().region(region.name()).build());
            Site site = new Site(ground, names, provider);
            Network network = new Network(site, region);
            for (FleetSettings settings : ground.fleets()) {
                Fleet fleet = new Fleet(site, network, settings);
                workloads.add(
                        fleet.group()
                                .applyValue(
                                        group ->
                                                new DaemonFacts.Workload(
                                                        settings, region.name(), group)));
            }
        }
        outputs.put(
                "daemonConfiguration",
                Output.all(workloads)
                        .applyValue(
                                list ->
                                        DaemonDocument.of(
                                                new DaemonFacts(
                                                        ground.control().mode(),
                                                        new DaemonFacts.Store(
                                                                "jdbc:postgresql://127.0.0.1/tidegate",
                                                                "tidegate"),
                                                        "http://127.0.0.1:9090",
                                                        list))));
    }

    Map<String, Output<?>> outputs() {
        return outputs;
    }
}
