package dev.tidegate.stacks.settings.load;

import static dev.tidegate.stacks.settings.load.ValueForms.closed;

import dev.tidegate.stacks.settings.FleetSettings;
import dev.tidegate.stacks.settings.Ground;
import dev.tidegate.stacks.settings.KubernetesSettings;
import dev.tidegate.stacks.settings.RegionSettings;
import dev.tidegate.stacks.settings.Tier;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Reads a cluster's keys, and checks which settings its fleets cannot have. */
final class Clusters {
    /** 1.30 is the first version with a sleep action in {@code preStop}. */
    private static final Pattern VERSION = Pattern.compile("1\\.(3[0-9]|[4-9][0-9])");

    private static final Pattern ROLE =
            Pattern.compile("arn:aws:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]{1,512}");

    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern BLOCK =
            Pattern.compile("(" + OCTET + "\\.){3}" + OCTET + "/(3[0-2]|[12]?[0-9])");

    /** Widest block in production: wider ones are the internet in pieces. */
    private static final int WIDEST = 8;

    /** EKS's limit. */
    private static final int MOST_BLOCKS = 40;

    private final Ground ground;
    private final Consumer<Problem> problems;

    private Clusters(Ground ground, Consumer<Problem> problems) {
        this.ground = ground;
        this.problems = problems;
    }

    static KubernetesSettings read(Section s) {
        List<String> admins =
                s.texts(
                        "admins",
                        ROLE,
                        "write a role's ARN such as arn:aws:iam::123456789012:role/operators");
        if (!s.has("admins")) {
            s.refuse(
                    "admins",
                    "nothing",
                    "name a role that may do everything there, or nobody could apply what fleets need");
        }
        return closed(
                s,
                new KubernetesSettings(
                        s.text(
                                "version",
                                VERSION,
                                "1.35",
                                "write a version in quotes, such as \"1.35\""),
                        admins,
                        s.texts(
                                "public_from",
                                BLOCK,
                                "write an address block such as 198.51.100.0/24")));
    }

    static void check(Ground ground, Consumer<Problem> problems) {
        Clusters clusters = new Clusters(ground, problems);
        ground.kubernetes().ifPresent(clusters::cluster);
        for (int i = 0; i < ground.fleets().size(); i++) {
            if (ground.fleets().get(i).platform() == FleetSettings.Platform.KUBERNETES) {
                clusters.fleet(ground.fleets().get(i), "fleets[" + i + "]");
            }
        }
    }

    private void cluster(KubernetesSettings cluster) {
        if (cluster.admins().isEmpty()) {
            add(
                    "kubernetes.admins",
                    "nobody",
                    "name a role, or nobody could apply what fleets need");
        }
        if (cluster.publicFrom().size() > MOST_BLOCKS) {
            add(
                    "kubernetes.public_from",
                    cluster.publicFrom().size() + " blocks",
                    "an API takes " + MOST_BLOCKS);
        }
        if (ground.tier() == Tier.PROD) {
            cluster.publicFrom().stream()
                    .filter(block -> width(block) < WIDEST)
                    .forEach(
                            block ->
                                    add(
                                            "kubernetes.public_from",
                                            block,
                                            "production's API is not open to the world: name your"
                                                    + " own networks, or none"));
        }
        for (int i = 0; i < ground.regions().size(); i++) {
            RegionSettings region = ground.regions().get(i);
            if (region.zones().size() < 2) {
                add(
                        "regions[" + i + "].zones",
                        region.zones().size() + " zone",
                        "a cluster stands in two zones or more");
            }
        }
    }

    private void fleet(FleetSettings fleet, String at) {
        if (ground.kubernetes().isEmpty()) {
            add(
                    at + ".platform",
                    "kubernetes",
                    "say kubernetes.version and .admins, or leave it out");
        }
        if (fleet.warm().isPresent()) {
            add(at + ".warm", "a warm pool", "a cluster's nodes do not wait stopped; remove it");
        }
        if (fleet.purchase().reservation().isPresent()) {
            add(
                    at + ".purchase.reservation",
                    "a reservation",
                    "a cluster's nodes are bought on demand or spot; remove it");
        }
        int share = fleet.purchase().onDemandShare();
        if (share != 0 && share != 100) {
            add(
                    at + ".purchase.on_demand_share",
                    share + "%",
                    "on a cluster all above the base is bought one way: write 0% or 100%");
        }
        if (!fleet.floors().isEmpty()) {
            add(
                    at + ".floors",
                    fleet.floors().size() + " entries",
                    "an autoscaler of pods has no calendar; remove them");
        }
    }

    private static int width(String block) {
        return Integer.parseInt(block.substring(block.indexOf('/') + 1));
    }

    private void add(String key, String found, String remedy) {
        problems.accept(new Problem(key, found, remedy));
    }
}
