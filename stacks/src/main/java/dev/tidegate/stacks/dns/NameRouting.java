package dev.tidegate.stacks.dns;

import com.pulumi.aws.route53.CidrCollection;
import com.pulumi.aws.route53.CidrCollectionArgs;
import com.pulumi.aws.route53.CidrLocation;
import com.pulumi.aws.route53.CidrLocationArgs;
import com.pulumi.aws.route53.RecordArgs;
import com.pulumi.aws.route53.inputs.RecordCidrRoutingPolicyArgs;
import com.pulumi.aws.route53.inputs.RecordFailoverRoutingPolicyArgs;
import com.pulumi.aws.route53.inputs.RecordGeolocationRoutingPolicyArgs;
import com.pulumi.aws.route53.inputs.RecordLatencyRoutingPolicyArgs;
import com.pulumi.aws.route53.inputs.RecordWeightedRoutingPolicyArgs;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.settings.DnsSettings;
import dev.tidegate.stacks.site.Names;
import dev.tidegate.stacks.site.Site;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How one name resolves to a region, one routing policy a step: operator's address block → continent → lowest latency → that region while
 * it is healthy → any region. The last step has no health check: an error that fails every region's check spreads load instead of stopping it.
 */
public final class NameRouting extends ComponentResource {
    private static final int EQUAL_WEIGHT = 100;

    private final Site site;
    private final AliasRecords aliases;
    private final String origin;
    private final SortedMap<String, Output<String>> endpointChecks = new TreeMap<>();

    public NameRouting(Site site, List<RegionEndpoint> endpoints) {
        super("tidegate:dns:Routes", site.names().logical("routes"), site.component());
        this.site = site;
        this.origin = "origin." + site.ground().domain();
        this.aliases = new AliasRecords(site, this);
        routeByOperator();
        routeByContinent();
        RegionHealth health = new RegionHealth(site, this);
        for (RegionEndpoint endpoint : endpoints) {
            RegionHealth.Checks checks = health.of(endpoint);
            endpointChecks.put(endpoint.region(), checks.answers());
            routeByLatency(endpoint, checks.healthy());
            failOver(endpoint, checks.healthy());
            routeToAny(endpoint);
        }
        registerOutputs(Map.of("origin", Output.of(origin)));
    }

    /** The name the edge asks. */
    public String origin() {
        return origin;
    }

    /** By region, the health check of its load balancer. */
    public SortedMap<String, Output<String>> endpointChecks() {
        return endpointChecks;
    }

    private void routeByOperator() {
        CidrCollection collection =
                new CidrCollection(
                        site.names().logical("dns", "operators"),
                        CidrCollectionArgs.builder()
                                .name(site.names().physical("operators"))
                                .build(),
                        site.under(this));
        for (DnsSettings.Operator operator : site.ground().dns().operators()) {
            CidrLocation location = location(collection, operator);
            aliases.toName(
                    origin,
                    operator.name(),
                    code(operator.region()) + "." + origin,
                    record -> cidrRouting(record, collection, location.name()));
        }
        // Everyone else: Route 53's default location.
        aliases.toName(
                origin,
                "others",
                "geo." + origin,
                record -> cidrRouting(record, collection, Output.of("*")));
    }

    private CidrLocation location(CidrCollection collection, DnsSettings.Operator operator) {
        return new CidrLocation(
                site.names().logical("dns", "operator", operator.name()),
                CidrLocationArgs.builder()
                        .cidrCollectionId(collection.id())
                        .name(operator.name())
                        .cidrBlocks(operator.blocks())
                        .build(),
                site.under(this));
    }

    private static RecordArgs.Builder cidrRouting(
            RecordArgs.Builder record, CidrCollection collection, Output<String> location) {
        return record.cidrRoutingPolicy(
                RecordCidrRoutingPolicyArgs.builder()
                        .collectionId(collection.id())
                        .locationName(location)
                        .build());
    }

    private void routeByContinent() {
        for (DnsSettings.Place place : site.ground().dns().places()) {
            var continent =
                    RecordGeolocationRoutingPolicyArgs.builder()
                            .continent(place.continent())
                            .build();
            aliases.toName(
                    "geo." + origin,
                    place.continent(),
                    code(place.region()) + "." + origin,
                    record -> record.geolocationRoutingPolicies(continent));
        }
        var anywhere = RecordGeolocationRoutingPolicyArgs.builder().country("*").build();
        aliases.toName(
                "geo." + origin,
                "others",
                "near." + origin,
                record -> record.geolocationRoutingPolicies(anywhere));
    }

    private void routeByLatency(RegionEndpoint endpoint, Output<String> healthy) {
        var latency = RecordLatencyRoutingPolicyArgs.builder().region(endpoint.region()).build();
        aliases.toName(
                "near." + origin,
                endpoint.code(),
                endpoint.code() + "." + origin,
                record -> record.latencyRoutingPolicies(latency).healthCheckId(healthy));
    }

    private void failOver(RegionEndpoint endpoint, Output<String> healthy) {
        var primary = RecordFailoverRoutingPolicyArgs.builder().type("PRIMARY").build();
        aliases.toLoadBalancer(
                endpoint.code() + "." + origin,
                "primary",
                endpoint,
                record -> record.failoverRoutingPolicies(primary).healthCheckId(healthy));
        var secondary = RecordFailoverRoutingPolicyArgs.builder().type("SECONDARY").build();
        aliases.toName(
                endpoint.code() + "." + origin,
                "secondary",
                "any." + origin,
                record -> record.failoverRoutingPolicies(secondary));
    }

    private void routeToAny(RegionEndpoint endpoint) {
        var weight = RecordWeightedRoutingPolicyArgs.builder().weight(EQUAL_WEIGHT).build();
        aliases.toLoadBalancer(
                "any." + origin,
                endpoint.code(),
                endpoint,
                record -> record.weightedRoutingPolicies(weight));
    }

    private static String code(String region) {
        return new Names("any", region).code();
    }
}
