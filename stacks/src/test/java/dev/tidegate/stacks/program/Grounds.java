package dev.tidegate.stacks.program;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.stacks.settings.Ground;
import dev.tidegate.stacks.settings.load.GroundLoader;
import dev.tidegate.stacks.settings.load.LoadOutcome;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Valid settings of every kind, as documents that go through the loader. */
final class Grounds {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> REGIONS =
            Map.of("us-east-1", "10.16", "eu-west-1", "10.17", "ap-southeast-2", "10.18");

    private Grounds() {}

    static Ground load(ObjectNode document) {
        LoadOutcome outcome = GroundLoader.load(document);
        if (outcome instanceof LoadOutcome.Invalid invalid) {
            throw new AssertionError(document + "\n" + invalid.problems());
        }
        return ((LoadOutcome.Loaded) outcome).ground();
    }

    static Arbitrary<ObjectNode> any() {
        Arbitrary<String> tiers = Arbitraries.of("dev", "staging", "prod");
        Arbitrary<List<String>> regions =
                Arbitraries.of(REGIONS.keySet().stream().sorted().toList())
                        .list()
                        .uniqueElements()
                        .ofMinSize(1)
                        .ofMaxSize(2);
        Arbitrary<List<ObjectNode>> fleets = fleet().list().ofMinSize(1).ofMaxSize(3);
        Arbitrary<String> cache = Arbitraries.of("managed", "sentinel");
        Arbitrary<List<String>> capabilities =
                Arbitraries.of(
                                "cache",
                                "control",
                                "dns",
                                "edge",
                                "flow_logs",
                                "gateway",
                                "observability",
                                "predictive_scaling",
                                "warm_pool")
                        .list()
                        .uniqueElements();
        Arbitrary<Integer> zones = Arbitraries.integers().between(1, 4);
        Arbitrary<Boolean> cluster = Arbitraries.of(true, false);
        return Combinators.combine(tiers, regions, fleets, cache, capabilities, zones, cluster)
                .as(Grounds::document);
    }

    static ObjectNode in(ObjectNode document, String environment) {
        return document.deepCopy().put("environment", environment);
    }

    private static ObjectNode document(
            String tier,
            List<String> regions,
            List<ObjectNode> fleets,
            String cache,
            List<String> capabilities,
            int zones,
            boolean cluster) {
        boolean prod = tier.equals("prod");
        ObjectNode document =
                JSON.createObjectNode()
                        .put("environment", tier)
                        .put("tier", tier)
                        .put("layer", prod ? "region" : "whole")
                        .put("owner", "inference")
                        .put("domain", tier + ".llm.example.com");
        for (String region : prod ? regions.subList(0, 1) : regions) {
            ObjectNode node =
                    document.withArray("regions")
                            .addObject()
                            .put("name", region)
                            .put("cidr", REGIONS.get(region) + ".0.0/16");
            for (int i = 0; i < (prod ? Math.max(3, zones) : zones); i++) {
                node.withArray("zones").add(region + (char) ('a' + i));
            }
        }
        ArrayNode list = document.putArray("fleets");
        for (int i = 0; i < fleets.size(); i++) {
            list.add(fleets.get(i).deepCopy().put("name", "model" + i));
        }
        if (cluster && (prod || zones > 1)) {
            // The first fleet stands on it; it may be the only one.
            document.putObject("kubernetes")
                    .put("version", "1.35")
                    .putArray("admins")
                    .add("arn:aws:iam::123456789012:role/operators");
            ObjectNode first = ((ObjectNode) list.get(0)).put("platform", "kubernetes");
            first.remove("warm");
            first.withObject("/purchase")
                    .put("on_demand_share", fleets.size() % 2 == 0 ? "0%" : "100%");
        }
        if (prod) {
            document.putObject("gateway").putArray("keys").add("llm/keys");
        }
        document.putObject("cache").put("kind", prod ? "managed" : cache);
        Set<String> pieces = new TreeSet<>(capabilities);
        if (pieces.contains("edge")) {
            pieces.add("dns");
        }
        if (pieces.contains("dns")) {
            pieces.addAll(List.of("gateway", "observability"));
        }
        pieces.forEach(document.putArray("capabilities")::add);
        return document;
    }

    private static Arbitrary<ObjectNode> fleet() {
        Arbitrary<String> families = Arbitraries.of("l4", "a10g", "l40s", "a100", "h100");
        Arbitrary<Integer> max = Arbitraries.integers().between(8, 200);
        Arbitrary<Integer> load = Arbitraries.integers().between(1, 3600);
        Arbitrary<Integer> longest = Arbitraries.integers().between(1, 3600);
        Arbitrary<Boolean> warm = Arbitraries.of(true, false);
        Arbitrary<Integer> share = Arbitraries.integers().between(0, 100);
        return Combinators.combine(families, max, load, longest, warm, share)
                .as(
                        (family, most, seconds, generation, isWarm, onDemand) -> {
                            ObjectNode fleet =
                                    JSON.createObjectNode()
                                            .put("family", family)
                                            .put("model_load", seconds + "s")
                                            .put("longest_generation", generation + "s")
                                            .put("weights", "s3://models/chat/8b");
                            fleet.putObject("bounds").put("min", 1).put("max", most);
                            fleet.putObject("purchase")
                                    .put("on_demand_base", 1)
                                    .put("on_demand_share", onDemand + "%");
                            fleet.putObject("serving").put("per_replica", 1000);
                            if (isWarm) {
                                fleet.putObject("warm").put("min", 1).put("max", most);
                            }
                            return fleet;
                        });
    }
}
