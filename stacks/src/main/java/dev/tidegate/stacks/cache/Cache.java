package dev.tidegate.stacks.cache;

import com.pulumi.aws.ec2.SecurityGroup;
import com.pulumi.aws.ec2.SecurityGroupArgs;
import com.pulumi.aws.vpc.SecurityGroupIngressRule;
import com.pulumi.aws.vpc.SecurityGroupIngressRuleArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.network.Network;
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

    public Cache(Site site, Network network, RegionSettings region, Output<String> key) {
        super("tidegate:cache:Cache", site.names().logical("cache"), site.component());
        SecurityGroup wall = wall(site, network);
        boolean managed = site.ground().cache().kind() == CacheSettings.Kind.MANAGED;
        endpoints =
                managed
                        ? new ManagedNodes(site, this, network, wall, key)
                                .endpoint()
                                .applyValue(List::of)
                        : Output.of(
                                new SentinelNodes(site, this, network, region, wall).endpoints());
        registerOutputs(Map.of("endpoints", endpoints));
    }

    /** Host and port of the primary, or of each node where Sentinel chooses it. */
    public Output<List<String>> endpoints() {
        return endpoints;
    }

    private SecurityGroup wall(Site site, Network network) {
        String name = site.names().physical("cache");
        Map<String, String> tags = site.tags("cache", name);
        SecurityGroup wall =
                new SecurityGroup(
                        site.names().logical("cache", "wall"),
                        SecurityGroupArgs.builder()
                                .name(name)
                                .description("Cache")
                                .vpcId(network.vpcId())
                                .tags(tags)
                                .build(),
                        site.under(this));
        boolean sentinel = site.ground().cache().kind() == CacheSettings.Kind.SENTINEL;
        for (int port : sentinel ? new int[] {PORT, SENTINEL_PORT} : new int[] {PORT}) {
            new SecurityGroupIngressRule(
                    site.names().logical("cache", "in", String.valueOf(port)),
                    SecurityGroupIngressRuleArgs.builder()
                            .securityGroupId(wall.id())
                            .description("This network")
                            .cidrIpv4(network.cidr())
                            .ipProtocol("tcp")
                            .fromPort(port)
                            .toPort(port)
                            .tags(tags)
                            .build(),
                    site.under(this));
        }
        return wall;
    }
}
