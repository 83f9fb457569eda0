package dev.tidegate.stacks.render;

import dev.tidegate.runbooks.rig.ChildProcess;
import dev.tidegate.runbooks.rig.Component;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The application that stands for the model server, behind the rendered middleware, in the web server that vLLM has. */
final class ServedModel {
    private ServedModel() {}

    /**
     * Starts it, and does not wait for it.
     *
     * @param middleware as vLLM takes it, separated by blanks
     * @param more folders of Python modules beside {@code folder}
     */
    static ChildProcess start(Path folder, int port, String middleware, Path... more)
            throws IOException {
        Files.writeString(
                folder.resolve("shorter_answers.py"),
                FleetNode.file("/opt/tidegate/shorter_answers.py"));
        try (InputStream served =
                Objects.requireNonNull(ServedModel.class.getResourceAsStream("served.py"))) {
            Files.write(folder.resolve("served.py"), served.readAllBytes());
        }
        StringBuilder path = new StringBuilder(folder.toString());
        for (Path each : more) {
            path.append(':').append(each);
        }
        return ChildProcess.start(
                List.of(
                        Component.UVICORN.program().toString(),
                        "-m",
                        "uvicorn",
                        "served:app",
                        "--port",
                        String.valueOf(port)),
                Map.of("MIDDLEWARE", middleware, "PYTHONPATH", path.toString()),
                folder,
                folder.resolve("served.log"));
    }
}
