package dev.tidegate.stacks.identity;

import com.pulumi.aws.iam.InstanceProfile;
import com.pulumi.aws.iam.InstanceProfileArgs;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.site.Site;
import java.util.List;
import java.util.Map;

/** The role of one component's instances. Its policy is inline, so that it cannot be attached to another role. */
public final class InstanceRole extends ComponentResource {
    /** What the Session Manager agent needs: access to an instance without an SSH key or an open port. */
    public static final Statement SESSIONS =
            Statement.allow(
                    "Sessions",
                    List.of(
                            "ssm:UpdateInstanceInformation",
                            "ssmmessages:CreateControlChannel",
                            "ssmmessages:CreateDataChannel",
                            "ssmmessages:OpenControlChannel",
                            "ssmmessages:OpenDataChannel"),
                    List.of("*"));

    private final Role role;
    private final Output<String> profileArn;

    public InstanceRole(
            String room, Site site, ComponentResource parent, Output<List<Statement>> statements) {
        super(
                "tidegate:identity:InstanceRole",
                site.names().logical(room, "identity"),
                site.inside(parent));
        String name = site.names().physical(room);
        Map<String, String> tags = site.tags(room, name);
        role =
                new Role(
                        site.names().logical(room, "role"),
                        RoleArgs.builder()
                                .name(name)
                                .assumeRolePolicy(Statement.trust("ec2.amazonaws.com"))
                                .tags(tags)
                                .build(),
                        site.under(this));
        RolePolicy policy =
                new RolePolicy(
                        site.names().logical(room, "policy"),
                        RolePolicyArgs.builder()
                                .name(name)
                                .role(role.name())
                                .policy(statements.applyValue(Statement::document))
                                .build(),
                        site.under(this));
        InstanceProfile profile =
                new InstanceProfile(
                        site.names().logical(room, "profile"),
                        InstanceProfileArgs.builder()
                                .name(name)
                                .role(role.name())
                                .tags(tags)
                                .build(),
                        site.under(this));
        profileArn = Output.tuple(profile.arn(), policy.id()).applyValue(both -> both.t1);
    }

    /** The instance profile, available once its policy is attached: instances use it from their start until they complete their terminate hook. */
    public Output<String> profileArn() {
        return profileArn;
    }

    public Output<String> roleArn() {
        return role.arn();
    }
}
