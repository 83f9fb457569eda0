package dev.tidegate.stacks.settings;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What single values cannot show: values that contradict each other, and what production refuses. */
final class Coherence {
    /** A lifecycle hook's heartbeat is at most two hours, and AWS keeps an instance in wait for at most a hundred heartbeats. */
    private static final Duration LONGEST_HEARTBEAT = Duration.ofHours(2);

    /** Names of the rooms' own things: a fleet of such a name would want to be the same resource. */
    private static final Set<String> TAKEN =
            Set.of(
                    "act",
                    "cache",
                    "control",
                    "delivery",
                    "dns",
                    "document",
                    "documents",
                    "edge",
                    "endpoint",
                    "endpoints",
                    "flows",
                    "gateway",
                    "global",
                    "internet",
                    "key",
                    "keys",
                    "last",
                    "ledger",
                    "metrics",
                    "network",
                    "operators",
                    "origin",
                    "provider",
                    "public",
                    "reads",
                    "requests",
                    "routes",
                    "saturated",
                    "vpc",
                    "watch");

    private final Ground ground;
    private final List<Problem> problems = new ArrayList<>();

    private Coherence(Ground ground) {
        this.ground = ground;
    }

    static List<Problem> check(Ground ground) {
        Coherence coherence = new Coherence(ground);
        coherence.layers();
        coherence.regions();
        coherence.fleets();
        coherence.names();
        coherence.routes();
        if (ground.tier() == Tier.PROD) {
            coherence.production();
        }
        return coherence.problems;
    }

    private void layers() {
        if (ground.layer() != Layer.GLOBAL && !ground.regionStacks().isEmpty()) {
            add(
                    "region_stacks",
                    ground.regionStacks().size() + " entries",
                    "only the global layer reads other stacks; remove it");
        }
        if (ground.layer() == Layer.GLOBAL && !ground.regions().isEmpty()) {
            add(
                    "regions",
                    ground.regions().size() + " entries",
                    "the global layer holds no region; list region_stacks");
        }
        if (ground.layer() == Layer.REGION && ground.regions().size() != 1) {
            add(
                    "regions",
                    ground.regions().size() + " entries",
                    "a region's stack holds exactly one");
        }
    }

    private void regions() {
        Set<String> ranges = new HashSet<>();
        for (int i = 0; i < ground.regions().size(); i++) {
            RegionSettings region = ground.regions().get(i);
            String at = "regions[" + i + "]";
            if (region.zones().isEmpty() || region.zones().size() > 6) {
                add(at + ".zones", region.zones().size() + " zones", "name one to six");
            }
            if (new HashSet<>(region.zones()).size() != region.zones().size()) {
                add(at + ".zones", region.zones().toString(), "name each zone once");
            }
            region.zones().stream()
                    .filter(zone -> !zone.startsWith(region.name()))
                    .forEach(zone -> add(at + ".zones", zone, "name zones of " + region.name()));
            if (!ranges.add(region.cidr())) {
                add(
                        at + ".cidr",
                        region.cidr(),
                        "give each region a range of its own, or they can never be joined");
            }
        }
    }

    private void fleets() {
        for (int i = 0; i < ground.fleets().size(); i++) {
            FleetSettings fleet = ground.fleets().get(i);
            String at = "fleets[" + i + "]";
            FleetSettings.Bounds bounds = fleet.bounds();
            if (bounds.min() > bounds.max()) {
                add(
                        at + ".bounds",
                        "min " + bounds.min() + ", max " + bounds.max(),
                        "min must not exceed max");
            }
            if (fleet.replicasByType().isEmpty()) {
                add(
                        at + ".gpus_per_replica",
                        String.valueOf(fleet.gpusPerReplica()),
                        "no type of "
                                + fleet.family()
                                + " carries a replica within max "
                                + bounds.max());
            }
            if (fleet.purchase().onDemandBase() > bounds.max()) {
                add(
                        at + ".purchase.on_demand_base",
                        String.valueOf(fleet.purchase().onDemandBase()),
                        "must not exceed max " + bounds.max());
            }
            fleet.warm()
                    .ifPresent(
                            warm -> {
                                if (warm.min() > warm.max() || warm.max() > bounds.max()) {
                                    add(
                                            at + ".warm",
                                            "min " + warm.min() + ", max " + warm.max(),
                                            "needs min ≤ max ≤ the fleet's max " + bounds.max());
                                }
                            });
            if (fleet.slices().isPresent() && !fleet.family().slices()) {
                add(
                        at + ".slices",
                        fleet.slices().get(),
                        "the GPU of " + fleet.family() + " cannot be cut; remove it");
            }
            fleet.floors().stream()
                    .filter(floor -> floor.min() > bounds.max())
                    .forEach(
                            floor ->
                                    add(
                                            at + ".floors",
                                            floor.name() + " with " + floor.min(),
                                            "a floor must not exceed max " + bounds.max()));
            if (fleet.modelLoad().compareTo(LONGEST_HEARTBEAT) > 0) {
                add(
                        at + ".model_load",
                        fleet.modelLoad().toString(),
                        "a lifecycle hook waits two hours at the most");
            }
        }
    }

