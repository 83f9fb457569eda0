package dev.tidegate.stacks.gateway;

import com.pulumi.aws.ec2.Ec2Functions;
import com.pulumi.aws.ec2.inputs.GetManagedPrefixListArgs;
import com.pulumi.deployment.InvokeOptions;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.network.Network;
import dev.tidegate.stacks.network.Peer;
import dev.tidegate.stacks.network.Wall;
import dev.tidegate.stacks.site.Site;

/** Who may talk to the gateway: the edge and the health checkers on 443, by AWS's own lists of their addresses. */
record Walls(Wall door, Wall queues) {
    static final int QUEUE_PORT = 8080;

    static Walls of(Site site, ComponentResource parent, Network network) {
        Wall door =
                new Wall(
                        site,
                        parent,
                        network.vpcId(),
                        "gateway",
                        "The edge asks",
                        "gateway",
                        "door");
        if (site.ground().gateway().openToWorld()) {
            door.in("world", "Everyone, past the edge", Peer.WORLD, 443);
        } else {
            door.in(
                    "edge",
                    "The edge",
                    list(parent, "com.amazonaws.global.cloudfront.origin-facing"),
                    443);
            door.in(
                    "checks",
                    "Route 53 asks whether we answer",
                    list(
                            parent,
                            "com.amazonaws." + site.names().region() + ".route53-healthchecks"),
                    443);
        }
        Wall queues =
                new Wall(
                        site,
                        parent,
                        network.vpcId(),
                        "gateway",
                        "The balancer asks",
                        "gateway",
                        "queues");
        queues.in("door", "The balancer", new Peer.Behind(door), QUEUE_PORT);
        queues.in(
                "network",
                "The daemons' collector reads metrics",
                new Peer.Range(network.cidr()),
                QUEUE_PORT);
        door.out("queues", "The queues", new Peer.Behind(queues), QUEUE_PORT);
        queues.outToServices("network", "Fleets, cache and the other gateway", network.cidr());
        queues.out("aws", "Documents and AWS itself", Peer.WORLD, 443);
        return new Walls(door, queues);
    }

    private static Peer list(ComponentResource parent, String name) {
        return new Peer.Prefixes(
                Ec2Functions.getManagedPrefixList(
                                GetManagedPrefixListArgs.builder().name(name).build(),
                                InvokeOptions.builder().parent(parent).build())
                        .applyValue(found -> found.id()));
    }
}
