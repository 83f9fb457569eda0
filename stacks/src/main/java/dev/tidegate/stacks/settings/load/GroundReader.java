package dev.tidegate.stacks.settings.load;

import static dev.tidegate.stacks.settings.load.ValueForms.BLOCK;
import static dev.tidegate.stacks.settings.load.ValueForms.DOMAIN;
import static dev.tidegate.stacks.settings.load.ValueForms.MACHINE;
import static dev.tidegate.stacks.settings.load.ValueForms.RANGE;
import static dev.tidegate.stacks.settings.load.ValueForms.REGION;
import static dev.tidegate.stacks.settings.load.ValueForms.SLUG;
import static dev.tidegate.stacks.settings.load.ValueForms.WORDS;
import static dev.tidegate.stacks.settings.load.ValueForms.ZONE;
import static dev.tidegate.stacks.settings.load.ValueForms.closed;

import dev.tidegate.stacks.settings.AccessSettings;
import dev.tidegate.stacks.settings.CacheSettings;
import dev.tidegate.stacks.settings.Capability;
import dev.tidegate.stacks.settings.ControlSettings;
import dev.tidegate.stacks.settings.DnsSettings;
import dev.tidegate.stacks.settings.EdgeSettings;
import dev.tidegate.stacks.settings.GatewaySettings;
import dev.tidegate.stacks.settings.Ground;
import dev.tidegate.stacks.settings.Layer;
import dev.tidegate.stacks.settings.NetworkSettings;
import dev.tidegate.stacks.settings.RegionSettings;
import dev.tidegate.stacks.settings.Tier;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The keys of a ground, each with its form and its default. */
final class GroundReader {
    private GroundReader() {}

    static Ground read(Section all) {
        Tier tier = all.choice("tier", Tier.class);
        Layer layer = all.choiceOr(Layer.WHOLE, "layer", Layer.class);
        boolean prod = tier == Tier.PROD;
        Optional<String> retire =
                all.textIfAny("retire", SLUG, "x", "write the environment's own name");
        Ground ground =
                new Ground(
                        all.text(
                                "environment",
                                SLUG,
                                "x",
                                "write up to 12 lower-case letters and digits"),
                        tier,
                        layer,
                        all.text(
                                "owner",
                                WORDS,
                                "x",
                                "name the team that answers for this environment"),
                        all.text(
                                "domain",
                                DOMAIN,
                                "x.example",
                                "write the DNS name clients use, such as llm.example.com"),
                        all.flagOr(prod && retire.isEmpty(), "deletion_protection"),
                        retire.isPresent(),
                        capabilities(all),
                        all.sections(
                                "regions", layer == Layer.GLOBAL ? 0 : 1, GroundReader::region),
                        all.sections(
                                "region_stacks",
                                layer == Layer.GLOBAL ? 1 : 0,
                                GroundReader::regionStack),
                        network(all.section("network"), prod),
                        all.sections("fleets", layer == Layer.GLOBAL ? 0 : 1, FleetReader::read),
                        all.sectionIfAny("kubernetes", Clusters::read),
                        cache(all.section("cache")),
                        gateway(all.section("gateway")),
                        edge(all.section("edge")),
                        dns(all.section("dns")),
                        control(all.section("control"), prod),
                        access(all.section("access")));
        all.end();
        retire.filter(named -> !named.equals(ground.environment()))
                .ifPresent(
                        named ->
                                all.refuse(
                                        "retire",
                                        named,
                                        "write "
                                                + ground.environment()
                                                + " to have that environment destroyed, or remove it"));
        return ground;
    }

    private static Set<Capability> capabilities(Section all) {
        return all.has("capabilities")
                ? Set.copyOf(all.choices("capabilities", Capability.class))
                : EnumSet.allOf(Capability.class);
    }

    private static RegionSettings region(Section s) {
        String name = s.text("name", REGION, "xx-none-1", "write a region such as us-east-1");
        String cidr =
                s.text("cidr", RANGE, "10.0.0.0/16", "write a private /16 such as 10.16.0.0/16");
        List<String> zones = s.texts("zones", ZONE, "write a zone such as us-east-1a");
        List<Integer> ranges =
                s.has("ranges")
                        ? s.integers("ranges", 0, Coherence.LAST_RANGE)
                        : RegionSettings.byLetter(zones);
        return closed(s, new RegionSettings(name, cidr, zones, ranges));
    }

    private static Ground.RegionStack regionStack(Section s) {
        return closed(
                s,
                new Ground.RegionStack(
                        s.text("region", REGION, "xx-none-1", "write a region such as us-east-1"),
                        s.text(
                                "stack",
                                Pattern.compile("[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+"),
                                "x/x/x",
                                "write organization/project/stack")));
    }

