package dev.tidegate.stacks.gateway;

import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.documents.Documents;
import dev.tidegate.stacks.identity.Passwords;
import dev.tidegate.stacks.network.ClosedSecurityGroup;
import dev.tidegate.stacks.network.Network;
import dev.tidegate.stacks.render.FlagHash;
import dev.tidegate.stacks.render.GatewayFiles;
import dev.tidegate.stacks.site.Site;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** A region's gateway: a load balancer with the certificate, and the HAProxy instances behind it. */
public final class Gateway extends ComponentResource {
    private final ClosedSecurityGroup queues;
    private final Output<String> host;
    private final Output<String> hostZone;
    private final Output<String> originKey;

    /**
     * @param flags the Redis hash whose flags the instances follow; empty where the region has no cache
     * @param pods target groups of fleets on a cluster, by fleet
     */
    public Gateway(
            Site site,
            Network network,
            Documents documents,
            Output<String> key,
            Output<Optional<FlagHash>> flags,
            SortedMap<String, Output<String>> pods) {
        super("tidegate:gateway:Gateway", site.names().logical("gateway"), site.component());
        GatewaySecurityGroups securityGroups = GatewaySecurityGroups.of(site, this, network);
        queues = securityGroups.queues();
        Passwords edgeKeys =
                new Passwords(
                        site, this, key, "gateway", "edge", site.ground().gateway().originKey());
        GatewayFiles files = new GatewayFiles(site.ground().gateway(), site.ground().fleets());
        RegionLoadBalancer loadBalancer =
                new RegionLoadBalancer(
                        site, this, network, securityGroups.loadBalancerIds(), files, edgeKeys);
        new QueueInstances(
                site,
                this,
                network,
                documents,
                files,
                key,
                queues,
                loadBalancer.targetsArn(),
                flags,
                pods);
        host = loadBalancer.host();
        hostZone = loadBalancer.hostZone();
        originKey = loadBalancer.originKey();
        registerOutputs(Map.of("host", host, "hostZone", hostZone));
    }

    /** What the HAProxy instances stand in. */
    public ClosedSecurityGroup securityGroup() {
        return queues;
    }

    /** Lets a collector read the instances' metrics. */
    public void admit(ClosedSecurityGroup collector) {
        collector.mayReach(queues, "Metrics of gateways", GatewaySecurityGroups.QUEUE_PORT);
    }

    /** The load balancer's DNS name. */
    public Output<String> host() {
        return host;
    }

    /** The key that the edge has to send; a secret. */
    public Output<String> originKey() {
        return originKey;
    }

    /** The hosted zone of {@link #host}, which alias records need. */
    public Output<String> hostZone() {
        return hostZone;
    }
}
