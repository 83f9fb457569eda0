package dev.tidegate.autoscaler.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.tidegate.autoscaler.cli.option.ExitCode;
import dev.tidegate.runbooks.ledger.Ledgers;
import dev.tidegate.runbooks.rig.server.RawServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** Commands of runbooks that get only the configuration file of the daemon. */
class ConfiguredDefaultsTest extends DaemonFolderRig {

    @Test
    void theLedgerIsTheDaemons() {
        assertThat(run("ledger", "verify", "--config", file.toString())).isZero();
        assertThat(out.toString()).startsWith("1 entries, intact");
    }

    @Test
    void aMissingRunNameIsWrongUsageAndAnUnknownRunBadInput() {
        assertThat(run("runbook", "resume", "--config", file.toString()))
                .isEqualTo(ExitCode.USAGE.code());
        assertThat(run("runbook", "undo", "nope", "--config", file.toString()))
                .isEqualTo(ExitCode.BAD_CONFIGURATION.code());
        assertThat(out.toString()).contains("which run?", "no run nope");
    }

    @Test
    void aMissingLedgerIsNotCreated() throws IOException {
        Files.delete(folder.resolve("kept.db"));

        assertThat(run("runbook", "status", "--config", file.toString()))
                .isEqualTo(ExitCode.BAD_CONFIGURATION.code());
        assertThat(out.toString()).contains("there is no ledger at", "kept.db");
        assertThat(folder.resolve("kept.db")).doesNotExist();
    }

    @Test
    void signalsUseTheDaemonsCredentials() throws IOException {
        List<String> requests = new CopyOnWriteArrayList<>();
        HttpServer prometheus =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        prometheus.createContext(
                "/",
                exchange -> {
                    requests.add(exchange.getRequestHeaders().getFirst("Authorization"));
                    exchange.sendResponseHeaders(401, -1);
                    exchange.close();
                });
        prometheus.start();
        Files.writeString(folder.resolve("token"), "reader");
        Files.writeString(
                file,
                "metrics: {prometheus: {url: \"http://127.0.0.1:%d\", bearer: {file: token}}}%n"
                        .formatted(prometheus.getAddress().getPort()),
                StandardOpenOption.APPEND);
        Files.copy(
                Path.of("..", "runbooks", "books", "shed-lowest-class.yaml"),
                folder.resolve("shelf").resolve("shed-lowest-class.yaml"));

        run("runbook", "replay", "shed-lowest-class", "--config", file.toString());
        prometheus.stop(0);

        assertThat(requests).as(out.toString()).containsExactly("Bearer reader");
    }

    @Test
    void awsUsesTheDaemonsEndpoint() throws IOException {
        List<String> requests = new CopyOnWriteArrayList<>();
        HttpServer api =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        api.createContext(
                "/",
                exchange -> {
                    requests.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
                    exchange.sendResponseHeaders(403, -1);
                    exchange.close();
                });
        api.start();
        Files.writeString(
                file,
                """
                store: {sqlite: kept.db}
                runbooks: shelf
                workloads:
                  - name: chat
                    bounds: {min: 2, max: 4}
                    fleet: {aws: {region: eu-west-1, group: chat, endpoint: "http://127.0.0.1:%d"}}
                """
                        .formatted(api.getAddress().getPort()));
        Files.copy(
                Path.of("..", "runbooks", "books", "raise-floor.yaml"),
                folder.resolve("shelf").resolve("raise-floor.yaml"));
        System.setProperty("aws.accessKeyId", "test");
        System.setProperty("aws.secretAccessKey", "test");

        try {
            run(
                    "runbook",
                    "plan",
                    "raise-floor",
                    "-p",
                    "floor=3",
                    "-p",
                    "fleet=aws-autoscaling:group=chat,region=eu-west-1",
                    "--config",
                    file.toString());
        } finally {
            System.clearProperty("aws.accessKeyId");
            System.clearProperty("aws.secretAccessKey");
            api.stop(0);
        }

        assertThat(requests)
                .as(out.toString())
                .isNotEmpty()
                .allMatch(body -> body.contains("DescribeAutoScalingGroups"));
    }

    @Test
    void theBooksAreTheDaemons() throws IOException {
        Files.copy(
                Path.of("..", "runbooks", "books", "raise-floor.yaml"),
                folder.resolve("shelf").resolve("raise-floor.yaml"));

        assertThat(run("runbook", "list", "--config", file.toString())).isZero();
        assertThat(out.toString()).contains("raise-floor").doesNotContain("move-region");
    }

