package dev.tidegate.stacks.platform;

import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.aws.iam.RolePolicyAttachment;
import com.pulumi.aws.iam.RolePolicyAttachmentArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.Resource;
import dev.tidegate.stacks.identity.Statement;
import dev.tidegate.stacks.site.Site;
import java.util.ArrayList;
import java.util.List;

/**
 * IAM roles of the control plane and of nodes. Both use AWS managed policies, which AWS keeps in step with what Auto Mode does.
 */
final class Roles {
    private static final List<String> OF_CLUSTER =
            List.of(
                    "AmazonEKSBlockStoragePolicy",
                    "AmazonEKSClusterPolicy",
                    "AmazonEKSComputePolicy",
                    "AmazonEKSLoadBalancingPolicy",
                    "AmazonEKSNetworkingPolicy");

    private static final List<String> OF_NODES =
            List.of("AmazonEC2ContainerRegistryPullOnly", "AmazonEKSWorkerNodeMinimalPolicy");

    private final Site site;
    private final ComponentResource parent;
    private final Role cluster;
    private final Role nodes;
    private final List<Resource> granted = new ArrayList<>();

    Roles(Site site, ComponentResource parent, Output<String> key) {
        this.site = site;
        this.parent = parent;
        cluster = role("cluster", Statement.trustWithTags("eks.amazonaws.com"), OF_CLUSTER);
        nodes = role("nodes", Statement.trust("ec2.amazonaws.com"), OF_NODES);
        granted.add(encryption(key));
    }

    private RolePolicy encryption(Output<String> key) {
        return new RolePolicy(
                site.names().logical("cluster", "policy"),
                RolePolicyArgs.builder()
                        .name(site.names().physical("cluster"))
                        .role(cluster.name())
                        .policy(key.applyValue(Roles::encryptingSecrets))
                        .build(),
                site.under(parent));
    }

    private static String encryptingSecrets(String key) {
        List<String> actions =
                List.of("kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:ListGrants");
        return Statement.document(List.of(Statement.allow("KeepSecrets", actions, List.of(key))));
    }

    Output<String> clusterArn() {
        return cluster.arn();
    }

    Output<String> nodesArn() {
        return nodes.arn();
    }

    /** Name of the nodes' role, which node classes refer to. */
    Output<String> nodesName() {
        return nodes.name();
    }

    /** Permissions that must exist before the cluster and outlive it: EKS needs them to delete what it created. */
    List<Resource> granted() {
        return granted;
    }

    private Role role(String room, String trust, List<String> policies) {
        String name = site.names().physical(room);
        Role role =
                new Role(
                        site.names().logical(room, "role"),
                        RoleArgs.builder()
                                .name(name)
                                .assumeRolePolicy(trust)
                                .tags(site.tags("platform", name))
                                .build(),
                        site.under(parent));
        for (String policy : policies) {
            granted.add(
                    new RolePolicyAttachment(
                            site.names().logical(room, policy),
                            RolePolicyAttachmentArgs.builder()
                                    .role(role.name())
                                    .policyArn("arn:aws:iam::aws:policy/" + policy)
                                    .build(),
                            site.under(parent)));
        }
        return role;
    }
}
