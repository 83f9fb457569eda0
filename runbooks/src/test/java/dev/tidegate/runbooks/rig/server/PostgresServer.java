package dev.tidegate.runbooks.rig.server;

import dev.tidegate.runbooks.rig.ChildProcess;
import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Ports;
import dev.tidegate.runbooks.rig.Server;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** PostgreSQL on a new data folder, user and database {@value #USER}, no password asked on loopback. */
public final class PostgresServer extends Server {
    public static final String USER = "postgres";

    private static final Duration INIT_LIMIT = Duration.ofSeconds(60);

    private final List<String> asWhom;

    private PostgresServer() {
        super(Component.POSTGRES, Ports.free());
        this.asWhom = isContained() ? List.of() : unprivileged(folder());
    }

    public static PostgresServer start() {
        PostgresServer server = new PostgresServer();
        if (!server.isContained()) {
            server.initialise();
        }
        server.launch();
        return server;
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://" + address() + "/" + USER + "?user=" + USER;
    }

    private void initialise() {
        String program = Component.POSTGRES.program().resolveSibling("initdb").toString();
        List<String> words =
                List.of(
                        program,
                        "-D",
                        data().toString(),
                        "-U",
                        USER,
                        "--auth=trust",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--no-sync");
        List<String> initdb = Stream.of(asWhom, words).flatMap(List::stream).toList();
        try (ChildProcess process =
                ChildProcess.start(initdb, Map.of(), folder(), folder().resolve("initdb.txt"))) {
            if (process.awaitExit(INIT_LIMIT) != 0) {
                throw new IllegalStateException("initdb failed\n" + process.logTail());
            }
        }
    }

    private Path data() {
        return folder().resolve("data");
    }

    /** Without syncs it survives {@code kill -9} of the server, which is what tests do; not a power cut. */
    @Override
    protected List<String> arguments() {
        return List.of(
                "-p",
                Integer.toString(port()),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "fsync=off");
    }

    @Override
    protected List<String> command() {
        List<String> here =
                List.of("-D", data().toString(), "-c", "unix_socket_directories=" + folder());
        return Stream.of(asWhom, super.command(), here).flatMap(List::stream).toList();
    }

    /** Read by the image, which makes its own data folder. */
    @Override
    protected Map<String, String> environment() {
        return Map.of("POSTGRES_HOST_AUTH_METHOD", "trust");
    }

    /** The server accepts connections before it has recovered from a kill, so this asks for a whole start-up exchange. */
    @Override
    public boolean isReady() {
        return PostgresGreeting.answers(port(), USER);
    }

    /** PostgreSQL refuses to run as root: then the folder is given to another user, and so are the processes. */
    private static List<String> unprivileged(Path folder) {
        if (!"root".equals(System.getProperty("user.name"))) {
            return List.of();
        }
        for (String name : List.of("postgres", "nobody")) {
            if (gaveTo(name, folder)) {
                return List.of(
                        "setpriv", "--reuid=" + name, "--regid=" + group(name), "--clear-groups");
            }
        }
        throw new IllegalStateException("PostgreSQL needs a user other than root, and found none");
    }

    private static boolean gaveTo(String user, Path folder) {
        try {
            Files.setOwner(
                    folder,
                    FileSystems.getDefault()
                            .getUserPrincipalLookupService()
                            .lookupPrincipalByName(user));
            return true;
        } catch (UserPrincipalNotFoundException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot give " + folder + " to " + user, e);
        }
    }

    private static String group(String user) {
        return user.equals("nobody") ? "nogroup" : user;
    }
}
