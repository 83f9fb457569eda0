package dev.tidegate.autoscaler.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tidegate.autoscaler.config.endpoint.StoreSettings;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.ledger.LedgerException;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import dev.tidegate.runbooks.rig.server.PostgresServer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A database server that becomes unreachable and returns. */
@Needs(Component.POSTGRES)
final class StoreIT {
    private static final Duration A_CYCLE = Duration.ofSeconds(6); // twice the timeout of one use

    @Test
    void aCycleWaitsOnceForAnUnreachableServerAndRecovers() {
        try (PostgresServer server = PostgresServer.start();
                Store store = new Store(settings(server), Map.of())) {
            store.append(draft());

            server.kill9();

            assertTimeout(
                    A_CYCLE,
                    () -> {
                        for (int i = 0; i < 5; i++) {
                            assertThatThrownBy(() -> store.read(LedgerQuery.all()))
                                    .isInstanceOf(LedgerException.class)
                                    .hasMessageContaining(server.address());
                            assertThatThrownBy(() -> store.append(draft()))
                                    .isInstanceOf(LedgerException.class);
                        }
                    });

            server.restart();

            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .until(() -> store.append(draft()).sequence() > 1);
            assertThat(store.read(LedgerQuery.all())).hasSize(2);
        }
    }

    @Test
    void aServerThatStopsRespondingTimesOut() throws Exception {
        try (PostgresServer server = PostgresServer.start();
                Relay relay = Relay.inFrontOf(server.port());
                Store store = new Store(settings(through(server, relay)), Map.of())) {
            store.append(draft());

            relay.fallSilent();

            assertTimeoutPreemptively(
                    Duration.ofSeconds(40),
                    () ->
                            assertThatThrownBy(() -> store.append(draft()))
                                    .isInstanceOf(LedgerException.class)
                                    .hasMessageContaining("no answer in time"));
        }
    }

    private static String through(PostgresServer server, Relay relay) {
        return server.jdbcUrl().replace(":" + server.port() + "/", ":" + relay.port() + "/");
    }

    private static StoreSettings settings(PostgresServer server) {
        return settings(server.jdbcUrl());
    }

    private static StoreSettings settings(String url) {
        return new StoreSettings.Postgres(url, Optional.of(PostgresServer.USER), Optional.empty());
    }

    private static Draft draft() {
        return new Draft(
                Instant.parse("2026-03-01T12:00:00Z"),
                "test",
                "chat",
                "me",
                JsonNodeFactory.instance.objectNode());
    }
}
