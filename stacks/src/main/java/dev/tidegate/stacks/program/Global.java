package dev.tidegate.stacks.program;

import com.pulumi.aws.Provider;
import com.pulumi.aws.ProviderArgs;
import com.pulumi.core.Output;
import dev.tidegate.stacks.dns.NameRouting;
import dev.tidegate.stacks.dns.RegionEndpoint;
import dev.tidegate.stacks.edge.Edge;
import dev.tidegate.stacks.identity.Delivery;
import dev.tidegate.stacks.observability.RegionPaging;
import dev.tidegate.stacks.settings.Capability;
import dev.tidegate.stacks.settings.Ground;
import dev.tidegate.stacks.site.Names;
import dev.tidegate.stacks.site.Site;
import java.util.List;

/** The global layer: names, edge and delivery. All of it is in us-east-1, where its certificates and firewall must be. */
final class Global {
    private static final String REGION = "us-east-1";

    Global(
            Ground ground,
            List<RegionEndpoint> endpoints,
            List<String> regionCodes,
            Outputs outputs) {
        Names names = new Names(ground.environment(), REGION);
        // Named apart from the region's own provider, which another layer may hold.
        Site site =
                new Site(
                        ground,
                        names,
                        new Provider(
                                "global-provider", ProviderArgs.builder().region(REGION).build()));
        ground.access()
                .repository()
                .map(repository -> new Delivery(site, repository, regionCodes))
                .ifPresent(delivery -> outputs.put("delivererRole", delivery.role()));
        if (site.can(Capability.DNS) && !endpoints.isEmpty()) {
            NameRouting routes = new NameRouting(site, endpoints);
            outputs.put("origin", Output.of(routes.origin()));
            if (site.can(Capability.OBSERVABILITY)) {
                outputs.put("pager", new RegionPaging(site, routes.endpointChecks()).topic());
            }
            if (site.can(Capability.EDGE)) {
                outputs.put("edgeHost", new Edge(site, routes.origin(), endpoints).host());
                outputs.put("endpoint", Output.of("https://" + ground.domain()));
            }
        }
    }
}
