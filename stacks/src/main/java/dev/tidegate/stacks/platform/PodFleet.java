package dev.tidegate.stacks.platform;

import com.pulumi.aws.eks.PodIdentityAssociation;
import com.pulumi.aws.eks.PodIdentityAssociationArgs;
import com.pulumi.aws.iam.Role;
import com.pulumi.aws.iam.RoleArgs;
import com.pulumi.aws.iam.RolePolicy;
import com.pulumi.aws.iam.RolePolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.fleet.FleetLoadBalancer;
import dev.tidegate.stacks.fleet.FleetTimes;
import dev.tidegate.stacks.fleet.Weights;
import dev.tidegate.stacks.identity.Statement;
import dev.tidegate.stacks.network.Network;
import dev.tidegate.stacks.render.ClusterManifest;
import dev.tidegate.stacks.render.ModelServer;
import dev.tidegate.stacks.settings.FleetSettings;
import dev.tidegate.stacks.site.Site;
import java.util.Map;

/** A fleet on a region's cluster: its load balancer and its pods' IAM role. The pods themselves are in the cluster's manifest. */
public final class PodFleet extends ComponentResource {
    private final Site site;
    private final FleetSettings fleet;
    private final FleetLoadBalancer front;

    public PodFleet(Site site, Network network, Platform platform, FleetSettings fleet) {
        super(
                "tidegate:platform:PodFleet",
                site.names().logical(fleet.name(), "fleet"),
                site.component());
        this.site = site;
        this.fleet = fleet;
        front =
                FleetLoadBalancer.ofPods(
                        site, this, network, fleet, platform.nodes(), Platform.name(site));
        String name = site.names().physical(fleet.name());
        Role role =
                new Role(
                        site.names().logical(fleet.name(), "role"),
                        RoleArgs.builder()
                                .name(name)
                                .assumeRolePolicy(Statement.trustWithTags("pods.eks.amazonaws.com"))
                                .tags(site.tags("fleet", name))
                                .build(),
                        site.under(this));
        new RolePolicy(
                site.names().logical(fleet.name(), "policy"),
                RolePolicyArgs.builder()
                        .name(name)
                        .role(role.name())
                        .policy(Statement.document(Weights.readPermissions(fleet)))
                        .build(),
                site.under(this));
        new PodIdentityAssociation(
                site.names().logical(fleet.name(), "identity"),
                PodIdentityAssociationArgs.builder()
                        .clusterName(platform.cluster())
                        .namespace(ClusterManifest.NAMESPACE)
                        .serviceAccount(fleet.name())
                        .roleArn(role.arn())
                        .tags(site.tags("fleet", name))
                        .build(),
                site.under(this));
        registerOutputs(Map.of("endpoint", front.endpoint(), "targets", front.targetsArn()));
    }

    /** The fleet's address inside the network. */
    public Output<String> endpoint() {
        return front.endpoint();
    }

    /** ARN of the target group that its pods are registered with. */
    public Output<String> targets() {
        return front.targetsArn();
    }

    /** The fleet's input to the manifest. */
    Output<ClusterManifest.Pods> pods() {
        FleetTimes times = FleetTimes.of(fleet);
        return front.targetsArn()
                .applyValue(
                        arn ->
                                new ClusterManifest.Pods(
                                        fleet,
                                        arn,
                                        ModelServer.names(fleet, site.ground().fleets()),
                                        times.heartbeat(),
                                        times.drain()));
    }
}
