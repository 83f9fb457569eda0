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
    private final LoadBalancer balancer;
    private final TargetGroup targets;
    private final Output<String> originKey;

    RegionLoadBalancer(
            Site site,
            ComponentResource parent,
            Network network,
            Output<List<String>> walls,
            GatewayFiles files,
            Passwords key) {
        String name = site.names().brief("gateway");
        LoadBalancerArgs.Builder args =
                LoadBalancerArgs.builder()
                        .name(name)
                        .internal(false)
                        .loadBalancerType("application")
                        // Dual-stack: alias records of both address families point here.
                        .ipAddressType("dualstack")
                        .subnets(network.publicSubnets())
                        .securityGroups(walls)
                        .dropInvalidHeaderFields(true)
                        .enableDeletionProtection(site.ground().deletionProtection())
                        // Longer than a stream may be silent while the model computes, and
                        // than the edge keeps an idle connection.
                        .idleTimeout((int) files.balancerIdle().toSeconds())
                        .tags(site.tags("gateway", name));
        if (site.isProduction()) {
            args.accessLogs(new AccessLogs(site, parent).of());
        }
        balancer =
                new LoadBalancer(
                        site.names().logical("gateway", "balancer"),
                        args.build(),
                        site.keep(parent));
        targets =
                new TargetGroup(
                        site.names().logical("gateway", "targets"),
                        TargetGroupArgs.builder()
                                .name(name)
                                .vpcId(network.vpcId())
                                .port(GatewaySecurityGroups.QUEUE_PORT)
                                .protocol("HTTP")
                                .targetType("instance")
                                .loadBalancingAlgorithmType("least_outstanding_requests")
                                .deregistrationDelay((int) files.longest().toSeconds())
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
        ValidatedCertificate certificate = ValidatedCertificate.origin(site, parent);
        boolean open = site.ground().gateway().openToWorld();
        Listener listener =
                new Listener(
                        site.names().logical("gateway", "listener"),
                        ListenerArgs.builder()
                                .loadBalancerArn(balancer.arn())
                                .port(443)
                                .protocol("HTTPS")
                                .sslPolicy("ELBSecurityPolicy-TLS13-1-2-2021-06")
                                .certificateArn(certificate.arn())
                                .defaultActions(open ? forwarded() : refused())
                                .tags(site.tags("gateway", name))
                                .build(),
                        site.under(parent));
        originKey = open ? key.newest() : guarded(site, parent, listener, key);
    }

    /** The key, available only once the listener rule accepts it: the edge must not send a key that is still refused. */
    private Output<String> guarded(
            Site site, ComponentResource parent, Listener listener, Passwords key) {
        rule(
                site,
                parent,
                listener,
                1,
                "checks",
                ListenerRuleConditionArgs.builder()
                        .pathPattern(
                                ListenerRuleConditionPathPatternArgs.builder()
                                        .values("/readyz")
                                        .build())
                        .build());
        ListenerRule shown =
                rule(
                        site,
                        parent,
                        listener,
                        2,
                        "shown",
                        ListenerRuleConditionArgs.builder()
                                .httpHeader(
                                        ListenerRuleConditionHttpHeaderArgs.builder()
                                                .httpHeaderName(
                                                        RegionEndpoint.originHeader(
                                                                site.names().code()))
                                                .values(key.valid())
                                                .build())
                                .build());
        return Output.tuple(key.newest(), shown.arn()).applyValue(both -> both.t1);
    }

    private ListenerRule rule(
            Site site,
            ComponentResource parent,
            Listener listener,
            int priority,
            String what,
            ListenerRuleConditionArgs condition) {
        return new ListenerRule(
                site.names().logical("gateway", "rule", what),
                ListenerRuleArgs.builder()
                        .listenerArn(listener.arn())
                        .priority(priority)
                        .conditions(condition)
                        .actions(
                                ListenerRuleActionArgs.builder()
                                        .type("forward")
                                        .targetGroupArn(targets.arn())
                                        .build())
                        .tags(site.tags("gateway", site.names().physical("gateway", what)))
                        .build(),
                site.under(parent));
    }

    private ListenerDefaultActionArgs forwarded() {
        return ListenerDefaultActionArgs.builder()
                .type("forward")
                .targetGroupArn(targets.arn())
                .build();
    }

    private static ListenerDefaultActionArgs refused() {
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
}
