package dev.tidegate.autoscaler.demo;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.runbooks.ledger.Database;
import dev.tidegate.runbooks.ledger.LedgerException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TidegateTest {

    /** Otherwise a fleet that was never changed would be shown as Tidegate's result. */
    @Test
    void anUnwritableLedgerAbortsTheDay(@TempDir Path folder) {
        Scenario scenario = Scenario.of(1);
        PolicyRun policyRun = new PolicyRun(scenario);
        Tidegate policy;
        try (Database store = Database.sqlite(folder.resolve("demo.db"))) {
            policy = new Tidegate("Tidegate", true, policyRun, store);
        }

        assertThatThrownBy(() -> policy.act(policyRun, scenario.firstSimulated()))
                .isInstanceOf(LedgerException.class);
    }
}
