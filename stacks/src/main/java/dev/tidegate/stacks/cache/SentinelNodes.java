package dev.tidegate.stacks.cache;

import com.pulumi.aws.ec2.Instance;
import com.pulumi.aws.ec2.InstanceArgs;
import com.pulumi.aws.ec2.LaunchTemplate;
import com.pulumi.aws.ec2.inputs.InstanceLaunchTemplateArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.identity.InstanceRole;
import dev.tidegate.stacks.machine.Machine;
import dev.tidegate.stacks.network.Network;
import dev.tidegate.stacks.network.Wall;
import dev.tidegate.stacks.render.RedisFiles;
import dev.tidegate.stacks.render.Template;
import dev.tidegate.stacks.settings.CacheSettings;
import dev.tidegate.stacks.settings.RegionSettings;
import dev.tidegate.stacks.site.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Three nodes at fixed addresses, one a zone where there are three, with a Sentinel beside each: any two of them choose the primary. */
final class SentinelNodes {
    private static final int NODES = 3;
    private static final int DISK_GIGABYTES = 20;

    private final List<String> addresses = new ArrayList<>();

    SentinelNodes(
            Site site,
            ComponentResource parent,
            Network network,
            RegionSettings region,
            Wall wall) {
        CacheSettings cache = site.ground().cache();
        for (int i = 0; i < NODES; i++) {
            addresses.add(network.fixedAddress(i % region.zones().size(), 10 + i));
        }
        // Nothing to be done at AWS: the role lets nobody else's be borrowed, and the session
        // manager in.
        InstanceRole role =
                new InstanceRole("cache", site, parent, Output.of(List.of(InstanceRole.SESSIONS)));
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
                                        wall)
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
                            .userData(userData(cache, i))
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

    private String userData(CacheSettings cache, int node) {
        RedisFiles files = RedisFiles.at(cache.memoryMegabytes(), addresses);
        return Template.named("cache-node.sh.mustache")
                .fill(Map.of("redis", files.redis(node), "sentinel", files.sentinel(node)));
    }
}
