package dev.tidegate.stacks.settings.load;

import dev.tidegate.stacks.settings.CacheSettings;
import dev.tidegate.stacks.settings.Capability;
import dev.tidegate.stacks.settings.DnsSettings;
import dev.tidegate.stacks.settings.FleetSettings;
import dev.tidegate.stacks.settings.Ground;
import dev.tidegate.stacks.settings.Layer;
import dev.tidegate.stacks.settings.RegionSettings;
import dev.tidegate.stacks.settings.Tier;
import dev.tidegate.stacks.site.Names;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks that span several keys: values that contradict each other. */
final class Coherence {
    private static final int LONGEST_PREFIX = 37;

    /** Last of the sixteen /20 ranges of a /16 that instances may use; load balancers have the one after it. */
    static final int LAST_RANGE = 14;

    /** Longest domain: a certificate's common name has at most 64 characters, prefix included. */
    private static final int LONGEST_NAME = 64 - "origin.".length();

    /** Names that other components use: a fleet with one of them would collide with their resources. */
    private static final Set<String> TAKEN =
            Set.of(
                    "act",
                    "cache",
                    "callers",
                    "cluster",
                    "collect",
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
                    "nodes",
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
        Fleets.check(ground, coherence.problems::add);
        Clusters.check(ground, coherence.problems::add);
        Operators.check(ground.dns().operators(), coherence.problems::add);
        SmallerModels.check(ground.fleets(), coherence.problems::add);
        coherence.names();
        coherence.domain();
        coherence.nodes();
        coherence.routes();
        coherence.capabilities();
        if (ground.tier() == Tier.PROD) {
            Production.check(ground, coherence.problems::add);
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
        if (ground.retired() && ground.deletionProtection()) {
            add("deletion_protection", "true", "what is retired is not protected: remove one");
        }
        if (ground.layer() == Layer.REGION && ground.regions().size() != 1) {
            add(
                    "regions",
                    ground.regions().size() + " entries",
                    "a region's stack holds exactly one");
        }
    }

    private void ranges(RegionSettings region, String at) {
        List<Integer> ranges = region.ranges();
        if (ranges.size() != region.zones().size()
                || new HashSet<>(ranges).size() != ranges.size()) {
            add(at + ".ranges", ranges.toString(), "give each zone a number of its own, 0 to 14");
        } else if (ranges.stream().anyMatch(range -> range > LAST_RANGE)) {
            add(
                    at + ".zones",
                    region.zones().toString(),
                    "a zone's range goes by its letter, up to o: write ranges, a number for each");
        }
    }

    /** A bucket's prefix has at most 37 characters and contains environment, region and purpose. */
    private void buckets(String region, String at) {
        int length = new Names(ground.environment(), region).physical("documents", "").length();
        if (length > LONGEST_PREFIX) {
            add(
                    at + ".name",
                    region,
                    "with it, a bucket's name is too long: shorten environment by "
                            + (length - LONGEST_PREFIX));
        }
    }

    private void regions() {
        Set<String> ranges = new HashSet<>();
        for (int i = 0; i < ground.regions().size(); i++) {
            RegionSettings region = ground.regions().get(i);
            String at = "regions[" + i + "]";
            buckets(region.name(), at);
            if (region.zones().isEmpty() || region.zones().size() > 6) {
                add(at + ".zones", region.zones().size() + " zones", "name one to six");
            }
            if (new HashSet<>(region.zones()).size() != region.zones().size()) {
                add(at + ".zones", region.zones().toString(), "name each zone once");
            }
            ranges(region, at);
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

    private void names() {
        unique("regions", ground.regions().stream().map(RegionSettings::name));
        unique("region_stacks", ground.regionStacks().stream().map(Ground.RegionStack::region));
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

    private void domain() {
        if (ground.domain().length() > LONGEST_NAME) {
            add(
                    "domain",
                    ground.domain().length() + " characters",
                    "a certificate's name has room for " + LONGEST_NAME);
        }
        // AWS reserves this prefix for load balancers of its own.
        if (ground.environment().equals("internal")) {
            add("environment", "internal", "no balancer's name may begin so: choose another");
        }
    }

    /** Self-managed cache nodes run the image of all machines, so their type must have its architecture. */
    private void nodes() {
        String type = ground.cache().nodeType().replace("cache.", "");
        if (ground.cache().kind() == CacheSettings.Kind.SENTINEL
                && !ValueForms.MACHINE.matcher(type).matches()) {
            add(
                    "cache.node_type",
                    ground.cache().nodeType(),
                    "write a type with Graviton such as cache.t4g.small");
        }
    }

    private void unique(String key, Stream<String> names) {
        Set<String> seen = new HashSet<>();
        names.filter(name -> !seen.add(name)).forEach(name -> add(key, name, "names must differ"));
    }

    private void routes() {
        Set<String> regions =
                Stream.concat(
                                ground.regions().stream().map(RegionSettings::name),
                                ground.regionStacks().stream().map(Ground.RegionStack::region))
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

    /** DNS and edge need gateways and their health checks. */
    private void capabilities() {
        if (ground.layer() == Layer.WHOLE) {
            needs(Capability.DNS, Capability.GATEWAY);
            needs(Capability.DNS, Capability.OBSERVABILITY);
            needs(Capability.EDGE, Capability.DNS);
        }
    }

    private void needs(Capability one, Capability other) {
        if (ground.can(one) && !ground.can(other)) {
            String piece = one.name().toLowerCase(Locale.ROOT);
            String missing = other.name().toLowerCase(Locale.ROOT);
            add(
                    "capabilities",
                    piece + " without " + missing,
                    "add " + missing + ", or leave " + piece + " out");
        }
    }

    private void add(String key, String found, String remedy) {
        problems.add(new Problem(key, found, remedy));
    }
}
