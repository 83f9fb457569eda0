package dev.tidegate.stacks.emulated;

import dev.tidegate.stacks.resource.Property;
import dev.tidegate.stacks.wire.Recorded;
import java.util.Comparator;
import java.util.List;
import software.amazon.awssdk.services.cloudfront.CloudFrontClient;
import software.amazon.awssdk.services.cloudfront.model.CreateOriginAccessControlRequest;
import software.amazon.awssdk.services.cloudfront.model.DistributionConfig;
import software.amazon.awssdk.services.cloudfront.model.OriginAccessControlConfig;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.HealthCheckConfig;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.wafv2.Wafv2Client;
import software.amazon.awssdk.services.wafv2.model.CreateWebAclRequest;

/** What clients meet first: names, firewall and edge. */
final class Doors {
    static final Shape DISTRIBUTION =
            new Shape(
                    "cacheBehaviors", "orderedCacheBehaviors",
                    "origins.items.id", "originId",
                    "origins.items.customOriginConfig.originReadTimeout", "originReadTimeout",
                    "origins.items.customHeaders.items.headerName", "name",
                    "origins.items.customHeaders.items.headerValue", "value",
                    "originGroups.items.id", "originId",
                    "customErrorResponses.items.errorCachingMinTTL", "errorCachingMinTtl");
    static final Shape RECORD =
            new Shape(
                    "weight", "weightedRoutingPolicies.weight",
                    "region", "latencyRoutingPolicies.region",
                    "failover", "failoverRoutingPolicies.type",
                    "geoLocation", "geolocationRoutingPolicies",
                    "geoLocation.continentCode", "continent",
                    "geoLocation.countryCode", "country",
                    "aliasTarget", "aliases",
                    "aliasTarget.dnsName", "name",
                    "aliasTarget.hostedZoneId", "zoneId");
    static final Shape CHECK =
            new Shape(
                    "fullyQualifiedDomainName",
                    "fqdn",
                    "alarmIdentifier.region",
                    "cloudwatchAlarmRegion");

    private final Account account;
    private final Route53Client names;
    private final CloudFrontClient edge;
    private final Wafv2Client firewall;

    Doors(Account account, Route53Client names, CloudFrontClient edge, Wafv2Client firewall) {
        this.account = account;
        this.names = names;
        this.edge = edge;
        this.firewall = firewall;
    }

    void create() {
        for (Recorded.Asked acl : account.of("aws:wafv2/webAcl:WebAcl")) {
            var made =
                    firewall.createWebACL(
                            new Shape()
                                    .fill(CreateWebAclRequest.builder(), account.inputs(acl))
                                    .build());
            account.made(acl, made.summary().id(), made.summary().arn());
        }
        for (Recorded.Asked access :
                account.of("aws:cloudfront/originAccessControl:OriginAccessControl")) {
            OriginAccessControlConfig config =
                    new Shape()
                            .fill(OriginAccessControlConfig.builder(), account.inputs(access))
                            .build();
            account.made(
                    access,
                    edge.createOriginAccessControl(
                                    CreateOriginAccessControlRequest.builder()
                                            .originAccessControlConfig(config)
                                            .build())
                            .originAccessControl()
                            .id());
        }
        for (Recorded.Asked distribution : account.of("aws:cloudfront/distribution:Distribution")) {
            DistributionConfig config =
                    DISTRIBUTION
                            .fill(DistributionConfig.builder(), account.inputs(distribution))
                            .callerReference(distribution.name())
                            .build();
            account.made(
                    distribution,
                    edge.createDistribution(request -> request.distributionConfig(config))
                            .distribution()
                            .id());
        }
        checks();
        records();
    }

    private void checks() {
        // Those that ask something first: a calculated one names them.
        List<Recorded.Asked> checks =
                account.of("aws:route53/healthCheck:HealthCheck").stream()
                        .sorted(Comparator.comparing(check -> calculated(account.inputs(check))))
                        .toList();
        for (Recorded.Asked check : checks) {
            Property inputs = account.inputs(check);
            HealthCheckConfig.Builder config = CHECK.fill(HealthCheckConfig.builder(), inputs);
            inputs.at("cloudwatchAlarmName")
                    .texts()
                    .forEach(
                            alarm ->
                                    config.alarmIdentifier(
                                            it ->
                                                    it.name(alarm)
                                                            .region(
                                                                    text(
                                                                            inputs,
                                                                            "cloudwatchAlarmRegion"))));
            account.made(
                    check,
                    names.createHealthCheck(
                                    request ->
                                            request.callerReference(check.name())
                                                    .healthCheckConfig(config.build()))
                            .healthCheck()
                            .id());
        }
    }

    private void records() {
        String zone =
                names.createHostedZone(
                                request ->
                                        request.name("staging.llm.example.com")
                                                .callerReference("zone"))
                        .hostedZone()
                        .id()
                        .replace("/hostedzone/", "");
        account.stands("Z0000000DNS", zone);
        List<Change> changes =
                account.of("aws:route53/record:Record").stream()
                        .map(account::inputs)
                        .filter(record -> !record.at("aliases").isAbsent())
                        .map(Doors::created)
                        .toList();
        names.changeResourceRecordSets(
                request -> request.hostedZoneId(zone).changeBatch(all -> all.changes(changes)));
    }

    private static Change created(Property record) {
        return Change.builder()
                .action(ChangeAction.CREATE)
                .resourceRecordSet(RECORD.fill(ResourceRecordSet.builder(), record).build())
                .build();
    }

    private static boolean calculated(Property check) {
        return text(check, "type").equals("CALCULATED");
    }

    private static String text(Property inputs, String key) {
        return inputs.at(key).texts().findFirst().orElseThrow();
    }
}
