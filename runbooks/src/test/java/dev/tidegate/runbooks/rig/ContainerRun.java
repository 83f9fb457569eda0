package dev.tidegate.runbooks.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * A server in a container of the engine on this machine: on the host's own network and with our folders at the same paths,
 * so that it gets the same arguments as the program would.
 */
final class ContainerRun implements Running {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(20);
    private static final String HERE = "localhost";
    private static final boolean ENGINE_HERE = lookForEngine();

    private final GenericContainer<?> container;
    private final String description;

    private ContainerRun(GenericContainer<?> container, String description) {
        this.container = container;
        this.description = description;
    }

    /**
     * Whether there is an engine that shares this machine's network and files; looked for once. Off Linux engines run in a
     * machine of their own, whose ports are not ours.
     */
    static boolean isPossible() {
        return ENGINE_HERE;
    }

    private static boolean lookForEngine() {
        boolean linux = "Linux".equals(System.getProperty("os.name"));
        DockerClientFactory docker = DockerClientFactory.instance();
        return linux && docker.isDockerAvailable() && docker.dockerHostIpAddress().equals(HERE);
    }

    static ContainerRun start(
            Image image,
            List<String> arguments,
            Map<String, String> environment,
            List<Path> folders) {
        GenericContainer<?> container =
                new GenericContainer<>(DockerImageName.parse(image.name()))
                        .withNetworkMode("host")
                        .withEnv(environment)
                        .withCommand(arguments.toArray(String[]::new));
        for (Path folder : folders) {
            container.withFileSystemBind(folder.toString(), folder.toString(), BindMode.READ_WRITE);
        }
        image.program()
                .ifPresent(
                        program ->
                                container.withCreateContainerCmdModifier(
                                        create ->
                                                create.withEntrypoint(program)
                                                        .withUser(ownerOf(folders.get(0)))));
        container.start();
        return new ContainerRun(container, image.name() + " " + arguments);
    }

    /** The user and group of whoever runs the tests, as numbers: the image knows no names. */
    private static String ownerOf(Path folder) {
        try {
            return Files.getAttribute(folder, "unix:uid")
                    + ":"
                    + Files.getAttribute(folder, "unix:gid");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public boolean isAlive() {
        return container.isRunning();
    }

    @Override
    public void kill9() {
        signal("KILL");
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (isAlive()) {
            if (System.nanoTime() - deadline > 0) {
                throw failure("survived kill -9 for " + PATIENCE);
            }
            LockSupport.parkNanos(POLL.toNanos());
        }
    }

    @Override
    public void signal(String name) {
        container
                .getDockerClient()
                .killContainerCmd(container.getContainerId())
                .withSignal(name)
                .exec();
    }

    @Override
    public void freeze() {
        container.getDockerClient().pauseContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void thaw() {
        container.getDockerClient().unpauseContainerCmd(container.getContainerId()).exec();
    }

    /** The same container, with all that it wrote inside. */
    @Override
    public Running again() {
        if (isAlive()) {
            kill9();
        }
        container.getDockerClient().startContainerCmd(container.getContainerId()).exec();
        return this;
    }

    @Override
    public String logTail() {
        return container.getLogs();
    }

    @Override
    public void close() {
        container.stop();
    }
}
