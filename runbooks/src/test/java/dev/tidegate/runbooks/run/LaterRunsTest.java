package dev.tidegate.runbooks.run;

import static dev.tidegate.runbooks.run.World.FLOOR;
import static dev.tidegate.runbooks.run.World.plan;
import static dev.tidegate.runbooks.run.World.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.book.Approvals;
import dev.tidegate.runbooks.run.plan.PlannedStep;
import dev.tidegate.runbooks.run.record.LaterRuns;
import dev.tidegate.runbooks.run.record.RunEvent;
import dev.tidegate.runbooks.run.record.RunEvent.AbortRequested;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a person is told who is about to undo a run that others have built upon. */
final class LaterRunsTest {
    private static final Optional<Duration> HOUR = Optional.of(Duration.ofHours(1));

    private final World world = new World(2);
    private final Runs runs = world.process("p1");

    private String done(PlannedStep... steps) {
        String run = runs.open(plan(HOUR, steps), "ana");
        World.drive(runs, run);
        world.now = world.now.plusSeconds(60);
        return run;
    }

    private List<String> warnings(String run) {
        return LaterRuns.warnings(runs.find(run).orElseThrow(), runs.all());
    }

    private static String warning(String run, String state) {
        return "run %1$s (%2$s) wrote to simulated:fleet=f0 afterwards; to take that back first: tidegate runbook undo %1$s"
                .formatted(run, state);
    }

    @Test
    void theLaterRunOfATargetIsNamedWithHowToUndoIt() {
        String first = done(World.raising(FLOOR, 5));
        String second = done(World.raising(5, 9), step("again", 0, 9, Optional.empty()));
        done(step(1, 7));

        assertThat(warnings(first)).containsExactly(warning(second, "in-force"));
        assertThat(warnings(second)).isEmpty();
    }

    @Test
    void aLaterRunThatIsUndoneIsNotInTheWay() {
        String first = done(World.raising(FLOOR, 5));
        String second = done(World.raising(5, 9));

        runs.request(second, "bo", new AbortRequested("bo", "enough", false));
        World.drive(runs, second);

        assertThat(warnings(first)).isEmpty();
    }

    @Test
    void aRunThatChangedNothingHasNothingToLose() {
        String idle = done(World.raising(FLOOR, FLOOR));
        done(World.raising(FLOOR, 9));

        assertThat(warnings(idle)).isEmpty();
    }

    @Test
    void aRunThatWasPlannedBeforeAndWaitedIsLaterIfItFoundWhatThisOneWrote() {
        var asked =
                new Approvals("lead", 1, true, Duration.ofHours(8), Approvals.Unanswered.REJECT);
        String waiting =
                runs.open(plan(HOUR, Optional.of(asked), Optional.empty(), step(0, 9)), "ana");
        world.now = world.now.plusSeconds(60);
        String first = done(World.raising(FLOOR, 5));

        runs.request(waiting, "bo", new RunEvent.Approved("bo", "here", Optional.empty()));
        World.drive(runs, waiting);

        assertThat(warnings(first)).containsExactly(warning(waiting, "in-force"));
        assertThat(warnings(waiting)).isEmpty();
    }

    @Test
    void ofTwoThatFoundWhatTheOtherWroteTheOnePlannedLaterIsLater() {
        String first = done(World.raising(FLOOR, 5));
        String second = done(World.raising(5, FLOOR));

        assertThat(warnings(first)).containsExactly(warning(second, "in-force"));
        assertThat(warnings(second)).isEmpty();
    }
}
