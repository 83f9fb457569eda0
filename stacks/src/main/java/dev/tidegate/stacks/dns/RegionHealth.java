package dev.tidegate.stacks.dns;

import com.pulumi.aws.route53.HealthCheck;
import com.pulumi.aws.route53.HealthCheckArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.site.Site;
import java.util.Map;

/** Health checks of a region: its load balancer answers, it is not saturated, and both combined. */
final class RegionHealth {
    private final Site site;
    private final ComponentResource parent;

    RegionHealth(Site site, ComponentResource parent) {
        this.site = site;
        this.parent = parent;
    }

    /** Creates the checks: a region receives clients while it answers and is not saturated. */
    Checks of(RegionEndpoint loadBalancer) {
        HealthCheck answers =
                check(
                        loadBalancer,
                        "answers",
                        HealthCheckArgs.builder()
                                .type("HTTPS")
                                .fqdn(loadBalancer.host())
                                .port(443)
                                // Readiness, not liveness: a gateway without a replica turns
                                // everyone away.
                                .resourcePath("/readyz")
                                .enableSni(true)
                                .requestInterval(10)
                                .failureThreshold(3)
                                .measureLatency(true));
        HealthCheck accepts =
                check(
                        loadBalancer,
                        "accepts",
                        HealthCheckArgs.builder()
                                .type("CLOUDWATCH_METRIC")
                                .cloudwatchAlarmName(loadBalancer.saturationAlarm())
                                .cloudwatchAlarmRegion(loadBalancer.region())
                                // Missing data about saturation must not take a region out.
                                .insufficientDataHealthStatus("Healthy"));
        HealthCheck both =
                check(
                        loadBalancer,
                        "healthy",
                        HealthCheckArgs.builder()
                                .type("CALCULATED")
                                .childHealthchecks(Output.all(answers.id(), accepts.id()))
                                .childHealthThreshold(2));
        return new Checks(answers.id(), both.id());
    }

    /** Identifiers of the check that a region answers, and of the combined check that routing uses. */
    record Checks(Output<String> answers, Output<String> healthy) {}

    private HealthCheck check(
            RegionEndpoint loadBalancer, String what, HealthCheckArgs.Builder args) {
        Map<String, String> tags =
                site.tags("dns", site.names().physical(loadBalancer.code(), what));
        return new HealthCheck(
                site.names().logical("dns", loadBalancer.code(), what),
                args.tags(tags).build(),
                site.under(parent));
    }
}
