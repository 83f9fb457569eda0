package dev.tidegate.stacks.terraform;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The machine's own Terraform with the provider that Pulumi's is made from, if both are installed; nothing is ever downloaded. */
record Terraform(Path program, Path plugins) {
    private static final String PROVIDER =
            "registry.terraform.io/hashicorp/aws/" + ToTerraform.PROVIDER;

    static Optional<Terraform> find() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, "terraform"))
                .filter(Files::isExecutable)
                .findFirst()
                .flatMap(program -> mirror().map(found -> new Terraform(program, found)));
    }

    /** What a command in that folder printed. */
    Ended run(Path folder, List<String> arguments) throws IOException, InterruptedException {
        Path log = folder.resolve("terraform.log");
        ProcessBuilder command =
                new ProcessBuilder(program.toString())
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile());
        command.command().addAll(arguments);
        command.environment().remove("TF_CLI_CONFIG_FILE");
        command.environment().put("CHECKPOINT_DISABLE", "1");
        Process process = command.start();
        try {
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                throw new AssertionError("terraform did not end:\n" + Files.readString(log));
            }
        } finally {
            process.destroyForcibly();
        }
        return new Ended(process.exitValue(), Files.readString(log));
    }

    record Ended(int exit, String said) {}

    /** A mirror of plugins is a folder of this form, by whatever name. */
    private static Optional<Path> mirror() {
        return Stream.of(
                        "/usr/share/terraform",
                        "/usr/local/share/terraform",
                        System.getProperty("user.home") + "/.terraform.d",
                        "/opt")
                .map(Path::of)
                .flatMap(Terraform::children)
                .filter(folder -> Files.isDirectory(folder.resolve(PROVIDER)))
                .findFirst();
    }

    private static Stream<Path> children(Path folder) {
        File[] found = folder.toFile().listFiles(File::isDirectory);
        return found == null ? Stream.empty() : Stream.of(found).map(File::toPath).sorted();
    }
}
