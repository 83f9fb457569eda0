package dev.tidegate.stacks.cache;

import com.pulumi.aws.elasticache.ParameterGroup;
import com.pulumi.aws.elasticache.ParameterGroupArgs;
import com.pulumi.aws.elasticache.ReplicationGroup;
import com.pulumi.aws.elasticache.ReplicationGroupArgs;
import com.pulumi.aws.elasticache.SubnetGroup;
import com.pulumi.aws.elasticache.SubnetGroupArgs;
import com.pulumi.aws.elasticache.inputs.ParameterGroupParameterArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.network.Network;
import dev.tidegate.stacks.network.Wall;
import dev.tidegate.stacks.settings.CacheSettings;
import dev.tidegate.stacks.site.Site;

/** A replication group that AWS looks after. */
final class ManagedNodes {
    /** Of a node's memory, what the data may not have: a copy for a new replica is made there. */
    private static final int RESERVED_PERCENT = 30;

    private final Output<String> endpoint;

    ManagedNodes(
            Site site, ComponentResource parent, Network network, Wall wall, Output<String> key) {
        CacheSettings cache = site.ground().cache();
        String name = site.names().physical("cache");
        boolean several = cache.nodes() > 1;
        ParameterGroup parameters =
                new ParameterGroup(
                        site.names().logical("cache", "parameters"),
                        ParameterGroupArgs.builder()
                                .name(name)
                                .family("redis7")
                                .description("A cache: the least recently used goes first")
                                .parameters(
                                        parameter("maxmemory-policy", "allkeys-lru"),
                                        parameter(
                                                "reserved-memory-percent",
                                                String.valueOf(RESERVED_PERCENT)))
                                .tags(site.tags("cache", name))
                                .build(),
                        site.under(parent));
        SubnetGroup subnets =
                new SubnetGroup(
                        site.names().logical("cache", "subnets"),
                        SubnetGroupArgs.builder()
                                .name(name)
                                .subnetIds(network.privateSubnets())
                                .tags(site.tags("cache", name))
                                .build(),
                        site.under(parent));
        ReplicationGroupArgs.Builder args =
                ReplicationGroupArgs.builder()
                        .replicationGroupId(site.names().brief("cache"))
                        .description("Answer cache and shared counters")
                        .engine("redis")
                        .engineVersion("7.1")
                        .nodeType(cache.nodeType())
                        .numCacheClusters(cache.nodes())
                        .automaticFailoverEnabled(several)
                        .multiAzEnabled(several)
                        .port(Cache.PORT)
                        .parameterGroupName(parameters.name())
                        .subnetGroupName(subnets.name())
                        .securityGroupIds(wall.ids())
                        .transitEncryptionEnabled(cache.encrypted())
                        .atRestEncryptionEnabled(cache.encrypted())
                        .autoMinorVersionUpgrade(true)
                        .snapshotRetentionLimit(site.isProduction() ? 7 : 1)
                        .tags(site.tags("cache", name));
        if (cache.encrypted()) {
            args.kmsKeyId(key);
        }
        ReplicationGroup nodes =
                new ReplicationGroup(
                        site.names().logical("cache", "nodes"), args.build(), site.keep(parent));
        endpoint = nodes.primaryEndpointAddress().applyValue(host -> host + ":" + Cache.PORT);
    }

    Output<String> endpoint() {
        return endpoint;
    }

    private static ParameterGroupParameterArgs parameter(String name, String value) {
        return ParameterGroupParameterArgs.builder().name(name).value(value).build();
    }
}
