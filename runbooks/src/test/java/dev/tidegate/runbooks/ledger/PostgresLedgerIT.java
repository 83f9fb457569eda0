package dev.tidegate.runbooks.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.tidegate.runbooks.lease.LeaseOutcome;
import dev.tidegate.runbooks.lease.SqlLeases;
import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import dev.tidegate.runbooks.rig.server.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real PostgreSQL under the contract that SQLite passes. */
@Needs(Component.POSTGRES)
final class PostgresLedgerIT extends LedgerContract {
    private static PostgresServer server;
    private Database one;
    private Database other;

    @BeforeAll
    static void start() {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void open() throws SQLException {
        sql("DROP SCHEMA public CASCADE", "CREATE SCHEMA public");
        one = database();
        other = database();
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
    }

    private static Database database() {
        return Database.postgres(server.jdbcUrl(), PostgresServer.USER, "");
    }

    private static void sql(String... statements) throws SQLException {
        try (Connection c = DriverManager.getConnection(server.jdbcUrl(), PostgresServer.USER, "");
                Statement s = c.createStatement()) {
            for (String statement : statements) {
                s.execute(statement);
            }
        }
    }

    @Override
    protected Ledger ledger() {
        return Ledgers.in(one);
    }

    @Override
    protected Ledger sameLedger() {
        return Ledgers.in(other);
    }

    @Override
    protected LeaseCondition grant(String lease, String holder) {
        var outcome = new SqlLeases(one).acquire(lease, holder, Duration.ofSeconds(10), NOW);
        return ((LeaseOutcome.Held) outcome).lease().condition();
    }

    @Test
    void anAnswerThatDoesNotComeIsNotWaitedForWithoutEnd() throws SQLException {
        ledger().append(draft("a", 1));
        try (Connection other =
                        DriverManager.getConnection(server.jdbcUrl(), PostgresServer.USER, "");
                Statement lock = other.createStatement()) {
            other.setAutoCommit(false);
            lock.execute("LOCK TABLE entry IN ACCESS EXCLUSIVE MODE");

            assertTimeoutPreemptively(
                    Duration.ofMinutes(1),
                    () ->
                            assertThatThrownBy(() -> ledger().append(draft("a", 2)))
                                    .isInstanceOf(LedgerException.class)
                                    .hasMessageContaining("lock timeout"));

            other.rollback();
        }
        assertThat(ledger().append(draft("a", 3)).sequence()).isEqualTo(2);
    }

    @Test
    void aWriterThatStandsStillInItsTransactionKeepsNobodyOutAndWritesNothing() throws Exception {
        ledger().append(draft("a", 1));
        var standing = new CountDownLatch(1);
        var resumed = new CountDownLatch(1);
        CompletableFuture<String> still =
                CompletableFuture.supplyAsync(
                        () ->
                                one.write(
                                        h -> {
                                            h.execute(
                                                    "INSERT INTO lease (name, holder, fence, renewals, ttl_millis,"
                                                            + " expires_millis) VALUES ('late', 'one', 1, 0, 1, 1)");
                                            standing.countDown();
                                            awaitQuietly(resumed);
                                            return "written";
                                        }));
        assertThat(standing.await(1, TimeUnit.MINUTES)).isTrue();

        Entry written;
        try {
            written =
                    assertTimeoutPreemptively(
                            Duration.ofMinutes(1), () -> sameLedger().append(draft("a", 2)));
        } finally {
            resumed.countDown();
        }

        assertThat(written.sequence()).isEqualTo(2);
        assertThatThrownBy(still::join).hasCauseInstanceOf(LedgerException.class);
        assertThat(
                        one.<Integer>read(
                                h ->
                                        h.createQuery("SELECT count(*) FROM lease")
                                                .mapTo(Integer.class)
                                                .one()))
                .isZero();
        assertThat(ledger().append(draft("a", 3)).sequence()).isEqualTo(3);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aServerThatWasStartedAgainBetweenTwoWritesIsWrittenToAtOnce() {
        ledger().append(draft("a", 1));

        server.kill9();
        server.restart();

        assertThat(ledger().append(draft("a", 2)).sequence()).isEqualTo(2);
        assertThat(ledger().read(LedgerQuery.all())).hasSize(2);
    }

    @Test
    void entriesCannotBeChangedThroughSql() {
        ledger().append(draft("a", 1));

        assertThatThrownBy(() -> sql("UPDATE entry SET actor = 'someone'"))
                .hasMessageContaining("append-only");
        assertThatThrownBy(() -> sql("DELETE FROM entry")).hasMessageContaining("append-only");
    }
}
