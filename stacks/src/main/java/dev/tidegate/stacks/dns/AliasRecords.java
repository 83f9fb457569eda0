package dev.tidegate.stacks.dns;

import com.pulumi.aws.route53.Record;
import com.pulumi.aws.route53.RecordArgs;
import com.pulumi.aws.route53.inputs.RecordAliasArgs;
import com.pulumi.core.Either;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.site.Site;
import java.util.List;
import java.util.function.UnaryOperator;

/** Alias records, always as A and AAAA: an IPv6-only client would not find a name that has an A record only. */
public final class AliasRecords {
    private final Site site;
    private final ComponentResource parent;
    private final Output<String> zone;

    public AliasRecords(Site site, ComponentResource parent) {
        this.site = site;
        this.parent = parent;
        this.zone = ValidatedCertificate.zone(site, parent);
    }

    /** To another name of the same zone. */
    void toName(
            String name,
            String identifier,
            String target,
            UnaryOperator<RecordArgs.Builder> routing) {
        records(
                name,
                identifier,
                RecordAliasArgs.builder()
                        .name(target)
                        .zoneId(zone)
                        .evaluateTargetHealth(true)
                        .build(),
                routing);
    }

    /** To a region's load balancer. */
    void toLoadBalancer(
            String name,
            String identifier,
            RegionEndpoint endpoint,
            UnaryOperator<RecordArgs.Builder> routing) {
        records(
                name,
                identifier,
                RecordAliasArgs.builder()
                        .name(endpoint.host())
                        .zoneId(endpoint.hostZone())
                        .evaluateTargetHealth(false)
                        .build(),
                routing);
    }

    /** To a distribution, which has no health check of ours. */
    public void toEdge(String name, Output<String> host, Output<String> hostZone) {
        records(
                name,
                "",
                RecordAliasArgs.builder()
                        .name(host)
                        .zoneId(hostZone)
                        .evaluateTargetHealth(false)
                        .build(),
                record -> record);
    }

    private void records(
            String name,
            String identifier,
            RecordAliasArgs target,
            UnaryOperator<RecordArgs.Builder> routing) {
        String slug = slug(name);
        for (String family : List.of("A", "AAAA")) {
            RecordArgs.Builder record =
                    RecordArgs.builder()
                            .zoneId(zone)
                            .name(name)
                            .type(Either.ofLeft(family))
                            .aliases(target);
            if (!identifier.isEmpty()) {
                record.setIdentifier(identifier);
            }
            String part = identifier.isEmpty() ? "only" : identifier;
            new Record(
                    site.names().logical("dns", slug, part, family),
                    routing.apply(record).build(),
                    site.under(parent));
        }
    }

    /** The name's labels within the zone, as part of a logical name. */
    private String slug(String name) {
        String domain = site.ground().domain();
        return name.equals(domain)
                ? "apex"
                : name.substring(0, name.length() - domain.length() - 1).replace('.', '-');
    }
}
