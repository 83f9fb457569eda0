package dev.tidegate.autoscaler.cli.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidegate.autoscaler.cli.option.ExitCode;
import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.loop.LoopRig;
import dev.tidegate.autoscaler.loop.record.ChangeRecord;
import dev.tidegate.autoscaler.serve.WorkloadStatus;
import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is shown of the last cycle and of the last change. */
final class StatusCommandTest extends CommandRig {
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
}
