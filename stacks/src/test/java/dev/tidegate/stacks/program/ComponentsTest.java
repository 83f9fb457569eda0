package dev.tidegate.stacks.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.pulumi.core.Output;
import dev.tidegate.stacks.cache.Cache;
import dev.tidegate.stacks.dns.NameRouting;
import dev.tidegate.stacks.dns.RegionEndpoint;
import dev.tidegate.stacks.edge.Edge;
import dev.tidegate.stacks.identity.Delivery;
import dev.tidegate.stacks.identity.Keys;
import dev.tidegate.stacks.observability.Monitoring;
import dev.tidegate.stacks.resource.Property;
import dev.tidegate.stacks.settings.Ground;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each component by itself: arguments in, children and outputs out. */
class ComponentsTest {
    @Test
    void aNetworkHasASubnetOfEachKindAZoneAndAWayOutAsOftenAsAsked() {
        Ground each =
                Standing.ground(
                        dev -> {
                            dev.putObject("network").put("nat", "each_zone");
                            ((ObjectNode) dev.at("/regions/0"))
                                    .withArray("zones")
                                    .add("us-east-1c");
                        });

        Standing.Made<List<String>> made =
                Standing.in(
                        each,
                        "us-east-1",
                        place ->
                                new Standing.Component<>(
                                        place.network(), place.network().privateSubnets()));

        assertThat(made.outputs())
                .containsExactly(
                        "use1-private-a-subnet-id",
                        "use1-private-b-subnet-id",
                        "use1-private-c-subnet-id");
        assertThat(made.all("aws:ec2/subnet:Subnet")).hasSize(6);
        assertThat(made.all("aws:ec2/natGateway:NatGateway")).hasSize(3);
        assertThat(made.children()).contains("use1-vpc", "use1-endpoint-s3");
    }

    @Test
    void aSmallNetworkHasOneWayOut() {
        assertThat(
                        Standing.dev(
                                        place ->
                                                new Standing.Component<>(
                                                        place.network(), place.key()))
                                .all("aws:ec2/natGateway:NatGateway"))
                .hasSize(1);
    }

    @Test
    void aManagedCacheForgetsTheLeastUsedAndIsAskedAtOnePlace() {
        Ground managed =
                Standing.ground(
                        dev -> dev.putObject("cache").put("kind", "managed").put("nodes", 2));

        Standing.Made<List<String>> made = cache(managed);

        assertThat(made.outputs()).containsExactly("use1-cache-nodes.cache.test.example:6379");
        assertThat(made.of("use1-cache-parameters").at("parameters").texts())
                .containsExactly(
                        "maxmemory-policy", "allkeys-lru", "reserved-memory-percent", "30");
        assertThat(made.of("use1-cache-nodes").at("automaticFailoverEnabled"))
                .isEqualTo(new Property.Flag(true));
    }

    @Test
    void aCacheOfOurOwnIsThreeNodesAtAddressesKnownBeforehand() {
        Standing.Made<List<String>> made = cache(Standing.ground(any -> {}));

        assertThat(made.outputs())
                .containsExactly("10.16.0.10:6379", "10.16.16.11:6379", "10.16.0.12:6379");
        assertThat(made.all("aws:ec2/instance:Instance"))
                .extracting(node -> node.at("privateIp").texts().findFirst().orElseThrow())
                .containsExactlyInAnyOrder("10.16.0.10", "10.16.16.11", "10.16.0.12");
    }

    @Test
    void aGatewayLetsInTheEdgeOrIfToldSoTheWorld() {
        Standing.Made<String> closed = Standing.gateway(Standing.ground(any -> {}));
        Standing.Made<String> open =
                Standing.gateway(
                        Standing.ground(
                                dev -> dev.putObject("gateway").put("open_to_world", true)));

        assertThat(closed.outputs()).isEqualTo("use1-gateway-balancer.elb.test.example");
        assertThat(closed.children())
                .contains("use1-gateway-door-from-edge", "use1-gateway-checks-from-route53")
                .doesNotContain("use1-gateway-door-from-world");
        assertThat(open.of("use1-gateway-door-from-world").at("cidrIpv4"))
                .isEqualTo(new Property.Text("0.0.0.0/0"));
    }

    @Test
    void theDaemonRunsOnTwoInstancesAndTellsWhereItsDatabaseIs() {
        Standing.Made<String> made = Standing.control();

        assertThat(made.outputs())
                .startsWith("jdbc:postgresql://use1-ledger.rds.test.example:5432/")
                .contains("sslmode=verify-full");
        assertThat(made.of("use1-control-group").at("minSize")).isEqualTo(new Property.Numeral(2));
        assertThat(made.of("use1-ledger").at("manageMasterUserPassword"))
                .isEqualTo(new Property.Flag(true));
        assertThat(made.of("use1-ledger").at("password").isAbsent()).isTrue();
    }

