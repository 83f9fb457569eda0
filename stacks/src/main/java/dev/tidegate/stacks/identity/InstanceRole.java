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

/** The role of one room's instances: its policy inline, so that it cannot be lent to another. */
public final class InstanceRole extends ComponentResource {
    /** What the session manager's agent needs, so that nobody needs a key or an open port to look at an instance. */
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
        role =
                new Role(
                        site.names().logical(room, "role"),
                        RoleArgs.builder()
                                .name(name)
                                .assumeRolePolicy(Statement.trust("ec2.amazonaws.com"))
                                .tags(site.tags(room, name))
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
                                .tags(site.tags(room, name))
                                .build(),
                        site.under(this));
        profileArn = Output.tuple(profile.arn(), policy.id()).applyValue(both -> both.t1);
    }

    /** Told once the role may do what it is for: an instance asks at its start, and one that leaves ends its hook by it to the last. */
    public Output<String> profileArn() {
        return profileArn;
    }

    public Output<String> roleArn() {
        return role.arn();
    }
}
