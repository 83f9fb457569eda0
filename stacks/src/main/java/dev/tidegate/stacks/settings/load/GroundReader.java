package dev.tidegate.stacks.settings.load;

import static dev.tidegate.stacks.settings.load.ValueForms.BLOCK;
import static dev.tidegate.stacks.settings.load.ValueForms.DIGEST;
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
    private static final Pattern STACK =
            Pattern.compile("[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+");
    private static final Pattern CACHE_NODE = Pattern.compile("cache\\.[a-z0-9]+\\.[a-z0-9]+");
    private static final Pattern DATABASE_CLASS = Pattern.compile("db\\.[a-z0-9]+\\.[a-z0-9]+");
    private static final Pattern SECRET_NAME = Pattern.compile("[A-Za-z0-9/_+=.@-]{1,200}");
    private static final Pattern CONTINENT = Pattern.compile("AF|AN|AS|EU|NA|OC|SA");
    private static final Pattern REPOSITORY = Pattern.compile("[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+");
    private static final Pattern BRANCH = Pattern.compile("[A-Za-z0-9_./-]+");
    private static final Pattern KEY_STORE = Pattern.compile("cks-[0-9a-f]+");

    private GroundReader() {}

    static Ground read(Section all) {
        String environment =
                all.text("environment", SLUG, "x", "write up to 12 lower-case letters and digits");
        Tier tier = all.choice("tier", Tier.class);
        Layer layer = all.choiceOr(Layer.WHOLE, "layer", Layer.class);
        int minOfRegion = layer == Layer.GLOBAL ? 0 : 1; // entries of what a region's layer needs
        boolean prod = tier == Tier.PROD;
        boolean retired = isRetired(all, environment);
        return closed(
                all,
                new Ground(
                        environment,
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
                        all.flagOr(prod && !retired, "deletion_protection"),
                        retired,
                        capabilities(all),
                        all.sections("regions", minOfRegion, GroundReader::region),
                        all.sections("region_stacks", 1 - minOfRegion, GroundReader::regionStack),
                        network(all.section("network"), prod),
                        all.sections("fleets", minOfRegion, FleetReader::read),
                        all.sectionIfAny("kubernetes", Clusters::read),
                        cache(all.section("cache")),
                        gateway(all.section("gateway")),
                        edge(all.section("edge")),
                        dns(all.section("dns")),
                        control(all.section("control"), prod),
                        access(all.section("access"))));
    }

    /** Whether the environment is to be destroyed, which its own name confirms. */
    private static boolean isRetired(Section all, String environment) {
        Optional<String> retire =
                all.textIfAny("retire", SLUG, "x", "write the environment's own name");
        if (retire.isPresent() && !retire.get().equals(environment)) {
            all.refuse(
                    "retire",
                    retire.get(),
                    "write " + environment + " to have that environment destroyed, or remove it");
        }
        return retire.isPresent();
    }

    private static Set<Capability> capabilities(Section all) {
        return all.has("capabilities")
                ? Set.copyOf(all.choices("capabilities", Capability.class))
                : EnumSet.allOf(Capability.class);
    }

    private static RegionSettings region(Section s) {
        String name = regionName(s, "name");
        String cidr =
                s.text("cidr", RANGE, "10.0.0.0/16", "write a private /16 such as 10.16.0.0/16");
        List<String> zones = s.texts("zones", ZONE, "write a zone such as us-east-1a");
        List<Integer> ranges =
                s.has("ranges")
                        ? s.integers("ranges", 0, Coherence.LAST_RANGE)
                        : RegionSettings.byLetter(zones);
        return closed(s, new RegionSettings(name, cidr, zones, ranges));
    }

    private static String regionName(Section s, String key) {
        return s.text(key, REGION, "xx-none-1", "write a region such as us-east-1");
    }

    private static Ground.RegionStack regionStack(Section s) {
        String region = regionName(s, "region");
        String stack = s.text("stack", STACK, "x/x/x", "write organization/project/stack");
        return closed(s, new Ground.RegionStack(region, stack));
    }

    private static NetworkSettings network(Section s, boolean prod) {
        NetworkSettings.Nat nat =
                s.choiceOr(
                        prod ? NetworkSettings.Nat.EACH_ZONE : NetworkSettings.Nat.SINGLE,
                        "nat",
                        NetworkSettings.Nat.class);
        Duration flowLogs =
                s.durationOr(
                        Duration.ofDays(14), "flow_logs", Duration.ofDays(1), Duration.ofDays(365));
        return closed(s, new NetworkSettings(nat, flowLogs));
    }

    private static CacheSettings cache(Section s) {
        return closed(
                s,
                new CacheSettings(
                        s.choiceOr(CacheSettings.Kind.MANAGED, "kind", CacheSettings.Kind.class),
                        s.textOr(
                                "cache.t4g.small",
                                "node_type",
                                CACHE_NODE,
                                "write a node type such as cache.r7g.large"),
                        s.integerOr(3, "nodes", 1, 6),
                        s.integerOr(1370, "memory_megabytes", 128, 500_000),
                        s.integerOr(1, "password", 1, 9999)));
    }

    private static GatewaySettings gateway(Section s) {
        return closed(
                s,
                new GatewaySettings(
                        instanceType(s, "c7g.large"),
                        s.integerOr(2, "instances", 1, 12),
                        s.integerOr(30, "bucket", 1, 90),
                        s.integerOr(10, "per_second", 1, 1000),
                        s.flagOr(false, "open_to_world"),
                        s.integerOr(1, "origin_key", 1, 9999),
                        s.texts(
                                "keys",
                                SECRET_NAME,
                                "write the name of a secret that lists keys, such as llm/keys")));
    }

    private static String instanceType(Section s, String standard) {
        return s.textOr(
                standard,
                "instance_type",
                MACHINE,
                "write an instance type with Graviton such as " + standard);
    }

    private static EdgeSettings edge(Section s) {
        return closed(
                s, new EdgeSettings(s.integerOr(3000, "per_key_in_five_minutes", 10, 2_000_000)));
    }

    private static DnsSettings dns(Section s) {
        return closed(
                s,
                new DnsSettings(
                        s.sections("places", 0, GroundReader::place),
                        s.sections("operators", 0, GroundReader::operator)));
    }

    private static DnsSettings.Place place(Section s) {
        String continent =
                s.text("continent", CONTINENT, "NA", "write a continent's code such as EU");
        return closed(s, new DnsSettings.Place(continent, servingRegion(s)));
    }

    private static DnsSettings.Operator operator(Section s) {
        String name = s.text("name", SLUG, "x", "write up to 12 lower-case letters and digits");
        List<String> blocks =
                s.texts("blocks", BLOCK, "write an address block such as 198.51.100.0/24");
        return closed(s, new DnsSettings.Operator(name, blocks, servingRegion(s)));
    }

    private static String servingRegion(Section s) {
        return s.text("region", REGION, "xx-none-1", "write one of the regions");
    }

    private static ControlSettings control(Section s, boolean prod) {
        return closed(
                s,
                new ControlSettings(
                        s.choiceOr(ControlSettings.Mode.ADVISE, "mode", ControlSettings.Mode.class),
                        instanceType(s, "t4g.small"),
                        s.textOr(
                                "db.t4g.small",
                                "database_class",
                                DATABASE_CLASS,
                                "write a class such as db.t4g.small"),
                        s.integerOr(20, "storage_gigabytes", 20, 1000),
                        s.flagOr(prod, "multi_zone"),
                        s.textIfAny(
                                "release",
                                DIGEST,
                                "0".repeat(64),
                                "write what sha256sum SHA256SUMS says of the release")));
    }

    private static AccessSettings access(Section s) {
        return closed(
                s,
                new AccessSettings(
                        s.textIfAny("repository", REPOSITORY, "x/x", "write owner/repository"),
                        s.textOr("main", "branch", BRANCH, "write a branch"),
                        s.choiceOr(
                                AccessSettings.Issuer.MAKE, "issuer", AccessSettings.Issuer.class),
                        s.textIfAny(
                                "key_store",
                                KEY_STORE,
                                "cks-0",
                                "write a key store such as cks-0123456789abcdef0")));
    }
}
