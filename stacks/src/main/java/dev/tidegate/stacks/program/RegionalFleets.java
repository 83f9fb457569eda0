package dev.tidegate.stacks.program;

import com.pulumi.core.Output;
import dev.tidegate.stacks.documents.Documents;
import dev.tidegate.stacks.fleet.Fleet;
import dev.tidegate.stacks.network.ClosedSecurityGroup;
import dev.tidegate.stacks.network.Network;
import dev.tidegate.stacks.platform.Platform;
import dev.tidegate.stacks.platform.PodFleet;
import dev.tidegate.stacks.render.DaemonFacts;
import dev.tidegate.stacks.settings.FleetSettings;
import dev.tidegate.stacks.site.Names;
import dev.tidegate.stacks.site.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** A region's fleets in the order of the settings, and the cluster that runs some of them. */
final class RegionalFleets {
    private final Site site;
    private final Network network;
    private final Outputs outputs;
    private final Optional<Platform> platform;
    private final List<Output<DaemonFacts.Workload>> workloads = new ArrayList<>();
    private final List<Fleet> ofInstances = new ArrayList<>();
    private final SortedMap<String, Output<String>> pods = new TreeMap<>();

    RegionalFleets(
            Site site, Network network, Documents documents, Output<String> key, Outputs outputs) {
        this.site = site;
        this.network = network;
        this.outputs = outputs;
        platform =
                site.ground()
                        .kubernetes()
                        .map(settings -> new Platform(site, network, key, settings));
        List<PodFleet> onCluster = new ArrayList<>();
        for (FleetSettings settings : site.ground().fleets()) {
            if (settings.platform() == FleetSettings.Platform.KUBERNETES) {
                onCluster.add(ofPods(settings));
            } else {
                ofInstances(settings);
            }
        }
        platform.ifPresent(
                cluster -> {
                    documents.put("platform/cluster.yaml", cluster.manifest(onCluster));
                    outputs.put(
                            site.names(),
                            "cluster",
                            Output.tuple(cluster.cluster(), cluster.endpoint())
                                    .applyValue(
                                            both -> Map.of("name", both.t1, "endpoint", both.t2)));
                });
    }

    Output<List<DaemonFacts.Workload>> workloads() {
        return Output.all(workloads);
    }

    /** Target groups of the fleets on the cluster, by fleet. */
    SortedMap<String, Output<String>> pods() {
        return pods;
    }

    /** The daemons' kubeconfig, if there is a cluster. */
    Optional<Output<String>> kubeconfig() {
        return platform.map(Platform::kubeconfig);
    }

    /** Gives the daemons' role access to the cluster, if there is one. */
    void admit(Output<String> role) {
        platform.ifPresent(cluster -> cluster.admit(role));
    }

    /** Lets a client ask all replicas. */
    void admit(ClosedSecurityGroup client) {
        ofInstances.forEach(fleet -> fleet.admit(client));
        platform.ifPresent(cluster -> cluster.admit(client));
    }

    /** Lets the daemons ask the cluster's API, if there is a cluster. */
    void admitToApi(ClosedSecurityGroup daemons) {
        platform.ifPresent(cluster -> cluster.admitToApi(daemons));
    }

    private PodFleet ofPods(FleetSettings settings) {
        Names names = site.names();
        PodFleet fleet = new PodFleet(site, network, platform.orElseThrow(), settings);
        pods.put(settings.name(), fleet.targets());
        workloads.add(
                Output.of(
                        new DaemonFacts.Workload(
                                settings, names.region(), names.physical(settings.name()))));
        outputs.fleet(names, settings, fleet);
        return fleet;
    }

    private void ofInstances(FleetSettings settings) {
        Names names = site.names();
        Fleet fleet = new Fleet(site, network, settings);
        ofInstances.add(fleet);
        workloads.add(
                fleet.group()
                        .applyValue(
                                group ->
                                        new DaemonFacts.Workload(settings, names.region(), group)));
        outputs.fleet(names, settings, fleet);
    }
}
