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
import dev.tidegate.stacks.network.Network;
import dev.tidegate.stacks.settings.FleetSettings;
import dev.tidegate.stacks.site.Site;
import java.util.Map;
import java.util.TreeMap;

/**
 * A fleet's internal load balancer. Its health checks decide which instances the group replaces, and its request count is what reactive
 * scaling follows.
 */
public final class FleetLoadBalancer {
    private final LoadBalancer balancer;
    private final TargetGroup targets;
    private final Output<String> endpoint;

    /** Before instances, which their group tells to it. */
    FleetLoadBalancer(Site site, ComponentResource parent, Network network, FleetSettings fleet) {
        this(site, parent, network, fleet, "instance", Map.of());
    }

    /** Before pods, which their cluster tells to it: it may do so with what bears its name, and with nothing else. */
    public static FleetLoadBalancer ofPods(
            Site site,
            ComponentResource parent,
            Network network,
            FleetSettings fleet,
            String cluster) {
        return new FleetLoadBalancer(
                site, parent, network, fleet, "ip", Map.of("eks:eks-cluster-name", cluster));
    }

    private FleetLoadBalancer(
            Site site,
            ComponentResource parent,
            Network network,
            FleetSettings fleet,
            String targetType,
            Map<String, String> tags) {
        String name = site.names().brief(fleet.name());
        int port = fleet.serving().port();
        balancer =
                new LoadBalancer(
                        site.names().logical(fleet.name(), "balancer"),
                        LoadBalancerArgs.builder()
                                .name(name)
                                .internal(true)
                                .loadBalancerType("network")
                                .enableCrossZoneLoadBalancing(true)
                                .subnets(network.privateSubnets())
                                .tags(site.tags("fleet", name))
                                .build(),
                        // Not protected: leaving a zone replaces it. It holds no state, and two of
                        // them
                        // cannot have the same targets.
                        CustomResourceOptions.merge(
                                site.under(parent),
                                CustomResourceOptions.builder().deleteBeforeReplace(true).build()));
        targets =
                new TargetGroup(
                        site.names().logical(fleet.name(), "targets"),
                        TargetGroupArgs.builder()
                                .name(name)
                                .vpcId(network.vpcId())
                                .port(port)
                                .protocol("TCP")
                                .targetType(targetType)
                                .deregistrationDelay((int) FleetTimes.of(fleet).drain().toSeconds())
                                .healthCheck(
                                        TargetGroupHealthCheckArgs.builder()
                                                .enabled(true)
                                                .protocol("HTTP")
                                                .port(String.valueOf(port))
                                                .path("/health")
                                                .matcher("200")
                                                .interval(10)
                                                .timeout(5)
                                                .healthyThreshold(2)
                                                .unhealthyThreshold(3)
                                                .build())
                                .tags(more(site.tags("fleet", name), tags))
                                .build(),
                        site.under(parent));
        new Listener(
                site.names().logical(fleet.name(), "listener"),
                ListenerArgs.builder()
                        .loadBalancerArn(balancer.arn())
                        .port(port)
                        .protocol("TCP")
                        .defaultActions(
                                ListenerDefaultActionArgs.builder()
                                        .type("forward")
                                        .targetGroupArn(targets.arn())
                                        .build())
                        .tags(site.tags("fleet", name))
                        .build(),
                site.under(parent));
        endpoint = balancer.dnsName().applyValue(host -> host + ":" + port);
    }

    /** Where it is asked, with the port. */
    public Output<String> endpoint() {
        return endpoint;
    }

    public Output<String> targetsArn() {
        return targets.arn();
    }

    private static Map<String, String> more(Map<String, String> tags, Map<String, String> others) {
        Map<String, String> all = new TreeMap<>(tags);
        all.putAll(others);
        return all;
    }

    Output<String> balancerSuffix() {
        return balancer.arnSuffix();
    }

    Output<String> targetSuffix() {
        return targets.arnSuffix();
    }
}
