package dev.tidegate.autoscaler.loop;

import dev.tidegate.autoscaler.loop.record.OverrideRecord.AuthoredOverride;
import dev.tidegate.autoscaler.loop.record.TierBook;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.tier.Evidence;
import dev.tidegate.runbooks.tier.Tier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Keeps which tiers books are told of, in order: {@code ISOLATE 2026-…} for one that was entered, {@code left ISOLATE}. */
final class Announcements implements Intervention {
    final List<String> said = new ArrayList<>();

    @Override
    public List<AuthoredOverride> overrides(Target target, Instant now) {
        return List.of();
    }

    @Override
    public List<TierBook> books(Tier tier) {
        return List.of();
    }

    @Override
    public void entered(Tier tier, String workload, Evidence evidence, Instant at) {
        said.add(tier + " " + at);
    }

    @Override
    public void left(Tier tier, String workload) {
        said.add("left " + tier);
    }
}
