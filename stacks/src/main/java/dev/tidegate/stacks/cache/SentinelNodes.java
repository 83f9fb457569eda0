package dev.tidegate.stacks.cache;

import com.pulumi.aws.ec2.Instance;
import com.pulumi.aws.ec2.InstanceArgs;
import com.pulumi.aws.ec2.LaunchTemplate;
import com.pulumi.aws.ec2.inputs.InstanceLaunchTemplateArgs;
import com.pulumi.aws.ssm.Parameter;
import com.pulumi.aws.ssm.ParameterArgs;
import com.pulumi.core.Either;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.identity.InstanceRole;
import dev.tidegate.stacks.identity.Statement;
import dev.tidegate.stacks.machine.Machine;
import dev.tidegate.stacks.network.ClosedSecurityGroup;
import dev.tidegate.stacks.network.Network;
import dev.tidegate.stacks.render.CacheUser;
import dev.tidegate.stacks.render.RedisFiles;
import dev.tidegate.stacks.settings.CacheSettings;
import dev.tidegate.stacks.settings.RegionSettings;
import dev.tidegate.stacks.site.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Three Redis nodes at fixed addresses, one a zone where there are three, each with a Sentinel; two Sentinels are a quorum for failover. */
final class SentinelNodes {
    private static final int NODES = 3;
    private static final int DISK_GIGABYTES = 20;

    private final List<String> addresses = new ArrayList<>();
    private final Output<String> users;

    SentinelNodes(
            Site site,
            ComponentResource parent,
            Network network,
            RegionSettings region,
            ClosedSecurityGroup securityGroup,
            Output<String> key,
            Users passwords) {
        CacheSettings cache = site.ground().cache();
        for (int i = 0; i < NODES; i++) {
            addresses.add(network.fixedAddress(i % region.zones().size(), 10 + i));
        }
        // Under names that do not change: nodes run their user data once, and read these each
        // minute.
        users = kept(site, parent, key, "users", passwords.valid().applyValue(RedisFiles::users));
        Output<String> own =
                kept(
                        site,
                        parent,
                        key,
                        "own",
                        passwords.valid(CacheUser.NODE).applyValue(good -> good.get(0)));
        InstanceRole role =
                new InstanceRole(
                        "cache",
                        site,
                        parent,
                        key.applyValue(
                                arn ->
                                        List.of(
                                                readPermission(site),
                                                Statement.allow(
                                                        "Decrypt",
                                                        List.of("kms:Decrypt"),
                                                        List.of(arn)),
                                                InstanceRole.SESSIONS)));
        String common = site.names().physical("cache");
        LaunchTemplate template =
                new LaunchTemplate(
                        site.names().logical("cache", "template"),
                        Machine.template(
                                        site,
                                        "cache",
                                        common,
                                        Machine.LINUX,
                                        DISK_GIGABYTES,
                                        role,
                                        securityGroup)
                                .instanceType(cache.nodeType().substring("cache.".length()))
                                .build(),
                        site.under(parent));
        for (int i = 0; i < NODES; i++) {
            int zone = i % region.zones().size();
            String name = site.names().physical("cache", String.valueOf(i));
            Map<String, String> tags = site.tags("cache", name);
            new Instance(
                    site.names().logical("cache", "node", String.valueOf(i)),
                    InstanceArgs.builder()
                            .launchTemplate(
                                    InstanceLaunchTemplateArgs.builder()
                                            .id(template.id())
                                            .version(
                                                    template.latestVersion()
                                                            .applyValue(String::valueOf))
                                            .build())
                            .subnetId(
                                    network.privateSubnets()
                                            .applyValue(subnets -> subnets.get(zone)))
                            .privateIp(addresses.get(i))
                            .disableApiTermination(site.ground().deletionProtection())
                            .userData(start(site, cache, i, own))
                            .tags(tags)
                            .build(),
                    site.keep(parent));
        }
    }

    List<String> endpoints() {
        return addresses.stream().map(address -> address + ":" + Cache.PORT).toList();
    }

    List<String> sentinels() {
        return addresses.stream().map(address -> address + ":" + Cache.SENTINEL_PORT).toList();
    }

    /** Available once it is where nodes look for it; they apply it within a minute. */
    Output<String> users() {
        return users;
    }

    private Output<String> start(Site site, CacheSettings cache, int node, Output<String> own) {
        RedisFiles files = RedisFiles.at(cache.memoryMegabytes(), addresses);
        return Output.tuple(users, own)
                .applyValue(both -> files.start(node, site.names().region(), both.t1, both.t2));
    }

    private static Statement readPermission(Site site) {
        return Statement.allow(
                "FetchUsers",
                List.of("ssm:GetParameter"),
                Stream.of("own", "users")
                        .map(
                                what ->
                                        "arn:aws:ssm:"
                                                + site.names().region()
                                                + ":*:parameter/"
                                                + site.names().physical(Cache.ROOM, what))
                        .toList());
    }

    private static Output<String> kept(
            Site site,
            ComponentResource parent,
            Output<String> key,
            String what,
            Output<String> value) {
        String name = site.names().physical(Cache.ROOM, what);
        return new Parameter(
                        site.names().logical(Cache.ROOM, what),
                        ParameterArgs.builder()
                                .name(name)
                                .description("What nodes of the cache take from here: " + what)
                                .type(Either.ofLeft("SecureString"))
                                .keyId(key)
                                .value(value.asSecret())
                                .tags(site.tags(Cache.ROOM, name))
                                .build(),
                        site.under(parent))
                .name();
    }
}
