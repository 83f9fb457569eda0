package dev.tidegate.runbooks.run;

import static dev.tidegate.runbooks.run.World.plan;
import static dev.tidegate.runbooks.run.World.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.book.Effect;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import dev.tidegate.runbooks.run.record.RunState;
import dev.tidegate.runbooks.run.record.RunView;
import dev.tidegate.runbooks.signal.Signals;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What is told of a signal that did not calm down, and that nobody waits for it in vain. */
final class MissingEffectTest {
    private final World world = new World(1);

    @Test
    void aSignalThatDidNotCalmDownIsToldAsANumber() {
        world.signal = at -> OptionalDouble.of(0.25);
        Runs runs = world.process("p1");

        World.drive(runs, openKept(runs));

        assertThat(effects()).containsExactly("the signal did not calm down: it is 0.25");
    }

    @Test
    void nobodyWaitsForASignalThatNobodyCanBeAskedAboutIfTheChangeStaysAnyway() {
        Runs runs = withoutMetrics();

        RunView view = World.drive(runs, openKept(runs));

        assertThat(view.state()).isEqualTo(RunState.IN_FORCE);
        assertThat(world.now).isEqualTo(World.START);
        assertThat(effects()).containsExactly("not looked at: no metrics server is configured");
    }

    private static String openKept(Runs runs) {
        Effect effect = new Effect(Duration.ofMinutes(1), Effect.Missing.KEEP);
        return runs.open(
                plan(
                        Optional.of(Duration.ofHours(1)),
                        Optional.empty(),
                        Optional.of(effect),
                        step(0, 5)),
                "ana");
    }

    private Runs withoutMetrics() {
        RunDependencies d = world.dependencies(CrashInjector.none());
        return new Runs(
                new RunDependencies(
                        d.ledger(),
                        d.leases(),
                        d.actuators(),
                        Signals.none(),
                        d.approvers(),
                        d.clock(),
                        d.sleeper(),
                        d.jitter()),
                "p2");
    }

    private List<String> effects() {
        return world.ledger.read(LedgerQuery.all()).stream()
                .filter(entry -> entry.content().kind().equals("run-effect-seen"))
                .map(entry -> entry.content().body().path("detail").asText())
                .toList();
    }
}
