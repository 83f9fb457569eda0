package dev.tidegate.stacks.emulated;

import dev.tidegate.stacks.wire.Recorded;
import software.amazon.awssdk.services.elasticache.ElastiCacheClient;
import software.amazon.awssdk.services.elasticache.model.CreateCacheSubnetGroupRequest;
import software.amazon.awssdk.services.elasticache.model.CreateReplicationGroupRequest;
import software.amazon.awssdk.services.elasticache.model.CreateUserRequest;

/** Replication groups and users. The emulator has neither parameter groups nor groups of users: they are left out, and nothing says that they stand. */
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

    static final Shape USER = new Shape();

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
        for (Recorded.Asked user : account.of("aws:elasticache/user:User")) {
            caches.createUser(USER.fill(CreateUserRequest.builder(), account.inputs(user)).build());
        }
        for (Recorded.Asked nodes :
                account.of("aws:elasticache/replicationGroup:ReplicationGroup")) {
            caches.createReplicationGroup(
                    NODES.fill(CreateReplicationGroupRequest.builder(), account.inputs(nodes))
                            .build());
        }
    }
}
