package dev.tidegate.runbooks.rig.server;

import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Ports;
import dev.tidegate.runbooks.rig.Server;
import java.nio.file.Path;
import java.util.List;

/** One Redis Sentinel that watches a master under the name {@value #MASTER} and fails over after 500 ms. */
public final class SentinelServer extends Server {
    public static final String MASTER = "gateway";

    private final Path configuration;

    private SentinelServer(RedisServer master, int quorum) {
        super(Component.REDIS, Ports.free());
        // Sentinel rewrites this file with what it learns, so that a restart knows the replicas.
        this.configuration =
                write(
                        "sentinel.conf",
                        """
                        bind 127.0.0.1
                        port %d
                        dir %s
                        sentinel monitor %s 127.0.0.1 %d %d
                        sentinel down-after-milliseconds %s 500
                        sentinel failover-timeout %s 3000
                        """
                                .formatted(
                                        port(),
                                        folder(),
                                        MASTER,
                                        master.port(),
                                        quorum,
                                        MASTER,
                                        MASTER));
    }

    public static SentinelServer watching(RedisServer master, int quorum) {
        SentinelServer server = new SentinelServer(master, quorum);
        server.launch();
        return server;
    }

    @Override
    protected List<String> arguments() {
        return List.of(configuration.toString(), "--sentinel");
    }

    @Override
    public boolean isReady() {
        return RedisPing.answers(port());
    }
}
