package dev.tidegate.runbooks.cli.show;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What is printed is pasted by somebody who is in a hurry. */
final class InvocationTest {
    private final Invocation invocation =
            new Invocation("./the place/tidegate", List.of("--config", "ana's.yaml"));

    @Test
    void eachCommandInTheWordsIsAsThisReaderTypesIt() {
        assertThat(
                        invocation.rewrite(
                                "again: tidegate runbook plan b -p x=1; or tidegate ledger show"))
                .isEqualTo(
                        "again: './the place/tidegate' runbook plan --config 'ana'\\''s.yaml' b -p"
                                + " x=1; or './the place/tidegate' ledger show --config"
                                + " 'ana'\\''s.yaml'");
    }

    @Test
    void whatIsNoCommandStaysAsItIs() {
        String words =
                "tidegate runs a runbook; see /opt/tidegate runbook list and my-tidegate ledger x";

        assertThat(invocation.rewrite(words)).isEqualTo(words);
        assertThat(invocation.program()).isEqualTo("'./the place/tidegate'");
    }
}