    private void names() {
        unique("regions", ground.regions().stream().map(RegionSettings::name));
        unique("region_stacks", ground.regionStacks().stream().map(RegionStack::region));
        unique("fleets", ground.fleets().stream().map(FleetSettings::name));
        ground.fleets().stream()
                .map(FleetSettings::name)
                .filter(TAKEN::contains)
                .forEach(
                        name ->
                                add(
                                        "fleets",
                                        name,
                                        "Tidegate has a part of that name itself; choose another"));
        unique("dns.places", ground.dns().places().stream().map(DnsSettings.Place::continent));
        unique("dns.operators", ground.dns().operators().stream().map(DnsSettings.Operator::name));
        ground.fleets()
                .forEach(
                        fleet ->
                                unique(
                                        "fleets." + fleet.name() + ".floors",
                                        fleet.floors().stream().map(FleetSettings.Floor::name)));
    }

    private void unique(String key, Stream<String> names) {
        Set<String> seen = new HashSet<>();
        names.filter(name -> !seen.add(name)).forEach(name -> add(key, name, "names must differ"));
    }

    private void routes() {
        Set<String> regions =
                Stream.concat(
                                ground.regions().stream().map(RegionSettings::name),
                                ground.regionStacks().stream().map(RegionStack::region))
                        .collect(Collectors.toSet());
        Stream.concat(
                        ground.dns().places().stream().map(DnsSettings.Place::region),
                        ground.dns().operators().stream().map(DnsSettings.Operator::region))
                .filter(region -> ground.layer() != Layer.REGION && !regions.contains(region))
                .forEach(
                        region ->
                                add(
                                        "dns",
                                        region,
                                        "send clients to one of "
                                                + regions.stream().sorted().toList()));
    }

    private void production() {
        for (int i = 0; i < ground.regions().size(); i++) {
            int zones = ground.regions().get(i).zones().size();
            if (zones < 3) {
                add("regions[" + i + "].zones", zones + " zones", "production needs at least 3");
            }
        }
        if (ground.layer() == Layer.WHOLE) {
            add(
                    "layer",
                    "whole",
                    "production holds each region in a stack of its own: write region or global");
        }
        if (!ground.deletionProtection()) {
            add(
                    "deletion_protection",
                    "false",
                    "production cannot be deleted by mistake: write true");
        }
        if (ground.gateway().openToWorld()) {
            add(
                    "gateway.open_to_world",
                    "true",
                    "production takes requests from the edge only: write false");
        }
        if (!ground.cache().encrypted()) {
            add("cache.encrypted", "false", "production encrypts its cache: write true");
        }
        if (ground.cache().nodes() < 2) {
            add(
                    "cache.nodes",
                    String.valueOf(ground.cache().nodes()),
                    "production needs a node to fail over to: write 2 or more");
        }
        if (ground.gateway().instances() < 2) {
            add(
                    "gateway.instances",
                    String.valueOf(ground.gateway().instances()),
                    "production needs 2 or more");
        }
        if (!ground.control().multiZone()) {
            add(
                    "control.multi_zone",
                    "false",
                    "production keeps its ledger in two zones: write true");
        }
        if (ground.network().nat() == NetworkSettings.Nat.SINGLE) {
            add("network.nat", "single", "production must survive a zone: write each_zone");
        }
        for (int i = 0; i < ground.fleets().size(); i++) {
            if (ground.fleets().get(i).purchase().onDemandBase() < 1) {
                add(
                        "fleets[" + i + "].purchase.on_demand_base",
                        "0",
                        "spot only can vanish as a whole: write 1 or more");
            }
        }
    }

    private void add(String key, String found, String remedy) {
        problems.add(new Problem(key, found, remedy));
    }
}
