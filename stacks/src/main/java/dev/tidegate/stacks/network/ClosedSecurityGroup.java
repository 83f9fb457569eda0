package dev.tidegate.stacks.network;

import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.ec2.SecurityGroupArgs;
import com.pulumi.aws.vpc.SecurityGroupEgressRule;
import com.pulumi.aws.vpc.SecurityGroupEgressRuleArgs;
import com.pulumi.aws.vpc.SecurityGroupIngressRule;
import com.pulumi.aws.vpc.SecurityGroupIngressRuleArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.site.Site;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A security group without any rule at first; ingress and egress are added one peer and port at a time. */
public final class ClosedSecurityGroup {
    private static final Ports EVERYTHING_UNPRIVILEGED = new Ports(1024, 65535);

    private final Site site;
    private final ComponentResource parent;
    private final String name;
    private final Map<String, String> tags;
    private final SecurityGroup group;

    /** Creates the group; {@code parts} make its logical name. */
    public ClosedSecurityGroup(
            Site site,
            ComponentResource parent,
            Output<String> vpcId,
            String room,
            String why,
            String... parts) {
        this.site = site;
        this.parent = parent;
        name = String.join("-", parts);
        String physical = site.names().physical(parts);
        tags = site.tags(room, physical);
        group =
                new SecurityGroup(
                        site.names().logical(name, "wall"),
                        SecurityGroupArgs.builder()
                                .name(physical)
                                .description(why)
                                .vpcId(vpcId)
                                .tags(tags)
                                .build(),
                        site.under(parent));
    }

    /** Allows ingress from a peer on one port. */
    public void allowIngress(String from, String why, Peer who, int port) {
        SecurityGroupIngressRuleArgs.Builder rule =
                SecurityGroupIngressRuleArgs.builder()
                        .securityGroupId(group.id())
                        .description(why)
                        .ipProtocol("tcp")
                        .fromPort(port)
                        .toPort(port)
                        .tags(tags);
        if (who instanceof Peer.Range range) {
            rule.cidrIpv4(range.addresses());
        } else if (who instanceof Peer.Prefixes prefixes) {
            rule.prefixListId(prefixes.list());
        } else if (who instanceof Peer.Behind behind) {
            rule.referencedSecurityGroupId(behind.securityGroup().group.id());
        }
        new SecurityGroupIngressRule(named("from", from), rule.build(), site.under(parent));
    }

    /** Allows egress to a peer on one port. */
    public void allowEgress(String to, String why, Peer whom, int port) {
        out(to, why, whom, new Ports(port, port));
    }

    /** Allows egress to every unprivileged port inside {@code addresses}. */
    public void allowEgressToServices(String to, String why, String addresses) {
        out(to, why, new Peer.Range(addresses), EVERYTHING_UNPRIVILEGED);
    }

    public Output<String> id() {
        return group.id();
    }

    /** The group's identifier as the list that resources take. */
    public Output<List<String>> ids() {
        return group.id().applyValue(List::of);
    }

    private void out(String to, String why, Peer whom, Ports ports) {
        SecurityGroupEgressRuleArgs.Builder rule =
                SecurityGroupEgressRuleArgs.builder()
                        .securityGroupId(group.id())
                        .description(why)
                        .ipProtocol("tcp")
                        .fromPort(ports.first())
                        .toPort(ports.last())
                        .tags(tags);
        if (whom instanceof Peer.Range range) {
            rule.cidrIpv4(range.addresses());
        } else if (whom instanceof Peer.Prefixes prefixes) {
            rule.prefixListId(prefixes.list());
        } else if (whom instanceof Peer.Behind behind) {
            rule.referencedSecurityGroupId(behind.securityGroup().group.id());
        }
        new SecurityGroupEgressRule(named("to", to), rule.build(), site.under(parent));
    }

    private String named(String... parts) {
        return site.names()
                .logical(
                        Stream.concat(Stream.of(name), Arrays.stream(parts))
                                .toArray(String[]::new));
    }

    private record Ports(int first, int last) {}
}
