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
 * @param healthChecks the group for health checkers; empty where port 443 is open to everyone
 */
record GatewaySecurityGroups(
        ClosedSecurityGroup loadBalancer,
        Optional<ClosedSecurityGroup> healthChecks,
        ClosedSecurityGroup queues) {
    static final int QUEUE_PORT = 8080;

    static GatewaySecurityGroups of(Site site, ComponentResource parent, Network network) {
        ClosedSecurityGroup loadBalancer = group(site, parent, network, "door", "The edge asks");
        Optional<ClosedSecurityGroup> healthChecks = Optional.empty();
        if (site.ground().gateway().openToWorld()) {
            loadBalancer.allowIngress("world", "Everyone, past the edge", Peer.WORLD, 443);
        } else {
            loadBalancer.allowIngress(
                    "edge",
                    "The edge",
                    prefixList(parent, "com.amazonaws.global.cloudfront.origin-facing"),
                    443);
            healthChecks = Optional.of(healthChecks(site, parent, network));
        }
        ClosedSecurityGroup queues = queues(site, parent, network, loadBalancer);
        loadBalancer.allowEgress("queues", "The queues", new Peer.Behind(queues), QUEUE_PORT);
        return new GatewaySecurityGroups(loadBalancer, healthChecks, queues);
    }

    /** The security groups of the load balancer. */
    Output<List<String>> loadBalancerIds() {
        return healthChecks
                .map(checks -> Output.all(loadBalancer.id(), checks.id()))
                .orElseGet(loadBalancer::ids);
    }

    private static ClosedSecurityGroup healthChecks(
            Site site, ComponentResource parent, Network network) {
        ClosedSecurityGroup group =
                group(site, parent, network, "checks", "The health checkers ask");
        String list = "com.amazonaws." + site.names().region() + ".route53-healthchecks";
        group.allowIngress(
                "route53", "Route 53 asks whether we answer", prefixList(parent, list), 443);
        return group;
    }

    private static ClosedSecurityGroup queues(
            Site site,
            ComponentResource parent,
            Network network,
            ClosedSecurityGroup loadBalancer) {
        ClosedSecurityGroup group = group(site, parent, network, "queues", "The balancer asks");
        group.allowIngress("door", "The balancer", new Peer.Behind(loadBalancer), QUEUE_PORT);
        network.callers().mayReach(group, "Callers inside the network", QUEUE_PORT);
        // Services of AWS without an endpoint in the network: addresses that nobody can list.
        group.allowEgress("aws", "Documents and AWS itself", Peer.WORLD, 443);
        return group;
    }

    private static ClosedSecurityGroup group(
            Site site, ComponentResource parent, Network network, String name, String description) {
        return new ClosedSecurityGroup(
                site, parent, network.vpcId(), "gateway", description, "gateway", name);
    }

    private static Peer prefixList(ComponentResource parent, String name) {
        return new Peer.Prefixes(
                Ec2Functions.getManagedPrefixList(
                                GetManagedPrefixListArgs.builder().name(name).build(),
                                InvokeOptions.builder().parent(parent).build())
                        .applyValue(found -> found.id()));
    }
}
