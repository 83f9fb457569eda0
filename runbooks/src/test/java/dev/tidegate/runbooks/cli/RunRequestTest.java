package dev.tidegate.runbooks.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.runbooks.approve.Operator;
import dev.tidegate.runbooks.cli.context.CommandRefusal;
import dev.tidegate.runbooks.run.RunFixture;
import dev.tidegate.runbooks.run.RunListener;
import dev.tidegate.runbooks.run.record.RunEvent.AbortRequested;
import dev.tidegate.runbooks.run.record.RunState;
import dev.tidegate.runbooks.run.record.RunView;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Two runs of one target are taken back in their order, or by somebody who was told. */
final class RunRequestTest {
    private final RunFixture world = new RunFixture();

    private String run(int from, int to) {
        String run = world.openRaising(from, to);
        world.runs().drive(run, RunListener.none());
        world.advance(Duration.ofMinutes(1));
        return run;
    }

    private RunView back(String run, boolean anyway, boolean keep) {
        AbortRequested wish = new AbortRequested("bo", "test", keep);
        RunView view = world.runs().find(run).orElseThrow();
        RunRequest.requestUndo(world.runs(), view, new Operator("bo", Set.of()), wish, anyway);
        world.runs().drive(run, RunListener.none());
        return world.runs().find(run).orElseThrow();
    }

    @Test
    void aRunThatAnotherWroteOverNamesItAndIsLeftUntilThatIsTakenBack() {
        String first = run(2, 5);
        String second = run(5, 9);

        assertThatThrownBy(() -> back(first, false, false))
                .isInstanceOf(CommandRefusal.class)
                .hasMessageContaining(
                        "run " + second + " (in-force) wrote to simulated:fleet=f0 afterwards")
                .hasMessageContaining("--anyway");
        assertThat(world.runs().find(first).orElseThrow().state()).isEqualTo(RunState.IN_FORCE);

        back(second, false, false);
        assertThat(back(first, false, false).state()).isEqualTo(RunState.UNDONE);
        assertThat(world.floor(0)).isEqualTo(2);
    }

    @Test
    void whoWasToldOrKeepsWhatIsThereIsNotHeldUp() {
        String first = run(2, 5);
        String second = run(5, 9);

        assertThat(back(second, false, true).state()).isEqualTo(RunState.ABORTED);
        assertThat(back(first, true, false).note()).contains("left alone");
        assertThat(world.floor(0)).isEqualTo(9);
    }
}
