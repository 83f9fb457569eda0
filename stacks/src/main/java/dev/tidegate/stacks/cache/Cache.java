package dev.tidegate.stacks.cache;

import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.identity.Passwords;
import dev.tidegate.stacks.identity.Statement;
import dev.tidegate.stacks.network.ClosedSecurityGroup;
import dev.tidegate.stacks.network.Network;
import dev.tidegate.stacks.render.CacheUser;
import dev.tidegate.stacks.render.FlagHash;
import dev.tidegate.stacks.settings.CacheSettings;
import dev.tidegate.stacks.settings.RegionSettings;
import dev.tidegate.stacks.site.Site;
import java.util.List;
import java.util.Map;

/** A region's Redis: managed by AWS, or three nodes with Sentinel. */
public final class Cache extends ComponentResource {
    static final String ROOM = "cache";
    static final int PORT = 6379;
    static final int SENTINEL_PORT = 26379;

    private final ClosedSecurityGroup securityGroup;
    private final boolean sentinel;
    private final Output<List<String>> endpoints;
    private final Output<FlagHash> flags;

    public Cache(Site site, Network network, RegionSettings region, Output<String> key) {
        super("tidegate:cache:Cache", site.names().logical(ROOM), site.component());
        sentinel = site.ground().cache().kind() == CacheSettings.Kind.SENTINEL;
        securityGroup = new ClosedSecurityGroup(site, this, network.vpcId(), ROOM, "Cache", ROOM);
        if (sentinel) {
            connectNodes(network);
        }
        CacheSettings settings = site.ground().cache();
        Output<List<String>> flagEndpoints;
        Output<Map<CacheUser, String>> passwords;
        if (!sentinel) {
            // AWS runs its nodes.
            Users users = new Users(site, this, key, List.of(CacheUser.DAEMON, CacheUser.GATEWAY));
            ManagedNodes nodes = new ManagedNodes(site, this, network, securityGroup, key, users);
            endpoints = nodes.endpoint().applyValue(List::of);
            flagEndpoints = endpoints;
            passwords = users.parameters(nodes.users());
        } else {
            Users users = new Users(site, this, key, List.of(CacheUser.values()));
            SentinelNodes nodes =
                    new SentinelNodes(site, this, network, region, securityGroup, key, users);
            endpoints = Output.of(nodes.endpoints());
            flagEndpoints = Output.of(nodes.sentinels());
            passwords = users.parameters(nodes.users());
        }
        flags =
                Output.tuple(flagEndpoints, passwords)
                        .applyValue(both -> flagHash(settings, both.t1, both.t2));
        registerOutputs(Map.of("endpoints", endpoints));
    }

    /** Permission to read a user's password. */
    public static Statement readPermission(Site site, CacheUser user) {
        return Passwords.readPermission(site, ROOM, user.id());
    }

    /** Host and port of the primary, or of each node where Sentinel chooses it. */
    public Output<List<String>> endpoints() {
        return endpoints;
    }

    /** The hash in which runbooks write the flags that gateways follow. */
    public Output<FlagHash> flags() {
        return flags;
    }

    private static FlagHash flagHash(
            CacheSettings settings, List<String> endpoints, Map<CacheUser, String> passwords) {
        return new FlagHash(settings.kind(), endpoints, settings.tls(), passwords);
    }

    /** Lets a client ask the cache, and where there are Sentinels one of them first. */
    public void admit(ClosedSecurityGroup client) {
        client.mayReach(securityGroup, "Flags in the cache", PORT);
        if (sentinel) {
            client.mayReach(securityGroup, "Who is primary", SENTINEL_PORT);
        }
    }

    /** Among nodes of our own, and to what they are installed from: their image's packages are in S3, their users in Systems Manager. */
    private void connectNodes(Network network) {
        securityGroup.mayReach(securityGroup, "A replica follows the primary", PORT);
        securityGroup.mayReach(securityGroup, "A Sentinel asks the others", SENTINEL_PORT);
        securityGroup.allowEgress("packages", "Packages", network.s3(), 443);
        securityGroup.allowEgress(
                "endpoints", "Users and sessions", network.privateEndpoints(), 443);
    }
}
