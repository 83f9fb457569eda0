package dev.tidegate.stacks.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.ec2.SecurityGroupArgs;
import com.pulumi.aws.vpc.SecurityGroupIngressRule;
import com.pulumi.aws.vpc.SecurityGroupIngressRuleArgs;
import dev.tidegate.stacks.resource.Registered;
import dev.tidegate.stacks.settings.Tier;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GuardTest {
    private static final Map<String, String> TAGS =
            Map.of(
                    "Name",
                    "x",
                    "tidegate:environment",
                    "x",
                    "tidegate:owner",
                    "x",
                    "tidegate:room",
                    "x");

    @Test
    void aResourceThatBreaksARuleNeverReachesTheEngine() {
        InProcess.Ended ended =
                InProcess.run(
                        Tier.PROD,
                        (context, guard) -> {
                            SecurityGroup wall =
                                    new SecurityGroup(
                                            "wall", SecurityGroupArgs.builder().tags(TAGS).build());
                            new SecurityGroupIngressRule(
                                    "world",
                                    SecurityGroupIngressRuleArgs.builder()
                                            .securityGroupId(wall.id())
                                            .cidrIpv4("0.0.0.0/0")
                                            .ipProtocol("tcp")
                                            .fromPort(443)
                                            .toPort(443)
                                            .tags(TAGS)
                                            .build());
                        });

        assertThat(ended.result().exitCode()).isNotZero();
        assertThat(ended.asked()).extracting(Registered::name).doesNotContain("world");
        assertThat(String.join("\n", ended.result().errors()))
                .contains(
                        "no-open-ingress",
                        "SecurityGroupIngressRule world",
                        "name who may come in");
    }

    @Test
    void aSecondResourceOfTheSameNameIsRefusedAtTheEnd() {
        InProcess.Ended ended =
                InProcess.run(
                        Tier.DEV,
                        (context, guard) -> {
                            new SecurityGroup(
                                    "one",
                                    SecurityGroupArgs.builder().name("wall").tags(TAGS).build());
                            new SecurityGroup(
                                    "two",
                                    SecurityGroupArgs.builder().name("wall").tags(TAGS).build());
                            guard.close();
                        });

        assertThat(String.join("\n", ended.result().errors()))
                .contains("unique-names", "SecurityGroup two", "wall");
    }
}
