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
import java.util.List;
import java.util.Map;

/** A security group without any rule at first; ingress and egress are added one peer and port at a time. */
public final class ClosedSecurityGroup {
    private static final Ports UNPRIVILEGED = new Ports(1024, 65535);

    private final Site site;
    private final ComponentResource parent;
    private final String prefix;
    private final Map<String, String> tags;
    private final SecurityGroup group;

    /** Creates the group; {@code parts} make its logical name. */
    public ClosedSecurityGroup(
            Site site,
            ComponentResource parent,
            Output<String> vpcId,
            String room,
            String description,
            String... parts) {
        this.site = site;
        this.parent = parent;
        prefix = String.join("-", parts);
        String physical = site.names().physical(parts);
        tags = site.tags(room, physical);
        group =
                new SecurityGroup(
                        site.names().logical(prefix, "wall"),
                        SecurityGroupArgs.builder()
                                .name(physical)
                                .description(description)
                                .vpcId(vpcId)
                                .tags(tags)
                                .build(),
                        site.under(parent));
    }

    /** Allows ingress from a peer on one port. */
    public void allowIngress(String name, String description, Peer peer, int port) {
        SecurityGroupIngressRuleArgs.Builder rule =
                SecurityGroupIngressRuleArgs.builder()
                        .securityGroupId(group.id())
                        .description(description)
                        .ipProtocol("tcp")
                        .fromPort(port)
                        .toPort(port)
                        .tags(tags);
        if (peer instanceof Peer.Range range) {
            rule.cidrIpv4(range.addresses());
        } else if (peer instanceof Peer.Prefixes prefixes) {
            rule.prefixListId(prefixes.list());
        } else if (peer instanceof Peer.Behind other) {
            rule.referencedSecurityGroupId(other.securityGroup().group.id());
        }
        new SecurityGroupIngressRule(logical("from", name), rule.build(), site.under(parent));
    }

    /** Allows egress to a peer on one port. */
    public void allowEgress(String name, String description, Peer peer, int port) {
        allowEgress(name, description, peer, new Ports(port, port));
    }

    /** Allows egress to every unprivileged port inside {@code addresses}. */
    public void allowEgressToServices(String name, String description, String addresses) {
        allowEgress(name, description, new Peer.Range(addresses), UNPRIVILEGED);
    }

    public Output<String> id() {
        return group.id();
    }

    /** The group's identifier as the list that resources take. */
    public Output<List<String>> ids() {
        return group.id().applyValue(List::of);
    }

    private void allowEgress(String name, String description, Peer peer, Ports ports) {
        SecurityGroupEgressRuleArgs.Builder rule =
                SecurityGroupEgressRuleArgs.builder()
                        .securityGroupId(group.id())
                        .description(description)
                        .ipProtocol("tcp")
                        .fromPort(ports.first())
                        .toPort(ports.last())
                        .tags(tags);
        if (peer instanceof Peer.Range range) {
            rule.cidrIpv4(range.addresses());
        } else if (peer instanceof Peer.Prefixes prefixes) {
            rule.prefixListId(prefixes.list());
        } else if (peer instanceof Peer.Behind other) {
            rule.referencedSecurityGroupId(other.securityGroup().group.id());
        }
        new SecurityGroupEgressRule(logical("to", name), rule.build(), site.under(parent));
    }

    private String logical(String direction, String rule) {
        return site.names().logical(prefix, direction, rule);
    }

    private record Ports(int first, int last) {}
}
