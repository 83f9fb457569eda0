package dev.tidegate.autoscaler.config.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.config.FleetSettings;
import dev.tidegate.autoscaler.config.Settings;
import dev.tidegate.runbooks.book.terms.Preset;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values are read literally, not as YAML or arithmetic would interpret them. */
final class LiteralValuesTest {
    private static final String FILE =
            """
            interval: %s
            store: {sqlite: %s}
            workloads:
              - name: %s
                bounds: {min: %s, max: 40}
                fleet: {aws: {region: no, group: 007}}
            runbook_parameters: {image: 1.10, on: yes, size: 0x10}
            """;

    @ParameterizedTest
    @ValueSource(strings = {"1.10", "010", "1e3", "yes", "true", "1_000", "0x10", "2026-01-01"})
    void aNameIsReadLiterally(String name) {
        Settings settings = loaded(FILE.formatted("15s", "t.db", name, "2"));

        assertThat(settings.workloads().get(0).name()).isEqualTo(name);
        assertThat(settings.workloads().get(0).fleet())
                .isInstanceOfSatisfying(
                        FleetSettings.Aws.class,
                        aws -> {
                            assertThat(aws.region()).isEqualTo("no");
                            assertThat(aws.group()).isEqualTo("007");
                        });
        assertThat(settings.bookParameters())
                .containsEntry("image", Preset.of("1.10"))
                .containsEntry("on", Preset.of("yes"))
                .containsEntry("size", Preset.of("0x10"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"010", "0x2", "0b10", "1_0", "1:30", ".nan", ".inf", "true"})
    void anAmbiguousNumberIsRefused(String number) {
        assertThat(problems(FILE.formatted("15s", "t.db", "chat", number)))
                .singleElement()
                .hasToString(
                        "line 5: workloads[0].bounds.min: found \""
                                + number
                                + "\", expected a whole number within 0 and 1000000");
    }

    @ParameterizedTest
    @CsvSource({"99999999999999w", "45753593120w", "31000000000w", "3651d"})
    void anEnormousDurationIsRefusedAndDoesNotOverflow(String duration) {
        assertThat(problems(FILE.formatted(duration, "t.db", "chat", "2")))
                .extracting(Problem::key)
                .containsExactly("interval");
    }

    @Test
    void anInvalidPathIsAProblemOfItsKey() {
        assertThat(problems(FILE.formatted("15s", "\"a\\0b\"", "chat", "2")))
                .singleElement()
                .hasToString(
                        "line 2: store.sqlite: found \"a�b\", expected a path, relative to this file");
        assertThat(
                        problems(
                                FILE.formatted("15s", "t.db", "chat", "2")
                                        + "serve: {alerts_token: {file: \"a\\0b\"}}\n"))
                .extracting(Problem::key)
                .containsExactly("serve.alerts_token");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"a\\u001b[31mb\"", "\"a\\nb\"", "\"a\\u2028b\""})
    void aNameWithLineBreaksIsRefused(String name) {
        assertThat(problems(FILE.formatted("15s", "t.db", name, "2")))
                .singleElement()
                .satisfies(
                        problem -> {
                            assertThat(problem.key()).isEqualTo("workloads[0].name");
                            assertThat(problem.found()).doesNotContain("\u001b", "\n");
                        });
        assertThat(problems(FILE.formatted("15s", "t.db", "x".repeat(201), "2"))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+1000000000-12-31T00:00:00Z", "-1000000000-01-01T00:00:00Z"})
    void anEventBeyondTheSupportedYearsIsRefused(String from) {
        String text =
                """
                workloads:
                  - name: chat
                    demand: {events: [{name: a, from: %s, until: 9999-12-31T23:59:59Z, repeats: yearly}]}
                    bounds: {min: 1, max: 2}
                    fleet: {simulated: {}}
                """;

        assertThat(problems(text.formatted(from)))
                .extracting(Problem::key)
                .containsExactly("workloads[0].demand.events[0].from");
        assertThat(
                        loaded(text.formatted("9999-12-31T00:00:00Z"))
                                .workloads()
                                .get(0)
                                .demand()
                                .events()
                                .get(0)
                                .occurrences())
                .hasSize(21);
    }

    @Test
    void aDeeplyNestedTextIsAProblemAndNoCrash() {
        assertThat(problems("serve: " + "[".repeat(2_000) + "]".repeat(2_000)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.found()).contains("nesting depth"));
    }

    @Test
    void problemsAreReportedInTheOrderOfTheirLines() {
        String text =
                """
                serve: {port: 70000}
                workloads:
                  - bounds: {min: 5, max: 2}
                    fleet: {}
                interval: soon
                mode: maybe
                """;

        assertThat(problems(text))
                .extracting(problem -> problem.line().orElse(0))
                .containsExactly(1, 3, 3, 4, 5, 6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "status.example.com",
                "['http://status.example.com']",
                "['status.example.com:443']",
                "[\"*.example.com\"]",
                "[a, '']",
                "{a: b}"
            })
    void whatIsNoListOfHostNamesIsAProblem(String hosts) {
        assertThat(problems(FILE.formatted("15s", "t.db", "chat", "2") + serve(hosts)))
                .extracting(Problem::key)
                .containsExactly("serve.allowed_hosts");
    }

    @Test
    void hostNamesAreReadFromAList() {
        assertThat(
                        loaded(
                                        FILE.formatted("15s", "t.db", "chat", "2")
                                                + serve("[status.example.com, tidegate]"))
                                .serve()
                                .allowedHosts())
                .containsExactly("status.example.com", "tidegate");
    }

    private static String serve(String hosts) {
        return "serve: {allowed_hosts: " + hosts + "}\n";
    }

    private static Settings loaded(String text) {
        return ((LoadOutcome.Loaded) SettingsLoader.load(text)).settings();
    }

    private static List<Problem> problems(String text) {
        return ((LoadOutcome.Invalid) SettingsLoader.load(text)).problems();
    }
}
