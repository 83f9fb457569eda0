package dev.tidegate.stacks.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.pulumi.core.Output;
import dev.tidegate.stacks.dns.RegionDoor;
import dev.tidegate.stacks.dns.Routes;
import dev.tidegate.stacks.edge.Edge;
import dev.tidegate.stacks.gateway.Gateway;
import dev.tidegate.stacks.resource.Property;
import dev.tidegate.stacks.settings.Ground;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The way of a request from the edge to a region's queue: what is asked where, how long each waits for the next, and when a region is left out. */
class DoorTest {
    /** Whoever keeps an idle connection for longer than the next one in line sends its next request to somebody who is just hanging up. */
    @ParameterizedTest
    @ValueSource(strings = {"30s", "3m", "1h"})
    void eachOnTheWayKeepsAnIdleConnectionForLongerThanTheOneBefore(String longest) {
        Ground ground =
                Standing.ground(
                        dev ->
                                ((ObjectNode) dev.at("/fleets/0"))
                                        .put("longest_generation", longest));

        Standing.Made<String> made = gateway(ground);

        double edge =
                number(
                        edge().of("use1-edge-distribution")
                                .at("origins")
                                .each()
                                .toList()
                                .get(0)
                                .at("customOriginConfig.originKeepaliveTimeout"));
        double balancer = number(made.of("use1-gateway-balancer").at("idleTimeout"));
        String queue =
                made.of("use1-document-gateway-haproxy.cfg")
                        .at("content")
                        .texts()
                        .findFirst()
                        .orElseThrow();
        Matcher kept = Pattern.compile("timeout http-keep-alive (\\d+)s").matcher(queue);
        assertThat(kept.find()).isTrue();
        assertThat(balancer).isGreaterThan(edge).isLessThanOrEqualTo(4000);
        assertThat(Double.parseDouble(kept.group(1))).isGreaterThan(balancer);
    }

    /** A gateway that runs and has no replica turns everyone away. */
    @Test
    void aRegionWithoutAReplicaIsLeftOut() {
        Standing.Made<String> made =
                Standing.dev(
                        place -> {
                            Routes routes = new Routes(place.site(), List.of(door()));
                            return new Standing.Component<>(routes, Output.of(routes.origin()));
                        });

        assertThat(made.of("use1-dns-use1-answers").at("resourcePath"))
                .isEqualTo(new Property.Text("/readyz"));
    }

    /** A group would ask the bucket of last answers for the same path, and hand on its refusal. */
    @Test
    void whatAnyoneMayReadIsAskedOfTheRegionsAlone() {
        Property distribution = edge().of("use1-edge-distribution");

        assertThat(distribution.at("originGroups").each()).isEmpty();
        assertThat(distribution.at("orderedCacheBehaviors").each())
                .extracting(each -> text(each, "pathPattern") + " " + text(each, "targetOriginId"))
                .containsExactly("/v1/models* inference", "/last/* last");
    }

    private static Standing.Made<String> gateway(Ground ground) {
        return Standing.in(
                ground,
                "us-east-1",
                place -> {
                    Gateway gateway =
                            new Gateway(
                                    place.site(), place.network(), place.documents(), place.key());
                    return new Standing.Component<>(gateway, gateway.host());
                });
    }

    private static Standing.Made<String> edge() {
        return Standing.dev(
                place -> {
                    Edge edge = new Edge(place.site(), "origin.dev.llm.example.com");
                    return new Standing.Component<>(edge, edge.host());
                });
    }

    private static RegionDoor door() {
        return new RegionDoor(
                "us-east-1",
                "use1",
                Output.of("use1.elb.test.example"),
                Output.of("Z0000000LB"),
                Output.of("use1-saturated"));
    }

    private static double number(Property value) {
        return ((Property.Numeral) value).value();
    }

    private static String text(Property value, String key) {
        return value.at(key).texts().findFirst().orElseThrow();
    }
}
