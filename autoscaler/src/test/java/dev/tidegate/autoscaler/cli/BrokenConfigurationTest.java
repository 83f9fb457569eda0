package dev.tidegate.autoscaler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What commands show, given a configuration or an access policy that somebody broke. */
class BrokenConfigurationTest extends DaemonFolderRig {

    @Test
    void aFileThatSomebodyBrokeHidesNeitherLedgerNorBooks() throws IOException {
        Files.writeString(file, Files.readString(file).replace("max: 4", "max: 1"));
        Files.copy(
                Path.of("..", "runbooks", "books", "raise-floor.yaml"),
                folder.resolve("shelf").resolve("raise-floor.yaml"));

        for (String command :
                List.of("ledger verify", "ledger show", "ledger export", "runbook status")) {
            out.getBuffer().setLength(0);
            assertThat(run(words(command))).as(command).isEqualTo(3);
            assertThat(out.toString())
                    .as(command)
                    .contains("tidegate.yaml has 1 problem:", "bounds.max", "Shown all the same");
        }
        assertThat(out.toString()).contains("No run of a book");
        assertThat(run(words("runbook list"))).isEqualTo(3);
        assertThat(out.toString()).contains("raise-floor");
    }

    @Test
    void nothingIsPlannedOrCheckedWithABrokenFile() throws IOException {
        Files.writeString(file, Files.readString(file).replace("max: 4", "max: 1"));

        for (String command : List.of("runbook plan raise-floor", "runbook lint")) {
            out.getBuffer().setLength(0);
            assertThat(run(words(command))).as(command).isEqualTo(3);
            assertThat(out.toString()).contains("bounds.max").doesNotContain("Shown");
        }
    }

    @Test
    void whoNamesTheLedgerSeesItWhateverTheFileSays() throws IOException {
        Files.writeString(file, "stor: {sqlite: kept.db}\n");
        String kept = folder.resolve("kept.db").toString();

        assertThat(run(words("ledger verify"))).isEqualTo(3);
        assertThat(out.toString()).contains("name it by --store").doesNotContain("intact");
        assertThat(run("ledger", "verify", "--config", file.toString(), "--store", kept))
                .isEqualTo(3);
        assertThat(out.toString()).contains("1 entries, intact");
    }

    @Test
    void aBrokenAccessPolicyDoesNotHideTheRuns() throws IOException {
        Files.writeString(folder.resolve("access.yaml"), "operators: nobody\n");
        Files.writeString(file, "access: access.yaml\n", StandardOpenOption.APPEND);

        assertThat(run(words("runbook status"))).as(out.toString()).isZero();
    }

    private String[] words(String command) {
        return (command + " --config " + file).split(" ");
    }
}
