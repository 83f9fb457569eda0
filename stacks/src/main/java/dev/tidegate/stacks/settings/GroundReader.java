package dev.tidegate.stacks.settings;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/** The keys of a ground, each with its form and its default. */
final class GroundReader {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9]{0,11}");
    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9]");
    private static final Pattern ZONE = Pattern.compile("[a-z]{2}(-[a-z]+)+-[0-9][a-z]");
    private static final Pattern RANGE =
            Pattern.compile("10\\.([01]?[0-9]?[0-9]|2[0-4][0-9]|25[0-5])\\.0\\.0/16");
    private static final Pattern BLOCK = Pattern.compile("[0-9a-f.:]+/[0-9]{1,3}");
    private static final Pattern DOMAIN =
            Pattern.compile("([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,}");
    private static final Pattern INSTANCE = Pattern.compile("[a-z0-9]+\\.[a-z0-9]+");
    private static final Pattern WORDS = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._@/-]{0,62}");
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);

    private GroundReader() {}

    static Ground read(Section all) {
        Tier tier = all.choice("tier", Tier.class);
        Layer layer = all.choiceOr(Layer.WHOLE, "layer", Layer.class);
        boolean prod = tier == Tier.PROD;
        Ground ground =
                new Ground(
                        all.text(
                                "environment",
                                NAME,
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
                        all.flagOr(prod, "deletion_protection"),
                        capabilities(all),
                        all.sections(
                                "regions", layer == Layer.GLOBAL ? 0 : 1, GroundReader::region),
                        all.sections(
                                "region_stacks",
                                layer == Layer.GLOBAL ? 1 : 0,
                                GroundReader::regionStack),
                        network(all.section("network"), prod),
                        all.sections("fleets", layer == Layer.GLOBAL ? 0 : 1, GroundReader::fleet),
                        cache(all.section("cache")),
                        gateway(all.section("gateway")),
                        edge(all.section("edge")),
                        dns(all.section("dns")),
                        control(all.section("control"), prod),
                        access(all.section("access")));
        all.end();
        return ground;
    }

    private static Set<Capability> capabilities(Section all) {
        return all.has("capabilities")
                ? Set.copyOf(all.choices("capabilities", Capability.class))
                : EnumSet.allOf(Capability.class);
    }

    private static RegionSettings region(Section s) {
        return closed(
                s,
                new RegionSettings(
                        s.text("name", REGION, "xx-none-1", "write a region such as us-east-1"),
                        s.text(
                                "cidr",
                                RANGE,
                                "10.0.0.0/16",
                                "write a private /16 such as 10.16.0.0/16"),
                        s.texts("zones", ZONE, "write a zone such as us-east-1a")));
    }

    private static RegionStack regionStack(Section s) {
        return closed(
                s,
                new RegionStack(
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

    private static FleetSettings fleet(Section s) {
        Section bounds = s.section("bounds");
        FleetSettings fleet =
                new FleetSettings(
                        s.text("name", NAME, "x", "write up to 12 lower-case letters and digits"),
                        s.choice("family", GpuFamily.class),
                        s.integerOr(1, "gpus_per_replica", 1, 8),
                        closed(
                                bounds,
                                new FleetSettings.Bounds(
                                        bounds.integer("min", 1, 1000),
                                        bounds.integer("max", 1, 1000))),
                        purchase(s.section("purchase")),
                        s.sectionIfAny(
                                "warm",
                                w ->
                                        closed(
                                                w,
                                                new FleetSettings.Warm(
                                                        w.integer("min", 1, 1000),
                                                        w.integer("max", 1, 1000)))),
                        s.duration("model_load", SECOND, HOUR),
                        s.duration("longest_generation", SECOND, HOUR),
                        s.text(
                                "weights",
                                Pattern.compile("s3://[a-z0-9.-]+/[A-Za-z0-9/_.-]+"),
                                "s3://x/x",
                                "write where the weights lie, such as s3://models/chat/7b"),
                        serving(s.section("serving")),
                        s.sections("floors", 0, GroundReader::floor),
                        s.textIfAny(
                                "slices",
                                Pattern.compile("[1-7]g\\.[0-9]{1,3}gb"),
                                "1g.10gb",
                                "write a MIG profile such as 3g.40gb"));
        return closed(s, fleet);
    }

    private static FleetSettings.Purchase purchase(Section s) {
        return closed(
                s,
                new FleetSettings.Purchase(
                        s.integerOr(1, "on_demand_base", 0, 1000),
                        s.percentOr(0, "on_demand_share"),
                        s.sectionIfAny(
                                "reservation",
                                r ->
                                        closed(
                                                r,
                                                new FleetSettings.Reservation(
                                                        r.choice(
                                                                "kind",
                                                                FleetSettings.Reservation.Kind
                                                                        .class),
                                                        r.text(
                                                                "id",
                                                                Pattern.compile(
                                                                        "cr-[0-9a-f]+|arn:aws[a-z-]*:resource-groups:.+"),
                                                                "cr-0",
                                                                "write a reservation (cr-…) or a"
                                                                        + " resource group's ARN"))))));
    }

    private static FleetSettings.Serving serving(Section s) {
        return closed(
                s,
                new FleetSettings.Serving(
                        s.integerOr(8000, "port", 1024, 65535),
                        s.integer("per_replica", 1, 10_000_000),
                        s.textIfAny(
                                        "unit",
                                        Pattern.compile("[a-z]{1,16}"),
                                        "tokens",
                                        "write what is counted, such as tokens")
                                .orElse("tokens"),
                        s.durationOr(Duration.ofMinutes(5), "lead_time", SECOND, HOUR),
                        s.textIfAny(
                                        "busy",
                                        Pattern.compile("0?\\.?[0-9]{1,3}%|[0-9]\\.[0-9]{1,3}%"),
                                        "0.1%",
                                        "write a share such as 0.1%")
                                .orElse("0.1%"),
                        s.durationOr(
                                Duration.ofSeconds(10), "wait", SECOND, Duration.ofMinutes(10))));
    }

    private static FleetSettings.Floor floor(Section s) {
        return closed(
                s,
                new FleetSettings.Floor(
                        s.text("name", NAME, "x", "write up to 12 lower-case letters and digits"),
                        s.text(
                                "cron",
                                Pattern.compile("([0-9*/,-]+ ){4}[0-9A-Za-z*/,-]+"),
                                "0 0 * * *",
                                "write five cron fields"),
                        s.integer("min", 1, 1000)));
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
                        s.flagOr(true, "encrypted")));
    }

    private static GatewaySettings gateway(Section s) {
        return closed(
                s,
                new GatewaySettings(
                        s.textIfAny(
                                        "instance_type",
                                        INSTANCE,
                                        "c7g.large",
                                        "write an instance type such as c7g.large")
                                .orElse("c7g.large"),
                        s.integerOr(2, "instances", 1, 12),
                        s.integerOr(30, "bucket", 1, 90),
                        s.integerOr(10, "per_second", 1, 1000),
                        s.flagOr(false, "open_to_world")));
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
                                                                NAME,
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
                                        INSTANCE,
                                        "t4g.small",
                                        "write an instance type such as t4g.small")
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
                                        "write owner/repository")
                                .orElse("tidegate/tidegate"),
                        s.textIfAny(
                                        "branch",
                                        Pattern.compile("[A-Za-z0-9_./-]+"),
                                        "main",
                                        "write a branch")
                                .orElse("main"),
                        s.textIfAny(
                                "key_store",
                                Pattern.compile("cks-[0-9a-f]+"),
                                "cks-0",
                                "write a key store such as cks-0123456789abcdef0")));
    }

    private static <T> T closed(Section section, T read) {
        section.end();
        return read;
    }
}
