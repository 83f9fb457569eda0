package dev.tidegate.autoscaler.cli.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.autoscaler.cli.Tidegate;
import dev.tidegate.autoscaler.cli.option.ExitCode;
import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.config.Settings;
import dev.tidegate.autoscaler.config.read.LoadOutcome;
import dev.tidegate.autoscaler.config.read.SettingsLoader;
import dev.tidegate.autoscaler.daemon.Daemon;
import dev.tidegate.autoscaler.loop.LoopRig;
import dev.tidegate.autoscaler.loop.record.ChangeRecord;
import dev.tidegate.autoscaler.serve.WorkloadStatus;
import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class StatusCommandTest {
    private static final String CONFIGURATION =
            """
            store: {sqlite: tidegate.db}
            workloads:
              - {name: chat, bounds: {min: 2, max: 20}, fleet: {simulated: {}}, demand: {unit: tokens}}
            """;

    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aDeadDaemonsStatusIsReadFromTheLedger() throws Exception {
        try (LoopRig rig = new LoopRig(folder)) {
            var loop = rig.loop(Mode.ACT);
            rig.demand = 900;
            rig.step(loop);
            rig.metrics.fail(Reason.METRICS_UNREACHABLE);
            rig.step(loop);
        }

        assertThat(run("status", "--output", "json")).isEqualTo(ExitCode.DONE.code());

        JsonNode status = new ObjectMapper().readTree(out.toString());
        JsonNode chat = status.path("workloads").path(0);
        assertThat(status.path("running").asBoolean()).isFalse();
        assertThat(chat.path("demand_missing").asText()).isEqualTo("metrics-unreachable");
        assertThat(chat.path("last_change").asText()).startsWith("floor 2 -> ").endsWith("done");
        assertThat(chat.path("fleet").path("floor").asInt()).isGreaterThan(2);
    }

    @Test
    void theTableShowsTheSame() throws Exception {
        try (LoopRig rig = new LoopRig(folder)) {
            rig.step(rig.loop(Mode.ADVISE));
        }

        assertThat(run("status")).isEqualTo(ExitCode.DONE.code());

        assertThat(out.toString())
                .contains(
                        "not running",
                        "chat  advise",
                        "demand       150",
                        "turned away  not known",
                        "reasons");
    }

    @Test
    void theTableSaysWhatKeepsATierAndUntilWhen() throws Exception {
        try (LoopRig rig = new LoopRig(folder)) {
            var loop = rig.loop(Mode.ACT);
            rig.demand = 4_000; // 20 replicas, the most there may be, serve half
            for (int i = 0; i < 4; i++) {
                rig.step(loop);
            }
        }

        assertThat(run("status")).isEqualTo(ExitCode.DONE.code());

        assertThat(out.toString())
                .containsPattern(
                        "tier +1, isolate, since .*Z; kept by 50 % out of reach; left after 10 min below"
                                + " 0.5 % turned away and 7.5 % out of reach, at .*Z at the earliest");
    }

    @Test
    void theTableShowsPlainNumbersAndThatNoPolicyIsFollowedYet() throws Exception {
        try (LoopRig rig = new LoopRig(folder)) {
            var loop = rig.loop(Mode.ADVISE);
            loop.run(rig.now);
            run("status");
            rig.demand = 20_312.34;
            rig.step(loop);
            run("status");
        }

        assertThat(out.toString())
                .contains("following no policy yet", "demand       20310 tokens/s")
                .doesNotContain("following none");
    }

    @Test
    void whatAStandbyWouldHaveDoneDoesNotHideWhatWasDone() {
        try (LoopRig rig = new LoopRig()) {
            rig.demand = 900;
            rig.step(rig.loop(Mode.ACT));
            Draft intended =
                    rig.ledger.read(LedgerQuery.all().kind(ChangeRecord.INTENDED)).get(0).content();
            rig.ledger.append(
                    new Draft(
                            rig.now.plusSeconds(1),
                            ChangeRecord.WITHHELD,
                            intended.subject(),
                            "daemon@there",
                            ChangeRecord.withheld(
                                    ChangeRecord.change(intended),
                                    Reason.LEASE_ELSEWHERE,
                                    "daemon@here acts")));

            WorkloadStatus status =
                    StatusCommand.status(rig.ledger, "chat", Optional.empty()).orElseThrow();

            assertThat(status.lastChange().orElseThrow())
                    .startsWith("floor 2 -> ")
                    .endsWith(": done");
        }
    }

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

    private static void append(LoopRig rig, String kind, String daemon) {
        rig.ledger.append(
                new Draft(rig.now, kind, "daemon", daemon, JsonNodeFactory.instance.objectNode()));
    }

    private static boolean isRunning(LoopRig rig, Settings settings) {
        return StatusCommand.isRunning(rig.ledger, settings.interval(), rig.now.plusSeconds(1));
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

    @Test
    void aLedgerWithoutCyclesSaysSo() throws Exception {
        new LoopRig(folder).close();

        assertThat(run("status")).isEqualTo(ExitCode.DONE.code());

        assertThat(out.toString()).contains("No cycle of its workloads");
    }

    @Test
    void withoutALedgerThereIsNothingToShow() throws Exception {
        assertThat(run("status")).isEqualTo(ExitCode.BAD_CONFIGURATION.code());

        assertThat(err.toString()).contains("no daemon has run");
    }

    @Test
    void aFileThatSomebodyBrokeDoesNotHideTheStatus() throws Exception {
        try (LoopRig rig = new LoopRig(folder)) {
            rig.step(rig.loop(Mode.ADVISE));
            started(rig, "chat", "batch");
        }

        int code = runWith(CONFIGURATION + "\tmode: act\n", "status");

        assertThat(code).isEqualTo(ExitCode.BAD_CONFIGURATION.code());
        assertThat(err.toString()).contains("tidegate.yaml has 1 problem:", "line 4: ");
        assertThat(out.toString())
                .contains("Whether the daemon is running is not known", "chat  advise", "demand")
                .doesNotContain("batch");
    }

    @Test
    void aBrokenFileIsNoWordAboutTheDaemonInJsonEither() throws Exception {
        try (LoopRig rig = new LoopRig(folder)) {
            rig.step(rig.loop(Mode.ADVISE));
            started(rig, "chat");
        }

        int malformed = runWith(CONFIGURATION + "\tmode: act\n", "status", "--output", "json");
        JsonNode unknown = new ObjectMapper().readTree(out.toString());
        out.getBuffer().setLength(0);
        int wrong = runWith("mode: atc\n" + CONFIGURATION, "status", "--output", "json");
        JsonNode known = new ObjectMapper().readTree(out.toString());

        assertThat(List.of(malformed, wrong)).containsOnly(ExitCode.BAD_CONFIGURATION.code());
        assertThat(unknown.path("running").isNull()).isTrue();
        assertThat(known.path("running").isBoolean()).isTrue();
        assertThat(known.path("workloads")).isEqualTo(unknown.path("workloads")).hasSize(1);
    }

    @Test
    void aBrokenStoreIsNotGuessed() throws Exception {
        new LoopRig(folder).close();

        int code = runWith(CONFIGURATION.replace("store", "stor"), "status");

        assertThat(code).isEqualTo(ExitCode.BAD_CONFIGURATION.code());
        assertThat(err.toString()).contains("did you mean store?").doesNotContain("Shown");
        assertThat(out.toString()).isEmpty();
    }

    /** A daemon's first entry, which names its workloads. */
    private static void started(LoopRig rig, String... workloads) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        List.of(workloads).forEach(name -> body.put(name, "ADVISE"));
        rig.ledger.append(new Draft(rig.now, Daemon.STARTED, "daemon", "daemon@here", body));
    }

    @Test
    void aDaemonWithoutItsRequirementsIsABadConfiguration() throws Exception {
        assertThat(run("daemon")).isEqualTo(ExitCode.BAD_CONFIGURATION.code());

        assertThat(err.toString())
                .contains("metrics: found nothing", "workloads[0].demand.query: found nothing");
    }

    private int run(String command, String... more) throws Exception {
        return runWith(CONFIGURATION, command, more);
    }

    private int runWith(String text, String command, String... more) throws Exception {
        Path file = Files.writeString(folder.resolve("tidegate.yaml"), text);
        CommandLine line = Tidegate.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        String[] arguments = new String[more.length + 3];
        arguments[0] = command;
        arguments[1] = "--config";
        arguments[2] = file.toString();
        System.arraycopy(more, 0, arguments, 3, more.length);
        return line.execute(arguments);
    }
}
