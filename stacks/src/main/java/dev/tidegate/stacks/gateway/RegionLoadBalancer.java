package dev.tidegate.stacks.gateway;

import com.pulumi.aws.lb.Listener;
import com.pulumi.aws.lb.ListenerArgs;
import com.pulumi.aws.lb.ListenerRule;
import com.pulumi.aws.lb.ListenerRuleArgs;
import com.pulumi.aws.lb.LoadBalancer;
import com.pulumi.aws.lb.LoadBalancerArgs;
import com.pulumi.aws.lb.TargetGroup;
import com.pulumi.aws.lb.TargetGroupArgs;
import com.pulumi.aws.lb.inputs.ListenerDefaultActionArgs;
import com.pulumi.aws.lb.inputs.ListenerDefaultActionFixedResponseArgs;
import com.pulumi.aws.lb.inputs.ListenerRuleActionArgs;
import com.pulumi.aws.lb.inputs.ListenerRuleConditionArgs;
import com.pulumi.aws.lb.inputs.ListenerRuleConditionHttpHeaderArgs;
import com.pulumi.aws.lb.inputs.ListenerRuleConditionPathPatternArgs;
import com.pulumi.aws.lb.inputs.TargetGroupHealthCheckArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.dns.RegionEndpoint;
import dev.tidegate.stacks.dns.ValidatedCertificate;
import dev.tidegate.stacks.identity.Passwords;
import dev.tidegate.stacks.network.Network;
import dev.tidegate.stacks.render.GatewayFiles;
import dev.tidegate.stacks.site.Site;
import java.util.List;

/** The load balancer with a region's certificate. It accepts only requests that carry the edge's key, and {@code /readyz} from health checkers. */
final class RegionLoadBalancer {
    private final Site site;
    private final ComponentResource parent;
    private final LoadBalancer balancer;
    private final TargetGroup targets;
    private final Output<String> originKey;

    RegionLoadBalancer(
            Site site,
            ComponentResource parent,
            Network network,
            Output<List<String>> securityGroups,
            GatewayFiles files,
            Passwords edgeKeys) {
        this.site = site;
        this.parent = parent;
        String name = site.names().brief("gateway");
        balancer = balancer(name, network, securityGroups, files);
        targets = targets(name, network, files);
        boolean open = site.ground().gateway().openToWorld();
        Listener listener = listener(name, open ? forward() : reject());
        originKey = open ? edgeKeys.newest() : requireKey(listener, edgeKeys);
    }

    Output<String> originKey() {
        return originKey;
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

    private LoadBalancer balancer(
            String name, Network network, Output<List<String>> securityGroups, GatewayFiles files) {
        LoadBalancerArgs.Builder args =
                LoadBalancerArgs.builder()
                        .name(name)
                        .internal(false)
                        .loadBalancerType("application")
                        // Dual-stack: alias records of both address families point here.
                        .ipAddressType("dualstack")
                        .subnets(network.publicSubnets())
                        .securityGroups(securityGroups)
                        .dropInvalidHeaderFields(true)
                        .enableDeletionProtection(site.ground().deletionProtection())
                        // Longer than a stream may be silent while the model computes, and
                        // than the edge keeps an idle connection.
                        .idleTimeout((int) files.balancerIdle().toSeconds())
                        .tags(site.tags("gateway", name));
        if (site.isProduction()) {
            args.accessLogs(new AccessLogs(site, parent).of());
        }
        return new LoadBalancer(
                site.names().logical("gateway", "balancer"), args.build(), site.keep(parent));
    }

    private TargetGroup targets(String name, Network network, GatewayFiles files) {
        return new TargetGroup(
                site.names().logical("gateway", "targets"),
                TargetGroupArgs.builder()
                        .name(name)
                        .vpcId(network.vpcId())
                        .port(GatewaySecurityGroups.QUEUE_PORT)
                        .protocol("HTTP")
                        .targetType("instance")
                        .loadBalancingAlgorithmType("least_outstanding_requests")
                        .deregistrationDelay((int) files.longest().toSeconds())
                        .healthCheck(healthCheck())
                        .tags(site.tags("gateway", name))
                        .build(),
                site.under(parent));
    }

    private static TargetGroupHealthCheckArgs healthCheck() {
        return TargetGroupHealthCheckArgs.builder()
                .enabled(true)
                .protocol("HTTP")
                .path("/healthz")
                .matcher("200")
                .interval(10)
                .timeout(5)
                .healthyThreshold(2)
                .unhealthyThreshold(2)
                .build();
    }

    private Listener listener(String name, ListenerDefaultActionArgs defaultAction) {
        return new Listener(
                site.names().logical("gateway", "listener"),
                ListenerArgs.builder()
                        .loadBalancerArn(balancer.arn())
                        .port(443)
                        .protocol("HTTPS")
                        .sslPolicy("ELBSecurityPolicy-TLS13-1-2-2021-06")
                        .certificateArn(ValidatedCertificate.origin(site, parent).arn())
                        .defaultActions(defaultAction)
                        .tags(site.tags("gateway", name))
                        .build(),
                site.under(parent));
    }

    /** The key, available only once the listener rule accepts it: the edge must not send a key that is still refused. */
    private Output<String> requireKey(Listener listener, Passwords edgeKeys) {
        rule(listener, 1, "checks", readinessPath());
        ListenerRule keyRule = rule(listener, 2, "shown", validKey(edgeKeys));
        return Output.tuple(edgeKeys.newest(), keyRule.arn()).applyValue(both -> both.t1);
    }

    private static ListenerRuleConditionArgs readinessPath() {
        return ListenerRuleConditionArgs.builder()
                .pathPattern(
                        ListenerRuleConditionPathPatternArgs.builder().values("/readyz").build())
                .build();
    }

    private ListenerRuleConditionArgs validKey(Passwords edgeKeys) {
        return ListenerRuleConditionArgs.builder()
                .httpHeader(
                        ListenerRuleConditionHttpHeaderArgs.builder()
                                .httpHeaderName(RegionEndpoint.originHeader(site.names().code()))
                                .values(edgeKeys.valid())
                                .build())
                .build();
    }

    private ListenerRule rule(
            Listener listener, int priority, String name, ListenerRuleConditionArgs condition) {
        var forward =
                ListenerRuleActionArgs.builder()
                        .type("forward")
                        .targetGroupArn(targets.arn())
                        .build();
        return new ListenerRule(
                site.names().logical("gateway", "rule", name),
                ListenerRuleArgs.builder()
                        .listenerArn(listener.arn())
                        .priority(priority)
                        .conditions(condition)
                        .actions(forward)
                        .tags(site.tags("gateway", site.names().physical("gateway", name)))
                        .build(),
                site.under(parent));
    }

    private ListenerDefaultActionArgs forward() {
        return ListenerDefaultActionArgs.builder()
                .type("forward")
                .targetGroupArn(targets.arn())
                .build();
    }

    private static ListenerDefaultActionArgs reject() {
        return ListenerDefaultActionArgs.builder()
                .type("fixed-response")
                .fixedResponse(
                        ListenerDefaultActionFixedResponseArgs.builder()
                                .statusCode("403")
                                .contentType("text/plain")
                                .messageBody("Not by way of the edge")
                                .build())
                .build();
    }
}
