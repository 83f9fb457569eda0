package dev.tidegate.stacks.edge;

import com.pulumi.aws.cloudfront.Distribution;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.dns.AliasRecords;
import dev.tidegate.stacks.dns.RegionEndpoint;
import dev.tidegate.stacks.dns.ValidatedCertificate;
import dev.tidegate.stacks.site.Site;
import java.util.List;
import java.util.Map;

/** An environment's edge: distribution, firewall and fallback response. Its site must be us-east-1. */
public final class Edge extends ComponentResource {
    private final Output<String> host;

    public Edge(Site site, String origin, List<RegionEndpoint> endpoints) {
        super("tidegate:edge:Edge", site.names().logical("edge"), site.component());
        if (!site.names().region().equals("us-east-1")) {
            throw new IllegalArgumentException(
                    "the edge's certificate and firewall live in us-east-1, was "
                            + site.names().region());
        }
        Output<String> certificate = ValidatedCertificate.edge(site, this).arn();
        Output<String> firewall = new Firewall(site, this).arn();
        FallbackResponse fallback = new FallbackResponse(site, this);
        Distribution distribution =
                new EdgeDistribution(site, this)
                        .distribution(origin, endpoints, certificate, firewall, fallback);
        fallback.allowRead(distribution.arn());
        new AliasRecords(site, this)
                .toEdge(
                        site.ground().domain(),
                        distribution.domainName(),
                        distribution.hostedZoneId());
        host = distribution.domainName();
        registerOutputs(Map.of("host", host));
    }

    public Output<String> host() {
        return host;
    }
}
