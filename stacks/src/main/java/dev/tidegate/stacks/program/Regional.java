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
import dev.tidegate.stacks.network.ClosedSecurityGroup;
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
import java.util.stream.Stream;

/** One region, wired in the order in which its parts need one another. */
final class Regional {
    /** Where the daemon asks for metrics, without the path to the region's workspace. */
    private static final String SIGNER = "http://127.0.0.1:" + Control.SIGNER_PORT;

    private final Ground ground;
    private final RegionSettings region;
    private final Outputs outputs;
    private final Names names;
    private final Site site;
    private final Documents documents;
    private final Optional<Monitoring> monitoring;
    private final Optional<RegionEndpoint> endpoint;

    Regional(Ground ground, RegionSettings region, Outputs outputs) {
        this.ground = ground;
        this.region = region;
        this.outputs = outputs;
        names = new Names(ground.environment(), region.name());
        site =
                new Site(
                        ground,
                        names,
                        new Provider(
                                names.logical("provider"),
                                ProviderArgs.builder().region(region.name()).build()));
        Output<String> key = new Keys(site).arn();
        Network network = new Network(site, region);
        documents = new Documents(site, key);
        Optional<Cache> cache =
                site.can(Capability.CACHE)
                        ? Optional.of(new Cache(site, network, region, key))
                        : Optional.empty();
        cache.ifPresent(made -> outputs.put(names, "cache", made.endpoints()));
        Output<Optional<FlagHash>> flags = flags(cache);
        RegionalFleets fleets = new RegionalFleets(site, network, documents, key, outputs);
        monitoring = monitoring(key);
        Optional<Control> control =
                site.can(Capability.CONTROL)
                        ? Optional.of(new Control(site, network, key))
                        : Optional.empty();
        Optional<Gateway> gateway =
                site.can(Capability.GATEWAY)
                        ? Optional.of(
                                new Gateway(site, network, documents, key, flags, fleets.pods()))
                        : Optional.empty();
        connect(cache, fleets, control, gateway);
        endpoint = gateway.map(this::endpoint);
        endpoint.ifPresent(found -> outputs.endpoint(names, found));
        Output<String> daemon = daemonConfiguration(fleets, control, flags);
        List<Documents.StoredDocument> configuration = configuration(daemon, fleets);
        control.ifPresent(
                daemons ->
                        fleets.admit(
                                daemons.run(
                                        documents,
                                        configuration,
                                        flags,
                                        workspaceArn(),
                                        fleets.pods())));
        documents.put("control/rules.yaml", Output.of(AlertRules.of(ground, region.name())));
        documents.put(
                "control/dashboard.json",
                Output.of(Dashboard.of(ground.fleets(), site.can(Capability.GATEWAY))));
        outputs.put(names, "daemonConfiguration", daemon);
        outputs.put(names, "documents", documents.bucket());
        outputs.put(names, "callers", network.callers().id());
    }

    /** What gateways follow, where there are any, and a cache. */
    private Output<Optional<FlagHash>> flags(Optional<Cache> cache) {
        return cache.filter(any -> site.can(Capability.GATEWAY))
                .map(made -> made.flags().applyValue(Optional::of))
                .orElse(Output.of(Optional.empty()));
    }

    /** Who asks whom, once all of them have security groups to be named by. */
    private static void connect(
            Optional<Cache> cache,
            RegionalFleets fleets,
            Optional<Control> control,
            Optional<Gateway> gateway) {
        Optional<ClosedSecurityGroup> daemons = control.map(Control::securityGroup);
        Stream.of(daemons, gateway.map(Gateway::securityGroup))
                .flatMap(Optional::stream)
                .forEach(
                        client -> {
                            cache.ifPresent(asked -> asked.admit(client));
                            fleets.admit(client);
                        });
        daemons.ifPresent(
                client -> {
                    gateway.ifPresent(asked -> asked.admit(client));
                    fleets.admitToApi(client);
                });
    }

    private Optional<Monitoring> monitoring(Output<String> key) {
        if (!site.can(Capability.OBSERVABILITY)) {
            return Optional.empty();
        }
        Monitoring started = new Monitoring(site, key);
        outputs.put(names, "pager", started.topic());
        return Optional.of(started);
    }

    private RegionEndpoint endpoint(Gateway gateway) {
        Output<String> saturationAlarm =
                monitoring
                        .map(Monitoring::saturationAlarm)
                        .orElse(Output.of(names.physical("saturated")));
        return new RegionEndpoint(
                region.name(),
                names.code(),
                gateway.host(),
                gateway.hostZone(),
                saturationAlarm,
                gateway.originKey());
    }

    private Output<String> daemonConfiguration(
            RegionalFleets fleets, Optional<Control> control, Output<Optional<FlagHash>> flags) {
        Output<String> ledger =
                control.map(Control::ledgerUrl)
                        .orElse(Output.of("jdbc:postgresql://127.0.0.1:5432/tidegate"));
        return Output.tuple(fleets.workloads(), ledger, metricsAddress(), flags)
                .applyValue(all -> daemonDocument(all.t1, all.t2, all.t3, all.t4));
    }

    private String daemonDocument(
            List<DaemonFacts.Workload> workloads,
            String ledger,
            String metrics,
            Optional<FlagHash> flags) {
        return DaemonDocument.of(
                new DaemonFacts(
                        ground.control().mode(),
                        new DaemonFacts.Store(ledger, "tidegate"),
                        metrics,
                        workloads,
                        site.can(Capability.GATEWAY),
                        flags));
    }

    /** The documents that daemons start from. */
    private List<Documents.StoredDocument> configuration(
            Output<String> daemon, RegionalFleets fleets) {
        List<Documents.StoredDocument> configuration = new ArrayList<>();
        configuration.add(documents.put("control/tidegate.yaml", daemon));
        monitoring
                .map(started -> started.endpoint().applyValue(this::collector))
                .ifPresent(file -> configuration.add(documents.put("control/collect.yaml", file)));
        fleets.kubeconfig()
                .ifPresent(
                        file -> configuration.add(documents.put("control/kubeconfig.yaml", file)));
        return configuration;
    }

    private String collector(String workspace) {
        return Collector.of(
                ground.environment(), region.name(), ground.fleets(), names::physical, workspace);
    }

    private Output<String> workspaceArn() {
        return monitoring
                .map(Monitoring::workspaceArn)
                .orElse(Output.of("arn:aws:aps:" + region.name() + ":*:workspace/none"));
    }

    /** The signer stands for the workspace's host; the path to the workspace stays. */
    private Output<String> metricsAddress() {
        return monitoring
                .map(started -> started.endpoint().applyValue(Regional::signed))
                .orElse(Output.of(SIGNER));
    }

    private static String signed(String workspace) {
        return SIGNER + URI.create(workspace).getPath().replaceAll("/$", "");
    }

    Names names() {
        return names;
    }

    Optional<RegionEndpoint> endpoint() {
        return endpoint;
    }
}
