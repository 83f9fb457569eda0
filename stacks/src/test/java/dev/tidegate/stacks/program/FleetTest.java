package dev.tidegate.stacks.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.stacks.fleet.Fleet;
import dev.tidegate.stacks.resource.Property;
import dev.tidegate.stacks.settings.Ground;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** A fleet by itself: how it is bought, what it is made of, what can be left out. */
class FleetTest {
    @Test
    void aFleetUsesWhatWasPaidForFirst() {
        Ground reserved =
                Standing.ground(
                        dev -> {
                            ObjectNode fleet =
                                    ((ObjectNode) dev.at("/fleets/0")).put("family", "h100");
                            fleet.remove("warm");
                            fleet.withObject("/purchase")
                                    .withObject("/reservation")
                                    .put("kind", "block")
                                    .put("id", "cr-0123456789abcdef0");
                        });

        Standing.Made<String> made = fleet(reserved);

        Property template = made.of("use1-chat-template");
        assertThat(
                        template.at(
                                "capacityReservationSpecification.capacityReservationTarget.capacityReservationId"))
                .isEqualTo(new Property.Text("cr-0123456789abcdef0"));
        assertThat(template.at("instanceMarketOptions.marketType"))
                .isEqualTo(new Property.Text("capacity-block"));
    }

    @Test
    void aFleetTellsItsGroupAndHoldsAllItIsMadeOf() {
        Standing.Made<String> made = fleet(Standing.ground(any -> {}));

        assertThat(made.outputs()).isEqualTo("tidegate-dev-use1-chat");
        assertThat(made.children())
                .contains(
                        "use1-chat-group",
                        "use1-chat-template",
                        "use1-chat-balancer",
                        "use1-chat-reactive",
                        "use1-chat-role",
                        "use1-chat-wall")
                .allMatch(name -> name.startsWith("use1-chat"));
        assertThat(made.of("use1-chat-group").at("warmPool.poolState"))
                .isEqualTo(new Property.Text("Stopped"));
        assertThat(script(made.of("use1-chat-template"))).doesNotContain("nvidia-smi mig");
    }

    @Test
    void aPieceLeftOutIsNotAskedFor() {
        Ground without =
                Standing.ground(dev -> dev.putArray("capabilities").add("gateway").add("control"));

        Standing.Made<String> made = fleet(without);

        assertThat(made.of("use1-chat-group").at("warmPool").isAbsent()).isTrue();
        assertThat(made.children()).doesNotContain("use1-chat-predictive");
    }

    private static Standing.Made<String> fleet(Ground ground) {
        return Standing.in(
                ground,
                "us-east-1",
                place -> {
                    Fleet fleet = new Fleet(place.site(), place.network(), ground.fleets().get(0));
                    return new Standing.Component<>(fleet, fleet.group());
                });
    }

    private static String script(Property template) {
        return new String(
                Base64.getDecoder()
                        .decode(template.at("userData").texts().findFirst().orElseThrow()),
                StandardCharsets.UTF_8);
    }
}
