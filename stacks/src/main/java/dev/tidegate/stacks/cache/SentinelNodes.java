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
import com.pulumi.resources.CustomResourceOptions;
import dev.tidegate.stacks.identity.InstanceRole;
import dev.tidegate.stacks.identity.Statement;
import dev.tidegate.stacks.machine.Machine;
import dev.tidegate.stacks.network.ClosedSecurityGroup;
import dev.tidegate.stacks.network.Network;
import dev.tidegate.stacks.render.CacheUser;
import dev.tidegate.stacks.render.RedisFiles;
import dev.tidegate.stacks.settings.RegionSettings;
import dev.tidegate.stacks.site.Site;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Three Redis nodes at fixed addresses, one a zone where there are three, each with a Sentinel; two Sentinels are a quorum for failover. */
final class SentinelNodes {
    private static final int NODES = 3;
    private static final int DISK_GIGABYTES = 20;

    private final Site site;
    private final ComponentResource parent;
    private final List<String> addresses;
    private final Output<String> users;
    private final Output<String> nodePassword;

    SentinelNodes(
            Site site,
            ComponentResource parent,
            Network network,
            RegionSettings region,
            ClosedSecurityGroup securityGroup,
            Output<String> key,
            Users passwords) {
        this.site = site;
        this.parent = parent;
        int zones = region.zones().size();
        addresses =
                IntStream.range(0, NODES)
                        .mapToObj(node -> network.fixedAddress(node % zones, 10 + node))
                        .toList();
        // Their names never change: nodes run their user data once, and read these each minute.
        users = parameter(key, "users", passwords.valid().applyValue(RedisFiles::users));
        Output<String> newest = passwords.valid(CacheUser.NODE).applyValue(valid -> valid.get(0));
        nodePassword = parameter(key, "own", newest);
        LaunchTemplate template = launchTemplate(key, securityGroup);
        for (int node = 0; node < NODES; node++) {
            instance(node, subnet(network, node % zones), template);
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

    private Output<String> parameter(Output<String> key, String part, Output<String> value) {
        String name = site.names().physical(Cache.ROOM, part);
        return new Parameter(
                        site.names().logical(Cache.ROOM, part),
                        ParameterArgs.builder()
                                .name(name)
                                .description("What nodes of the cache take from here: " + part)
                                .type(Either.ofLeft("SecureString"))
                                .keyId(key)
                                .value(value.asSecret())
                                .tags(site.tags(Cache.ROOM, name))
                                .build(),
                        site.under(parent))
                .name();
    }

    private LaunchTemplate launchTemplate(Output<String> key, ClosedSecurityGroup securityGroup) {
        InstanceRole role =
                new InstanceRole(Cache.ROOM, site, parent, key.applyValue(this::permissions));
        return new LaunchTemplate(
                site.names().logical(Cache.ROOM, "template"),
                Machine.template(
                                site,
                                Cache.ROOM,
                                site.names().physical(Cache.ROOM),
                                Machine.LINUX,
                                DISK_GIGABYTES,
                                role,
                                securityGroup)
                        .instanceType(site.ground().cache().nodeType().substring("cache.".length()))
                        .build(),
                site.under(parent));
    }

    private List<Statement> permissions(String key) {
        return List.of(
                readPermission(),
                Statement.allow("Decrypt", List.of("kms:Decrypt"), List.of(key)),
                InstanceRole.SESSIONS);
    }

    private Statement readPermission() {
        String prefix = "arn:aws:ssm:" + site.names().region() + ":*:parameter/";
        return Statement.allow(
                "FetchUsers",
                List.of("ssm:GetParameter"),
                Stream.of("own", "users")
                        .map(part -> prefix + site.names().physical(Cache.ROOM, part))
                        .toList());
    }

    private static Output<String> subnet(Network network, int zone) {
        return network.privateSubnets().applyValue(subnets -> subnets.get(zone));
    }

    private void instance(int node, Output<String> subnet, LaunchTemplate template) {
        String number = String.valueOf(node);
        String name = site.names().physical(Cache.ROOM, number);
        new Instance(
                site.names().logical(Cache.ROOM, "node", number),
                InstanceArgs.builder()
                        .launchTemplate(latest(template))
                        .subnetId(subnet)
                        .privateIp(addresses.get(node))
                        .disableApiTermination(site.ground().deletionProtection())
                        .userData(userData(node))
                        .tags(site.tags(Cache.ROOM, name))
                        .build(),
                CustomResourceOptions.merge(site.keep(parent), untouched()));
    }

    /**
     * An update leaves running nodes alone: they read their user data once, and the provider would stop all three for another one, or replace them for
     * another template, at the same time. Who replaces one takes the old one away first: it has the new one's address.
     */
    private static CustomResourceOptions untouched() {
        return CustomResourceOptions.builder()
                .ignoreChanges("launchTemplate", "userData")
                .deleteBeforeReplace(true)
                .build();
    }

    private static InstanceLaunchTemplateArgs latest(LaunchTemplate template) {
        return InstanceLaunchTemplateArgs.builder()
                .id(template.id())
                .version(template.latestVersion().applyValue(String::valueOf))
                .build();
    }

    private Output<String> userData(int node) {
        RedisFiles files = RedisFiles.at(site.ground().cache().memoryMegabytes(), addresses);
        return Output.tuple(users, nodePassword)
                .applyValue(both -> files.start(node, site.names().region(), both.t1, both.t2));
    }
}
