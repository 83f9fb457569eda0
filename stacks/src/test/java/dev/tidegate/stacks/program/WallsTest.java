package dev.tidegate.stacks.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.stacks.resource.Property;
import dev.tidegate.stacks.resource.ResourceRegistration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What AWS takes of security groups and their rules; who reaches whom is in {@code PeersTest}. */
class WallsTest {
    private static final String IN = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
    private static final String OUT = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

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
}
