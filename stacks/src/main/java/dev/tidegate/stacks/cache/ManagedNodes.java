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
    private static final int RESERVED_PERCENT = 30;

    private static final String ENGINE = "redis";

    private final Output<String> endpoint;
    private final Output<String> users;

    ManagedNodes(
            Site site,
            ComponentResource parent,
            Network network,
            ClosedSecurityGroup securityGroup,
            Output<String> key,
            Users passwords) {
        users = group(site, parent, passwords);
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
        ReplicationGroupArgs args =
                ReplicationGroupArgs.builder()
                        .replicationGroupId(site.names().brief("cache"))
                        .description("Answer cache and shared counters")
                        .engine(ENGINE)
                        .engineVersion("7.1")
                        .nodeType(cache.nodeType())
                        .numCacheClusters(cache.nodes())
                        .automaticFailoverEnabled(several)
                        .multiAzEnabled(several)
                        .port(Cache.PORT)
                        .parameterGroupName(parameters.name())
                        .subnetGroupName(subnets.name())
                        .securityGroupIds(securityGroup.ids())
                        // ElastiCache has users only with encryption in transit.
                        .transitEncryptionEnabled(true)
                        .userGroupIds(users.applyValue(List::of))
                        .atRestEncryptionEnabled(true)
                        .kmsKeyId(key)
                        .autoMinorVersionUpgrade(true)
                        .snapshotRetentionLimit(site.isProduction() ? 7 : 1)
                        .tags(site.tags("cache", name))
                        .build();
        ReplicationGroup nodes =
                new ReplicationGroup(
                        site.names().logical("cache", "nodes"), args, site.keep(parent));
        endpoint = nodes.primaryEndpointAddress().applyValue(host -> host + ":" + Cache.PORT);
    }

    Output<String> endpoint() {
        return endpoint;
    }

    /** The user group, available once every user has its new passwords. */
    Output<String> users() {
        return users;
    }

    private static Output<String> group(Site site, ComponentResource parent, Users passwords) {
        List<Output<String>> ids = new ArrayList<>();
        ids.add(
                user(
                        site,
                        parent,
                        "default",
                        CacheUser.NOBODY,
                        UserAuthenticationModeArgs.builder().type("no-password-required").build()));
        for (CacheUser user : List.of(CacheUser.DAEMON, CacheUser.GATEWAY)) {
            ids.add(
                    user(
                            site,
                            parent,
                            user.id(),
                            user.rules(),
                            UserAuthenticationModeArgs.builder()
                                    .type("password")
                                    .passwords(passwords.valid(user))
                                    .build()));
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

    private static Output<String> user(
            Site site,
            ComponentResource parent,
            String shown,
            String rules,
            UserAuthenticationModeArgs mode) {
        String id = site.names().brief(Cache.ROOM, shown);
        return new User(
                        site.names().logical(Cache.ROOM, "user", shown),
                        UserArgs.builder()
                                .engine(ENGINE)
                                .userId(id)
                                .userName(shown)
                                .accessString(rules)
                                .authenticationMode(mode)
                                .tags(site.tags(Cache.ROOM, id))
                                .build(),
                        site.under(parent))
                .userId();
    }

    private static ParameterGroupParameterArgs parameter(String name, String value) {
        return ParameterGroupParameterArgs.builder().name(name).value(value).build();
    }
}
