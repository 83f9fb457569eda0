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

    protected Server(String name, int port) {
        this.folder = Scratch.folder(name);
        this.port = port;
    }

    protected abstract List<String> command();

    /** Whether it serves now; asks it. */
    public abstract boolean isReady();

    protected Map<String, String> environment() {
        return Map.of();
    }

    /** Starts it, and returns once it is ready. */
    public final void launch() {
        process = ChildProcess.start(command(), environment(), folder, folder.resolve("log.txt"));
        await(this::isReady);
    }

    protected final void await(BooleanSupplier ready) {
        process.awaitReady(START_LIMIT, ready);
    }

    protected final void signal(String signal) {
        process.signal(signal);
    }

    /** Writes a file into its folder. */
    protected final Path write(String name, String text) {
        return Scratch.write(folder.resolve(name), text);
    }

    /** Whether a request is answered with 200; every failure means "not yet". */
    protected static boolean answersOk(String url) {
        return Http.answersOk(url);
    }

    protected static boolean accepts(int port) {
        return Http.accepts(port);
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
