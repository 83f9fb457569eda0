package dev.tidegate.runbooks.rig;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * One real server on one loopback port: started and ready when it is handed out, killed and started again at the same
 * place with the same folder, closed at the end. Subclasses say with which arguments it is started and when it is ready; the
 * component says whether that is a child process or, where its program is missing, a container.
 */
public abstract class Server implements AutoCloseable {
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Component component;
    private final Optional<String> member;
    private final Path folder;
    private final int port;
    private Running running;

    protected Server(Component component, int port) {
        this(component, Optional.empty(), port);
    }

    /** One of the programs of a group. */
    protected Server(Component component, String member, int port) {
        this(component, Optional.of(member), port);
    }

    private Server(Component component, Optional<String> member, int port) {
        this.component = component;
        this.member = member;
        this.folder =
                Scratch.folder(member.orElseGet(() -> component.name().toLowerCase(Locale.ROOT)));
        this.port = port;
    }

    /** What follows the program. */
    protected abstract List<String> arguments();

    /** Whether it serves now; asks it. */
    public abstract boolean isReady();

    /** The whole command line of the child process. */
    protected List<String> command() {
        Path program = member.map(component::program).orElseGet(component::program);
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(arguments());
        return command;
    }

    protected Map<String, String> environment() {
        return Map.of();
    }

    protected Image image() {
        return component.image();
    }

    /** What a container has to see; the first is the server's own. */
    protected List<Path> folders() {
        return List.of(folder);
    }

    /** Whether it runs in a container, since its program is missing. */
    protected final boolean isContained() {
        return !component.isInstalled();
    }

    /** Starts it, and returns once it is ready. */
    public final void launch() {
        running =
                isContained()
                        ? ContainerRun.start(image(), arguments(), environment(), folders())
                        : ChildProcess.start(
                                command(), environment(), folder, folder.resolve("log.txt"));
        await(this::isReady);
    }

    protected final void await(BooleanSupplier ready) {
        running.awaitReady(START_LIMIT, ready);
    }

    protected final void signal(String name) {
        running.signal(name);
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

    /** {@code kill -9}: returns once it is gone; its folder stays. */
    public final void kill9() {
        running.kill9();
    }

    /** Starts it again on the same port, after {@link #kill9} or instead of it. */
    public final void restart() {
        running = running.again();
        await(this::isReady);
    }

    /** Connections stay open and nothing answers, until {@link #thaw}. */
    public final void freeze() {
        running.freeze();
    }

    public final void thaw() {
        running.thaw();
    }

    public final String logTail() {
        return running.logTail();
    }

    @Override
    public void close() {
        running.close();
        Scratch.delete(folder);
    }
}
