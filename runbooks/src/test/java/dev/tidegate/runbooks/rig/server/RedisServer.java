package dev.tidegate.runbooks.rig.server;

import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Ports;
import dev.tidegate.runbooks.rig.Server;
import java.util.ArrayList;
import java.util.List;

/** One Redis, alone or as the replica of another; it keeps nothing on disk unless asked. */
public final class RedisServer extends Server {
    private final List<String> options;

    private RedisServer(List<String> options) {
        super(Component.REDIS, Ports.free());
        this.options = options;
    }

    /** With further options as on the command line, such as {@code "--maxmemory", "64mb"}. */
    public static RedisServer start(String... options) {
        RedisServer server = new RedisServer(List.of(options));
        server.launch();
        return server;
    }

    public static RedisServer startReplicaOf(RedisServer master) {
        return start("--replicaof", "127.0.0.1 " + master.port());
    }

    @Override
    protected List<String> arguments() {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                "--bind",
                                "127.0.0.1",
                                "--port",
                                Integer.toString(port()),
                                "--dir",
                                folder().toString(),
                                "--save",
                                "",
                                "--repl-diskless-sync-delay",
                                "0"));
        command.addAll(options);
        return command;
    }

    @Override
    public boolean isReady() {
        return RedisPing.answers(port());
    }
}
