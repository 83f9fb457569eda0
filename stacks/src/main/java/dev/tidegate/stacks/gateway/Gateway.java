package dev.tidegate.stacks.gateway;

import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.documents.Documents;
import dev.tidegate.stacks.identity.Passwords;
import dev.tidegate.stacks.network.Network;
import dev.tidegate.stacks.render.FlagHash;
import dev.tidegate.stacks.render.GatewayFiles;
import dev.tidegate.stacks.site.Site;
import java.util.Map;
import java.util.Optional;

/** A region's gateway. */
public final class Gateway extends ComponentResource {
    private final Output<String> host;
    private final Output<String> hostZone;
    private final Output<String> originKey;

    /**
     * @param flags what its queues follow, where the region has a cache to hold them
     */
    public Gateway(
            Site site,
            Network network,
            Documents documents,
            Output<String> key,
            Output<Optional<FlagHash>> flags) {
        super("tidegate:gateway:Gateway", site.names().logical("gateway"), site.component());
        GatewaySecurityGroups securityGroups = GatewaySecurityGroups.of(site, this, network);
        Passwords shown =
                new Passwords(
                        site, this, key, "gateway", "edge", site.ground().gateway().originKey());
        GatewayFiles files = new GatewayFiles(site.ground().gateway(), site.ground().fleets());
        RegionLoadBalancer loadBalancer =
                new RegionLoadBalancer(site, this, network, securityGroups.doors(), files, shown);
        new QueueInstances(
                site,
                this,
                network,
                documents,
                files,
                key,
                securityGroups.queues(),
                loadBalancer.targetsArn(),
                flags);
        host = loadBalancer.host();
        hostZone = loadBalancer.hostZone();
        originKey = loadBalancer.originKey();
        registerOutputs(Map.of("host", host, "hostZone", hostZone));
    }

    /** The balancer's own name. */
    public Output<String> host() {
        return host;
    }

    /** What the edge must show, a secret. */
    public Output<String> originKey() {
        return originKey;
    }

    /** The zone of that name, which an alias record wants. */
    public Output<String> hostZone() {
        return hostZone;
    }
}
