package dev.tidegate.runbooks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command that dies at the worst moment: AWS did as it was asked, and nobody wrote that down. */
@Needs(Component.MOTO)
final class KilledCommandIT {
    private static CliRig rig;
    @TempDir private Path folder;

    @BeforeAll
    static void start() {
        rig = CliRig.start();
    }

    @AfterAll
    static void stop() {
        rig.close();
    }

    @BeforeEach
    void reset() {
        rig.reset();
    }

    @Test
    void processKilledBetweenCallAndRecordIsGoneOnWithInUnderFifteenSeconds() throws Exception {
        endInItsWrite(Process::destroyForcibly);
        String run = onlyRun();
        assertThat(run).contains("running");
        String name = run.substring(0, run.indexOf(' '));

        Instant killed = Instant.now();
        CliRig.Said resumed = rig.tidegate(folder, "runbook", "resume", name);

        assertThat(Duration.between(killed, Instant.now())).isLessThan(Duration.ofSeconds(15));
        assertThat(resumed.code()).as(resumed.text()).isZero();
        assertThat(resumed.text()).contains("in-force");
        assertThat(rig.floor()).isEqualTo(5);
        rig.tidegate(folder, "runbook", "undo", name);
        assertThat(rig.floor()).isEqualTo(2);
    }

    @Test
    void interruptedProcessSaysHowToGoOnOrTakeBack() throws Exception {
        endInItsWrite(Process::destroy);
        String name = onlyRun().split(" ", 2)[0];

        String said = Files.readString(folder.resolve("out.txt"));
        assertThat(said).contains("Interrupted");
        assertThat(said.lines())
                .anyMatch(
                        l -> l.startsWith("  tidegate runbook resume --store ") && l.endsWith(name))
                .anyMatch(
                        l -> l.startsWith("  tidegate runbook abort --store ") && l.endsWith(name));
    }

    @Test
    void aLedgerThatAnotherProcessLocksInTheMiddleLeavesWordsOnHowToGoOn() throws Exception {
        endInItsWrite(this::lockTheLedgerUntilItEnds);
        String name = onlyRun().split(" ", 2)[0];

        String said = Files.readString(folder.resolve("out.txt"));
        assertThat(said)
                .contains("The ledger cannot be used any more, so run " + name + " stops here")
                .contains("locked");
        assertThat(said.lines())
                .anyMatch(
                        l -> l.startsWith("  tidegate runbook resume --store ") && l.endsWith(name))
                .anyMatch(
                        l -> l.startsWith("  tidegate runbook abort --store ") && l.endsWith(name));
        assertThat(rig.tidegate(folder, "runbook", "resume", name).text()).contains("in-force");
        assertThat(rig.floor()).isEqualTo(5);
    }

    private void lockTheLedgerUntilItEnds(Process process) {
        String ledger = "jdbc:sqlite:" + folder.resolve("ledger.db");
        try (Connection other = DriverManager.getConnection(ledger);
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Starts a run and ends its process when the floor is written and before it hears so. */
    private void endInItsWrite(Consumer<Process> end) throws Exception {
        var written = new CountDownLatch(1);
        HttpServer proxy = swallowingAnswers(written);
        URI through = URI.create("http://127.0.0.1:" + proxy.getAddress().getPort());
        Process process =
                CliRig.process(
                        through,
                        folder,
                        "runbook",
                        "run",
                        "raise-floor",
                        "-p",
                        CliRig.FLEET,
                        "-p",
                        "floor=5");
        try {
            assertThat(written.await(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            end.accept(process);
            process.waitFor();
            proxy.stop(0);
        }
    }

    private String onlyRun() {
        return rig.tidegate(folder, "runbook", "status")
                .text()
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow();
    }

    /** Passes everything on; the answer to a write never comes back. */
    private static HttpServer swallowingAnswers(CountDownLatch written) throws IOException {
        HttpServer proxy =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        proxy.setExecutor(Executors.newCachedThreadPool());
        proxy.createContext("/", exchange -> pass(exchange, written));
        proxy.start();
        return proxy;
    }

    private static void pass(HttpExchange exchange, CountDownLatch written) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        HttpRequest.Builder request =
                HttpRequest.newBuilder(rig.endpoint())
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        for (String header : List.of("Content-Type", "Authorization", "X-Amz-Date")) {
            Optional.ofNullable(exchange.getRequestHeaders().getFirst(header))
                    .ifPresent(value -> request.header(header, value));
        }
        try {
            HttpResponse<byte[]> answer =
                    HttpClient.newHttpClient()
                            .send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            if (new String(body, StandardCharsets.UTF_8).contains("UpdateAutoScalingGroup")) {
                written.countDown();
                return;
            }
            exchange.getResponseHeaders().set("Content-Type", "text/xml");
            exchange.sendResponseHeaders(answer.statusCode(), answer.body().length);
            exchange.getResponseBody().write(answer.body());
            exchange.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
