package dev.tidegate.stacks.settings.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tidegate.stacks.settings.Capability;
import dev.tidegate.stacks.settings.ControlSettings;
import dev.tidegate.stacks.settings.FleetSettings;
import dev.tidegate.stacks.settings.GatewaySettings;
import dev.tidegate.stacks.settings.Ground;
import dev.tidegate.stacks.settings.Layer;
import dev.tidegate.stacks.settings.NetworkSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class GroundLoaderTest {
    @Test
    void defaultsAreThoseOfASmallEnvironment() throws IOException {
        Ground ground = ((LoadOutcome.Loaded) GroundLoader.load(document("dev"))).ground();

        assertThat(ground.layer()).isEqualTo(Layer.WHOLE);
        assertThat(ground.deletionProtection()).isFalse();
        assertThat(ground.capabilities()).containsExactlyInAnyOrder(Capability.values());
        assertThat(ground.network().nat()).isEqualTo(NetworkSettings.Nat.SINGLE);
        assertThat(ground.control().mode()).isEqualTo(ControlSettings.Mode.ADVISE);
        assertThat(ground.gateway())
                .isEqualTo(new GatewaySettings("c7g.large", 2, 30, 10, false, 1, List.of()));
        assertThat(ground.fleets().get(0).serving())
                .isEqualTo(
                        new FleetSettings.Serving(
                                8000,
                                4200,
                                "tokens",
                                Duration.ofMinutes(5),
                                "0.1%",
                                Duration.ofSeconds(10)));
    }

    @Test
    void productionIsProtectedWithoutBeingAsked() throws IOException {
        Ground ground =
                ((LoadOutcome.Loaded) GroundLoader.load(document("prod-us-east-1"))).ground();

        assertThat(ground.deletionProtection()).isTrue();
        assertThat(ground.control().multiZone()).isTrue();
        assertThat(ground.network().nat()).isEqualTo(NetworkSettings.Nat.EACH_ZONE);
    }

    @Test
    void everyMistakeIsReportedAtOnceWithKeyFoundAndRemedy() throws IOException {
        List<Problem> problems =
                broken(
                        "dev",
                        ground -> {
                            ground.put("environment", "Dev!")
                                    .put("tier", "gold")
                                    .put("colour", "blue");
                            ((ObjectNode) ground.at("/fleets/0")).put("model_load", "six minutes");
                            ((ObjectNode) ground.at("/fleets/0/bounds")).put("max", -1);
                        });

        assertThat(problems)
                .extracting(Problem::key)
                .contains(
                        "environment",
                        "tier",
                        "colour",
                        "fleets[0].model_load",
                        "fleets[0].bounds.max");
        assertThat(problems)
                .contains(new Problem("tier", "\"gold\"", "write one of dev, staging, prod"))
                .noneSatisfy(problem -> assertThat(problem.toString()).contains("blue"));
        assertThat(problems).hasSize(5);
    }

    @Test
    void productionRefusesWhatIsUnsafe() throws IOException {
        List<Problem> problems =
                broken(
                        "prod-us-east-1",
                        ground -> {
                            ground.put("deletion_protection", false);
                            ((ObjectNode) ground.at("/regions/0"))
                                    .putArray("zones")
                                    .add("us-east-1a");
                            ((ObjectNode) ground.at("/gateway"))
                                    .put("open_to_world", true)
                                    .put("instances", 1);
                            ((ObjectNode) ground.at("/cache")).put("nodes", 1);
                            ((ObjectNode) ground.at("/fleets/0/purchase")).put("on_demand_base", 0);
                            ground.putObject("network").put("nat", "single");
                            ((ObjectNode) ground.at("/control")).put("multi_zone", false);
                        });

        assertThat(problems)
                .extracting(Problem::key)
                .containsExactlyInAnyOrder(
                        "regions[0].zones",
                        "deletion_protection",
                        "gateway.open_to_world",
                        "cache.nodes",
                        "gateway.instances",
                        "control.multi_zone",
                        "network.nat",
                        "fleets[0].purchase.on_demand_base");
    }

    @Test
    void productionKeepsEachRegionInAStackOfItsOwn() throws IOException {
        assertThat(broken("prod-us-east-1", ground -> ground.put("layer", "whole")))
                .extracting(Problem::key)
                .containsExactly("layer");
    }

    @Test
    void valuesThatContradictEachOtherAreRefused() throws IOException {
        List<Problem> problems =
                broken(
                        "staging",
                        ground -> {
                            ((ObjectNode) ground.at("/regions/1")).put("cidr", "10.32.0.0/16");
                            ((ObjectNode) ground.at("/fleets/0/bounds")).put("min", 13);
                            ((ObjectNode) ground.at("/fleets/1")).put("name", "gateway");
                            ((ObjectNode) ground.at("/dns/places/0")).put("region", "ap-south-1");
                        });

        assertThat(problems)
                .extracting(Problem::key)
                .containsExactlyInAnyOrder("regions[1].cidr", "fleets[0].bounds", "fleets", "dns");
    }

    /** Names would wait for the health of regions that nobody watches, or lead to doors that nobody builds. */
    @Test
    void aPieceThatNeedsAnotherIsNotLeftAlone() throws IOException {
        List<Problem> problems =
                broken("dev", ground -> ground.putArray("capabilities").add("dns"));

        assertThat(problems)
                .extracting(Problem::toString)
                .containsExactlyInAnyOrder(
                        "capabilities: found dns without gateway; add gateway, or leave dns out",
                        "capabilities: found dns without observability; add observability, or"
                                + " leave dns out");
    }

    @Test
    void aSmallerModelIsThatOfAnotherFleet() throws IOException {
        List<Problem> unknown =
                broken("staging", ground -> fleet(ground, 1).put("smaller", "tiny"));
        List<Problem> itself =
                broken(
                        "staging",
                        ground -> {
                            fleet(ground, 0).put("smaller", "large");
                            fleet(ground, 1).put("smaller", "chat");
                        });

        assertThat(unknown)
                .extracting(Problem::toString)
                .containsExactly("fleets[1].smaller: found tiny; name another of the fleets");
        assertThat(itself)
                .extracting(Problem::key)
                .containsExactly("fleets[0].smaller", "fleets[1].smaller");
    }

    /** Neither a mixed group nor one with a warm pool may use a block: an instance is one replica, and comes from nowhere else. */
    @Test
    void aCapacityBlockIsOfTheOneTypeThatCarriesAReplica() throws IOException {
        List<Problem> problems =
                broken(
                        "staging",
                        ground -> {
                            ObjectNode large = (ObjectNode) ground.at("/fleets/1");
                            large.put("family", "a100").put("gpus_per_replica", 4);
                            large.putObject("warm").put("min", 1).put("max", 2);
                        });

        assertThat(problems)
                .extracting(Problem::key)
                .containsExactly("fleets[1].gpus_per_replica", "fleets[1].warm");
    }

    /** An instance would be counted for as many replicas as it has GPUs, and serve by one slice. */
    @Test
    void aGpuThatIsCutIntoSlicesIsRefusedAndNotHalfServed() throws IOException {
        List<Problem> problems =
                broken(
                        "prod-us-east-1",
                        ground -> ((ObjectNode) ground.at("/fleets/1")).put("slices", "3g.40gb"));

        assertThat(problems)
                .singleElement()
                .satisfies(
                        problem -> {
                            assertThat(problem.key()).isEqualTo("fleets[1].slices");
                            assertThat(problem.remedy()).contains("not provisioned", "remove it");
                        });
    }

    /** The provider refuses it in the middle of the first update. */
    @Test
    void anEnvironmentWhoseBucketsNamesAreTooLongIsRefused() throws IOException {
        Consumer<ObjectNode> sydney =
                ground ->
                        ((ObjectNode) ground.put("environment", "experimental").at("/regions/0"))
                                .put("name", "ap-southeast-2")
                                .putArray("zones")
                                .add("ap-southeast-2a");

        assertThat(broken("dev", sydney))
                .extracting(Problem::toString)
                .containsExactly(
                        "regions[0].name: found ap-southeast-2; with it, a bucket's name is too"
                                + " long: shorten environment by 1");
    }

    @Test
    void aFleetOfTheNameOfARoomsRoleIsRefused() throws IOException {
        assertThat(
                        broken(
                                "dev",
                                ground ->
                                        ((ObjectNode) ground.at("/fleets/0"))
                                                .put("name", "collect")))
                .extracting(Problem::key)
                .containsExactly("fleets");
    }

    @Test
    void textThatIsNoJsonIsAProblemAndNoException() {
        assertThat(GroundLoader.load("environment: dev")).isInstanceOf(LoadOutcome.Invalid.class);
    }

    private static ObjectNode fleet(ObjectNode ground, int index) {
        return (ObjectNode) ground.at("/fleets/" + index);
    }

    private static List<Problem> broken(String stack, Consumer<ObjectNode> change)
            throws IOException {
        ObjectNode document = (ObjectNode) document(stack);
        change.accept(document);
        return ((LoadOutcome.Invalid) GroundLoader.load(document)).problems();
    }

    private static JsonNode document(String stack) throws IOException {
        return new YAMLMapper()
                .readTree(Path.of("Pulumi." + stack + ".yaml").toFile())
                .at("/config/tidegate:ground");
    }
}
