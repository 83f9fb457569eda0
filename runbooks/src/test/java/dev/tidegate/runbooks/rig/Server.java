package dev.tidegate.runbooks.rig;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * One real server on one loopback port: started and ready when it is handed out, killed and started again at the same
 * place with the same folder, closed at the end. Subclasses say how it is started and when it is ready.
 */
public abstract class Server implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Path folder;
    private final int port;
    private ChildProcess process;

    Server(String name, int port) {
        this.folder = Scratch.folder(name);
        this.port = port;
    }

    abstract List<String> command();

    abstract boolean isReady();

    Map<String, String> environment() {
        return Map.of();
    }

    /** Starts it, and returns once it is ready. */
    final void launch() {
        process = ChildProcess.start(command(), environment(), folder, folder.resolve("log.txt"));
        await(this::isReady);
    }

    final void await(BooleanSupplier ready) {
        process.awaitReady(START_LIMIT, ready);
    }

    final void signal(String signal) {
        process.signal(signal);
    }

    /** Where its configuration, state and log live. */
    public final Path folder() {
        return folder;
    }

    public final int port() {
        return port;
    }

    public final String address() {
        return "127.0.0.1:" + port;
    }

    /** {@code kill -9}: returns once the process is gone; its folder stays. */
    public final void kill9() {
        process.kill9();
    }

    /** Starts it again on the same port, after {@link #kill9} or instead of it. */
    public final void restart() {
        process.close();
        launch();
    }

    /** Connections stay open and nothing answers, until {@link #thaw}. */
    public final void freeze() {
        process.freeze();
    }

    public final void thaw() {
        process.thaw();
    }

    public final String logTail() {
        return process.logTail();
    }

    @Override
    public void close() {
        process.close();
        Scratch.delete(folder);
    }
}
