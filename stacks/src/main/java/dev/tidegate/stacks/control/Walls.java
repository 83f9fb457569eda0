package dev.tidegate.stacks.control;

import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.ec2.SecurityGroupArgs;
import com.pulumi.aws.vpc.SecurityGroupEgressRule;
import com.pulumi.aws.vpc.SecurityGroupEgressRuleArgs;
import com.pulumi.aws.vpc.SecurityGroupIngressRule;
import com.pulumi.aws.vpc.SecurityGroupIngressRuleArgs;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.network.Network;
import dev.tidegate.stacks.site.Site;
import java.util.Map;

/** The daemon is asked by this network only; the database by the daemon only. */
final class Walls {
    private static final int STATUS_PORT = 9464;

    private final Site site;
    private final ComponentResource parent;
    private final SecurityGroup daemon;
    private final SecurityGroup database;

    Walls(Site site, ComponentResource parent, Network network) {
        this.site = site;
        this.parent = parent;
        daemon = wall(network, "control", "The daemon");
        database = wall(network, "ledger", "The daemon's database");
        in(
                "network",
                "This network reads status and metrics",
                daemon,
                SecurityGroupIngressRuleArgs.builder().cidrIpv4(network.cidr()),
                STATUS_PORT);
        in(
                "daemon",
                "The daemon",
                database,
                SecurityGroupIngressRuleArgs.builder().referencedSecurityGroupId(daemon.id()),
                Database.PORT);
        out(
                "ledger",
                "The database",
                SecurityGroupEgressRuleArgs.builder()
                        .referencedSecurityGroupId(database.id())
                        .fromPort(Database.PORT)
                        .toPort(Database.PORT));
        out(
                "aws",
                "AWS itself",
                SecurityGroupEgressRuleArgs.builder()
                        .cidrIpv4("0.0.0.0/0")
                        .fromPort(443)
                        .toPort(443));
        out(
                "gateway",
                "The gateways' control sockets and the fleets' metrics",
                SecurityGroupEgressRuleArgs.builder()
                        .cidrIpv4(network.cidr())
                        .fromPort(1024)
                        .toPort(65535));
    }

    SecurityGroup daemon() {
        return daemon;
    }

    SecurityGroup database() {
        return database;
    }

    private SecurityGroup wall(Network network, String part, String why) {
        return new SecurityGroup(
                site.names().logical(part, "wall"),
                SecurityGroupArgs.builder()
                        .name(site.names().physical(part))
                        .description(why)
                        .vpcId(network.vpcId())
                        .tags(tags(part))
                        .build(),
                site.under(parent));
    }

    private void in(
            String from,
            String why,
            SecurityGroup wall,
            SecurityGroupIngressRuleArgs.Builder rule,
            int port) {
        new SecurityGroupIngressRule(
                site.names().logical("control", "from", from),
                rule.securityGroupId(wall.id())
                        .description(why)
                        .ipProtocol("tcp")
                        .fromPort(port)
                        .toPort(port)
                        .tags(tags("control"))
                        .build(),
                site.under(parent));
    }

    private void out(String to, String why, SecurityGroupEgressRuleArgs.Builder rule) {
        new SecurityGroupEgressRule(
                site.names().logical("control", "to", to),
                rule.securityGroupId(daemon.id())
                        .description(why)
                        .ipProtocol("tcp")
                        .tags(tags("control"))
                        .build(),
                site.under(parent));
    }

    private Map<String, String> tags(String part) {
        return site.tags("control", site.names().physical(part));
    }
}