    @Test
    void withoutAFileTheDefaultIsTheDaemons() throws Exception {
        ProcessBuilder verify =
                new ProcessBuilder(ProgramCommand.command("ledger", "verify"))
                        .directory(folder.toFile())
                        .redirectErrorStream(true);
        List.of("CONFIG", "STORE", "BOOKS", "PROMETHEUS", "ACCESS", "ENVIRONMENT")
                .forEach(name -> verify.environment().put("TIDEGATE_" + name, ""));
        Process beside = verify.start();
        String output = new String(beside.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(beside.waitFor()).as(output).isZero();
        assertThat(output).startsWith("1 entries, intact");
        assertThat(folder.resolve("var")).doesNotExist();
    }

    @Test
    void signalsGoThroughTheProxyOfTheEnvironment() throws Exception {
        List<String> requests = new CopyOnWriteArrayList<>();
        try (RawServer proxy =
                RawServer.answeringAs(
                        request -> {
                            requests.add(request.lines().findFirst().orElseThrow());
                            return RawServer.answer(502, "", "");
                        })) {
            ProcessBuilder replay =
                    new ProcessBuilder(
                                    ProgramCommand.command(
                                            "runbook",
                                            "replay",
                                            "shed-lowest-class",
                                            "--books",
                                            Path.of("../runbooks/books").toString(),
                                            "--prometheus",
                                            "http://metrics.invalid:9090"))
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("said").toFile());
            replay.environment().put("HTTP_PROXY", proxy.address());
            assertThat(replay.start().waitFor()).isNotZero();
        }
        assertThat(requests)
                .isNotEmpty()
                .allMatch(line -> line.contains(" http://metrics.invalid:9090/api/v1/query"));
    }

    @Test
    void anEmptyOptionIsWrongUsage() {
        assertThat(run("ledger", "verify", "--store", "")).isEqualTo(ExitCode.USAGE.code());
        assertThat(run("ledger", "verify", "--config", "")).isEqualTo(ExitCode.USAGE.code());
        assertThat(out.toString()).contains("--store: expected a name", "--config: expected");
    }

    @Test
    void anOptionOverridesTheFile() {
        String other = folder.resolve("other.db").toString();
        Ledgers.sqlite(Path.of(other)).close();

        assertThat(run("ledger", "verify", "--config", file.toString(), "--store", other)).isZero();
        assertThat(out.toString()).startsWith("0 entries");
    }

    @Test
    void aBrokenFileIsRefusedWithItsProblems() throws IOException {
        Files.writeString(file, "interval: soon\n");

        int code = run("ledger", "verify", "--config", file.toString());

        assertThat(code).isEqualTo(ExitCode.BAD_CONFIGURATION.code());
        assertThat(out.toString()).contains("interval", "\"soon\"");
    }

    @Test
    void printedCommandsCanBePasted() throws Exception {
        Path spaced = Files.createDirectories(folder.resolve("an operator's place"));
        Files.move(file, spaced.resolve("tidegate.yaml"));
        String config = spaced.resolve("tidegate.yaml").toString();
        Files.writeString(
                Files.createDirectories(spaced.resolve("shelf")).resolve("stand-by.yaml"),
                """
                book: stand-by
                version: 1
                title: Waits for somebody
                parameters:
                  note: {type: text, about: What for.}
                blast-radius: {targets: 1, affects: Nobody.}
                steps:
                  - step: rest
                    pause: {for: 1h, otherwise: undo}
                """);

        run("runbook", "plan", "stand-by", "-p", "note=it's $HOME", "--config", config);
        int paused = run(pasted("runbook run"));
        int resumed = run(pasted("runbook resume"));

        assertThat(paused).as(out.toString()).isEqualTo(ExitCode.REFUSED.code());
        assertThat(resumed).as(out.toString()).isEqualTo(ExitCode.DONE.code());
        assertThat(run("runbook", "list", "--config", config)).isZero();
        assertThat(run("ledger", "verify", "--config", config)).isZero();
        assertThat(folder.resolve("kept.db")).exists();
        assertThat(spaced.resolve("kept.db")).exists();
    }

    /** The newest printed command of that kind, split into words as a shell does. */
    private String[] pasted(String command) throws Exception {
        String line =
                out.toString()
                        .lines()
                        .filter(each -> each.startsWith("  tidegate " + command + " "))
                        .reduce((first, second) -> second)
                        .orElseThrow(() -> new AssertionError(out.toString()));
        Process shell = new ProcessBuilder("sh", "-c", "printf '%s\\n' " + line).start();
        return shell.inputReader().lines().skip(1).toArray(String[]::new);
    }

    @Test
    void theDaemonsEntriesAreShownAsText() {
        assertThat(run("ledger", "show", "--config", file.toString())).isZero();
        assertThat(out.toString()).contains("hold 0").doesNotContain("{");
    }
}
