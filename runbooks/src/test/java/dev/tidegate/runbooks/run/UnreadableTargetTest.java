package dev.tidegate.runbooks.run;

import static dev.tidegate.runbooks.run.World.plan;
import static dev.tidegate.runbooks.run.World.step;
import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.act.simulated.Fault;
import dev.tidegate.runbooks.book.Retries;
import dev.tidegate.runbooks.run.record.RunEvent;
import dev.tidegate.runbooks.run.record.RunState;
import dev.tidegate.runbooks.run.record.RunView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Targets that do not say what they hold, before a step writes to them or after. */
final class UnreadableTargetTest {
    private final World world = new World(1);
    private final Runs runs = world.process("p1");
    private final String run = runs.open(plan(Optional.empty(), step(0, 5)), "ana");
    private int reads;

    private void unreadable(int times) {
        world.faults.addAll(nCopies(times, Fault.Kind.UNREADABLE));
        world.onRead = () -> reads++;
    }

    private void atFirstPause(Runnable event) {
        world.onPause =
                () -> {
                    world.onPause = () -> {};
                    event.run();
                };
    }

    @Test
    void aTargetThatIsReadableAgainIsChanged() {
        unreadable(Retries.DEFAULT.most());

        RunView view = World.drive(runs, run);

        assertThat(view.state()).isEqualTo(RunState.DONE);
        assertThat(reads).isEqualTo(Retries.DEFAULT.most() + 1);
        assertThat(world.writes).containsExactly("f0 2->5");
    }

    @Test
    void aTargetThatStaysUnreadableIsGivenUpAndNothingIsWritten() {
        unreadable(100);

        RunView view = World.drive(runs, run);

        assertThat(view.state()).isEqualTo(RunState.UNDONE);
        assertThat(view.step("raise-f0").note()).startsWith("timed-out");
        assertThat(reads).isEqualTo(Retries.DEFAULT.most() + 1);
        assertThat(world.writes).isEmpty();
    }

    @Test
    void aTargetIsNotReadAgainOnceTheStepsTimeIsOver() {
        unreadable(100);
        atFirstPause(() -> world.now = world.now.plus(Duration.ofMinutes(2)));

        RunView view = World.drive(runs, run);

        assertThat(view.state()).isEqualTo(RunState.UNDONE);
        assertThat(reads).isEqualTo(2);
    }

    @Test
    void anAbortEndsTheReading() {
        unreadable(100);
        atFirstPause(() -> runs.request(run, "bo", new RunEvent.AbortRequested("bo", "no", false)));

        RunView view = World.drive(runs, run);

        assertThat(view.note()).isEqualTo("asked by bo: no");
        assertThat(reads).isEqualTo(2);
    }

    /** What is down is not kept down by those who ask. */
    @Test
    void afterAWriteOfUnknownOutcomeTheReadsGetRarer() {
        world.faults.add(Fault.Kind.NONE); // the look before
        world.faults.add(Fault.Kind.ANSWER_LOST);
        unreadable(3);
        var pauses = new ArrayList<Instant>(List.of(world.now));
        world.onPause = () -> pauses.add(world.now);

        RunView view = World.drive(runs, run);

        assertThat(view.state()).isEqualTo(RunState.DONE);
        assertThat(pauses).hasSize(5);
        for (int i = 2; i < pauses.size(); i++) {
            assertThat(Duration.between(pauses.get(i - 1), pauses.get(i)))
                    .isGreaterThan(Duration.between(pauses.get(i - 2), pauses.get(i - 1)));
        }
    }
}
