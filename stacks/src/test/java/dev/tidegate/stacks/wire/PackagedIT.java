package dev.tidegate.stacks.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The one file that {@code Pulumi.yaml} names, run as the language host runs it. */
class PackagedIT {
    private static final Path JAR = Path.of("target/stacks.jar");

    @Test
    void theJarAsksForWhatTheProgramAsksFor() throws Exception {
        Recorded run = ProgramRun.packaged(JAR, "dev");

        assertThat(run.exit()).as(run.trouble()).isZero();
        assertThat(run.urns()).isEqualTo(Runs.preview("dev").urns());
    }

    @Test
    void theJarNamesTheProviderToInstall() throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                JAR.toString(),
                                "com.pulumi.bootstrap.internal.Main",
                                "packages")
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();

        String named = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isZero();
        assertThat(named).contains("\"name\":\"aws\"", "6.83.0");
    }
}
