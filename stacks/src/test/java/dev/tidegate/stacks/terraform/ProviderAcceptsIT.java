package dev.tidegate.stacks.terraform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tidegate.stacks.wire.Export;
import dev.tidegate.stacks.wire.Runs;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The provider itself, 5.100.0, checks every argument of every resource: names, forms, what excludes what. */
class ProviderAcceptsIT {
    /** Between them, every type: both kinds of cache, several regions, what is global, and what is production's alone. */
    @ParameterizedTest
    @ValueSource(strings = {"dev", "staging", "prod-us-east-1"})
    void everyArgumentIsOneThatTheProviderKnows(String stack, @TempDir Path folder)
            throws IOException, InterruptedException {
        Optional<Terraform> terraform = Terraform.find();
        assumeTrue(
                terraform.isPresent(),
                "skipped: no terraform with hashicorp/aws " + ToTerraform.PROVIDER + " here");
        try (PrintStream out =
                new PrintStream(Files.newOutputStream(folder.resolve("main.tf.json")))) {
            ToTerraform.convert(
                    new ByteArrayInputStream(
                            Export.of(Runs.up(stack)).toString().getBytes(StandardCharsets.UTF_8)),
                    out,
                    System.err);
        }
        String mirror = "-plugin-dir=" + terraform.get().plugins();
        Terraform.Ended ready =
                terraform.get().run(folder, List.of("init", "-input=false", "-no-color", mirror));
        assertThat(ready.exit()).as(ready.said()).isZero();

        Terraform.Ended validated = terraform.get().run(folder, List.of("validate", "-no-color"));

        assertThat(validated.exit()).as(validated.said()).isZero();
        assertThat(validated.said()).contains("The configuration is valid");
    }
}
