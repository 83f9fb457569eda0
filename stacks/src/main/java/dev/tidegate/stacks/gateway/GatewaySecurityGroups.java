package dev.tidegate.stacks.gateway;

import com.pulumi.aws.ec2.Ec2Functions;
import com.pulumi.aws.ec2.inputs.GetManagedPrefixListArgs;
import com.pulumi.core.Output;
import com.pulumi.deployment.InvokeOptions;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.network.ClosedSecurityGroup;
import dev.tidegate.stacks.network.Network;
import dev.tidegate.stacks.network.Peer;
import dev.tidegate.stacks.site.Site;
import java.util.List;
import java.util.Optional;

/**
 * Who may reach the gateway: the edge and Route 53's health checkers on 443, by AWS's managed prefix lists. Each has a security group of its
 * own, since a prefix list counts as its maximum number of entries and both together exceed the rules that one group may have.
 *
 * @param checks the group for health checkers; empty where port 443 is open to everyone
 */
record GatewaySecurityGroups(
        ClosedSecurityGroup door,
        Optional<ClosedSecurityGroup> checks,
        ClosedSecurityGroup queues) {
    static final int QUEUE_PORT = 8080;

    static GatewaySecurityGroups of(Site site, ComponentResource parent, Network network) {
        ClosedSecurityGroup door =
                new ClosedSecurityGroup(
                        site,
                        parent,
                        network.vpcId(),
                        "gateway",
                        "The edge asks",
                        "gateway",
                        "door");
        Optional<ClosedSecurityGroup> checks = Optional.empty();
        if (site.ground().gateway().openToWorld()) {
            door.allowIngress("world", "Everyone, past the edge", Peer.WORLD, 443);
        } else {
            ClosedSecurityGroup asked =
                    new ClosedSecurityGroup(
                            site,
                            parent,
                            network.vpcId(),
                            "gateway",
                            "The health checkers ask",
                            "gateway",
                            "checks");
            checks = Optional.of(asked);
            door.allowIngress(
                    "edge",
                    "The edge",
                    list(parent, "com.amazonaws.global.cloudfront.origin-facing"),
                    443);
            asked.allowIngress(
                    "route53",
                    "Route 53 asks whether we answer",
                    list(
                            parent,
                            "com.amazonaws." + site.names().region() + ".route53-healthchecks"),
                    443);
        }
        ClosedSecurityGroup queues =
                new ClosedSecurityGroup(
                        site,
                        parent,
                        network.vpcId(),
                        "gateway",
                        "The balancer asks",
                        "gateway",
                        "queues");
        queues.allowIngress("door", "The balancer", new Peer.Behind(door), QUEUE_PORT);
        queues.allowIngress(
                "network",
                "The collector beside the daemons reads metrics",
                new Peer.Range(network.cidr()),
                QUEUE_PORT);
        door.allowEgress("queues", "The queues", new Peer.Behind(queues), QUEUE_PORT);
        queues.allowEgressToServices(
                "network", "Fleets, cache and the other gateway", network.cidr());
        queues.allowEgress("aws", "Documents and AWS itself", Peer.WORLD, 443);
        return new GatewaySecurityGroups(door, checks, queues);
    }

    /** The security groups of the load balancer. */
    Output<List<String>> ids() {
        return checks.map(asked -> Output.all(door.id(), asked.id())).orElseGet(door::ids);
    }

    private static Peer list(ComponentResource parent, String name) {
        return new Peer.Prefixes(
                Ec2Functions.getManagedPrefixList(
                                GetManagedPrefixListArgs.builder().name(name).build(),
                                InvokeOptions.builder().parent(parent).build())
                        .applyValue(found -> found.id()));
    }
}
