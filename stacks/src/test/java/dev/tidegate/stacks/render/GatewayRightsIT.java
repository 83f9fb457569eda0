package dev.tidegate.stacks.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.rig.ChildProcess;
import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import dev.tidegate.runbooks.rig.Ports;
import dev.tidegate.stacks.settings.GatewaySettings;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** The rendered gateway under a master, as its unit starts it: what a worker may do that a client has taken over. */
@Needs(value = Component.HAPROXY, installed = true)
@EnabledIfSystemProperty(named = "user.name", matches = "root") // nobody else can give up rights
class GatewayRightsIT {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir private Path folder;
    private final int port = Ports.free();
    private final HttpClient client = HttpClient.newHttpClient();
    private ChildProcess master;
    private GatewayRuntime runtime;
    private StandInReplica replica;

    @BeforeEach
    void start() throws Exception {
        GatewayFolder.lay(
                new GatewayFiles(
                        new GatewaySettings("c7g.large", 1, 30, 1, false, 1, List.of()),
                        List.of(FleetExamples.chat()),
                        GatewayFolder.place(port, folder)),
                folder);
        runtime = new GatewayRuntime(folder.resolve("admin.sock"));
        replica = new StandInReplica();
        master =
                ChildProcess.start(
                        List.of(
                                "haproxy",
                                "-W",
                                "-db",
                                "-p",
                                folder.resolve("pid").toString(),
                                "-S",
                                folder.resolve("master.sock").toString(),
                                "-f",
                                folder.resolve("haproxy.cfg").toString()),
                        Map.of(),
                        folder,
                        folder.resolve("log.txt"));
        // Its worker answers before the master takes signals: one that is sent in between is lost.
        master.awaitReady(
                PATIENCE, () -> ask("/healthz").equals(Optional.of(200)) && accepts("master.sock"));
    }

    @AfterEach
    void stop() {
        workers().forEach(ProcessHandle::destroyForcibly);
        master.close();
        replica.close();
    }

    @Test
    void aWorkerHasNeitherRootsRightsNorItsFiles() throws Exception {
        ProcessHandle worker = workers().iterator().next();
        String haproxy = said("id", "-u", "haproxy");

        assertThat(status(worker, "Uid"))
                .isEqualTo(String.join("\t", haproxy, haproxy, haproxy, haproxy));
        assertThat(status(worker, "Gid")).startsWith(said("id", "-g", "haproxy") + "\t");
        assertThat(status(worker, "Groups")).isEmpty();
        assertThat(status(worker, "CapEff")).matches("0+");
        assertThat(status(worker, "CapPrm")).matches("0+");
        assertThat(Path.of("/proc/" + worker.pid() + "/root").toRealPath())
                .isEqualTo(folder.toRealPath());
    }

    /** Through a socket in its own root: without it no request would come further than the edge. */
    @Test
    void itReachesItsOwnQueuesAlsoAfterAReload() throws Exception {
        serve();
        assertThat(ask("/v1/chat")).contains(200);
        Set<Long> first = pids();

        new ProcessBuilder("kill", "-USR2", Files.readString(folder.resolve("pid")).strip())
                .start()
                .waitFor();
        // The first one stays as long as the connection that this client keeps, and may still be
        // the one that is told of the replica.
        master.awaitReady(
                PATIENCE,
                () -> {
                    serve();
                    return ask("/v1/chat").equals(Optional.of(200))
                            && runtime.pid().filter(pid -> !first.contains(pid)).isPresent()
                            && !runtime.counted("chat_gpu,gpu_1", 7).equals("0");
                });
        List<ProcessHandle> next = // the first ones may end at any moment
                workers().stream().filter(worker -> !first.contains(worker.pid())).toList();
        assertThat(next).isNotEmpty();
        for (ProcessHandle worker : next) {
            assertThat(status(worker, "CapEff")).matches("0+");
        }
    }

    /** The runtime API changes servers, keys and flags: it is root's, as the scripts that use it are. */
    @Test
    void itsOwnUserDoesNotReachTheRuntimeApi() throws Exception {
        assertThat(Files.getAttribute(folder.resolve("admin.sock"), "unix:uid")).isEqualTo(0);
        assertThat(Files.getAttribute(folder.resolve("admin.sock"), "unix:gid")).isEqualTo(0);
        assertThat(Files.getPosixFilePermissions(folder.resolve("chat.sock"))).hasSize(2);
    }

    private void serve() {
        runtime.join("chat", "gpu_1", replica.port());
        runtime.well("chat", "gpu_1");
    }

    private boolean accepts(String socket) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            return channel.connect(UnixDomainSocketAddress.of(folder.resolve(socket)));
        } catch (IOException e) {
            return false;
        }
    }

    private Set<ProcessHandle> workers() {
        try {
            return ProcessHandle.of(Long.parseLong(Files.readString(folder.resolve("pid")).strip()))
                    .stream()
                    .flatMap(ProcessHandle::children)
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            return Set.of();
        }
    }

    private Set<Long> pids() {
        return workers().stream().map(ProcessHandle::pid).collect(Collectors.toSet());
    }

    private static String status(ProcessHandle process, String field) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith(field + ":"))
                .map(line -> line.substring(field.length() + 1).strip())
                .findFirst()
                .orElseThrow();
    }

    private static String said(String... command) throws IOException {
        Process process = new ProcessBuilder(command).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    private Optional<Integer> ask(String path) {
        try {
            return Optional.of(send(path).statusCode());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private HttpResponse<String> send(String path) throws IOException {
        try {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .header("Authorization", "Bearer any")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