    @Test
    void theDaemonKnowsHowMuchItsEnvironmentIsWorth() {
        String encoded =
                Standing.control()
                        .of("use1-control-template")
                        .at("userData")
                        .texts()
                        .toList()
                        .get(0);

        assertThat(new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8))
                .contains("\nEnvironment=TIDEGATE_ENVIRONMENT=dev\n");
    }

    @Test
    void namesFallBackFromARegionToAllOfThem() {
        Standing.Made<String> made =
                Standing.dev(
                        place -> {
                            NameRouting routes =
                                    new NameRouting(
                                            place.site(), List.of(door("use1"), door("euw1")));
                            return new Standing.Component<>(routes, Output.of(routes.origin()));
                        });

        assertThat(made.outputs()).isEqualTo("origin.dev.llm.example.com");
        assertThat(made.of("use1-dns-use1-origin-secondary-A").at("aliases").texts())
                .contains("any.origin.dev.llm.example.com");
        assertThat(made.all("aws:route53/record:Record"))
                .filteredOn(record -> record.at("name").mayBe("any.origin.dev.llm.example.com"))
                .hasSize(4)
                .allMatch(record -> record.at("healthCheckId").isAbsent());
    }

    @Test
    void theEdgeTellsItsHostAndRefusesAnotherRegion() {
        Standing.Made<String> made =
                Standing.dev(
                        place -> {
                            Edge edge =
                                    new Edge(
                                            place.site(),
                                            "origin.dev.llm.example.com",
                                            List.of(door("use1")));
                            return new Standing.Component<>(edge, edge.host());
                        });

        assertThat(made.outputs()).isEqualTo("use1-edge-distribution.cloudfront.test.example");
        assertThat(made.of("use1-edge-firewall").at("scope"))
                .isEqualTo(new Property.Text("CLOUDFRONT"));
    }

    @Test
    void aKeyIsRotatedUnlessItsStoreCannot() {
        Ground stored =
                Standing.ground(
                        dev -> dev.putObject("access").put("key_store", "cks-0123456789abcdef0"));

        assertThat(keys(Standing.ground(any -> {})).at("enableKeyRotation"))
                .isEqualTo(new Property.Flag(true));
        assertThat(keys(stored).at("customKeyStoreId"))
                .isEqualTo(new Property.Text("cks-0123456789abcdef0"));
        assertThat(keys(stored).at("enableKeyRotation")).isEqualTo(new Property.Flag(false));
    }

    @Test
    void onlyTheNamedBranchOfTheNamedRepositoryDelivers() {
        Ground ours = Standing.ground(dev -> dev.putObject("access").put("branch", "release"));

        Standing.Made<String> made =
                Standing.in(
                        ours,
                        "us-east-1",
                        place -> {
                            Delivery delivery =
                                    new Delivery(place.site(), "us/ours", List.of("use1"));
                            return new Standing.Component<>(delivery, delivery.role());
                        });

        assertThat(made.of("use1-delivery-role").at("assumeRolePolicy").texts())
                .singleElement()
                .asString()
                .contains("\"repo:us/ours:ref:refs/heads/release\"");
    }

    @Test
    void whatIsWatchedTellsItsWorkspaceAndPagesByAnEncryptedTopic() {
        Standing.Made<String> made =
                Standing.dev(
                        place -> {
                            Monitoring watch = new Monitoring(place.site(), place.key());
                            return new Standing.Component<>(watch, watch.workspaceArn());
                        });

        assertThat(made.outputs()).contains("use1-watch-workspace");
        assertThat(made.of("use1-watch-pager").at("kmsMasterKeyId"))
                .isEqualTo(new Property.Text("arn:aws:kms:xx-test-1:123456789012:key"));
    }

    private static Standing.Made<List<String>> cache(Ground ground) {
        return Standing.in(
                ground,
                "us-east-1",
                place -> {
                    Cache cache =
                            new Cache(place.site(), place.network(), place.region(), place.key());
                    return new Standing.Component<>(cache, cache.endpoints());
                });
    }

    private static Property keys(Ground ground) {
        return Standing.in(
                        ground,
                        "us-east-1",
                        place -> {
                            Keys keys = new Keys(place.site());
                            return new Standing.Component<>(keys, keys.arn());
                        })
                .of("use1-key");
    }

    private static RegionEndpoint door(String code) {
        return new RegionEndpoint(
                code.equals("use1") ? "us-east-1" : "eu-west-1",
                code,
                Output.of(code + ".elb.test.example"),
                Output.of("Z0000000LB"),
                Output.of(code + "-saturated"),
                Output.of("shown"));
    }
}
