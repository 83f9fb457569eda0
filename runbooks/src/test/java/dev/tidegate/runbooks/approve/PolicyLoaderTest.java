package dev.tidegate.runbooks.approve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.approve.PolicyLoader.PolicyOutcome;
import dev.tidegate.runbooks.yaml.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which files are policies, and what is said of those that are none. */
final class PolicyLoaderTest {
    private static List<Problem> problems(String text) {
        PolicyOutcome outcome = PolicyLoader.load(text);
        assertThat(outcome).isInstanceOf(PolicyOutcome.Invalid.class);
        return ((PolicyOutcome.Invalid) outcome).problems();
    }

    @Test
    void thePageShowsAPolicyThatLoads() throws IOException {
        String page = Files.readString(Path.of("../docs/access.md"));
        String shown = page.split("```yaml\n", 2)[1].split("```", 2)[0];

        AccessPolicy loaded =
                AccessPolicyTest.load(
                        shown.replaceAll("token-sha256: \\w+…", "token-sha256: " + "a".repeat(64)));

        assertThat(loaded.byUser("ana")).map(ana -> loaded.hasRole(ana, "operator")).hasValue(true);
    }

    @Test
    void everyMistakeOfThePolicyIsReportedAtOnce() {
        List<Problem> problems =
                problems(
                        """
                        environment: prod
                        owner: ana
                        operators:
                          - {name: ana}
                          - {name: bo, token-sha256: A1, role: [lead]}
                        rules:
                          - {allow: [fly], hours: late, networks: [everywhere], colour: red}
                        """);

        assertThat(problems).hasSize(8);
    }

    /** What stands below the line might be the rule that somebody relies on. */
    @Test
    void aPolicyOfTwoDocumentsIsNotReadHalf() {
        List<Problem> problems =
                problems(
                        """
                        environment: prod
                        operators: [{name: ana, user: ana}]
                        rules: [{allow: [run]}]
                        ---
                        rules: [{allow: [run], most-tier: 1}]
                        """);

        assertThat(problems)
                .singleElement()
                .hasToString("5:1 file: found another document, expected one document");
    }

    @Test
    void aFileThatHoldsNoPolicyIsNotToldThatItIsNoBook() {
        for (String text : List.of("", "- run\n")) {
            assertThat(problems(text))
                    .singleElement()
                    .asString()
                    .doesNotContain("book")
                    .contains("expected a mapping");
        }
    }

    /** A list that came out empty, as from a template, is no wish that everybody may from everywhere. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{allow: []}",
                "{allow: [run], roles: []}",
                "{allow: [run], networks: []}",
                "{allow: [run], environments: []}",
                "{allow: [run], hours: 09:00-09:00}"
            })
    void aConditionThatSaysNothingIsNoRule(String rule) {
        List<Problem> problems =
                problems(
                        """
                        environment: prod
                        operators:
                          - {name: ana, user: ana}
                        rules:
                          - %s
                        """
                                .formatted(rule));

        assertThat(problems).hasSize(1);
    }

    /** Else his roles would be those of whichever entry stands first, in one place, and of the other in the next. */
    @Test
    void anOperatorHasOneEntry() {
        List<Problem> problems =
                problems(
                        """
                        environment: prod
                        operators:
                          - {name: ana, user: ana, roles: [lead]}
                          - {name: ana, token-sha256: %1$s}
                          - {name: bo, user: ana}
                          - {name: cy, token-sha256: %1$s}
                        rules:
                          - {allow: [run]}
                        """
                                .formatted("a".repeat(64)));

        assertThat(problems).hasSize(3);
    }

    /** Problems of the policy stand on the daemon's status page, which everybody reads. */
    @Test
    void aTokenInPlaceOfItsHashIsNotRepeated() {
        assertThat(problems(AccessPolicyTest.POLICY.replaceAll("sha256: \\w+", "sha256: hunter2")))
                .singleElement()
                .asString()
                .contains("64 hex digits")
                .doesNotContain("hunter2");
    }
}
