package dev.tidegate.runbooks.ledger.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Plain JDBC on a handle's connection, without Jdbi's overhead, for what is run thousands of times
 * a second.
 */
public final class Sql {
    private Sql() {}

    /** Maps one row to a value. */
    @FunctionalInterface
    public interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    public static <T> List<T> query(Handle h, String sql, Reader<T> reader, Object... values) {
        try (PreparedStatement statement = prepared(h, sql, values);
                ResultSet rows = statement.executeQuery()) {
            var all = new ArrayList<T>();
            while (rows.next()) {
                all.add(reader.read(rows));
            }
            return all;
        } catch (SQLException e) {
            throw new StoreException("cannot read the store: " + e.getMessage(), e);
        }
    }

    /** Returns the number of rows changed. */
    public static int update(Handle h, String sql, Object... values) {
        try (PreparedStatement statement = prepared(h, sql, values)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new StoreException("cannot write the store: " + e.getMessage(), e);
        }
    }

    private static PreparedStatement prepared(Handle h, String sql, Object... values)
            throws SQLException {
        PreparedStatement statement = h.getConnection().prepareStatement(sql);
        try {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }
}
