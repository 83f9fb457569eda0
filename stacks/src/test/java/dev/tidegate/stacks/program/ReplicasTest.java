package dev.tidegate.stacks.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.stacks.fleet.Fleet;
import dev.tidegate.stacks.resource.Property;
import dev.tidegate.stacks.settings.Ground;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What a fleet's instances are bought as and run: as many replicas as their type is counted for, under the name that clients use. */
class ReplicasTest {
    /** What is bought on demand is the first that is to be had: in the order of names a sixteen times larger one came before the smallest. */
    @Test
    void onDemandTheLeastMachineAReplicaComesFirst() {
        List<String> types = types(fleet(any -> {}).of("use1-chat-group"));

        assertThat(types)
                .startsWith("g6.xlarge", "g6.2xlarge", "g6.12xlarge")
                .endsWith("g6.16xlarge")
                .contains("g6.48xlarge");
    }

    /** AWS refuses the whole group for one type that its region has not. */
    @Test
    void onlyWhatTheRegionOffersIsAskedFor() {
        assertThat(types(fleet(dev -> fleetOf(dev).put("family", "a100")).of("use1-chat-group")))
                .containsExactly("p4d.24xlarge");
    }

    /** An instance with four GPUs is counted as four replicas of one each: it runs as many. */
    @Test
    void everyGpuOfAnInstanceServes() {
        String script = script(fleet(any -> {}).of("use1-chat-template"));
        String large =
                script(
                        fleet(dev -> fleetOf(dev).put("family", "h100").put("gpus_per_replica", 8))
                                .of("use1-chat-template"));

        assertThat(script)
                .contains("--tensor-parallel-size 1 ")
                .contains("replicas=$(( gpus / 1 ))");
        assertThat(large)
                .contains("--tensor-parallel-size 8 ")
                .contains("replicas=$(( gpus / 8 ))");
        assertThat(script).contains("--data-parallel-size \"$replicas\"");
    }

    /** The gateway finds the fleet by the model that a request names; so does the server. */
    @Test
    void aModelIsServedUnderTheNameThatTheGatewayKnows() {
        assertThat(script(fleet(any -> {}).of("use1-chat-template")))
                .contains("--served-model-name 'chat' --middleware");
    }

    /** A request that a smaller model answers still names the one that was asked for. */
    @Test
    void whatStandsInForAnotherModelAnswersToItsName() {
        Consumer<ObjectNode> two =
                dev -> {
                    ObjectNode large = fleetOf(dev).deepCopy().put("name", "large");
                    dev.withArray("fleets").add(large.put("smaller", "chat"));
                };

        assertThat(script(fleet(two).of("use1-chat-template")))
                .contains("--served-model-name 'chat' 'large' --middleware");
    }

    /** Auto Scaling takes a block in a plain template only: in a mixed group, or one with a warm pool, it refuses the template. */
    @Test
    void aCapacityBlockIsUsedByAPlainTemplateOfItsOneType() {
        Standing.Made<String> made =
                fleet(
                        dev -> {
                            ObjectNode fleet = fleetOf(dev);
                            fleet.put("family", "h100").put("gpus_per_replica", 8).remove("warm");
                            fleet.withObject("/purchase")
                                    .withObject("/reservation")
                                    .put("kind", "block")
                                    .put("id", "cr-0123456789abcdef0");
                        });

        Property group = made.of("use1-chat-group");
        assertThat(group.at("mixedInstancesPolicy").isAbsent()).isTrue();
        assertThat(group.at("launchTemplate.id").texts()).containsExactly("use1-chat-template-id");
        assertThat(made.of("use1-chat-template").at("instanceType"))
                .isEqualTo(new Property.Text("p5.48xlarge"));
    }

    private static Standing.Made<String> fleet(Consumer<ObjectNode> change) {
        Ground ground = Standing.ground(change);
        return Standing.in(
                ground,
                "us-east-1",
                place -> {
                    Fleet fleet = new Fleet(place.site(), place.network(), ground.fleets().get(0));
                    return new Standing.Component<>(fleet, fleet.group());
                });
    }

    private static ObjectNode fleetOf(ObjectNode ground) {
        return (ObjectNode) ground.at("/fleets/0");
    }

    private static List<String> types(Property group) {
        return group.at("mixedInstancesPolicy.launchTemplate.overrides")
                .each()
                .flatMap(each -> each.at("instanceType").texts())
                .toList();
    }

    private static String script(Property template) {
        return new String(
                Base64.getDecoder()
                        .decode(template.at("userData").texts().findFirst().orElseThrow()),
                StandardCharsets.UTF_8);
    }
}
