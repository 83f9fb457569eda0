package dev.tidegate.runbooks.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.run.record.RunState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Two processes find at the same time that a signal is calm, and ask for the undo of the same run. */
final class TwoProcessesUndoTest extends AutomaticRunsRig {

    @Test
    void aRunThatTheOtherHasTakenBackIsNoTrouble() {
        pollFor(Duration.ofMinutes(2), 0.2);
        AutomaticRuns second =
                automaticRuns(
                        world.interruptedProcess(
                                "other",
                                () -> {
                                    automaticRuns.poll(world.now());
                                    world.sweep();
                                }));

        List<TriggerOutcome> ofSecond = pollWhileCalm(second, true);

        assertThat(newest().state()).isEqualTo(RunState.UNDONE);
        assertThat(ofSecond).isEmpty();
    }

    @Test
    void anUndoThatTheOtherHasAskedForIsNotAskedForAgain() {
        pollFor(Duration.ofMinutes(2), 0.2);
        AutomaticRuns second = automaticRuns(world.runs());

        List<TriggerOutcome> ofSecond = pollWhileCalm(second, false);

        assertThat(newest().state()).isEqualTo(RunState.UNDONE);
        assertThat(ofSecond).isEmpty();
    }

    /** Polls both until the signal has been calm for long enough, and some time after that. */
    private List<TriggerOutcome> pollWhileCalm(AutomaticRuns second, boolean secondFirst) {
        world.signal(OptionalDouble.of(0.001));
        var outcomes = new ArrayList<TriggerOutcome>();
        for (Duration t = Duration.ZERO;
                t.compareTo(Duration.ofMinutes(3)) <= 0;
                t = t.plus(TICK)) {
            if (secondFirst) {
                outcomes.addAll(second.poll(world.now()));
            }
            automaticRuns.poll(world.now());
            if (!secondFirst) {
                outcomes.addAll(second.poll(world.now()));
            }
            world.sweep();
            world.advance(TICK);
        }
        return outcomes;
    }
}