    private static NetworkSettings network(Section s, boolean prod) {
        return closed(
                s,
                new NetworkSettings(
                        s.choiceOr(
                                prod ? NetworkSettings.Nat.EACH_ZONE : NetworkSettings.Nat.SINGLE,
                                "nat",
                                NetworkSettings.Nat.class),
                        s.durationOr(
                                Duration.ofDays(14),
                                "flow_logs",
                                Duration.ofDays(1),
                                Duration.ofDays(365))));
    }

    private static CacheSettings cache(Section s) {
        return closed(
                s,
                new CacheSettings(
                        s.choiceOr(CacheSettings.Kind.MANAGED, "kind", CacheSettings.Kind.class),
                        s.textIfAny(
                                        "node_type",
                                        Pattern.compile("cache\\.[a-z0-9]+\\.[a-z0-9]+"),
                                        "cache.t4g.small",
                                        "write a node type such as cache.r7g.large")
                                .orElse("cache.t4g.small"),
                        s.integerOr(3, "nodes", 1, 6),
                        s.integerOr(1370, "memory_megabytes", 128, 500_000),
                        s.integerOr(1, "password", 1, 9999)));
    }

    private static GatewaySettings gateway(Section s) {
        return closed(
                s,
                new GatewaySettings(
                        s.textIfAny(
                                        "instance_type",
                                        MACHINE,
                                        "c7g.large",
                                        "write an instance type with Graviton such as"
                                                + " c7g.large")
                                .orElse("c7g.large"),
                        s.integerOr(2, "instances", 1, 12),
                        s.integerOr(30, "bucket", 1, 90),
                        s.integerOr(10, "per_second", 1, 1000),
                        s.flagOr(false, "open_to_world"),
                        s.integerOr(1, "origin_key", 1, 9999),
                        s.texts(
                                "keys",
                                Pattern.compile("[A-Za-z0-9/_+=.@-]{1,200}"),
                                "write the name of a secret that lists keys, such as"
                                        + " llm/keys")));
    }

    private static EdgeSettings edge(Section s) {
        return closed(
                s, new EdgeSettings(s.integerOr(3000, "per_key_in_five_minutes", 10, 2_000_000)));
    }

    private static DnsSettings dns(Section s) {
        return closed(
                s,
                new DnsSettings(
                        s.sections(
                                "places",
                                0,
                                p ->
                                        closed(
                                                p,
                                                new DnsSettings.Place(
                                                        p.text(
                                                                "continent",
                                                                Pattern.compile(
                                                                        "AF|AN|AS|EU|NA|OC|SA"),
                                                                "NA",
                                                                "write a continent's code such as"
                                                                        + " EU"),
                                                        p.text(
                                                                "region",
                                                                REGION,
                                                                "xx-none-1",
                                                                "write one of the regions")))),
                        s.sections(
                                "operators",
                                0,
                                o ->
                                        closed(
                                                o,
                                                new DnsSettings.Operator(
                                                        o.text(
                                                                "name",
                                                                SLUG,
                                                                "x",
                                                                "write up to 12 lower-case letters"
                                                                        + " and digits"),
                                                        o.texts(
                                                                "blocks",
                                                                BLOCK,
                                                                "write an address block such as"
                                                                        + " 198.51.100.0/24"),
                                                        o.text(
                                                                "region",
                                                                REGION,
                                                                "xx-none-1",
                                                                "write one of the regions"))))));
    }

    private static ControlSettings control(Section s, boolean prod) {
        return closed(
                s,
                new ControlSettings(
                        s.choiceOr(ControlSettings.Mode.ADVISE, "mode", ControlSettings.Mode.class),
                        s.textIfAny(
                                        "instance_type",
                                        MACHINE,
                                        "t4g.small",
                                        "write an instance type with Graviton such as"
                                                + " t4g.small")
                                .orElse("t4g.small"),
                        s.textIfAny(
                                        "database_class",
                                        Pattern.compile("db\\.[a-z0-9]+\\.[a-z0-9]+"),
                                        "db.t4g.small",
                                        "write a class such as db.t4g.small")
                                .orElse("db.t4g.small"),
                        s.integerOr(20, "storage_gigabytes", 20, 1000),
                        s.flagOr(prod, "multi_zone")));
    }

    private static AccessSettings access(Section s) {
        return closed(
                s,
                new AccessSettings(
                        s.textIfAny(
                                "repository",
                                Pattern.compile("[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+"),
                                "x/x",
                                "write owner/repository"),
                        s.textIfAny(
                                        "branch",
                                        Pattern.compile("[A-Za-z0-9_./-]+"),
                                        "main",
                                        "write a branch")
                                .orElse("main"),
                        s.choiceOr(
                                AccessSettings.Issuer.MAKE, "issuer", AccessSettings.Issuer.class),
                        s.textIfAny(
                                "key_store",
                                Pattern.compile("cks-[0-9a-f]+"),
                                "cks-0",
                                "write a key store such as cks-0123456789abcdef0")));
    }
}
