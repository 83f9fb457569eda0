package dev.tidegate.stacks.settings.load;

import dev.tidegate.stacks.settings.CacheSettings;
import dev.tidegate.stacks.settings.Capability;
import dev.tidegate.stacks.settings.Ground;
import dev.tidegate.stacks.settings.Layer;
import dev.tidegate.stacks.settings.NetworkSettings;
import java.util.function.Consumer;

/** Settings that production refuses. */
final class Production {
    private final Ground ground;
    private final Consumer<Problem> problems;

    private Production(Ground ground, Consumer<Problem> problems) {
        this.ground = ground;
        this.problems = problems;
    }

    static void check(Ground ground, Consumer<Problem> problems) {
        new Production(ground, problems).check();
    }

    private void check() {
        for (int i = 0; i < ground.regions().size(); i++) {
            int zones = ground.regions().get(i).zones().size();
            if (zones < 3) {
                add("regions[" + i + "].zones", zones + " zones", "production needs at least 3");
            }
        }
        if (ground.layer() == Layer.WHOLE) {
            add(
                    "layer",
                    "whole",
                    "production holds each region in a stack of its own: write region or global");
        }
        if (!ground.deletionProtection() && !ground.retired()) {
            add(
                    "deletion_protection",
                    "false",
                    "production cannot be deleted by mistake: write true, or retire with its name");
        }
        if (ground.gateway().openToWorld()) {
            add(
                    "gateway.open_to_world",
                    "true",
                    "production takes requests from the edge only: write false");
        }
        if (ground.layer() != Layer.GLOBAL
                && ground.can(Capability.GATEWAY)
                && ground.gateway().keys().isEmpty()) {
            add(
                    "gateway.keys",
                    "nothing",
                    "without a list every key is served: name the secrets that list them");
        }
        if (ground.cache().kind() == CacheSettings.Kind.SENTINEL) {
            add(
                    "cache.kind",
                    "sentinel",
                    "what its nodes are asked, passwords too, is in the clear: write managed");
        }
        if (ground.cache().nodes() < 2) {
            add(
                    "cache.nodes",
                    String.valueOf(ground.cache().nodes()),
                    "production needs a node to fail over to: write 2 or more");
        }
        if (ground.gateway().instances() < 2) {
            add(
                    "gateway.instances",
                    String.valueOf(ground.gateway().instances()),
                    "production needs 2 or more");
        }
        if (!ground.control().multiZone()) {
            add(
                    "control.multi_zone",
                    "false",
                    "production keeps its ledger in two zones: write true");
        }
        if (ground.network().nat() == NetworkSettings.Nat.SINGLE) {
            add("network.nat", "single", "production must survive a zone: write each_zone");
        }
        for (int i = 0; i < ground.fleets().size(); i++) {
            if (ground.fleets().get(i).purchase().onDemandBase() < 1) {
                add(
                        "fleets[" + i + "].purchase.on_demand_base",
                        "0",
                        "spot only can vanish as a whole: write 1 or more");
            }
        }
    }

    private void add(String key, String found, String remedy) {
        problems.accept(new Problem(key, found, remedy));
    }
}
