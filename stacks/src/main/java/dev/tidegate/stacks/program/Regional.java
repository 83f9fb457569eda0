package dev.tidegate.stacks.program;

import com.pulumi.aws.Provider;
import com.pulumi.aws.ProviderArgs;
import com.pulumi.core.Output;
import dev.tidegate.stacks.cache.Cache;
import dev.tidegate.stacks.control.Control;
import dev.tidegate.stacks.dns.RegionEndpoint;
import dev.tidegate.stacks.documents.Documents;
import dev.tidegate.stacks.gateway.Gateway;
import dev.tidegate.stacks.identity.Keys;
import dev.tidegate.stacks.network.Network;
import dev.tidegate.stacks.observability.Monitoring;
import dev.tidegate.stacks.render.AlertRules;
import dev.tidegate.stacks.render.Collector;
import dev.tidegate.stacks.render.DaemonDocument;
import dev.tidegate.stacks.render.DaemonFacts;
import dev.tidegate.stacks.render.Dashboard;
import dev.tidegate.stacks.render.FlagHash;
import dev.tidegate.stacks.settings.Capability;
import dev.tidegate.stacks.settings.Ground;
import dev.tidegate.stacks.settings.RegionSettings;
import dev.tidegate.stacks.site.Names;
import dev.tidegate.stacks.site.Site;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One region, wired in the order in which its parts need one another. */
final class Regional {
    /** Where the daemon asks for metrics, without the path to the region's workspace. */
    private static final String SIGNER = "http://127.0.0.1:" + Control.SIGNER_PORT;

    private final Names names;
    private Optional<RegionEndpoint> loadBalancer = Optional.empty();

    Regional(Ground ground, RegionSettings region, Outputs outputs) {
        names = new Names(ground.environment(), region.name());
        Site site =
                new Site(
                        ground,
                        names,
                        new Provider(
                                names.logical("provider"),
                                ProviderArgs.builder().region(region.name()).build()));
        Output<String> key = new Keys(site).arn();
        Network network = new Network(site, region);
        Documents documents = new Documents(site, key);
        Output<Optional<FlagHash>> flags = flags(site, network, region, key, outputs);
        RegionalFleets fleets = new RegionalFleets(site, network, documents, key, outputs);
        Optional<Monitoring> watch =
                site.can(Capability.OBSERVABILITY)
                        ? Optional.of(new Monitoring(site, key))
                        : Optional.empty();
        watch.ifPresent(standing -> outputs.put(names, "pager", standing.topic()));
        Optional<Control> control =
                site.can(Capability.CONTROL)
                        ? Optional.of(new Control(site, network, key))
                        : Optional.empty();
        if (site.can(Capability.GATEWAY)) {
            Gateway gateway = new Gateway(site, network, documents, key, flags, fleets.pods());
            loadBalancer =
                    Optional.of(
                            new RegionEndpoint(
                                    region.name(),
                                    names.code(),
                                    gateway.host(),
                                    gateway.hostZone(),
                                    watch.map(Monitoring::saturationAlarm)
                                            .orElse(Output.of(names.physical("saturated"))),
                                    gateway.originKey()));
            outputs.door(names, loadBalancer.get());
        }
        Output<String> daemon =
                Output.tuple(
                                fleets.workloads(),
                                control.map(Control::ledgerUrl)
                                        .orElse(
                                                Output.of(
                                                        "jdbc:postgresql://127.0.0.1:5432/tidegate")),
                                metricsAddress(watch),
                                flags)
                        .applyValue(
                                all ->
                                        DaemonDocument.of(
                                                new DaemonFacts(
                                                        ground.control().mode(),
                                                        new DaemonFacts.Store(all.t2, "tidegate"),
                                                        all.t3,
                                                        all.t1,
                                                        site.can(Capability.GATEWAY),
                                                        all.t4)));
        List<Documents.Laid> configuration = new ArrayList<>();
        configuration.add(documents.put("control/tidegate.yaml", daemon));
        watch.map(Monitoring::endpoint)
                .ifPresent(
                        workspace ->
                                configuration.add(
                                        documents.put(
                                                "control/collect.yaml",
                                                workspace.applyValue(
                                                        address ->
                                                                Collector.of(
                                                                        ground.environment(),
                                                                        region.name(),
                                                                        ground.fleets(),
                                                                        room ->
                                                                                names.physical(
                                                                                        room),
                                                                        address)))));
        fleets.kubeconfig()
                .ifPresent(
                        found ->
                                configuration.add(documents.put("control/kubeconfig.yaml", found)));
        control.ifPresent(
                daemons ->
                        fleets.admit(
                                daemons.run(
                                        documents,
                                        configuration,
                                        flags,
                                        watch.map(Monitoring::workspaceArn)
                                                .orElse(
                                                        Output.of(
                                                                "arn:aws:aps:"
                                                                        + region.name()
                                                                        + ":*:workspace/none")),
                                        fleets.pods())));
        documents.put("control/rules.yaml", Output.of(AlertRules.of(ground, region.name())));
        documents.put(
                "control/dashboard.json",
                Output.of(Dashboard.of(ground.fleets(), site.can(Capability.GATEWAY))));
        outputs.put(names, "daemonConfiguration", daemon);
        outputs.put(names, "documents", documents.bucket());
    }

    /** What gateways follow, where there are any, and a cache. */
    private Output<Optional<FlagHash>> flags(
            Site site,
            Network network,
            RegionSettings region,
            Output<String> key,
            Outputs outputs) {
        if (!site.can(Capability.CACHE)) {
            return Output.of(Optional.empty());
        }
        Cache cache = new Cache(site, network, region, key);
        outputs.put(names, "cache", cache.endpoints());
        return site.can(Capability.GATEWAY)
                ? cache.flags().applyValue(Optional::of)
                : Output.of(Optional.empty());
    }

    /** The signer stands for the workspace's host; the path to the workspace stays. */
    private static Output<String> metricsAddress(Optional<Monitoring> watch) {
        return watch.map(
                        standing ->
                                standing.endpoint()
                                        .applyValue(
                                                address ->
                                                        SIGNER
                                                                + URI.create(address)
                                                                        .getPath()
                                                                        .replaceAll("/$", "")))
                .orElse(Output.of(SIGNER));
    }

    Names names() {
        return names;
    }

    Optional<RegionEndpoint> door() {
        return loadBalancer;
    }
}
