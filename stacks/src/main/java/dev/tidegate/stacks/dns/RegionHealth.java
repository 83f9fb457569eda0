package dev.tidegate.stacks.dns;

import com.pulumi.aws.route53.HealthCheck;
import com.pulumi.aws.route53.HealthCheckArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.site.Site;
import java.util.Map;

/** Whether a region answers, whether it can still accept work, and both together. */
final class RegionHealth {
    private final Site site;
    private final ComponentResource parent;

    RegionHealth(Site site, ComponentResource parent) {
        this.site = site;
        this.parent = parent;
    }

    /** A region is sent clients while it answers and is not full. */
    Checks of(RegionEndpoint loadBalancer) {
        HealthCheck answers =
                check(
                        loadBalancer,
                        "answers",
                        HealthCheckArgs.builder()
                                .type("HTTPS")
                                .fqdn(loadBalancer.host())
                                .port(443)
                                // Not whether the gateway runs: one without a replica turns
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
                                // Not knowing how full a region is must not empty it.
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

    /** Whether a region answers, and whether it is sent clients. */
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
