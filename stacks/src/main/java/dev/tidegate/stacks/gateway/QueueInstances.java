package dev.tidegate.stacks.gateway;

import com.pulumi.aws.autoscaling.Group;
import com.pulumi.aws.ec2.LaunchTemplate;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.CustomTimeouts;
import dev.tidegate.stacks.cache.Cache;
import dev.tidegate.stacks.documents.Documents;
import dev.tidegate.stacks.identity.InstanceRole;
import dev.tidegate.stacks.identity.Statement;
import dev.tidegate.stacks.machine.Machine;
import dev.tidegate.stacks.machine.MachineGroup;
import dev.tidegate.stacks.network.ClosedSecurityGroup;
import dev.tidegate.stacks.network.Network;
import dev.tidegate.stacks.render.CacheUser;
import dev.tidegate.stacks.render.FlagHash;
import dev.tidegate.stacks.render.GatewayFiles;
import dev.tidegate.stacks.render.Template;
import dev.tidegate.stacks.settings.Capability;
import dev.tidegate.stacks.settings.FleetSettings;
import dev.tidegate.stacks.settings.GatewaySettings;
import dev.tidegate.stacks.site.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** The HAProxy instances that queue requests. They start from the region's documents and keep their list of replicas up to date. */
final class QueueInstances {
    /** Time that AWS needs to terminate an instance, beyond its drain. */
    private static final Duration LEAVING = Duration.ofMinutes(15);

    QueueInstances(
            Site site,
            ComponentResource parent,
            Network network,
            Documents documents,
            GatewayFiles files,
            Output<String> key,
            ClosedSecurityGroup securityGroup,
            Output<String> targetsArn,
            Output<Optional<FlagHash>> flags,
            SortedMap<String, Output<String>> pods) {
        GatewaySettings settings = site.ground().gateway();
        String name = site.names().physical("gateway");
        files.all().forEach((path, text) -> documents.put("gateway/" + path, Output.of(text)));
        Output<List<Statement>> statements =
                Output.tuple(
                                documents.readPermissions(key, "gateway"),
                                KeyLists.readPermissions(parent, settings.keys()))
                        .applyValue(
                                reading -> {
                                    List<Statement> all = new ArrayList<>(reading.t1);
                                    // Describe actions support no resource-level permissions.
                                    all.add(
                                            Statement.allow(
                                                    "SeeReplicas",
                                                    pods.isEmpty()
                                                            ? List.of("ec2:DescribeInstances")
                                                            : List.of(
                                                                    "ec2:DescribeInstances",
                                                                    "elasticloadbalancing:DescribeTargetHealth"),
                                                    List.of("*")));
                                    all.add(
                                            Statement.allow(
                                                            "TellLoad",
                                                            List.of("cloudwatch:PutMetricData"),
                                                            List.of("*"))
                                                    .when(
                                                            "StringEquals",
                                                            "cloudwatch:namespace",
                                                            "Tidegate"));
                                    if (site.can(Capability.CACHE)) {
                                        all.add(Cache.readPermission(site, CacheUser.GATEWAY));
                                    }
                                    all.add(InstanceRole.SESSIONS);
                                    all.addAll(reading.t2);
                                    return all;
                                });
        InstanceRole role = new InstanceRole("gateway", site, parent, statements);
        LaunchTemplate template =
                new LaunchTemplate(
                        site.names().logical("gateway", "template"),
                        Machine.template(
                                        site,
                                        "gateway",
                                        name,
                                        Machine.LINUX,
                                        20,
                                        role,
                                        securityGroup)
                                .instanceType(settings.instanceType())
                                .userData(
                                        Machine.encoded(start(site, documents, files, flags, pods)))
                                .build(),
                        site.under(parent));
        new Group(
                site.names().logical("gateway", "group"),
                MachineGroup.of(site, "gateway", network, template, settings.instances())
                        .targetGroupArns(targetsArn.applyValue(List::of))
                        .healthCheckType("ELB")
                        .build(),
                CustomResourceOptions.merge(
                        site.keep(parent),
                        // Deleting the group waits for responses in progress.
                        CustomResourceOptions.builder()
                                .customTimeouts(
                                        CustomTimeouts.builder()
                                                .delete(files.longest().plus(LEAVING))
                                                .build())
                                .build()));
    }

    private static Output<String> start(
            Site site,
            Documents documents,
            GatewayFiles files,
            Output<Optional<FlagHash>> flags,
            SortedMap<String, Output<String>> pods) {
        Output<List<Map<String, Object>>> groups =
                Output.all(
                        site.ground().fleets().stream()
                                .map(
                                        fleet ->
                                                group(
                                                        site,
                                                        fleet,
                                                        Optional.ofNullable(
                                                                pods.get(fleet.name()))))
                                .toList());
        return Output.tuple(documents.bucket(), flags, groups)
                .applyValue(
                        both ->
                                Template.named("gateway-node.sh.mustache")
                                        .fill(
                                                Map.of(
                                                        "bucket",
                                                        both.t1,
                                                        "configuration",
                                                        files.digest(),
                                                        "region",
                                                        site.names().region(),
                                                        "environment",
                                                        site.ground().environment(),
                                                        "shared",
                                                        String.valueOf(GatewayFiles.SHARED),
                                                        "reserved",
                                                        String.valueOf(GatewayFiles.RESERVED),
                                                        "groups",
                                                        both.t3,
                                                        "keys",
                                                        keys(site.ground().gateway()),
                                                        "flags",
                                                        both.t2.map(FlagHash::script).stream()
                                                                .toList())));
    }

    /** Values for the start script about the secrets that list keys; empty where none is configured. */
    private static List<Map<String, Object>> keys(GatewaySettings settings) {
        return settings.keys().isEmpty()
                ? List.of()
                : List.of(
                        Map.of(
                                "secrets",
                                settings.keys().stream()
                                        .map(name -> "'" + name + "'")
                                        .collect(Collectors.joining(" "))));
    }

    /** An instance is as many replicas as fit on it, a pod is one. */
    private static Output<Map<String, Object>> group(
            Site site, FleetSettings fleet, Optional<Output<String>> pods) {
        return pods.map(
                        targets ->
                                targets.applyValue(
                                        arn -> group(site, fleet, List.of(arn), List.of())))
                .orElseGet(() -> Output.of(group(site, fleet, List.of(), types(fleet))));
    }

    private static Map<String, Object> group(
            Site site, FleetSettings fleet, List<String> pods, List<Map<String, String>> types) {
        return Map.of(
                "fleet", fleet.name(),
                "group", site.names().physical(fleet.name()),
                "port", String.valueOf(fleet.serving().port()),
                "pods", pods,
                "types", types);
    }

    private static List<Map<String, String>> types(FleetSettings fleet) {
        return fleet.replicasByType().entrySet().stream()
                .map(
                        type ->
                                Map.of(
                                        "type", type.getKey(),
                                        "replicas", String.valueOf(type.getValue())))
                .toList();
    }
}
