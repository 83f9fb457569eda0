package dev.tidegate.autoscaler.cli.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidegate.autoscaler.cli.option.ExitCode;
import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.loop.LoopRig;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is shown where the file is broken, or the ledger is missing or has no cycle yet. */
final class IncompleteStatusTest extends CommandRig {
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
}
