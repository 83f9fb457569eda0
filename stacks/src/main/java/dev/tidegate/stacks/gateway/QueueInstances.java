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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Collectors;

/** The HAProxy instances that queue requests. They start from the region's documents and keep their list of replicas up to date. */
final class QueueInstances {
    private static final int DISK_GIGABYTES = 20;

    /** Time that AWS needs to terminate an instance, beyond its drain. */
    private static final Duration TERMINATION = Duration.ofMinutes(15);

    private final Site site;
    private final ComponentResource parent;
    private final GatewaySettings settings;
    private final Documents documents;
    private final GatewayFiles files;
    private final Output<Optional<FlagHash>> flags;
    private final SortedMap<String, Output<String>> pods;

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
        this.site = site;
        this.parent = parent;
        this.settings = site.ground().gateway();
        this.documents = documents;
        this.files = files;
        this.flags = flags;
        this.pods = pods;
        files.all().forEach((path, text) -> documents.put("gateway/" + path, Output.of(text)));
        InstanceRole role = new InstanceRole("gateway", site, parent, permissions(key));
        group(network, launchTemplate(role, securityGroup), targetsArn);
    }

    private void group(Network network, LaunchTemplate template, Output<String> targetsArn) {
        new Group(
                site.names().logical("gateway", "group"),
                MachineGroup.of(site, "gateway", network, template, settings.instances())
                        .targetGroupArns(targetsArn.applyValue(List::of))
                        .healthCheckType("ELB")
                        .build(),
                CustomResourceOptions.merge(site.keep(parent), deleteTimeout()));
    }

    /** Deleting the group waits for responses in progress. */
    private CustomResourceOptions deleteTimeout() {
        Duration timeout = files.longest().plus(TERMINATION);
        return CustomResourceOptions.builder()
                .customTimeouts(CustomTimeouts.builder().delete(timeout).build())
                .build();
    }

    private LaunchTemplate launchTemplate(InstanceRole role, ClosedSecurityGroup securityGroup) {
        String name = site.names().physical("gateway");
        return new LaunchTemplate(
                site.names().logical("gateway", "template"),
                Machine.template(
                                site,
                                "gateway",
                                name,
                                Machine.LINUX,
                                DISK_GIGABYTES,
                                role,
                                securityGroup)
                        .instanceType(settings.instanceType())
                        .userData(Machine.encoded(userData()))
                        .build(),
                site.under(parent));
    }

    private Output<List<Statement>> permissions(Output<String> key) {
        return Output.tuple(
                        documents.readPermissions(key, "gateway"),
                        KeyLists.readPermissions(parent, settings.keys()))
                .applyValue(read -> permissions(read.t1, read.t2));
    }

    private List<Statement> permissions(List<Statement> ofDocuments, List<Statement> ofKeyLists) {
        List<String> describe = new ArrayList<>(List.of("ec2:DescribeInstances"));
        if (!pods.isEmpty()) {
            describe.add("elasticloadbalancing:DescribeTargetHealth");
        }
        List<Statement> all = new ArrayList<>(ofDocuments);
        // Describe actions support no resource-level permissions.
        all.add(Statement.allow("SeeReplicas", describe, List.of("*")));
        all.add(
                Statement.allow("TellLoad", List.of("cloudwatch:PutMetricData"), List.of("*"))
                        .when("StringEquals", "cloudwatch:namespace", "Tidegate"));
        if (site.can(Capability.CACHE)) {
            all.add(Cache.readPermission(site, CacheUser.GATEWAY));
        }
        all.add(InstanceRole.SESSIONS);
        all.addAll(ofKeyLists);
        return all;
    }

    private Output<String> userData() {
        Output<List<Map<String, Object>>> groups =
                Output.all(site.ground().fleets().stream().map(this::replicas).toList());
        return Output.tuple(documents.bucket(), flags, groups)
                .applyValue(values -> userData(values.t1, values.t2, values.t3));
    }

    private String userData(
            String bucket, Optional<FlagHash> flagHash, List<Map<String, Object>> groups) {
        Map<String, Object> values = new HashMap<>();
        values.put("bucket", bucket);
        values.put("configuration", files.digest());
        values.put("region", site.names().region());
        values.put("environment", site.ground().environment());
        values.put("shared", String.valueOf(GatewayFiles.SHARED));
        values.put("reserved", String.valueOf(GatewayFiles.RESERVED));
        values.put("sent", String.valueOf(GatewayFiles.SENT));
        values.put("groups", groups);
        values.put("keys", keyLists());
        values.put("flags", flagHash.map(FlagHash::script).stream().toList());
        return Template.named("gateway-node.sh.mustache").fill(values);
    }

    /** Values for the start script about the secrets that list keys; empty where none is configured. */
    private List<Map<String, Object>> keyLists() {
        if (settings.keys().isEmpty()) {
            return List.of();
        }
        String quoted =
                settings.keys().stream()
                        .map(name -> "'" + name + "'")
                        .collect(Collectors.joining(" "));
        return List.of(Map.of("secrets", quoted));
    }

    /** Where a fleet's replicas are found: an instance is as many replicas as fit on it, a pod is one. */
    private Output<Map<String, Object>> replicas(FleetSettings fleet) {
        return Optional.ofNullable(pods.get(fleet.name()))
                .map(targets -> targets.applyValue(arn -> replicas(fleet, List.of(arn), List.of())))
                .orElseGet(() -> Output.of(replicas(fleet, List.of(), types(fleet))));
    }

    private Map<String, Object> replicas(
            FleetSettings fleet, List<String> podTargets, List<Map<String, String>> types) {
        return Map.of(
                "fleet", fleet.name(),
                "group", site.names().physical(fleet.name()),
                "port", String.valueOf(fleet.serving().port()),
                "pods", podTargets,
                "types", types);
    }

    private static List<Map<String, String>> types(FleetSettings fleet) {
        return fleet.replicasByType().entrySet().stream()
                .map(type -> type(type.getKey(), type.getValue()))
                .toList();
    }

    private static Map<String, String> type(String name, int replicas) {
        return Map.of("type", name, "replicas", String.valueOf(replicas));
    }
}
