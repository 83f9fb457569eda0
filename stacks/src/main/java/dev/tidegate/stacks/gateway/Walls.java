package dev.tidegate.stacks.gateway;

import com.pulumi.aws.ec2.Ec2Functions;
import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.ec2.SecurityGroupArgs;
import com.pulumi.aws.ec2.inputs.GetManagedPrefixListArgs;
import com.pulumi.aws.vpc.SecurityGroupEgressRule;
import com.pulumi.aws.vpc.SecurityGroupEgressRuleArgs;
import com.pulumi.aws.vpc.SecurityGroupIngressRule;
import com.pulumi.aws.vpc.SecurityGroupIngressRuleArgs;
import com.pulumi.core.Output;
import com.pulumi.deployment.InvokeOptions;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.network.Network;
import dev.tidegate.stacks.site.Site;
import java.util.Map;

/** Who may talk to the gateway: the edge and the health checkers on 443, by AWS's own lists of their addresses. */
final class Walls {
    static final int QUEUE_PORT = 8080;

    private final Site site;
    private final ComponentResource parent;
    private final SecurityGroup door;
    private final SecurityGroup queues;

    Walls(Site site, ComponentResource parent, Network network) {
        this.site = site;
        this.parent = parent;
        door = wall(network, "door", "The edge asks");
        if (site.ground().gateway().openToWorld()) {
            in(
                    door,
                    "world",
                    "Everyone, past the edge",
                    SecurityGroupIngressRuleArgs.builder().cidrIpv4("0.0.0.0/0"),
                    443);
        } else {
            in(
                    door,
                    "edge",
                    "The edge",
                    SecurityGroupIngressRuleArgs.builder()
                            .prefixListId(list("com.amazonaws.global.cloudfront.origin-facing")),
                    443);
            in(
                    door,
                    "checks",
                    "Route 53 asks whether we answer",
                    SecurityGroupIngressRuleArgs.builder()
                            .prefixListId(
                                    list(
                                            "com.amazonaws."
                                                    + site.names().region()
                                                    + ".route53-healthchecks")),
                    443);
        }
        queues = wall(network, "queues", "The balancer asks");
        in(
                queues,
                "door",
                "The balancer",
                SecurityGroupIngressRuleArgs.builder().referencedSecurityGroupId(door.id()),
                QUEUE_PORT);
        out(
                door,
                "queues",
                "The queues",
                SecurityGroupEgressRuleArgs.builder()
                        .referencedSecurityGroupId(queues.id())
                        .ipProtocol("tcp")
                        .fromPort(QUEUE_PORT)
                        .toPort(QUEUE_PORT));
        out(
                queues,
                "network",
                "Fleets, cache and the other gateway",
                SecurityGroupEgressRuleArgs.builder()
                        .cidrIpv4(network.cidr())
                        .ipProtocol("tcp")
                        .fromPort(1024)
                        .toPort(65535));
        out(
                queues,
                "aws",
                "Documents and AWS itself",
                SecurityGroupEgressRuleArgs.builder()
                        .cidrIpv4("0.0.0.0/0")
                        .ipProtocol("tcp")
                        .fromPort(443)
                        .toPort(443));
    }

    SecurityGroup door() {
        return door;
    }

    SecurityGroup queues() {
        return queues;
    }

    private SecurityGroup wall(Network network, String part, String why) {
        String name = site.names().physical("gateway", part);
        return new SecurityGroup(
                site.names().logical("gateway", part, "wall"),
                SecurityGroupArgs.builder()
                        .name(name)
                        .description(why)
                        .vpcId(network.vpcId())
                        .tags(site.tags("gateway", name))
                        .build(),
                site.under(parent));
    }

    private void in(
            SecurityGroup wall,
            String from,
            String why,
            SecurityGroupIngressRuleArgs.Builder rule,
            int port) {
        new SecurityGroupIngressRule(
                site.names().logical("gateway", "from", from),
                rule.securityGroupId(wall.id())
                        .description(why)
                        .ipProtocol("tcp")
                        .fromPort(port)
                        .toPort(port)
                        .tags(tags())
                        .build(),
                site.under(parent));
    }

    private void out(
            SecurityGroup wall, String to, String why, SecurityGroupEgressRuleArgs.Builder rule) {
        new SecurityGroupEgressRule(
                site.names().logical("gateway", "to", to),
                rule.securityGroupId(wall.id()).description(why).tags(tags()).build(),
                site.under(parent));
    }

    private Output<String> list(String name) {
        return Ec2Functions.getManagedPrefixList(
                        GetManagedPrefixListArgs.builder().name(name).build(),
                        InvokeOptions.builder().parent(parent).build())
                .applyValue(found -> found.id());
    }

    private Map<String, String> tags() {
        return site.tags("gateway", site.names().physical("gateway"));
    }
}
