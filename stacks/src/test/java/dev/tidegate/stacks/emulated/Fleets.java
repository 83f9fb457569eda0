package dev.tidegate.stacks.emulated;

import dev.tidegate.stacks.resource.Property;
import dev.tidegate.stacks.wire.Recorded;
import software.amazon.awssdk.services.autoscaling.AutoScalingClient;
import software.amazon.awssdk.services.autoscaling.model.CreateAutoScalingGroupRequest;
import software.amazon.awssdk.services.autoscaling.model.PutLifecycleHookRequest;
import software.amazon.awssdk.services.autoscaling.model.PutScalingPolicyRequest;
import software.amazon.awssdk.services.autoscaling.model.PutScheduledUpdateGroupActionRequest;
import software.amazon.awssdk.services.autoscaling.model.PutWarmPoolRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateRuleRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;

/** Balancers and the groups behind them. */
final class Fleets {
    static final Shape GROUP =
            new Shape(
                    "autoScalingGroupName",
                    "name",
                    "vpcZoneIdentifier",
                    "vpcZoneIdentifiers",
                    "launchTemplate.launchTemplateId",
                    "id",
                    "lifecycleHookSpecificationList",
                    "none");
    private static final Shape HOOK = new Shape("lifecycleHookName", "name");
    static final Shape TARGETS =
            new Shape(
                    "healthCheckProtocol", "healthCheck.protocol",
                    "healthCheckPort", "healthCheck.port",
                    "healthCheckPath", "healthCheck.path",
                    "healthCheckEnabled", "healthCheck.enabled",
                    "healthCheckIntervalSeconds", "healthCheck.interval",
                    "healthCheckTimeoutSeconds", "healthCheck.timeout",
                    "healthyThresholdCount", "healthCheck.healthyThreshold",
                    "unhealthyThresholdCount", "healthCheck.unhealthyThreshold",
                    "targetGroupName", "name");
    private static final Shape LISTENER =
            new Shape("defaultActions.fixedResponseConfig", "fixedResponse");
    private static final Shape RULE =
            new Shape(
                    "conditions.httpHeaderConfig", "httpHeader",
                    "conditions.pathPatternConfig", "pathPattern");
    static final Shape BALANCER = new Shape("type", "loadBalancerType", "loadBalancerName", "name");
    static final Shape POLICY =
            new Shape(
                    "policyName",
                    "name",
                    "targetTrackingConfiguration.customizedMetricSpecification.dimensions",
                    "metricDimensions");
    private static final Shape SCHEDULE = new Shape("scheduledActionName", "scheduledActionName");

    private final Account account;
    private final ElasticLoadBalancingV2Client balancers;
    private final AutoScalingClient scaling;

    Fleets(Account account, ElasticLoadBalancingV2Client balancers, AutoScalingClient scaling) {
        this.account = account;
        this.balancers = balancers;
        this.scaling = scaling;
    }

    void create() {
        for (Recorded.Asked balancer : account.of("aws:lb/loadBalancer:LoadBalancer")) {
            Property inputs = account.inputs(balancer);
            boolean internal = inputs.at("internal").equals(new Property.Flag(true));
            CreateLoadBalancerRequest request =
                    BALANCER.fill(CreateLoadBalancerRequest.builder(), inputs)
                            .scheme(internal ? "internal" : "internet-facing")
                            .build();
            String arn =
                    balancers.createLoadBalancer(request).loadBalancers().get(0).loadBalancerArn();
            account.made(balancer, arn, arn);
        }
        for (Recorded.Asked targets : account.of("aws:lb/targetGroup:TargetGroup")) {
            CreateTargetGroupRequest request =
                    TARGETS.fill(CreateTargetGroupRequest.builder(), account.inputs(targets))
                            .build();
            String arn =
                    balancers.createTargetGroup(request).targetGroups().get(0).targetGroupArn();
            account.made(targets, arn, arn);
        }
        for (Recorded.Asked listener : account.of("aws:lb/listener:Listener")) {
            Property inputs = account.inputs(listener);
            CreateListenerRequest.Builder request =
                    LISTENER.fill(CreateListenerRequest.builder(), inputs);
            inputs.at("certificateArn")
                    .texts()
                    .forEach(
                            arn ->
                                    request.certificates(
                                            Certificate.builder().certificateArn(arn).build()));
            String arn = balancers.createListener(request.build()).listeners().get(0).listenerArn();
            account.made(listener, arn, arn);
        }
        account.of("aws:lb/listenerRule:ListenerRule").forEach(this::rule);
        account.of("aws:autoscaling/group:Group").forEach(this::group);
        for (Recorded.Asked hook : account.of("aws:autoscaling/lifecycleHook:LifecycleHook")) {
            scaling.putLifecycleHook(
                    HOOK.fill(PutLifecycleHookRequest.builder(), account.inputs(hook)).build());
        }
        for (Recorded.Asked policy : account.of("aws:autoscaling/policy:Policy")) {
            scaling.putScalingPolicy(
                    POLICY.fill(PutScalingPolicyRequest.builder(), account.inputs(policy)).build());
        }
        for (Recorded.Asked floor : account.of("aws:autoscaling/schedule:Schedule")) {
            scaling.putScheduledUpdateGroupAction(
                    SCHEDULE.fill(
                                    PutScheduledUpdateGroupActionRequest.builder(),
                                    account.inputs(floor))
                            .build());
        }
    }

    private void rule(Recorded.Asked rule) {
        CreateRuleRequest request =
                RULE.fill(CreateRuleRequest.builder(), account.inputs(rule)).build();
        balancers.createRule(
                request.toBuilder()
                        .conditions(request.conditions().stream().map(Fleets::named).toList())
                        .build());
    }

    /** What a condition is about stands beside it in the message, and nowhere in the inputs. */
    private static RuleCondition named(RuleCondition condition) {
        return condition.toBuilder()
                .field(condition.httpHeaderConfig() == null ? "path-pattern" : "http-header")
                .build();
    }

    private void group(Recorded.Asked group) {
        Property inputs = account.inputs(group);
        scaling.createAutoScalingGroup(
                GROUP.fill(CreateAutoScalingGroupRequest.builder(), inputs).build());
        account.made(group, inputs.at("name").texts().findFirst().orElseThrow());
        String name = inputs.at("name").texts().findFirst().orElseThrow();
        // By calls of their own, as the provider makes them.
        inputs.at("initialLifecycleHooks")
                .each()
                .map(hook -> HOOK.fill(PutLifecycleHookRequest.builder(), hook))
                .forEach(hook -> scaling.putLifecycleHook(hook.autoScalingGroupName(name).build()));
        if (!inputs.at("warmPool").isAbsent()) {
            scaling.putWarmPool(
                    new Shape()
                            .fill(PutWarmPoolRequest.builder(), inputs.at("warmPool"))
                            .autoScalingGroupName(name)
                            .build());
        }
    }
}
