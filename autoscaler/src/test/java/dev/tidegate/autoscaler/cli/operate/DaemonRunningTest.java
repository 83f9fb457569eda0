package dev.tidegate.autoscaler.cli.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.config.Settings;
import dev.tidegate.autoscaler.config.read.LoadOutcome;
import dev.tidegate.autoscaler.config.read.SettingsLoader;
import dev.tidegate.autoscaler.daemon.Daemon;
import dev.tidegate.autoscaler.loop.LoopRig;
import dev.tidegate.runbooks.ledger.Draft;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whether a daemon runs, by what its ledger says. */
final class DaemonRunningTest extends CommandRig {
    @Test
    void aDaemonStillRunsAfterAnotherStopped() {
        Settings settings = ((LoadOutcome.Loaded) SettingsLoader.load(CONFIGURATION)).settings();
        try (LoopRig rig = new LoopRig()) {
            var loop = rig.loop(Mode.ACT);
            append(rig, Daemon.STARTED, "daemon@here");
            rig.step(loop);
            append(rig, Daemon.STARTED, "daemon@there");
            append(rig, Daemon.STOPPED, "daemon@there");
            boolean before = isRunning(rig, settings);

            rig.step(loop);
            boolean after = isRunning(rig, settings);
            append(rig, Daemon.STOPPED, "daemon@here");

            assertThat(before).isFalse(); // no cycle of another daemon yet
            assertThat(after).isTrue();
            assertThat(isRunning(rig, settings)).isFalse();
        }
    }

    @Test
    void aDaemonRunsBeforeItsFirstCycleHasEnded() {
        Settings settings = ((LoadOutcome.Loaded) SettingsLoader.load(CONFIGURATION)).settings();
        try (LoopRig rig = new LoopRig()) {
            append(rig, Daemon.STARTED, "daemon@here");

            assertThat(isRunning(rig, settings)).isTrue();
            rig.now = rig.now.plus(Duration.ofMinutes(10));
            assertThat(isRunning(rig, settings)).isFalse();
        }
    }

    /** Which has no cycle of the workload that the file names by now. */
    @Test
    void aDaemonRunsWhateverSomebodyMadeOfItsFile() throws Exception {
        Settings renamed =
                ((LoadOutcome.Loaded)
                                SettingsLoader.load(
                                        CONFIGURATION.replace("name: chat", "name: talk")))
                        .settings();
        try (LoopRig rig = new LoopRig(folder)) {
            started(rig, "chat");
            rig.now = rig.now.plus(Duration.ofHours(1));
            rig.step(rig.loop(Mode.ADVISE));

            assertThat(isRunning(rig, renamed)).isTrue();
        }

        assertThat(runWith(CONFIGURATION.replace("name: chat", "name: talk"), "status")).isZero();
        assertThat(out.toString())
                .contains("workloads that tidegate.yaml does not name: chat")
                .contains("No cycle of its workloads");
        out.getBuffer().setLength(0);
        assertThat(runWith(CONFIGURATION, "status")).isZero();
        assertThat(out.toString()).doesNotContain("does not name");
    }

    private static void append(LoopRig rig, String kind, String daemon) {
        rig.ledger.append(
                new Draft(rig.now, kind, "daemon", daemon, JsonNodeFactory.instance.objectNode()));
    }

    private static boolean isRunning(LoopRig rig, Settings settings) {
        return StatusCommand.isRunning(rig.ledger, settings.interval(), rig.now.plusSeconds(1));
    }
}
