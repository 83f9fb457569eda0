package dev.tidegate.stacks.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.tidegate.stacks.program.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Runs the real program as the language host does: a JVM of its own and the command line tool's environment variables. */
public final class ProgramRun {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ProgramRun() {}

    public static Recorded preview(String stack) throws IOException, InterruptedException {
        return run(stack, configuration(Path.of("Pulumi." + stack + ".yaml")), true);
    }

    public static Recorded up(String stack) throws IOException, InterruptedException {
        return run(stack, configuration(Path.of("Pulumi." + stack + ".yaml")), false);
    }

    public static Recorded run(String stack, Map<String, String> configuration, boolean preview)
            throws IOException, InterruptedException {
        return run(
                stack,
                configuration,
                preview,
                List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    }

    /** A preview by the packaged program, as {@code options: {binary: …}} has it run. */
    static Recorded packaged(Path jar, String stack) throws IOException, InterruptedException {
        return run(
                stack,
                configuration(Path.of("Pulumi." + stack + ".yaml")),
                true,
                List.of("-jar", jar.toString()));
    }

    private static Recorded run(
            String stack,
            Map<String, String> configuration,
            boolean preview,
            List<String> whatToRun)
            throws IOException, InterruptedException {
        Path console = Files.createTempFile("program", ".log");
        try (EngineServer engine = new EngineServer("tidegate", stack, preview)) {
            ProcessBuilder program =
                    new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-Xmx512m",
                                    "-XX:+UseSerialGC",
                                    "-XX:TieredStopAtLevel=1")
                            .redirectErrorStream(true)
                            .redirectOutput(console.toFile());
            program.command().addAll(whatToRun);
            Map<String, String> environment = program.environment();
            environment.put("PULUMI_MONITOR", engine.address());
            environment.put("PULUMI_ENGINE", engine.address());
            environment.put("PULUMI_ORGANIZATION", "organization");
            environment.put("PULUMI_PROJECT", "tidegate");
            environment.put("PULUMI_STACK", stack);
            environment.put("PULUMI_ROOT_DIRECTORY", Path.of("").toAbsolutePath().toString());
            environment.put("PULUMI_DRY_RUN", String.valueOf(preview));
            environment.put("PULUMI_PARALLEL", "16");
            environment.put("PULUMI_CONFIG", JSON.writeValueAsString(configuration));
            Process process = program.start();
            try {
                if (!process.waitFor(120, TimeUnit.SECONDS)) {
                    throw new AssertionError(
                            "the program did not end:\n" + Files.readString(console));
                }
            } finally {
                process.destroyForcibly();
            }
            return engine.recorded(process.exitValue(), Files.readString(console));
        } finally {
            Files.deleteIfExists(console);
        }
    }

    /** A stack's configuration as the tool hands it over: a value each key, documents as JSON. */
    public static Map<String, String> configuration(Path file) throws IOException {
        Map<String, String> values = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry :
                new YAMLMapper().readTree(file.toFile()).path("config").properties()) {
            values.put(
                    entry.getKey(),
                    entry.getValue().isTextual()
                            ? entry.getValue().textValue()
                            : entry.getValue().toString());
        }
        return values;
    }
}
