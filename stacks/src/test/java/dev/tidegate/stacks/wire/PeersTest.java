package dev.tidegate.stacks.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.stacks.resource.Property;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Who reaches whom, over all that a stack provisions: every rule of every security group. */
class PeersTest {
    private static final String GROUP = "aws:ec2/securityGroup:SecurityGroup";
    private static final String IN = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
    private static final String OUT = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

    /** A range lets in whatever runs in the network. The one that stays leads to AWS itself, which asks everybody who they are. */
    @ParameterizedTest
    @FieldSource("dev.tidegate.stacks.wire.Runs#STACKS")
    void nothingButTheWayToAwsIsOpenToARange(String stack) {
        Recorded run = up(stack);

        assertThat(run.of(IN))
                .filteredOn(rule -> !property(rule).at("cidrIpv4").isAbsent())
                .extracting(rule -> rule.name().replaceFirst("^[a-z0-9]+-", ""))
                .allMatch("endpoints-from-network"::equals);
        assertThat(run.of(IN)).allMatch(rule -> property(rule).at("cidrIpv6").isAbsent());
        assertThat(run.of(GROUP))
                .allMatch(group -> property(group).at("ingress").isAbsent())
                .allMatch(group -> property(group).at("egress").isAbsent());
    }

    /** Images and services of AWS have addresses that nobody can list; nothing else leaves the network, and what needs neither stays in it. */
    @ParameterizedTest
    @FieldSource("dev.tidegate.stacks.wire.Runs#STACKS")
    void onlyWhatFetchesImagesOrAsksAwsReachesTheWorld(String stack) {
        assertThat(up(stack).of(OUT))
                .filteredOn(rule -> !property(rule).at("cidrIpv4").isAbsent())
                .allSatisfy(
                        rule -> {
                            assertThat(text(rule, "cidrIpv4")).isEqualTo("0.0.0.0/0");
                            assertThat(port(rule)).isEqualTo("443");
                            assertThat(text(rule, "tags.tidegate:room"))
                                    .isIn("control", "fleet", "gateway");
                        });
    }

    /** All ways inside a region, each once: who asks, who answers, at which port. */
    @Test
    void theWaysInsideARegionAreThese() {
        Set<String> ways =
                Set.of(
                        "gateway-door gateway-queues 8080",
                        "gateway-queues chat 8000",
                        "gateway-queues large 8000",
                        "gateway-queues nodes 8001",
                        "gateway-queues cache 6379",
                        "control gateway-queues 8080",
                        "control chat 8000",
                        "control large 8000",
                        "control nodes 8001",
                        "control cache 6379",
                        "control ledger 5432",
                        "control control 9464",
                        "control cluster 443",
                        "chat-balancer chat 8000",
                        "large-balancer large 8000",
                        "code-balancer nodes 8001",
                        "callers gateway-queues 8080",
                        "callers chat-balancer 8000",
                        "callers large-balancer 8000",
                        "callers code-balancer 8001");

        assertThat(ways("staging", IN, "referencedSecurityGroupId", "securityGroupId"))
                .isEqualTo(new TreeSet<>(ways));
        assertThat(ways("staging", OUT, "securityGroupId", "referencedSecurityGroupId"))
                .isEqualTo(new TreeSet<>(ways));
    }

    /** Of nodes of our own daemons and gateways ask a Sentinel first who is primary. */
    @Test
    void daemonsAndGatewaysReachTheCachesNodesAndSentinels() {
        for (String client : List.of("control", "gateway-queues")) {
            assertThat(ways("dev", IN, "referencedSecurityGroupId", "securityGroupId"))
                    .contains(client + " cache 6379", client + " cache 26379");
        }
    }

    /** Of our own nodes of Redis, which ask one another and those whom AWS's own list and endpoints name. */
    @Test
    void nodesOfTheCacheReachNothingBeyondAws() {
        List<Recorded.Asked> rules =
                up("dev").of(OUT).stream()
                        .filter(rule -> text(rule, "securityGroupId").equals("use1-cache-wall-id"))
                        .toList();

        assertThat(rules)
                .extracting(rule -> peer(rule) + " " + port(rule))
                .containsExactlyInAnyOrder(
                        "use1-cache-wall-id 6379",
                        "use1-cache-wall-id 26379",
                        "use1-endpoints-wall-id 443",
                        "pl-use1-endpoint-s3 443");
    }

    /**
     * A stack that stands has rules of these names that say something else. AWS does not change a rule's kind of peer, and the provider would take the
     * old one away first: what is new has a new name, and the engine makes it before it takes anything away.
     */
    @Test
    void noRuleHasTheNameOfOneThatNamedTheNetwork() {
        Set<String> before =
                Set.of(
                        "use1-cache-from-network",
                        "use1-cache-from-sentinels",
                        "use1-cache-to-primary",
                        "use1-cache-to-sentinels",
                        "use1-cache-to-aws",
                        "use1-chat-from-network",
                        "use1-cluster-from-network",
                        "use1-control-from-network",
                        "use1-control-to-gateway",
                        "use1-gateway-queues-from-network",
                        "use1-gateway-queues-to-network",
                        "use1-nodes-from-network-8001");

        for (String stack : Runs.STACKS) {
            assertThat(up(stack).asked())
                    .extracting(Recorded.Asked::name)
                    .doesNotContainAnyElementsOf(before);
        }
    }

    /** What a stack asked for; one that its own rules refuse asks for nothing, and would pass for closed. */
    private static Recorded up(String stack) {
        Recorded run = Runs.up(stack);
        assertThat(run.exit()).as(run.trouble()).isZero();
        return run;
    }

    private static Set<String> ways(String stack, String type, String from, String to) {
        Set<String> ways = new TreeSet<>();
        for (Recorded.Asked rule : up(stack).of(type)) {
            if (rule.name().startsWith("use1-")
                    && !property(rule).at("referencedSecurityGroupId").isAbsent()) {
                String way = group(rule, from) + " " + group(rule, to) + " " + port(rule);
                assertThat(ways.add(way)).as(way).isTrue();
            }
        }
        return ways;
    }

    private static String group(Recorded.Asked rule, String key) {
        return text(rule, key).replaceFirst("^use1-", "").replaceFirst("-wall-id$", "");
    }

    private static String peer(Recorded.Asked rule) {
        return property(rule).at("prefixListId").isAbsent()
                ? text(rule, "referencedSecurityGroupId")
                : text(rule, "prefixListId");
    }

    private static String port(Recorded.Asked rule) {
        assertThat(property(rule).at("fromPort")).isEqualTo(property(rule).at("toPort"));
        return String.valueOf((int) ((Property.Numeral) property(rule).at("toPort")).value());
    }

    private static String text(Recorded.Asked rule, String key) {
        return property(rule).at(key).texts().findFirst().orElse("");
    }

    private static Property property(Recorded.Asked asked) {
        return Values.property(asked.properties());
    }
}
