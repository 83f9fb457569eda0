package dev.tidegate.autoscaler.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.loop.Troubles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AccessTest {
    private static final Instant NOW = Instant.parse("2026-03-01T03:00:00Z");
    private static final String POLICY =
            """
            environment: prod
            operators:
              - {name: bo, user: bo, roles: [lead]}
              - {name: tidegate, user: tidegate, roles: [auto]}
            rules:
              - {allow: [run], roles: [auto]}
            """;

    @TempDir private Path folder;
    private final Troubles troubles = new Troubles();

    private Access access() {
        return Access.of(Optional.empty(), Map.of("TIDEGATE_ACCESS", file().toString()), troubles);
    }

    private Path file() {
        return folder.resolve("access.yaml");
    }

    private void write(String text) throws IOException {
        Files.writeString(file(), text);
    }

    @Test
    void someoneRemovedFromThePolicyCanNoLongerApprove() throws IOException {
        write(POLICY);
        Access access = access();
        assertThat(access.approvers().hasRole("bo", "lead")).isTrue();
        assertThat(access.permit().objection(1, NOW)).isEmpty();

        write(POLICY.replaceAll("  - .name: bo.*\n", "").replace("[auto]}\nrules", "[]}\nrules"));

        assertThat(access.approvers().hasRole("bo", "lead")).isFalse();
        assertThat(access.permit().objection(1, NOW)).isPresent();
        assertThat(troubles.messages()).isEmpty();
    }

    @Test
    void anInvalidOrMissingPolicyKeepsTheLastOneAndIsReported() throws IOException {
        write(POLICY);
        Access access = access();

        write("environment: prod\noperators: []\nrulez: []\n");
        assertThat(access.approvers().hasRole("bo", "lead")).isTrue();
        assertThat(troubles.messages())
                .singleElement()
                .asString()
                .startsWith("access policy: " + file() + " is no valid access policy")
                .contains("the last valid policy holds")
                .contains("rulez");

        Files.delete(file());
        assertThat(access.approvers().hasRole("bo", "lead")).isTrue();
        assertThat(troubles.messages()).singleElement().asString().contains("cannot be read");

        write(POLICY);
        assertThat(access.approvers().hasRole("bo", "lead")).isTrue();
        assertThat(troubles.messages()).isEmpty();
    }

    @Test
    void nobodyMayDoAnythingBeforeThePolicyWasFirstRead() throws IOException {
        Access access = access();
        assertThat(access.approvers().hasRole("bo", "lead")).isFalse();
        assertThat(access.permit().objection(1, NOW)).isPresent();
        assertThat(troubles.messages())
                .singleElement()
                .asString()
                .contains("nobody's approval counts");

        write(POLICY);

        assertThat(access.approvers().hasRole("bo", "lead")).isTrue();
        assertThat(troubles.messages()).isEmpty();
    }

    @Test
    void theConfigurationsPolicyHoldsUnlessTheEnvironmentNamesAnother() throws IOException {
        write(POLICY);
        Optional<Path> configured = Optional.of(file());
        Path other = folder.resolve("other.yaml");

        Access here = Access.of(configured, Map.of("TIDEGATE_ACCESS", ""), troubles);
        Access elsewhere =
                Access.of(configured, Map.of("TIDEGATE_ACCESS", other.toString()), troubles);

        assertThat(here.approvers().hasRole("bo", "lead")).isTrue();
        assertThat(here.approvers().hasRole("eve", "lead")).isFalse();
        assertThat(elsewhere.approvers().hasRole("bo", "lead")).isFalse();
    }

    @Test
    void withoutAFileEverybodyMayApproveOutsideOfProduction() {
        assertThat(
                        Access.of(Optional.empty(), Map.of(), troubles)
                                .approvers()
                                .hasRole("bo", "lead"))
                .isTrue();
        assertThat(
                        Access.of(
                                        Optional.empty(),
                                        Map.of("TIDEGATE_ENVIRONMENT", "prod"),
                                        troubles)
                                .approvers()
                                .hasRole("bo", "lead"))
                .isFalse();
    }
}
