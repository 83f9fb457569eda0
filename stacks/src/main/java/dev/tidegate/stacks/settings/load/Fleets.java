package dev.tidegate.stacks.settings.load;

import dev.tidegate.stacks.settings.FleetSettings;
import dev.tidegate.stacks.settings.Ground;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Checks of a fleet's keys against each other and against the regions. */
final class Fleets {
    /** Most fleets: the gateway's user data names each, and EC2 limits it to 16 KB. */
    private static final int MOST = 24;

    private final Ground ground;
    private final Consumer<Problem> problems;

    private Fleets(Ground ground, Consumer<Problem> problems) {
        this.ground = ground;
        this.problems = problems;
    }

    static void check(Ground ground, Consumer<Problem> problems) {
        new Fleets(ground, problems).check();
    }

    private void check() {
        if (ground.fleets().size() > MOST) {
            add("fleets", ground.fleets().size() + " entries", "a region has room for " + MOST);
        }
        for (int i = 0; i < ground.fleets().size(); i++) {
            FleetSettings fleet = ground.fleets().get(i);
            String at = "fleets[" + i + "]";
            FleetSettings.Bounds bounds = fleet.bounds();
            if (bounds.min() > bounds.max()) {
                add(
                        at + ".bounds",
                        "min " + bounds.min() + ", max " + bounds.max(),
                        "min must not exceed max");
            }
            if (fleet.replicasByType().isEmpty()) {
                add(
                        at + ".gpus_per_replica",
                        String.valueOf(fleet.gpusPerReplica()),
                        "no type of "
                                + fleet.family()
                                + " carries a replica within max "
                                + bounds.max());
            }
            if (fleet.purchase().onDemandBase() > bounds.max()) {
                add(
                        at + ".purchase.on_demand_base",
                        String.valueOf(fleet.purchase().onDemandBase()),
                        "must not exceed max " + bounds.max());
            }
            fleet.warm()
                    .ifPresent(
                            warm -> {
                                if (warm.min() > warm.max() || warm.max() > bounds.max()) {
                                    add(
                                            at + ".warm",
                                            "min " + warm.min() + ", max " + warm.max(),
                                            "needs min ≤ max ≤ the fleet's max " + bounds.max());
                                }
                            });
            fleet.floors().stream()
                    .filter(floor -> floor.min() > bounds.max())
                    .forEach(
                            floor ->
                                    add(
                                            at + ".floors",
                                            floor.name() + " with " + floor.min(),
                                            "a floor must not exceed max " + bounds.max()));
            fleet.floors().stream()
                    .filter(floor -> bounds.min() <= bounds.max() && floor.min() < bounds.min())
                    .forEach(
                            floor ->
                                    add(
                                            at + ".floors",
                                            floor.name() + " with " + floor.min(),
                                            "a floor must not go below min " + bounds.min()));
            block(fleet, at);
            reservation(fleet, at);
        }
    }

    /** Auto Scaling supports capacity blocks only in groups of one instance type without a warm pool. */
    private void block(FleetSettings fleet, String at) {
        boolean block =
                fleet.purchase()
                        .reservation()
                        .filter(each -> each.kind() == FleetSettings.Reservation.Kind.BLOCK)
                        .isPresent();
        if (block && !fleet.replicasByType().isEmpty() && fleet.blockType().isEmpty()) {
            add(
                    at + ".gpus_per_replica",
                    String.valueOf(fleet.gpusPerReplica()),
                    "with a capacity block an instance is one replica: write one of "
                            + new TreeSet<>(fleet.family().gpusByType().values()));
        }
        if (block && fleet.warm().isPresent()) {
            add(at + ".warm", "a warm pool", "a capacity block cannot be used with one; remove it");
        }
    }

    /** A resource group is given by ARN and belongs to one region; a capacity block is given by its identifier. */
    private void reservation(FleetSettings fleet, String at) {
        if (fleet.purchase().reservation().isEmpty()) {
            return;
        }
        FleetSettings.Reservation named = fleet.purchase().reservation().get();
        String key = at + ".purchase.reservation.id";
        boolean block = named.kind() == FleetSettings.Reservation.Kind.BLOCK;
        if (block != named.id().startsWith("cr-")) {
            String remedy =
                    block
                            ? "a block is a reservation: write cr-…"
                            : "a group is a resource group: write its ARN";
            add(key, named.id(), remedy);
        } else if (!block) {
            ground.regions().stream()
                    .map(region -> region.name())
                    .filter(
                            region ->
                                    !named.id()
                                            .startsWith("arn:aws:resource-groups:" + region + ":"))
                    .forEach(region -> add(key, named.id(), "name a group of " + region));
        }
    }

    private void add(String key, String found, String remedy) {
        problems.accept(new Problem(key, found, remedy));
    }
}
