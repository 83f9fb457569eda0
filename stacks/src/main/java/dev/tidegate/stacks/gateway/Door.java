package dev.tidegate.stacks.gateway;

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
import dev.tidegate.stacks.dns.Certified;
import dev.tidegate.stacks.network.Network;
import dev.tidegate.stacks.render.GatewayFiles;
import dev.tidegate.stacks.settings.FleetSettings;
import dev.tidegate.stacks.site.Site;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;

/** The balancer that holds a region's certificate. */
final class Door {
    private final LoadBalancer balancer;
    private final TargetGroup targets;

    Door(Site site, ComponentResource parent, Network network, Output<List<String>> walls) {
        String name = site.names().brief("gateway");
        Duration longest =
                site.ground().fleets().stream()
                        .map(FleetSettings::longestGeneration)
                        .max(Comparator.naturalOrder())
                        .orElse(Duration.ofMinutes(1));
        balancer =
                new LoadBalancer(
                        site.names().logical("gateway", "balancer"),
                        LoadBalancerArgs.builder()
                                .name(name)
                                .internal(false)
                                .loadBalancerType("application")
                                // Alias records of both address families point here.
                                .ipAddressType("dualstack")
                                .subnets(network.publicSubnets())
                                .securityGroups(walls)
                                .dropInvalidHeaderFields(true)
                                .enableDeletionProtection(site.ground().deletionProtection())
                                // A stream may be silent for as long as the model thinks, and the
                                // edge keeps a connection for a minute.
                                .idleTimeout((int) GatewayFiles.balancerIdle(longest).toSeconds())
                                .tags(site.tags("gateway", name))
                                .build(),
                        site.keep(parent));
        targets =
                new TargetGroup(
                        site.names().logical("gateway", "targets"),
                        TargetGroupArgs.builder()
                                .name(name)
                                .vpcId(network.vpcId())
                                .port(Walls.QUEUE_PORT)
                                .protocol("HTTP")
                                .targetType("instance")
                                .loadBalancingAlgorithmType("least_outstanding_requests")
                                .deregistrationDelay((int) longest.toSeconds())
                                .healthCheck(
                                        TargetGroupHealthCheckArgs.builder()
                                                .enabled(true)
                                                .protocol("HTTP")
                                                .path("/healthz")
                                                .matcher("200")
                                                .interval(10)
                                                .timeout(5)
                                                .healthyThreshold(2)
                                                .unhealthyThreshold(2)
                                                .build())
                                .tags(site.tags("gateway", name))
                                .build(),
                        site.under(parent));
        Certified certificate = Certified.origin(site, parent);
        new Listener(
                site.names().logical("gateway", "listener"),
                ListenerArgs.builder()
                        .loadBalancerArn(balancer.arn())
                        .port(443)
                        .protocol("HTTPS")
                        .sslPolicy("ELBSecurityPolicy-TLS13-1-2-2021-06")
                        .certificateArn(certificate.arn())
                        .defaultActions(
                                ListenerDefaultActionArgs.builder()
                                        .type("forward")
                                        .targetGroupArn(targets.arn())
                                        .build())
                        .tags(site.tags("gateway", name))
                        .build(),
                site.under(parent));
    }

    Output<String> host() {
        return balancer.dnsName();
    }

    Output<String> hostZone() {
        return balancer.zoneId();
    }

    Output<String> targetsArn() {
        return targets.arn();
    }
}
