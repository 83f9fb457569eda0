package dev.tidegate.stacks.program;

import com.pulumi.core.Output;
import dev.tidegate.stacks.dns.RegionEndpoint;
import dev.tidegate.stacks.settings.Ground;
import dev.tidegate.stacks.settings.RegionSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/** Everything that one stack provisions, and its outputs. */
final class Provisioned {
    private final Outputs outputs = new Outputs();

    Provisioned(Ground ground) {
        List<RegionEndpoint> endpoints = new ArrayList<>();
        List<String> codes = new ArrayList<>();
        for (RegionSettings region : ground.regions()) {
            Regional regional = new Regional(ground, region, outputs);
            regional.endpoint().ifPresent(endpoints::add);
            codes.add(regional.names().code());
        }
        for (Ground.RegionStack region : ground.regionStacks()) {
            RegionEndpoint endpoint = new RegionReference(ground.environment(), region).endpoint();
            endpoints.add(endpoint);
            codes.add(endpoint.code());
        }
        if (ground.holdsGlobal()) {
            new Global(ground, endpoints, codes, outputs);
        }
    }

    SortedMap<String, Output<?>> outputs() {
        return outputs.complete();
    }
}
