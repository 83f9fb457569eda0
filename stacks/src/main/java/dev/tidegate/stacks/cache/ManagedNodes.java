package dev.tidegate.stacks.cache;

import com.pulumi.aws.elasticache.ParameterGroup;
import com.pulumi.aws.elasticache.ParameterGroupArgs;
import com.pulumi.aws.elasticache.ReplicationGroup;
import com.pulumi.aws.elasticache.ReplicationGroupArgs;
import com.pulumi.aws.elasticache.SubnetGroup;
import com.pulumi.aws.elasticache.SubnetGroupArgs;
import com.pulumi.aws.elasticache.User;
import com.pulumi.aws.elasticache.UserArgs;
import com.pulumi.aws.elasticache.UserGroup;
import com.pulumi.aws.elasticache.UserGroupArgs;
import com.pulumi.aws.elasticache.inputs.ParameterGroupParameterArgs;
import com.pulumi.aws.elasticache.inputs.UserAuthenticationModeArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.network.ClosedSecurityGroup;
import dev.tidegate.stacks.network.Network;
import dev.tidegate.stacks.render.CacheUser;
import dev.tidegate.stacks.settings.CacheSettings;
import dev.tidegate.stacks.site.Site;
import java.util.ArrayList;
import java.util.List;

/** An ElastiCache replication group. */
final class ManagedNodes {
    /** Memory that data may not use: a snapshot for a new replica needs it. */
    private static final String RESERVED_PERCENT = "30";

    private static final String ENGINE = "redis";

    private final Site site;
    private final ComponentResource parent;
    private final Output<String> endpoint;
    private final Output<String> users;

    ManagedNodes(
            Site site,
            ComponentResource parent,
            Network network,
            ClosedSecurityGroup securityGroup,
            Output<String> key,
            Users passwords) {
        this.site = site;
        this.parent = parent;
        users = userGroup(passwords);
        ReplicationGroup nodes =
                replicationGroup(parameterGroup(), subnetGroup(network), securityGroup, key, users);
        endpoint = nodes.primaryEndpointAddress().applyValue(host -> host + ":" + Cache.PORT);
    }

    Output<String> endpoint() {
        return endpoint;
    }

    /** The user group, available once every user has its new passwords. */
    Output<String> users() {
        return users;
    }

    private ParameterGroup parameterGroup() {
        String name = site.names().physical(Cache.ROOM);
        return new ParameterGroup(
                site.names().logical(Cache.ROOM, "parameters"),
                ParameterGroupArgs.builder()
                        .name(name)
                        .family("redis7")
                        .description("A cache: the least recently used goes first")
                        .parameters(
                                parameter("maxmemory-policy", "allkeys-lru"),
                                parameter("reserved-memory-percent", RESERVED_PERCENT))
                        .tags(site.tags(Cache.ROOM, name))
                        .build(),
                site.under(parent));
    }

    private static ParameterGroupParameterArgs parameter(String name, String value) {
        return ParameterGroupParameterArgs.builder().name(name).value(value).build();
    }

    private SubnetGroup subnetGroup(Network network) {
        String name = site.names().physical(Cache.ROOM);
        return new SubnetGroup(
                site.names().logical(Cache.ROOM, "subnets"),
                SubnetGroupArgs.builder()
                        .name(name)
                        .subnetIds(network.privateSubnets())
                        .tags(site.tags(Cache.ROOM, name))
                        .build(),
                site.under(parent));
    }

    private ReplicationGroup replicationGroup(
            ParameterGroup parameters,
            SubnetGroup subnets,
            ClosedSecurityGroup securityGroup,
            Output<String> key,
            Output<String> userGroup) {
        CacheSettings cache = site.ground().cache();
        boolean replicated = cache.nodes() > 1;
        return new ReplicationGroup(
                site.names().logical(Cache.ROOM, "nodes"),
                ReplicationGroupArgs.builder()
                        .replicationGroupId(site.names().brief(Cache.ROOM))
                        .description("Answer cache and shared counters")
                        .engine(ENGINE)
                        .engineVersion("7.1")
                        .nodeType(cache.nodeType())
                        .numCacheClusters(cache.nodes())
                        .automaticFailoverEnabled(replicated)
                        .multiAzEnabled(replicated)
                        .port(Cache.PORT)
                        .parameterGroupName(parameters.name())
                        .subnetGroupName(subnets.name())
                        .securityGroupIds(securityGroup.ids())
                        // ElastiCache has users only with encryption in transit.
                        .transitEncryptionEnabled(true)
                        .userGroupIds(userGroup.applyValue(List::of))
                        .atRestEncryptionEnabled(true)
                        .kmsKeyId(key)
                        .autoMinorVersionUpgrade(true)
                        .snapshotRetentionLimit(site.isProduction() ? 7 : 1)
                        .tags(site.tags(Cache.ROOM, site.names().physical(Cache.ROOM)))
                        .build(),
                site.keep(parent));
    }

    private Output<String> userGroup(Users passwords) {
        List<Output<String>> ids = new ArrayList<>();
        ids.add(user("default", CacheUser.NOBODY, noPassword()));
        for (CacheUser user : List.of(CacheUser.DAEMON, CacheUser.GATEWAY)) {
            ids.add(user(user.id(), user.rules(), anyOf(passwords.valid(user))));
        }
        String name = site.names().brief(Cache.ROOM);
        return new UserGroup(
                        site.names().logical(Cache.ROOM, "users"),
                        UserGroupArgs.builder()
                                .engine(ENGINE)
                                .userGroupId(name)
                                .userIds(Output.all(ids))
                                .tags(site.tags(Cache.ROOM, name))
                                .build(),
                        site.under(parent))
                .userGroupId();
    }

    private Output<String> user(
            String userName, String rules, UserAuthenticationModeArgs authentication) {
        String id = site.names().brief(Cache.ROOM, userName);
        return new User(
                        site.names().logical(Cache.ROOM, "user", userName),
                        UserArgs.builder()
                                .engine(ENGINE)
                                .userId(id)
                                .userName(userName)
                                .accessString(rules)
                                .authenticationMode(authentication)
                                .tags(site.tags(Cache.ROOM, id))
                                .build(),
                        site.under(parent))
                .userId();
    }

    private static UserAuthenticationModeArgs noPassword() {
        return UserAuthenticationModeArgs.builder().type("no-password-required").build();
    }

    private static UserAuthenticationModeArgs anyOf(Output<List<String>> passwords) {
        return UserAuthenticationModeArgs.builder().type("password").passwords(passwords).build();
    }
}
