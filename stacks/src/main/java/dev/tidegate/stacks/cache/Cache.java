package dev.tidegate.stacks.cache;

import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.network.Network;
import dev.tidegate.stacks.network.Peer;
import dev.tidegate.stacks.network.Wall;
import dev.tidegate.stacks.render.FlagHash;
import dev.tidegate.stacks.settings.CacheSettings;
import dev.tidegate.stacks.settings.RegionSettings;
import dev.tidegate.stacks.site.Site;
import java.util.List;
import java.util.Map;

/** A region's cache. */
public final class Cache extends ComponentResource {
    static final int PORT = 6379;
    static final int SENTINEL_PORT = 26379;

    private final Output<List<String>> endpoints;
    private final Output<FlagHash> flags;

    public Cache(Site site, Network network, RegionSettings region, Output<String> key) {
        super("tidegate:cache:Cache", site.names().logical("cache"), site.component());
        Wall wall = wall(site, network);
        CacheSettings settings = site.ground().cache();
        Output<List<String>> asked;
        if (settings.kind() == CacheSettings.Kind.MANAGED) {
            endpoints =
                    new ManagedNodes(site, this, network, wall, key)
                            .endpoint()
                            .applyValue(List::of);
            asked = endpoints;
        } else {
            SentinelNodes nodes = new SentinelNodes(site, this, network, region, wall);
            endpoints = Output.of(nodes.endpoints());
            asked = Output.of(nodes.sentinels());
        }
        flags = asked.applyValue(where -> new FlagHash(settings.kind(), where, settings.tls()));
        registerOutputs(Map.of("endpoints", endpoints));
    }

    /** Host and port of the primary, or of each node where Sentinel chooses it. */
    public Output<List<String>> endpoints() {
        return endpoints;
    }

    /** Where books write the flags that gateways follow. */
    public Output<FlagHash> flags() {
        return flags;
    }

    private Wall wall(Site site, Network network) {
        Wall wall = new Wall(site, this, network.vpcId(), "cache", "Cache", "cache");
        Peer here = new Peer.Range(network.cidr());
        wall.in("network", "This network", here, PORT);
        if (site.ground().cache().kind() == CacheSettings.Kind.SENTINEL) {
            wall.in("sentinels", "This network asks who is primary", here, SENTINEL_PORT);
            wall.out("primary", "A replica follows the primary", here, PORT);
            wall.out("sentinels", "A Sentinel asks the others", here, SENTINEL_PORT);
            wall.out("aws", "Packages and AWS itself", Peer.WORLD, 443);
        }
        return wall;
    }
}
