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
    Checks of(RegionEndpoint endpoint) {
        HealthCheck answers = check(endpoint, "answers", httpsCheck(endpoint));
        HealthCheck accepts = check(endpoint, "accepts", saturationCheck(endpoint));
        HealthCheck healthy =
                check(
                        endpoint,
                        "healthy",
                        HealthCheckArgs.builder()
                                .type("CALCULATED")
                                .childHealthchecks(Output.all(answers.id(), accepts.id()))
                                .childHealthThreshold(2));
        return new Checks(answers.id(), healthy.id());
    }

    /** Identifiers of the check that a region answers, and of the combined check that routing uses. */
    record Checks(Output<String> answers, Output<String> healthy) {}

    private static HealthCheckArgs.Builder httpsCheck(RegionEndpoint endpoint) {
        return HealthCheckArgs.builder()
                .type("HTTPS")
                .fqdn(endpoint.host())
                .port(443)
                // Readiness, not liveness: a gateway without a replica turns everyone away.
                .resourcePath("/readyz")
                .enableSni(true)
                .requestInterval(10)
                .failureThreshold(3)
                .measureLatency(true);
    }

    private static HealthCheckArgs.Builder saturationCheck(RegionEndpoint endpoint) {
        return HealthCheckArgs.builder()
                .type("CLOUDWATCH_METRIC")
                .cloudwatchAlarmName(endpoint.saturationAlarm())
                .cloudwatchAlarmRegion(endpoint.region())
                // Missing data about saturation must not take a region out.
                .insufficientDataHealthStatus("Healthy");
    }

    private HealthCheck check(RegionEndpoint endpoint, String name, HealthCheckArgs.Builder args) {
        Map<String, String> tags = site.tags("dns", site.names().physical(endpoint.code(), name));
        return new HealthCheck(
                site.names().logical("dns", endpoint.code(), name),
                args.tags(tags).build(),
                site.under(parent));
    }
}
