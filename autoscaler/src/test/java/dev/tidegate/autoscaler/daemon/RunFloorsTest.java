package dev.tidegate.autoscaler.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.loop.record.OverrideRecord.AuthoredOverride;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.simulated.SimulatedFleets;
import dev.tidegate.runbooks.run.RunListener;
import dev.tidegate.runbooks.run.record.RunState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A floor that a living run has raised, as an override. */
final class RunFloorsTest extends RunsRig {
    @Test
    void aRunKeepsItsFloorWhileItIsVerifiedOrStuck() {
        Target fleet = SimulatedFleets.target("f0");
        String run = world.openVerified(Duration.ofSeconds(3)); // verified every two seconds
        List<Boolean> held = new ArrayList<>();
        world.onPause(
                () ->
                        held.add(
                                runbooks.overrides(fleet, world.now()).stream()
                                        .anyMatch(floor -> floor.override().holdsAt(world.now()))));

        world.runs().drive(run, RunListener.none());
        world.onPause(() -> {});
        world.advance(Duration.ofHours(1));

        assertThat(held).hasSize(2).doesNotContain(false);
        assertThat(world.runs().find(run).orElseThrow().state()).isEqualTo(RunState.STUCK);
        assertThat(runbooks.overrides(fleet, world.now()))
                .anyMatch(floor -> floor.override().holdsAt(world.now()));
    }

    @Test
    void anActiveRunKeepsItsFloorWhileTheLedgerIsUnreadable() {
        world.openRaising(2, 5);
        world.sweep();
        Target fleet = SimulatedFleets.target("f0");
        List<AuthoredOverride> before = runbooks.overrides(fleet, world.now());

        world.ledger().unreadable(true);
        world.advance(Duration.ofSeconds(1));

        assertThat(before).hasSize(1);
        assertThat(runbooks.overrides(fleet, world.now())).isEqualTo(before);
    }

    @Test
    void aFloorThatARunHasRaisedIsShownWithTheRunAndWhoOpenedIt() {
        String run = world.openRaising(2, 5);
        world.sweep();

        assertThat(runbooks.overrides(SimulatedFleets.target("f0"), world.now()))
                .extracting(AuthoredOverride::describe)
                .singleElement()
                .asString()
                .startsWith("floor 5 until 2026-03-01T")
                .endsWith(", by ana: run " + run);
    }
}
