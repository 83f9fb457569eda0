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

/**
 * A security group without any rule at first; ingress and egress are added one peer and port at a time. Each rule is a resource of its own: an update
 * makes those that are new before it takes away those that are old, and leaves alone what somebody added by hand.
 */
public final class ClosedSecurityGroup {
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
        SecurityGroupEgressRuleArgs.Builder rule =
                SecurityGroupEgressRuleArgs.builder()
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
        new SecurityGroupEgressRule(logical("to", name), rule.build(), site.under(parent));
    }

    /**
     * Lets what is in this group open connections to what is in {@code server}, on one port: egress here, ingress there. Both groups exist by then,
     * so two groups may name each other.
     */
    public void mayReach(ClosedSecurityGroup server, String why, int port) {
        allowEgress(server.prefix + "-" + port, why, new Peer.Behind(server), port);
        server.allowIngress(prefix + "-" + port, why, new Peer.Behind(this), port);
    }

    public Output<String> id() {
        return group.id();
    }

    /** The group's identifier as the list that resources take. */
    public Output<List<String>> ids() {
        return group.id().applyValue(List::of);
    }

    private String logical(String direction, String rule) {
        return site.names().logical(prefix, direction, rule);
    }
}
