package dev.tidegate.stacks.fleet;

import com.pulumi.aws.lb.Listener;
import com.pulumi.aws.lb.ListenerArgs;
import com.pulumi.aws.lb.LoadBalancer;
import com.pulumi.aws.lb.LoadBalancerArgs;
import com.pulumi.aws.lb.TargetGroup;
import com.pulumi.aws.lb.TargetGroupArgs;
import com.pulumi.aws.lb.inputs.ListenerDefaultActionArgs;
import com.pulumi.aws.lb.inputs.TargetGroupHealthCheckArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.CustomResourceOptions;
import dev.tidegate.stacks.network.ClosedSecurityGroup;
import dev.tidegate.stacks.network.Network;
import dev.tidegate.stacks.settings.FleetSettings;
import dev.tidegate.stacks.site.Site;
import java.util.Map;
import java.util.TreeMap;

/**
 * A fleet's internal load balancer. Its health checks decide which instances the group replaces; gateways ask replicas without it.
 */
public final class FleetLoadBalancer {
    private final Site site;
    private final ComponentResource parent;
    private final FleetSettings fleet;
    private final String name;
    private final ClosedSecurityGroup securityGroup;
    private final LoadBalancer balancer;
    private final TargetGroup targets;
    private final Output<String> endpoint;

    /** For instances, which their group registers. */
    FleetLoadBalancer(
            Site site,
            ComponentResource parent,
            Network network,
            FleetSettings fleet,
            ClosedSecurityGroup replicas) {
        this(site, parent, network, fleet, replicas, "instance", Map.of());
    }

    /** For pods, which their cluster registers: it may do so in target groups that are tagged with its name, and in no other. */
    public static FleetLoadBalancer ofPods(
            Site site,
            ComponentResource parent,
            Network network,
            FleetSettings fleet,
            ClosedSecurityGroup replicas,
            String cluster) {
        return new FleetLoadBalancer(
                site,
                parent,
                network,
                fleet,
                replicas,
                "ip",
                Map.of("eks:eks-cluster-name", cluster));
    }

    private FleetLoadBalancer(
            Site site,
            ComponentResource parent,
            Network network,
            FleetSettings fleet,
            ClosedSecurityGroup replicas,
            String targetType,
            Map<String, String> targetTags) {
        this.site = site;
        this.parent = parent;
        this.fleet = fleet;
        name = site.names().brief(fleet.name());
        securityGroup = securityGroup(network, replicas);
        balancer = balancer(network);
        targets = targets(network, targetType, targetTags);
        listener();
        endpoint = balancer.dnsName().applyValue(host -> host + ":" + fleet.serving().port());
    }

    /** Host and port inside the network. */
    public Output<String> endpoint() {
        return endpoint;
    }

    public Output<String> targetsArn() {
        return targets.arn();
    }

    /** Its health checks come from it, and so does what callers inside the network ask. */
    private ClosedSecurityGroup securityGroup(Network network, ClosedSecurityGroup replicas) {
        int port = fleet.serving().port();
        ClosedSecurityGroup group =
                new ClosedSecurityGroup(
                        site,
                        parent,
                        network.vpcId(),
                        "fleet",
                        "Balancer of fleet " + fleet.name(),
                        fleet.name(),
                        "balancer");
        group.mayReach(replicas, "Health checks and callers", port);
        network.callers().mayReach(group, "Callers inside the network", port);
        return group;
    }

    private LoadBalancer balancer(Network network) {
        return new LoadBalancer(
                site.names().logical(fleet.name(), "balancer"),
                LoadBalancerArgs.builder()
                        .name(name)
                        .internal(true)
                        .loadBalancerType("network")
                        .enableCrossZoneLoadBalancing(true)
                        .subnets(network.privateSubnets())
                        .securityGroups(securityGroup.ids())
                        .tags(site.tags("fleet", name))
                        .build(),
                // Not protected: leaving a zone replaces it, and so did its security group. It
                // holds no state, and two of them
                // cannot have the same targets.
                CustomResourceOptions.merge(
                        site.under(parent),
                        CustomResourceOptions.builder().deleteBeforeReplace(true).build()));
    }

    private TargetGroup targets(Network network, String targetType, Map<String, String> moreTags) {
        Map<String, String> tags = new TreeMap<>(site.tags("fleet", name));
        tags.putAll(moreTags);
        return new TargetGroup(
                site.names().logical(fleet.name(), "targets"),
                TargetGroupArgs.builder()
                        .name(name)
                        .vpcId(network.vpcId())
                        .port(fleet.serving().port())
                        .protocol("TCP")
                        .targetType(targetType)
                        .deregistrationDelay((int) FleetTimes.of(fleet).drain().toSeconds())
                        .healthCheck(healthCheck())
                        .tags(tags)
                        .build(),
                site.under(parent));
    }

    private TargetGroupHealthCheckArgs healthCheck() {
        return TargetGroupHealthCheckArgs.builder()
                .enabled(true)
                .protocol("HTTP")
                .port(String.valueOf(fleet.serving().port()))
                .path("/health")
                .matcher("200")
                .interval(10)
                .timeout(5)
                .healthyThreshold(2)
                .unhealthyThreshold(3)
                .build();
    }

    private void listener() {
        var forward =
                ListenerDefaultActionArgs.builder()
                        .type("forward")
                        .targetGroupArn(targets.arn())
                        .build();
        new Listener(
                site.names().logical(fleet.name(), "listener"),
                ListenerArgs.builder()
                        .loadBalancerArn(balancer.arn())
                        .port(fleet.serving().port())
                        .protocol("TCP")
                        .defaultActions(forward)
                        .tags(site.tags("fleet", name))
                        .build(),
                site.under(parent));
    }
}
