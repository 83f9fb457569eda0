package dev.tidegate.runbooks.lease;

import dev.tidegate.runbooks.ledger.Database;
import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import dev.tidegate.runbooks.rig.server.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

@Needs(Component.POSTGRES)
final class PostgresLeasesIT extends LeasesContract {
    private static PostgresServer server;
    private Database one;
    private Database other;
    private Leases leases;
    private Leases sameLeases;

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
        try (Connection c = DriverManager.getConnection(server.jdbcUrl(), PostgresServer.USER, "");
                Statement s = c.createStatement()) {
            s.execute("DROP SCHEMA public CASCADE");
            s.execute("CREATE SCHEMA public");
        }
        one = Database.postgres(server.jdbcUrl(), PostgresServer.USER, "");
        other = Database.postgres(server.jdbcUrl(), PostgresServer.USER, "");
        leases = new SqlLeases(one);
        sameLeases = new SqlLeases(other);
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
    }

    @Override
    protected Leases leases() {
        return leases;
    }

    @Override
    protected Leases sameLeases() {
        return sameLeases;
    }
}
