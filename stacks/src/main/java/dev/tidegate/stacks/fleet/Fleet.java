package dev.tidegate.stacks.fleet;

import com.pulumi.aws.autoscaling.Group;
import com.pulumi.aws.ec2.LaunchTemplate;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.identity.InstanceRole;
import dev.tidegate.stacks.identity.Statement;
import dev.tidegate.stacks.network.ClosedSecurityGroup;
import dev.tidegate.stacks.network.Network;
import dev.tidegate.stacks.network.Peer;
import dev.tidegate.stacks.settings.FleetSettings;
import dev.tidegate.stacks.site.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A fleet of one region: launch template, Auto Scaling group, load balancer and scaling policies. */
public final class Fleet extends ComponentResource {
    private final ClosedSecurityGroup securityGroup;
    private final int port;
    private final Output<String> group;
    private final Output<String> endpoint;

    public Fleet(Site site, Network network, FleetSettings fleet) {
        super(
                "tidegate:fleet:Fleet",
                site.names().logical(fleet.name(), "fleet"),
                site.component());
        port = fleet.serving().port();
        securityGroup = securityGroup(site, network, fleet);
        InstanceRole role =
                new InstanceRole(fleet.name(), site, this, Output.of(permissions(site, fleet)));
        LaunchTemplate template =
                new InstanceLaunch(site, fleet).template(this, role, securityGroup);
        FleetLoadBalancer loadBalancer =
                new FleetLoadBalancer(site, this, network, fleet, securityGroup);
        Group instances =
                new GroupCapacity(site, fleet).group(this, network, template, loadBalancer);
        new ScalingPolicies(site, fleet).attach(this, instances);
        group = instances.name();
        endpoint = loadBalancer.endpoint();
        registerOutputs(Map.of("group", group, "endpoint", endpoint));
    }

    /** The Auto Scaling group the daemon sets the floor of. */
    public Output<String> group() {
        return group;
    }

    /** The fleet's address inside the network. */
    public Output<String> endpoint() {
        return endpoint;
    }

    /** Lets a client ask the replicas themselves: a gateway for answers, a collector for metrics. */
    public void admit(ClosedSecurityGroup client) {
        client.mayReach(securityGroup, "Replicas", port);
    }

    private ClosedSecurityGroup securityGroup(Site site, Network network, FleetSettings fleet) {
        ClosedSecurityGroup securityGroup =
                new ClosedSecurityGroup(
                        site,
                        this,
                        network.vpcId(),
                        "fleet",
                        "Fleet " + fleet.name(),
                        fleet.name());
        // The model server's image is in a registry of the world's.
        securityGroup.allowEgress("aws", "Weights, images and AWS itself", Peer.WORLD, 443);
        return securityGroup;
    }

    /** Reading its own weights, and completing its own lifecycle hooks. */
    private static List<Statement> permissions(Site site, FleetSettings fleet) {
        List<Statement> statements = new ArrayList<>(Weights.readPermissions(fleet));
        statements.add(
                Statement.allow(
                        "EndHooks",
                        List.of("autoscaling:CompleteLifecycleAction"),
                        List.of(site.groupArn(fleet.name()))));
        return statements;
    }
}
