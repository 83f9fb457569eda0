package dev.tidegate.stacks.control;

import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.cache.Cache;
import dev.tidegate.stacks.documents.Documents;
import dev.tidegate.stacks.identity.InstanceRole;
import dev.tidegate.stacks.identity.Statement;
import dev.tidegate.stacks.render.CacheUser;
import dev.tidegate.stacks.settings.Capability;
import dev.tidegate.stacks.settings.FleetSettings.Platform;
import dev.tidegate.stacks.site.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One role for each task of the daemon; the instance's own role may assume them. What reads metrics cannot scale; what scales cannot read the
 * ledger's password.
 */
final class Roles {
    private final InstanceRole instance;
    private final Output<String> acting;

    Roles(
            Site site,
            ComponentResource parent,
            Documents documents,
            Output<String> key,
            Output<String> workspaceArn,
            Output<String> secretArn) {
        instance =
                new InstanceRole(
                        "control",
                        site,
                        parent,
                        Output.tuple(
                                        documents.readPermissions(key, "releases"),
                                        documents.versionReadPermission("control"),
                                        secretArn)
                                .applyValue(all -> starting(site, all.t1, all.t2, all.t3)));
        role(site, parent, "metrics", Optional.of(workspaceArn.applyValue(Roles::reading)));
        role(
                site,
                parent,
                "collect",
                Optional.of(workspaceArn.applyValue(arn -> collecting(site, arn))));
        acting = role(site, parent, "act", acting(site).map(Output::of));
    }

    /** What an instance needs to start and to take the other roles. */
    private static List<Statement> starting(
            Site site, List<Statement> releases, Statement configuration, String secret) {
        List<Statement> statements = new ArrayList<>(releases);
        statements.add(configuration);
        statements.add(
                Statement.allow(
                        "OpenLedger", List.of("secretsmanager:GetSecretValue"), List.of(secret)));
        statements.add(Statement.allow("TakeRoles", List.of("sts:AssumeRole"), assumable(site)));
        statements.add(
                Statement.allow(
                        "EndHook",
                        List.of("autoscaling:CompleteLifecycleAction"),
                        List.of(site.groupArn("control"))));
        if (site.can(Capability.CACHE)) {
            statements.add(Cache.readPermission(site, CacheUser.DAEMON));
        }
        statements.add(InstanceRole.SESSIONS);
        return statements;
    }

    private static List<Statement> reading(String workspace) {
        return List.of(
                Statement.allow("ReadMetrics", List.of("aps:QueryMetrics"), List.of(workspace)));
    }

    private static List<Statement> collecting(Site site, String workspace) {
        List<Statement> statements = new ArrayList<>();
        statements.add(
                Statement.allow("SendMetrics", List.of("aps:RemoteWrite"), List.of(workspace)));
        // Describe actions support no resource-level permissions.
        statements.add(
                Statement.allow(
                        "SeeInstances",
                        List.of("ec2:DescribeAvailabilityZones", "ec2:DescribeInstances"),
                        List.of("*")));
        if (!site.ground().fleets(Platform.KUBERNETES).isEmpty()) {
            statements.add(
                    Statement.allow(
                            "SeePods",
                            List.of("elasticloadbalancing:DescribeTargetHealth"),
                            List.of("*")));
        }
        return statements;
    }

    /** Permissions on the floors of Auto Scaling groups; floors on a cluster are set with Kubernetes permissions. */
    private static Optional<List<Statement>> acting(Site site) {
        List<String> groups =
                site.ground().fleets(Platform.INSTANCES).stream()
                        .map(fleet -> site.groupArn(fleet.name()))
                        .toList();
        return groups.isEmpty() ? Optional.empty() : Optional.of(settingFloors(groups));
    }

    private static List<Statement> settingFloors(List<String> groups) {
        return List.of(
                Statement.allow("SetFloor", List.of("autoscaling:UpdateAutoScalingGroup"), groups),
                Statement.allow(
                        "SeeGroups",
                        List.of("autoscaling:DescribeAutoScalingGroups"),
                        List.of("*")));
    }

    /** The role by which daemons act, by ARN. */
    Output<String> acting() {
        return acting;
    }

    InstanceRole instance() {
        return instance;
    }

    private static List<String> assumable(Site site) {
        return Stream.of("act", "collect", "metrics")
                .map(room -> "arn:aws:iam::*:role/" + site.names().physical(room))
                .toList();
    }

    /** A role that the instance's own role may assume. */
    private Output<String> role(
            Site site,
            ComponentResource parent,
            String task,
            Optional<Output<List<Statement>>> statements) {
        String name = site.names().physical(task);
        Role role =
                new Role(
                        site.names().logical("control", task, "role"),
                        RoleArgs.builder()
                                .name(name)
                                .assumeRolePolicy(instance.roleArn().applyValue(Roles::trust))
                                .tags(site.tags(task, name))
                                .build(),
                        site.under(parent));
        statements.ifPresent(
                permissions ->
                        new RolePolicy(
                                site.names().logical("control", task, "policy"),
                                RolePolicyArgs.builder()
                                        .name(name)
                                        .role(role.name())
                                        .policy(permissions.applyValue(Statement::document))
                                        .build(),
                                site.under(parent)));
        return role.arn();
    }

    private static String trust(String roleArn) {
        return Statement.trust("AWS", roleArn, "sts:AssumeRole", Map.of());
    }
}
