package dev.tidegate.stacks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tidegate.runbooks.rig.ChildProcess;
import dev.tidegate.runbooks.rig.Component;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The real command line tool in a project of its own, whose state is a folder and whose provider is {@link ProviderStandIn}. */
final class Tool {
    private static final Path JAR = Path.of("target/stacks.jar");
    private static final String JAVA = System.getProperty("java.home") + "/bin";
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final YAMLMapper YAML = new YAMLMapper();

    private final Path folder;
    private final Path project;
    private final Map<String, String> environment;
    private int commands;

    /** @param folder an empty one */
    Tool(Path folder) throws IOException {
        this.folder = folder;
        project = Files.createDirectory(folder.resolve("project"));
        Path programs = Files.createDirectory(folder.resolve("bin"));
        provider(programs.resolve("pulumi-resource-aws"));
        ObjectNode described = (ObjectNode) YAML.readTree(new File("Pulumi.yaml"));
        described.withObject("/runtime/options").put("binary", JAR.toAbsolutePath().toString());
        YAML.writeValue(project.resolve("Pulumi.yaml").toFile(), described);
        environment =
                Map.of(
                        "PATH",
                        String.join(
                                File.pathSeparator,
                                programs.toString(),
                                Component.PULUMI.program("pulumi").getParent().toString(),
                                JAVA,
                                System.getenv("PATH")),
                        "PULUMI_HOME",
                        folder.resolve("home").toString(),
                        "TMPDIR", // its logs, and the sockets of what it leaves when it is killed
                        Files.createDirectory(folder.resolve("tmp")).toString(),
                        "PULUMI_BACKEND_URL",
                        Files.createDirectory(folder.resolve("state")).toUri().toString(),
                        "PULUMI_CONFIG_PASSPHRASE",
                        "of a test",
                        "PULUMI_SKIP_UPDATE_CHECK",
                        "true",
                        "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION",
                        "true");
    }

    /** A stack of this repository, its settings as they stand here. */
    void init(String stack) throws IOException {
        settings(stack, ground -> {});
        assertThat(run("stack", "init", stack).exit()).isZero();
    }

    /** Writes the stack's settings with a change to them. */
    void settings(String stack, Consumer<ObjectNode> change) throws IOException {
        String file = "Pulumi." + stack + ".yaml";
        ObjectNode settings = (ObjectNode) YAML.readTree(new File(file));
        change.accept((ObjectNode) settings.path("config").path("tidegate:ground"));
        YAML.writeValue(project.resolve(file).toFile(), settings);
    }

    /** A command on a stack that asks nobody. */
    Ended on(String stack, String... command) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--stack", stack, "--non-interactive", "--color", "never"));
        return run(arguments.toArray(String[]::new));
    }

    private Ended run(String... arguments) throws IOException {
        Path said = folder.resolve("said-" + commands++ + ".txt");
        List<String> command = new ArrayList<>(List.of(arguments));
        command.add(0, Component.PULUMI.program("pulumi").toString());
        try (ChildProcess tool = ChildProcess.start(command, environment, project, said)) {
            return new Ended(tool.awaitExit(LIMIT), Files.readString(said));
        }
    }

    record Ended(int exit, String said) {}

    private static void provider(Path program) throws IOException {
        Files.writeString(
                program,
                """
                #!/bin/sh
                exec '%s/java' -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp '%s' %s
                """
                        .formatted(
                                JAVA,
                                System.getProperty("java.class.path"),
                                ProviderStandIn.class.getName()));
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
