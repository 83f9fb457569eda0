package dev.tidegate.stacks.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.rig.ChildProcess;
import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import dev.tidegate.runbooks.rig.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The way out of a replica: the instance's own script, and a server of the make that vLLM's is with the middleware that it loads. vLLM 0.9.2 ends
 * its engine at the first SIGTERM, before it waits for connections, so none may come while a request is under way.
 */
@Needs(value = Component.UVICORN, installed = true)
class LeavingIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newHttpClient();
    private final int port = Ports.free();
    private StandInShell shell;
    private ChildProcess server;
    private Path program;

    @TempDir private Path folder;

    @BeforeEach
    void start() throws Exception {
        shell =
                new StandInShell(folder)
                        .own("/opt/tidegate/metadata", "echo Terminated")
                        .own("/opt/tidegate/complete", "note \"complete $*\"")
                        .standIn("python3", "exec '" + Component.UVICORN.program() + "' \"$@\"")
                        .standIn("systemctl", "[ \"$1\" = is-active ] || note \"systemctl $*\"");
        program =
                Files.writeString(
                        folder.resolve("opt/tidegate/leaving.py"),
                        FleetNode.file("/opt/tidegate/leaving.py")
                                .replace("/run/", folder + "/run/"));
        server =
                ServedModel.start(
                        folder,
                        port,
                        String.join(" ", FleetNode.options("--middleware")),
                        program.getParent());
        server.awaitReady(PATIENCE, () -> status("/health") == 200);
    }

    @AfterEach
    void stop() throws IOException {
        letGo();
        server.close();
    }

    @Test
    void aReplicaFinishesWhatRunsBeforeItsServerIsStopped() throws Exception {
        CompletableFuture<HttpResponse<String>> running = slow();
        CompletableFuture<Integer> left = CompletableFuture.supplyAsync(this::leave);
        server.awaitReady(PATIENCE, () -> status("/health") == 503);

        assertThat(said("/under-way")).as("what waits for health does not count").isEqualTo("1");
        assertThat(client.send(post("/v1/chat/completions"), text()).statusCode())
                .as("gateways have not all noticed")
                .isEqualTo(200);
        assertThat(shell.notes()).isEmpty();

        letGo();

        assertThat(running.join().body()).isEqualTo("first last");
        assertThat(left.join()).as(shell.said()).isZero();
        assertThat(shell.notes())
                .containsExactly(
                        "systemctl stop tidegate-model.service", "complete drain CONTINUE");
    }

    /** As a pod's container runs it before its server is ended. */
    @Test
    void aPodWaitsUntilNothingIsUnderWay() throws Exception {
        CompletableFuture<HttpResponse<String>> running = slow();
        Process waits =
                new ProcessBuilder(
                                Component.UVICORN.program().toString(),
                                program.toString(),
                                String.valueOf(port),
                                "0")
                        .start();
        server.awaitReady(PATIENCE, () -> said("/under-way").equals("1"));
        assertThat(waits.isAlive()).isTrue();
        assertThat(status("/health")).isEqualTo(200);

        letGo();

        assertThat(waits.waitFor()).isZero();
        assertThat(running.join().body()).isEqualTo("first last");
    }

    private int leave() {
        try {
            String script =
                    FleetNode.start().replace("leaving.py 60 1", "leaving.py " + port + " 1");
            return shell.run(script, "/opt/tidegate/drain", Map.of());
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    private CompletableFuture<HttpResponse<String>> slow() throws Exception {
        CompletableFuture<HttpResponse<String>> running =
                client.sendAsync(post("/v1/slow"), text());
        server.awaitReady(PATIENCE, () -> said("/under-way").equals("1"));
        return running;
    }

    private void letGo() throws IOException {
        Files.writeString(folder.resolve("let-go"), "");
    }

    private HttpRequest post(String path) {
        return HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
    }

    private int status(String path) {
        try {
            return client.send(HttpRequest.newBuilder(uri(path)).build(), text()).statusCode();
        } catch (IOException e) {
            return -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return -1;
        }
    }

    private String said(String path) {
        try {
            return client.send(HttpRequest.newBuilder(uri(path)).build(), text()).body();
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static HttpResponse.BodyHandler<String> text() {
        return HttpResponse.BodyHandlers.ofString();
    }
}
