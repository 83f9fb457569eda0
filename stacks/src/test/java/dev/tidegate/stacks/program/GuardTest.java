package dev.tidegate.stacks.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.ec2.SecurityGroupArgs;
import com.pulumi.aws.vpc.SecurityGroupIngressRule;
import com.pulumi.aws.vpc.SecurityGroupIngressRuleArgs;
import com.pulumi.core.Output;
import dev.tidegate.stacks.resource.ResourceRegistration;
import dev.tidegate.stacks.settings.Tier;
import java.util.List;
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
                            SecurityGroup securityGroup =
                                    new SecurityGroup(
                                            "wall", SecurityGroupArgs.builder().tags(TAGS).build());
                            new SecurityGroupIngressRule(
                                    "world",
                                    SecurityGroupIngressRuleArgs.builder()
                                            .securityGroupId(securityGroup.id())
                                            .cidrIpv4("0.0.0.0/0")
                                            .ipProtocol("tcp")
                                            .fromPort(443)
                                            .toPort(443)
                                            .tags(TAGS)
                                            .build());
                        });

        assertThat(ended.result().exitCode()).isNotZero();
        assertThat(ended.asked()).extracting(ResourceRegistration::name).doesNotContain("world");
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
                            guard.close(Map.of());
                        });

        assertThat(String.join("\n", ended.result().errors()))
                .contains("unique-names", "SecurityGroup two", "wall");
    }

    @Test
    void aSecondResourceOfTheSameUrnIsRefusedAtTheEnd() {
        InProcess.Ended ended =
                InProcess.run(
                        Tier.DEV,
                        (context, guard) -> {
                            for (String name : List.of("one", "two")) {
                                new SecurityGroup(
                                        "twin",
                                        SecurityGroupArgs.builder().name(name).tags(TAGS).build());
                            }
                            guard.close(Map.of());
                        });

        assertThat(ended.result().exitCode()).isNotZero();
        assertThat(String.join("\n", ended.result().errors()))
                .contains("unique-names", "SecurityGroup twin", "the engine refuses the second");
    }

    @Test
    void anOutputThatLooksLikeASecretIsNotTold() {
        InProcess.Ended ended =
                InProcess.run(
                        Tier.DEV,
                        (context, guard) ->
                                guard.close(Map.of("login", Output.of("password=correcthorse"))));

        assertThat(ended.result().exitCode()).isNotZero();
        assertThat(String.join("\n", ended.result().errors()))
                .contains("no-secret-in-outputs", "output login", "where the secret is kept");
    }
}
