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

/**
 * A fleet's internal load balancer. Its health checks decide which instances the group replaces, and its request count is what reactive
 * scaling follows.
 */
final class FleetLoadBalancer {
    private final LoadBalancer balancer;
    private final TargetGroup targets;
    private final Output<String> endpoint;

    FleetLoadBalancer(Site site, ComponentResource parent, Network network, FleetSettings fleet) {
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
                                .targetType("instance")
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
                                .tags(site.tags("fleet", name))
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

    Output<String> endpoint() {
        return endpoint;
    }

    Output<String> targetsArn() {
        return targets.arn();
    }

    Output<String> balancerSuffix() {
        return balancer.arnSuffix();
    }

    Output<String> targetSuffix() {
        return targets.arnSuffix();
    }
}
