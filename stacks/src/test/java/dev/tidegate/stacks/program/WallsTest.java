package dev.tidegate.stacks.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.stacks.cache.Cache;
import dev.tidegate.stacks.resource.Property;
import dev.tidegate.stacks.resource.ResourceRegistration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who reaches whom: closed to the world, and open where what stands behind a wall would not work otherwise. */
class WallsTest {
    private static final String IN = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
    private static final String OUT = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

    /** A replica asks its primary and a Sentinel the others, from behind the same wall; all of them fetch Redis at their start. */
    @Test
    void nodesThatWatchOneAnotherReachOneAnotherAndTheirPackages() {
        Standing.Made<List<String>> made =
                Standing.dev(
                        place -> {
                            Cache cache =
                                    new Cache(
                                            place.site(),
                                            place.network(),
                                            place.region(),
                                            place.key());
                            return new Standing.Component<>(cache, cache.endpoints());
                        });

        assertThat(made.all(OUT))
                .filteredOn(rule -> rule.at("securityGroupId").mayBe("use1-cache-wall-id"))
                .extracting(rule -> text(rule, "cidrIpv4") + " " + number(rule, "toPort"))
                .containsExactlyInAnyOrder(
                        "10.16.0.0/16 6379", "10.16.0.0/16 26379", "0.0.0.0/0 443");
    }

    /** AWS counts the edge's list as 55 rules and the health checkers' as 25, and a group may hold 60. */
    @Test
    void noWallHoldsTwoOfTheListsThatAwsKeeps() {
        Standing.Made<String> made = Standing.gateway(Standing.ground(any -> {}));

        List<String> holders =
                made.all(IN).stream()
                        .filter(rule -> !rule.at("prefixListId").isAbsent())
                        .map(rule -> text(rule, "securityGroupId"))
                        .toList();
        assertThat(holders).hasSize(2).doesNotHaveDuplicates();
        assertThat(
                        made.of("use1-gateway-balancer")
                                .at("securityGroups")
                                .texts()
                                .collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(holders);
    }

    /** Daemons write flags there, gateways read them; of nodes of our own both ask a Sentinel first. */
    @Test
    void daemonsAndGatewaysReachTheCache() {
        InProcess.Ended ended = InProcess.provision(Standing.ground(any -> {}));
        ended.result().throwOnError();
        List<Property> out = rules(ended, OUT);
        List<Property> in = rules(ended, IN);

        for (int port : new int[] {6379, 26379}) {
            for (String securityGroup :
                    List.of("use1-gateway-queues-wall-id", "use1-control-wall-id")) {
                assertThat(out)
                        .as(securityGroup + " at " + port)
                        .filteredOn(rule -> text(rule, "securityGroupId").equals(securityGroup))
                        .filteredOn(rule -> text(rule, "cidrIpv4").equals("10.16.0.0/16"))
                        .anyMatch(
                                rule ->
                                        number(rule, "fromPort") <= port
                                                && port <= number(rule, "toPort"));
            }
            assertThat(in)
                    .filteredOn(rule -> text(rule, "securityGroupId").equals("use1-cache-wall-id"))
                    .filteredOn(rule -> text(rule, "cidrIpv4").equals("10.16.0.0/16"))
                    .anyMatch(rule -> number(rule, "toPort") == port);
        }
    }

    /** EC2 refuses a group or a rule whose description has another character in it, an apostrophe for one. */
    @Test
    void whatAWallSaysOfItselfIsWhatEc2Takes() {
        InProcess.Ended ended = InProcess.provision(Standing.ground(any -> {}));
        ended.result().throwOnError();

        for (String type : List.of("aws:ec2/securityGroup:SecurityGroup", IN, OUT)) {
            assertThat(rules(ended, type))
                    .isNotEmpty()
                    .extracting(rule -> text(rule, "description"))
                    .allMatch(said -> said.matches("[a-zA-Z0-9. _:/()#,@\\[\\]+=&;{}!$*-]{1,255}"));
        }
    }

    private static List<Property> rules(InProcess.Ended ended, String type) {
        return ended.asked().stream()
                .filter(resource -> resource.type().equals(type))
                .map(ResourceRegistration::properties)
                .toList();
    }

    private static String text(Property rule, String key) {
        return rule.at(key).texts().findFirst().orElse("");
    }

    private static int number(Property rule, String key) {
        return (int) ((Property.Numeral) rule.at(key)).value();
    }
}
