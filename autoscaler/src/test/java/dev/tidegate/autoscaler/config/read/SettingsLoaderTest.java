package dev.tidegate.autoscaler.config.read;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.capacity.Share;
import dev.tidegate.autoscaler.config.BoundsSettings;
import dev.tidegate.autoscaler.config.DemandSettings;
import dev.tidegate.autoscaler.config.FleetSettings;
import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.config.ObjectiveSettings;
import dev.tidegate.autoscaler.config.Settings;
import dev.tidegate.autoscaler.config.WorkloadSettings;
import dev.tidegate.autoscaler.config.endpoint.PrometheusSettings;
import dev.tidegate.autoscaler.config.endpoint.Secret;
import dev.tidegate.autoscaler.config.endpoint.StoreSettings;
import dev.tidegate.autoscaler.situation.Objective;
import dev.tidegate.runbooks.book.terms.Preset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SettingsLoaderTest {
    private static final String WHOLE =
            """
            mode: advise
            interval: 15s
            store: {sqlite: var/tidegate.db}
            metrics: {prometheus: {url: "http://127.0.0.1:9090", bearer: {env: TOKEN}}}
            workloads:
              - name: chat
                mode: act
                demand:   {query: 'sum(rate(vllm:prompt_tokens_total[1m]))', unit: tokens, step: 60s, history: 14d}
                signals:  {queued: 'sum(vllm:num_requests_waiting)', turned_away: 'x', latency_p99: 'y'}
                capacity: {per_replica: 4200}
                lead_time: {prior: 5m}
                objective: {busy: 0.1%, wait: 10s}
                bounds:   {min: 2, max: 40}
                fleet:    {aws: {region: us-east-1, group: chat-gpu}}
            runbooks: runbooks/
            runbook_parameters: {redis: 'cache:6379', zone: [a, b]}
            """;

    @Test
    void everyValueOfACompleteFileIsRead(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("tidegate.yaml"), WHOLE);

        Settings settings = loaded(SettingsLoader.load(file));

        assertThat(settings.mode()).isEqualTo(Mode.ADVISE);
        assertThat(settings.interval()).isEqualTo(Duration.ofSeconds(15));
        assertThat(settings.store())
                .contains(new StoreSettings.Sqlite(folder.resolve("var/tidegate.db")));
        assertThat(settings.metrics().orElseThrow().credentials())
                .contains(
                        new PrometheusSettings.Credentials.Bearer(
                                new Secret.InEnvironment("TOKEN")));
        assertThat(settings.runbooks()).isEqualTo(folder.resolve("runbooks"));
        assertThat(settings.bookParameters())
                .containsOnly(
                        Map.entry("redis", Preset.of("cache:6379")),
                        Map.entry("zone", Preset.among(List.of("a", "b"))));
        WorkloadSettings chat = settings.workloads().get(0);
        assertThat(settings.modeOf(chat)).isEqualTo(Mode.ACT);
        assertThat(chat.demand())
                .isEqualTo(
                        new DemandSettings(
                                Optional.of("sum(rate(vllm:prompt_tokens_total[1m]))"),
                                "tokens",
                                Duration.ofMinutes(1),
                                Duration.ofDays(14),
                                List.of()));
        assertThat(chat.capacity().perReplica()).isEqualTo(OptionalDouble.of(4200));
        assertThat(chat.leadTime().duration()).isEqualTo(Duration.ofMinutes(5));
        assertThat(chat.objective())
                .isEqualTo(
                        new ObjectiveSettings(
                                new Objective(Share.of(0.001), Duration.ofSeconds(10)),
                                OptionalDouble.empty()));
        assertThat(chat.bounds()).isEqualTo(new BoundsSettings(2, 40));
        assertThat(chat.fleet())
                .isEqualTo(new FleetSettings.Aws("us-east-1", "chat-gpu", Optional.empty()));
    }

    @Test
    void aFileWithOnlyWorkloadsIsEnoughToDecide() {
        Settings settings =
                loaded(
                        SettingsLoader.load(
                                """
                                workloads:
                                  - name: referee
                                    demand: {unit: units, step: 60s}
                                    capacity: {per_replica: 8.5e-05}
                                    lead_time: {prior: 300.0s}
                                    objective: {busy: 1e-05, wait: 10s}
                                    bounds: {min: 1, max: 330}
                                    fleet: {simulated: {}}
                                """));

        assertThat(settings.store()).isEmpty();
        assertThat(settings.metrics()).isEmpty();
        assertThat(settings.workloads().get(0).leadTime().duration())
                .isEqualTo(Duration.ofMinutes(5));
        assertThat(settings.workloads().get(0).objective().objective().busy())
                .isEqualTo(Share.of(0.00001));
        assertThat(settings.workloads().get(0).capacity().perReplica())
                .isEqualTo(OptionalDouble.of(0.000085));
    }

    @Test
    void fiveMistakesAreReportedTogetherWithKeyFoundAndExpected() {
        List<Problem> problems =
                invalid(
                        WHOLE.replace("mode: advise", "mode: perhaps")
                                .replace("interval: 15s", "interval: 15")
                                .replace("busy: 0.1%", "busy: 140%")
                                .replace("max: 40", "max: 1")
                                .replace("signals:", "signal:"));

        assertThat(problems)
                .extracting(Problem::key)
                .containsExactly(
                        "mode",
                        "interval",
                        "workloads[0].signal",
                        "workloads[0].objective.busy",
                        "workloads[0].bounds.max");
        assertThat(problems)
                .extracting(Problem::found)
                .containsExactly("\"perhaps\"", "\"15\"", "an unknown key", "\"140%\"", "1");
        assertThat(problems)
                .extracting(Problem::expected)
                .satisfiesExactly(
                        expected -> assertThat(expected).isEqualTo("advise or act"),
                        expected -> assertThat(expected).contains("30s"),
                        expected -> assertThat(expected).endsWith("did you mean signals?"),
                        expected -> assertThat(expected).contains("within 0 and 1"),
                        expected -> assertThat(expected).isEqualTo("at least min, which is 2"));
    }

    @Test
    void aHistoryWithTooManyStepsIsRefused() {
        assertThat(invalid(WHOLE.replace("step: 60s, history: 14d", "step: 1s, history: 900d")))
                .singleElement()
                .asString()
                .contains("workloads[0].demand.history: found 77760000 steps", "a longer step");
    }

    @Test
    void anInvalidPortIsRefused() {
        assertThat(invalid(WHOLE.replace(":9090", ":90900")))
                .extracting(Problem::key)
                .containsExactly("metrics.prometheus.url");
    }

    /** What is told of an address stands on pages that everybody reads. */
    @ParameterizedTest
    @ValueSource(strings = {":9090/?token=hunter2", ":9090/#hunter2"})
    void anAddressHoldsNothingThatMayBeASecret(String end) {
        assertThat(invalid(WHOLE.replace(":9090", end)))
                .singleElement()
                .satisfies(p -> assertThat(p.key()).isEqualTo("metrics.prometheus.url"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ana:hunter2@db/tidegate", "db/tidegate?PassWord=hunter2"})
    void aDatabasesPasswordIsNotInItsAddress(String address) {
        String store = "store: {postgres: {url: 'jdbc:postgresql://" + address + "'}}\n";

        assertThat(invalid(WHOLE.replaceFirst("(?m)^store:.*\n", store)))
                .singleElement()
                .satisfies(
                        p -> {
                            assertThat(p.key()).isEqualTo("store.postgres.url");
                            assertThat(p.toString()).doesNotContain("hunter2");
                        });
    }

    @Test
    void aPlainTextSecretIsRefusedAndNotRepeated() {
        List<Problem> problems = invalid(WHOLE.replace("{env: TOKEN}", "hunter2"));

        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).key()).isEqualTo("metrics.prometheus.bearer");
        assertThat(problems.get(0).toString()).doesNotContain("hunter2");
    }

    @Test
    void aKeyGivenTwiceIsRefusedWithItsLine() {
        List<Problem> problems = invalid("mode: act\nmode: advise\n" + WHOLE);

        assertThat(problems).hasSize(1);
        assertThat(problems.get(0).line()).contains(2);
        assertThat(problems.get(0).found()).contains("mode");
    }

    @Test
    void anEmptyFileIsMissingItsWorkloads() {
        assertThat(invalid("")).extracting(Problem::key).containsExactly("workloads");
    }

    @Test
    void requiredKeysOfAWorkloadAreReportedByName() {
        List<Problem> problems = invalid("workloads: [{}]");

        assertThat(problems)
                .extracting(Problem::key)
                .containsExactly(
                        "workloads[0].name",
                        "workloads[0].bounds.min",
                        "workloads[0].bounds.max",
                        "workloads[0].fleet");
    }

    @Test
    void thePriceOfTurningAwayRequiresThePriceOfAGpu() {
        List<Problem> problems =
                invalid(WHOLE.replace("busy: 0.1%, wait: 10s", "turned_away: 0.01"));

        assertThat(problems)
                .extracting(Problem::key)
                .containsExactly("workloads[0].objective.gpu_hour");
    }

    @Test
    void twoFleetsForOneWorkloadAreRefused() {
        List<Problem> problems =
                invalid(
                        WHOLE.replace(
                                "{aws: {region: us-east-1, group: chat-gpu}}",
                                "{aws: {region: us-east-1, group: chat-gpu}, simulated: {}}"));

        assertThat(problems).extracting(Problem::found).containsExactly("aws and simulated");
    }

    @Test
    void twoWorkloadsOfOneNameAreRefused() {
        String one = "{name: a, bounds: {min: 1, max: 2}, fleet: {simulated: {}}}";

        assertThat(invalid("workloads: [" + one + ", " + one + "]"))
                .extracting(Problem::key)
                .containsExactly("workloads[1].name");
    }

    @Test
    void aSecretIsReadFromItsFileWithoutTheLineBreak(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "s3cret\n");

        assertThat(new Secret.InFile(file).reveal(Map.of())).isEqualTo("s3cret");
    }

    private static Settings loaded(LoadOutcome outcome) {
        assertThat(outcome).isInstanceOf(LoadOutcome.Loaded.class);
        return ((LoadOutcome.Loaded) outcome).settings();
    }

    private static List<Problem> invalid(String text) {
        LoadOutcome outcome = SettingsLoader.load(text);
        assertThat(outcome).isInstanceOf(LoadOutcome.Invalid.class);
        return ((LoadOutcome.Invalid) outcome).problems();
    }
}
