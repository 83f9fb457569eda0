package dev.tidegate.stacks.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.pulumi.core.Output;
import dev.tidegate.stacks.dns.NameRouting;
import dev.tidegate.stacks.dns.RegionEndpoint;
import dev.tidegate.stacks.edge.Edge;
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

        Standing.Made<String> made = Standing.gateway(ground);

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
                            NameRouting routes = new NameRouting(place.site(), List.of(door()));
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

    /** The list of addresses that the wall lets in is that of every distribution, also of somebody else's. */
    @Test
    void theBalancerTakesWhatShowsTheEdgesKeyAndTheHealthCheckersQuestion() {
        Standing.Made<String> made = Standing.gateway(Standing.ground(any -> {}));

        Property shown = made.of("use1-gateway-rule-shown").at("conditions");
        Property checks = made.of("use1-gateway-rule-checks").at("conditions");
        Property otherwise = made.of("use1-gateway-listener").at("defaultActions");
        Property sent = edge().of("use1-edge-distribution").at("origins").each().findFirst().get();
        assertThat(otherwise.each())
                .extracting(each -> text(each, "type"))
                .containsExactly("fixed-response");
        assertThat(checks.each())
                .flatExtracting(each -> each.at("pathPattern.values").texts().toList())
                .containsExactly("/readyz");
        assertThat(shown.each())
                .extracting(each -> text(each, "httpHeader.httpHeaderName"))
                .containsExactly("X-Tidegate-Origin-use1");
        assertThat(sent.at("customHeaders").each())
                .extracting(each -> text(each, "name") + ": " + text(each, "value"))
                .containsExactly("X-Tidegate-Origin-use1: shown");
    }

    /** Between the region's update and the edge's, the edge shows the one before. */
    @Test
    void aKeyThatIsTurnedOverIsTakenBesideTheOneBefore() {
        Standing.Made<String> made =
                Standing.gateway(
                        Standing.ground(dev -> dev.putObject("gateway").put("origin_key", 3)));

        assertThat(made.children())
                .contains("use1-gateway-password-edge-3", "use1-gateway-password-edge-2")
                .doesNotContain("use1-gateway-password-edge-1");
        assertThat(made.of("use1-gateway-rule-shown").at("conditions").each())
                .flatExtracting(each -> each.at("httpHeader.values").texts().toList())
                .hasSize(2);
    }

    @Test
    void aGatewayThatIsOpenToTheWorldAsksForNoKey() {
        Standing.Made<String> made =
                Standing.gateway(
                        Standing.ground(
                                dev -> dev.putObject("gateway").put("open_to_world", true)));

        assertThat(made.of("use1-gateway-listener").at("defaultActions").each())
                .extracting(each -> text(each, "type"))
                .containsExactly("forward");
        assertThat(made.all("aws:lb/listenerRule:ListenerRule")).isEmpty();
    }

    /** A gateway reads its documents at its start only, and a group replaces its instances when their template becomes another. */
    @Test
    void anotherConfigurationOfTheQueueMakesOtherGateways() {
        Standing.Made<String> before = Standing.gateway(Standing.ground(any -> {}));
        Standing.Made<String> after =
                Standing.gateway(
                        Standing.ground(dev -> dev.putObject("gateway").put("bucket", 60)));

        assertThat(after.of("use1-gateway-template").at("userData"))
                .isNotEqualTo(before.of("use1-gateway-template").at("userData"));
    }

    private static Standing.Made<String> edge() {
        return Standing.dev(
                place -> {
                    Edge edge =
                            new Edge(place.site(), "origin.dev.llm.example.com", List.of(door()));
                    return new Standing.Component<>(edge, edge.host());
                });
    }

    private static RegionEndpoint door() {
        return new RegionEndpoint(
                "us-east-1",
                "use1",
                Output.of("use1.elb.test.example"),
                Output.of("Z0000000LB"),
                Output.of("use1-saturated"),
                Output.of("shown"));
    }

    private static double number(Property value) {
        return ((Property.Numeral) value).value();
    }

    private static String text(Property value, String key) {
        return value.at(key).texts().findFirst().orElseThrow();
    }
}
