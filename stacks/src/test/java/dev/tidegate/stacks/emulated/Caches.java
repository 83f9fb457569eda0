package dev.tidegate.stacks.emulated;

import dev.tidegate.stacks.wire.Recorded;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.elasticache.model.CreateCacheSubnetGroupRequest;
import software.amazon.awssdk.services.elasticache.model.CreateReplicationGroupRequest;

/** Replication groups. The emulator has no parameter groups: the group's is left out, and nothing says that it stands. */
final class Caches {
    static final Shape NODES =
            new Shape(
                    "cacheNodeType", "nodeType",
                    "replicationGroupDescription", "description",
                    "cacheSubnetGroupName", "subnetGroupName",
                    "multiAZEnabled", "multiAzEnabled");
    private static final Shape SUBNETS =
            new Shape(
                    "cacheSubnetGroupName", "name",
                    "cacheSubnetGroupDescription", "description");

    private final Account account;
    private final ElastiCacheClient caches;

    Caches(Account account, ElastiCacheClient caches) {
        this.account = account;
        this.caches = caches;
    }

    void create() {
        for (Recorded.Asked subnets : account.of("aws:elasticache/subnetGroup:SubnetGroup")) {
            caches.createCacheSubnetGroup(
                    SUBNETS.fill(CreateCacheSubnetGroupRequest.builder(), account.inputs(subnets))
                            .cacheSubnetGroupDescription("Managed by Pulumi")
                            .build());
        }
        for (Recorded.Asked nodes :
                account.of("aws:elasticache/replicationGroup:ReplicationGroup")) {
            caches.createReplicationGroup(
                    NODES.fill(CreateReplicationGroupRequest.builder(), account.inputs(nodes))
                            .build());
        }
    }
}
