package dev.tidegate.autoscaler.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.loop.LoggedLines;
import dev.tidegate.runbooks.cli.show.LogLines;
import dev.tidegate.runbooks.run.RunFixture;
import dev.tidegate.runbooks.run.RunListener;
import dev.tidegate.runbooks.trigger.TriggerOutcome.Refused;
import dev.tidegate.runbooks.trigger.TriggerOutcome.RunByPerson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the daemon logs of the runs that it drives. */
final class RunLogTest {
    private final RunFixture world = new RunFixture();

    @Test
    void eachStepOfARunIsLoggedWithItsName() {
        List<String> lines = new ArrayList<>();
        String run = world.openRaising(2, 5);

        world.runs().drive(run, (event, view) -> lines.add(LogLines.line(event, view)));
        world.advance(Duration.ofHours(9));
        world.runs().sweep((event, view) -> lines.add(LogLines.line(event, view)));

        assertThat(lines)
                .allSatisfy(
                        line ->
                                assertThat(line)
                                        .startsWith("run " + run + " ")
                                        .hasLineCount(1)
                                        .hasSizeLessThan(200)
                                        .doesNotContain("[", "{"))
                .contains("run " + run + " running: raise-f0: writing floor 2 -> 5")
                .anyMatch(line -> line.startsWith("run " + run + " in-force: until 2026-03-01T"))
                .contains("run " + run + " undone: the lease ran out");
    }

    @Test
    void anUndoThatMustWaitIsLoggedWithItsTime() {
        List<String> lines = new ArrayList<>();
        String run = world.openRaising(2, 5);
        world.runs().drive(run, RunListener.none());
        world.advance(Duration.ofHours(9));
        world.failReads(5);

        world.runs().drive(run, (event, view) -> lines.add(LogLines.line(event, view)));

        assertThat(lines)
                .anyMatch(
                        line ->
                                line.contains("NOT undone")
                                        && line.contains("; tried again until 2026-03-01T12:15:"));
    }

    @Test
    void aBookThatAPersonRunsAlreadyIsNoWarning() {
        String covered =
                LoggedLines.during(
                        () -> RunLog.trigger(new RunByPerson("shed", "shed-1", "ana", true)));
        String refused =
                LoggedLines.during(
                        () -> RunLog.trigger(new Refused("shed", "run shed-1 is stuck")));

        assertThat(covered)
                .contains(" INFO ")
                .contains("run shed-1, which ana opened, is in force");
        assertThat(refused)
                .contains(" WARN ")
                .contains("shed was called for and is not opened: run shed-1 is stuck");
    }
}
