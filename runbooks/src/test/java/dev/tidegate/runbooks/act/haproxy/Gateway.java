package dev.tidegate.runbooks.act.haproxy;

import dev.tidegate.runbooks.rig.server.HaproxyServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A real HAProxy with the sample configuration and its map of flags. */
final class Gateway implements AutoCloseable {
    static final String FLAGS =
            """
            # what the tiers switch
            tier 0
            shed_p3 0
            canary_pct 10
            """;

    private final HaproxyServer haproxy;

    private Gateway(HaproxyServer haproxy) {
        this.haproxy = haproxy;
    }

    static Gateway start() {
        return new Gateway(
                HaproxyServer.start(
                        sample(), Map.of("flags.map", FLAGS, "texts.map", "notice busy\n")));
    }

    private static String sample() {
        try (InputStream in = Gateway.class.getResourceAsStream("gateway.cfg")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    HaproxyServer haproxy() {
        return haproxy;
    }

    String socket() {
        return haproxy.socket().toString();
    }

    Path flags() {
        return haproxy.folder().resolve("flags.map");
    }

    Path texts() {
        return haproxy.folder().resolve("texts.map");
    }

    Path serverStates() {
        return haproxy.folder().resolve("servers.state");
    }

    String flagsText() {
        try {
            return Files.readString(flags());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the gateway answers to a request of this class. */
    int status(String priority) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection)
                            URI.create("http://" + haproxy.address()).toURL().openConnection();
            connection.setRequestProperty("X-Priority", priority);
            connection.setConnectTimeout(5_000);
            connection.setReadTimeout(10_000);
            try {
                return connection.getResponseCode();
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        haproxy.close();
    }
}
