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
    private static final int EVEN = 100;

    private final Site site;
    private final AliasRecords aliases;
    private final String origin;
    private final SortedMap<String, Output<String>> answering = new TreeMap<>();

    public NameRouting(Site site, List<RegionEndpoint> doors) {
        super("tidegate:dns:Routes", site.names().logical("routes"), site.component());
        this.site = site;
        this.origin = "origin." + site.ground().domain();
        this.aliases = new AliasRecords(site, this);
        operators();
        continents();
        RegionHealth health = new RegionHealth(site, this);
        for (RegionEndpoint loadBalancer : doors) {
            RegionHealth.Checks checks = health.of(loadBalancer);
            Output<String> healthy = checks.healthy();
            answering.put(loadBalancer.region(), checks.answers());
            aliases.toName(
                    "near." + origin,
                    loadBalancer.code(),
                    loadBalancer.code() + "." + origin,
                    record ->
                            record.latencyRoutingPolicies(
                                            RecordLatencyRoutingPolicyArgs.builder()
                                                    .region(loadBalancer.region())
                                                    .build())
                                    .healthCheckId(healthy));
            aliases.toBalancer(
                    loadBalancer.code() + "." + origin,
                    "primary",
                    loadBalancer,
                    record ->
                            record.failoverRoutingPolicies(
                                            RecordFailoverRoutingPolicyArgs.builder()
                                                    .type("PRIMARY")
                                                    .build())
                                    .healthCheckId(healthy));
            aliases.toName(
                    loadBalancer.code() + "." + origin,
                    "secondary",
                    "any." + origin,
                    record ->
                            record.failoverRoutingPolicies(
                                    RecordFailoverRoutingPolicyArgs.builder()
                                            .type("SECONDARY")
                                            .build()));
            aliases.toBalancer(
                    "any." + origin,
                    loadBalancer.code(),
                    loadBalancer,
                    record ->
                            record.weightedRoutingPolicies(
                                    RecordWeightedRoutingPolicyArgs.builder()
                                            .weight(EVEN)
                                            .build()));
        }
        registerOutputs(Map.of("origin", Output.of(origin)));
    }

    /** The name the edge asks. */
    public String origin() {
        return origin;
    }

    /** By region, the health check of its load balancer. */
    public SortedMap<String, Output<String>> endpointChecks() {
        return answering;
    }

    private void operators() {
        DnsSettings dns = site.ground().dns();
        CidrCollection collection =
                new CidrCollection(
                        site.names().logical("dns", "operators"),
                        CidrCollectionArgs.builder()
                                .name(site.names().physical("operators"))
                                .build(),
                        site.under(this));
        for (DnsSettings.Operator operator : dns.operators()) {
            CidrLocation location =
                    new CidrLocation(
                            site.names().logical("dns", "operator", operator.name()),
                            CidrLocationArgs.builder()
                                    .cidrCollectionId(collection.id())
                                    .name(operator.name())
                                    .cidrBlocks(operator.blocks())
                                    .build(),
                            site.under(this));
            aliases.toName(
                    origin,
                    operator.name(),
                    code(operator.region()) + "." + origin,
                    record -> at(record, collection, location.name()));
        }
        // Everyone else: Route 53's default location.
        aliases.toName(
                origin,
                "others",
                "geo." + origin,
                record -> at(record, collection, Output.of("*")));
    }

    private static RecordArgs.Builder at(
            RecordArgs.Builder record, CidrCollection collection, Output<String> location) {
        return record.cidrRoutingPolicy(
                RecordCidrRoutingPolicyArgs.builder()
                        .collectionId(collection.id())
                        .locationName(location)
                        .build());
    }

    private void continents() {
        for (DnsSettings.Place place : site.ground().dns().places()) {
            aliases.toName(
                    "geo." + origin,
                    place.continent(),
                    code(place.region()) + "." + origin,
                    record ->
                            record.geolocationRoutingPolicies(
                                    RecordGeolocationRoutingPolicyArgs.builder()
                                            .continent(place.continent())
                                            .build()));
        }
        aliases.toName(
                "geo." + origin,
                "others",
                "near." + origin,
                record ->
                        record.geolocationRoutingPolicies(
                                RecordGeolocationRoutingPolicyArgs.builder().country("*").build()));
    }

    private static String code(String region) {
        return new Names("any", region).code();
    }
}
