package dev.tidegate.stacks.platform;

import com.pulumi.aws.eks.AccessEntry;
import com.pulumi.aws.eks.AccessEntryArgs;
import com.pulumi.aws.eks.AccessPolicyAssociation;
import com.pulumi.aws.eks.AccessPolicyAssociationArgs;
import com.pulumi.aws.eks.inputs.AccessPolicyAssociationAccessScopeArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.render.ClusterManifest;
import dev.tidegate.stacks.site.Site;
import java.util.List;

/** Access entries of a cluster. Nobody else has access, its creator included. */
final class Access {
    private final Site site;
    private final ComponentResource parent;
    private final Output<String> cluster;

    Access(Site site, ComponentResource parent, Output<String> cluster) {
        this.site = site;
        this.parent = parent;
        this.cluster = cluster;
    }

    /** Gives roles full access. */
    void admins(List<String> roles) {
        for (int i = 0; i < roles.size(); i++) {
            String name = "admin-" + (i + 1);
            AccessEntry entry = entry(name, Output.of(roles.get(i)), List.of());
            new AccessPolicyAssociation(
                    site.names().logical("cluster", name, "policy"),
                    AccessPolicyAssociationArgs.builder()
                            .clusterName(cluster)
                            .principalArn(entry.principalArn())
                            .policyArn(
                                    "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy")
                            .accessScope(
                                    AccessPolicyAssociationAccessScopeArgs.builder()
                                            .type("cluster")
                                            .build())
                            .build(),
                    site.under(parent));
        }
    }

    /** Puts the daemons' role into the group to which the manifest binds its permissions. */
    void daemons(Output<String> role) {
        entry("daemons", role, List.of(ClusterManifest.DAEMONS));
    }

    private AccessEntry entry(String name, Output<String> role, List<String> groups) {
        AccessEntryArgs.Builder args =
                AccessEntryArgs.builder()
                        .clusterName(cluster)
                        .principalArn(role)
                        .type("STANDARD")
                        .tags(site.tags("platform", site.names().physical("cluster", name)));
        if (!groups.isEmpty()) {
            args.kubernetesGroups(groups);
        }
        return new AccessEntry(
                site.names().logical("cluster", name), args.build(), site.under(parent));
    }
}
