package dev.tidegate.autoscaler.config.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.config.endpoint.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file that is broken somewhere still says for certain. */
final class IntactSettingsTest {
    private static final String STORE = "store: {sqlite: kept.db}\n";
    private static final String WORKLOADS =
            """
            workloads:
              - {name: chat, bounds: {min: 2, max: 9}, fleet: {simulated: {}}}
            """;

    @Test
    void aProblemElsewhereLeavesTheStoreIntact() {
        LoadOutcome.Intact intact =
                intact(STORE + "interval: 30s\nmode: atc\n" + WORKLOADS.replace("2", "20"));

        assertThat(intact.store())
                .contains(new StoreSettings.Sqlite(Path.of("").resolve("kept.db")));
        assertThat(intact.interval()).contains(Duration.ofSeconds(30));
        assertThat(intact.runbooks()).contains(Path.of("runbooks/books"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "workloads:\n\t- name: chat\n",
                "workloads:\n  - name: chat\n   bounds: {min: 2}\n",
                "workloads: [{name: chat\n",
                "workloads: \"chat\n",
                "serve: {port: 1}\nserve: {port: 2}\n",
                "mode: act\n---\nworkloads: []\n"
            })
    void whatEndsBeforeAFaultIsIntactAndDefaultsAreNotKnown(String rest) {
        LoadOutcome.Intact intact = intact(STORE + "mode: act\n" + rest);

        assertThat(intact.store()).isPresent();
        assertThat(intact.interval()).isEmpty();
        assertThat(intact.runbooks()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stor: {sqlite: kept.db}\n",
                "store: {sqlite: kept.db, postgres: {url: \"jdbc:postgresql://db/tidegate\"}}\n",
                "store: {sqlite: kept.db, sqlit: other.db}\n",
                "store: {sqlite: []}\n",
                "store: kept.db\n",
                "access: &file kept.db\nstore: {sqlite: *file}\n",
                "store: {sqlite: kept.db}\nmode: act\nstore: {sqlite: other.db}\n",
                "store: {sqlite: kept.db}\n  mode: act\n",
                "store:\n  sqlite: kept.db\n postgres: x\n",
                "store:\n  sqlite: kept.db\n  \tpostgres: x\n",
                "mode: act\n  interval: 15s\nstore: {sqlite: kept.db}\n",
                "- store: {sqlite: kept.db}\n",
                "nothing\n"
            })
    void aStoreThatAProblemTouchesIsNotGuessed(String top) {
        assertThat(intact(top + WORKLOADS).store()).isEmpty();
    }

    @Test
    void anIntervalMayHideBehindAMisspeltKey() {
        assertThat(intact(STORE + "intervall: 60s\n" + WORKLOADS).interval()).isEmpty();
        assertThat(intact(STORE + "interval: soon\n" + WORKLOADS).interval()).isEmpty();
    }

    @Test
    void aValidFileIsIntact() {
        LoadOutcome.Intact intact = SettingsLoader.load(STORE + WORKLOADS).intact();

        assertThat(intact.store()).isPresent();
        assertThat(intact.interval()).contains(Duration.ofSeconds(15));
    }

    private static LoadOutcome.Intact intact(String text) {
        LoadOutcome outcome = SettingsLoader.load(text);
        assertThat(outcome).isInstanceOf(LoadOutcome.Invalid.class);
        return outcome.intact();
    }
}
