package dev.tidegate.stacks.edge;

import com.pulumi.aws.cloudfront.Distribution;
import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResource;
import dev.tidegate.stacks.dns.Aliases;
import dev.tidegate.stacks.dns.Certified;
import dev.tidegate.stacks.dns.RegionDoor;
import dev.tidegate.stacks.site.Site;
import java.util.List;
import java.util.Map;

/** The edge of an environment; its site must be us-east-1. */
public final class Edge extends ComponentResource {
    private final Output<String> host;

    public Edge(Site site, String origin, List<RegionDoor> doors) {
        super("tidegate:edge:Edge", site.names().logical("edge"), site.component());
        if (!site.names().region().equals("us-east-1")) {
            throw new IllegalArgumentException(
                    "the edge's certificate and firewall live in us-east-1, was "
                            + site.names().region());
        }
        Output<String> certificate = Certified.edge(site, this).arn();
        Output<String> firewall = new Firewall(site, this).arn();
        LastAnswer last = new LastAnswer(site, this);
        Distribution distribution =
                new Delivered(site, this).distribution(origin, doors, certificate, firewall, last);
        last.allow(distribution.arn());
        new Aliases(site, this)
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
