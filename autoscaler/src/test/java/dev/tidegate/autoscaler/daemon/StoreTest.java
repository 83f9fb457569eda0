package dev.tidegate.autoscaler.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tidegate.autoscaler.config.endpoint.StoreSettings;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.ledger.LeaseCondition;
import dev.tidegate.runbooks.ledger.LeaseLostException;
import dev.tidegate.runbooks.ledger.LedgerException;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StoreTest {

    @Test
    void aStoreThatWasClosedIsNotOpenedAgain(@TempDir Path folder) {
        Store store = new Store(new StoreSettings.Sqlite(folder.resolve("tidegate.db")), Map.of());
        store.read(LedgerQuery.all());
        store.close();

        assertThatThrownBy(() -> store.read(LedgerQuery.all()))
                .isInstanceOf(LedgerException.class)
                .hasMessage("the store is closed");
    }

    @Test
    void aLostLeaseIsNotAnOutageOfTheStore(@TempDir Path folder) {
        StoreSettings file = new StoreSettings.Sqlite(folder.resolve("tidegate.db"));
        Draft draft =
                new Draft(
                        Instant.parse("2026-03-01T12:00:00Z"),
                        "test",
                        "chat",
                        "me",
                        JsonNodeFactory.instance.objectNode());
        try (Store store = new Store(file, Map.of())) {

            assertThatThrownBy(() -> store.append(draft, new LeaseCondition("chat", 1)))
                    .isInstanceOf(LeaseLostException.class);

            assertThat(store.read(LedgerQuery.all())).isEmpty();
        }
    }
}
