package dev.tidegate.autoscaler.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.run.RunListener;
import dev.tidegate.runbooks.run.record.RunEvent;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the daemon makes of runs that are stuck, or in force without an effect. */
final class RunsInForceTest extends RunsRig {
    @Test
    void aStuckRunIsATroubleAndCountedUntilAPersonEndsIt() {
        String run = world.openVerified(Duration.ofSeconds(3));
        world.runs().drive(run, RunListener.none());

        runbooks.reportStuck(world.now());

        assertThat(troubles.messages())
                .singleElement()
                .asString()
                .contains(
                        run + ": the signal did not calm down",
                        "tidegate runbook status RUN says what to do");
        assertThat(runbooks.states(world.now()))
                .containsEntry("stuck", 1)
                .containsEntry("running", 0)
                .doesNotContainKey("done");

        world.runs().request(run, "bo", new RunEvent.AbortRequested("bo", "better so", true));
        world.runs().drive(run, RunListener.none());
        world.advance(Duration.ofSeconds(1));
        runbooks.reportStuck(world.now());

        assertThat(troubles.messages()).isEmpty();
        assertThat(runbooks.states(world.now())).containsEntry("stuck", 0);
    }

    @Test
    void aRunInForceWhoseEffectIsGoneIsATroubleUntilItIsBackOrThePersonEndsIt() {
        String run = world.openRaising(2, 5);
        world.sweep();
        world.write(0, 2); // as a cache does that lost its data

        runbooks.reportLost(world.now());
        List<String> gone = troubles.messages();
        world.write(0, 7); // further than the run did
        world.advance(Duration.ofMinutes(1));
        runbooks.reportLost(world.now());

        assertThat(gone)
                .singleElement()
                .asString()
                .contains("run", run, "floor is 2, and was set to 5", "tidegate runbook undo");
        assertThat(troubles.messages()).isEmpty();

        world.write(0, 2);
        world.advance(Duration.ofMinutes(1));
        runbooks.reportLost(world.now());
        assertThat(troubles.messages()).hasSize(1);
        world.runs().request(run, "bo", new RunEvent.AbortRequested("bo", "gone", false));
        world.sweep();
        world.advance(Duration.ofSeconds(1));
        runbooks.reportLost(world.now());
        assertThat(troubles.messages()).isEmpty();
    }
}
