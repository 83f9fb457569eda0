package dev.tidegate.runbooks.rig.server;

import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Ports;
import dev.tidegate.runbooks.rig.Server;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * HAProxy with the configuration that a test gives: {@code ${SOCKET}}, {@code ${FOLDER}} and {@code ${PORT}} in it are set.
 * Runs as master and worker, so that a reload is a real one.
 */
public final class HaproxyServer extends Server {
    private static final int POLLS_PER_SIGNAL = 100;
    private static final int ANSWER_LIMIT_MILLIS = 2_000;

    private final Path configuration;

    private HaproxyServer(String configuration, Map<String, String> files) {
        super(Component.HAPROXY, Ports.free());
        files.forEach((name, text) -> write(name, text));
        this.configuration = write("haproxy.cfg", configuration);
    }

    /** With the text of a {@code haproxy.cfg}, and files (maps) beside it. */
    public static HaproxyServer start(String configuration, Map<String, String> files) {
        HaproxyServer server = new HaproxyServer(configuration, files);
        server.launch();
        return server;
    }

    /** The runtime API's socket. */
    public Path socket() {
        return folder().resolve("admin.sock");
    }

    /**
     * A new worker reads configuration and map files again; returns once it serves the runtime API. Just after its start the
     * master executes itself anew and loses a signal that comes in between, hence more than one.
     */
    public void reload() {
        String before = worker();
        AtomicInteger polls = new AtomicInteger();
        await(
                () -> {
                    if (polls.getAndIncrement() % POLLS_PER_SIGNAL == 0) {
                        signal("USR2");
                    }
                    return isReady() && !worker().equals(before);
                });
    }

    /** One command to the runtime API by itself, as a person would type it. */
    public String runtimeApi(String command) {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket()));
            channel.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.US_ASCII)));
            channel.configureBlocking(false);
            return readToEnd(channel);
        } catch (IOException e) {
            throw new UncheckedIOException(socket() + " on " + command, e);
        }
    }

    private static String readToEnd(SocketChannel channel) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(8_192);
        try (Selector selector = Selector.open()) {
            channel.register(selector, SelectionKey.OP_READ);
            while (selector.select(ANSWER_LIMIT_MILLIS) > 0) {
                selector.selectedKeys().clear();
                if (channel.read(buffer.clear()) < 0) {
                    return answer.toString(StandardCharsets.US_ASCII);
                }
                answer.write(buffer.array(), 0, buffer.position());
            }
        }
        throw new IOException("no answer within " + ANSWER_LIMIT_MILLIS + " ms");
    }

    private String worker() {
        return runtimeApi("show info")
                .lines()
                .filter(line -> line.startsWith("Pid:"))
                .findFirst()
                .orElse("");
    }

    @Override
    protected List<String> arguments() {
        return List.of("-W", "-db", "-f", configuration.toString());
    }

    @Override
    protected Map<String, String> environment() {
        return Map.of(
                "SOCKET",
                socket().toString(),
                "FOLDER",
                folder().toString(),
                "PORT",
                Integer.toString(port()));
    }

    @Override
    public boolean isReady() {
        try {
            return !worker().isEmpty();
        } catch (UncheckedIOException e) {
            return false;
        }
    }
}
