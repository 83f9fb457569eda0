package dev.tidegate.runbooks.ledger;

import static java.util.Collections.nCopies;

import dev.tidegate.runbooks.ledger.store.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jdbi.v3.core.Handle;

/** The ledger as a database table. */
final class SqlLedger implements Ledger {
    private static final int PAGE = 5_000;

    private final Database database;
    private final boolean owner;

    /**
     * @param owner whether closing the ledger closes the database
     */
    SqlLedger(Database database, boolean owner) {
        this.database = database;
        this.owner = owner;
    }

    @Override
    public Entry append(Draft draft) {
        return database.write(h -> insert(h, draft));
    }

    @Override
    public Entry append(Draft draft, LeaseCondition condition) {
        return requireWritten(
                database.write(h -> insertUnderLease(h, draft, condition)), condition);
    }

    @Override
    public Entry appendAhead(Draft draft, LeaseCondition condition) {
        return requireWritten(
                database.writeAhead(h -> insertUnderLease(h, draft, condition)), condition);
    }

    private static Optional<Entry> insertUnderLease(
            Handle h, Draft draft, LeaseCondition condition) {
        return isHeld(h, condition) ? Optional.of(insert(h, draft)) : Optional.empty();
    }

    private static Entry requireWritten(Optional<Entry> entry, LeaseCondition condition) {
        return entry.orElseThrow(() -> new LeaseLostException(condition));
    }

    private static boolean isHeld(Handle h, LeaseCondition condition) {
        return Sql.query(
                        h,
                        "SELECT fence FROM lease WHERE name = ? AND holder <> ''",
                        row -> row.getLong("fence"),
                        condition.lease())
                .contains(condition.fence());
    }

    private static Entry insert(Handle h, Draft draft) {
        List<Entry> next =
                Sql.query(
                        h,
                        "SELECT sequence, hash FROM entry ORDER BY sequence DESC LIMIT 1",
                        row ->
                                Entry.successor(
                                        row.getLong("sequence"), row.getString("hash"), draft));
        Entry entry = next.isEmpty() ? Entry.first(draft) : next.get(0);
        Sql.update(
                h,
                "INSERT INTO entry (sequence, at_millis, kind, subject, actor, body, previous_hash,"
                        + " hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                entry.sequence(),
                entry.content().at().toEpochMilli(),
                entry.content().kind(),
                entry.content().subject(),
                entry.content().actor(),
                CanonicalJson.text(entry.content().body()),
                entry.previousHash(),
                entry.hash());
        return entry;
    }

    /** A row with its body's text: the entry that it holds, or why it cannot hold one. */
    private record Row(long sequence, String body, Optional<Entry> entry, String why) {

        static Row of(ResultSet row) throws SQLException {
            long sequence = row.getLong("sequence");
            String body = row.getString("body");
            try {
                Draft draft =
                        new Draft(
                                Instant.ofEpochMilli(row.getLong("at_millis")),
                                row.getString("kind"),
                                row.getString("subject"),
                                row.getString("actor"),
                                CanonicalJson.parse(body));
                String previous = row.getString("previous_hash");
                return new Row(
                        sequence,
                        body,
                        Optional.of(new Entry(sequence, draft, previous, row.getString("hash"))),
                        "");
            } catch (IllegalArgumentException | LedgerException e) {
                return new Row(sequence, body, Optional.empty(), String.valueOf(e.getMessage()));
            }
        }

        Entry asWritten() {
            return entry.orElseThrow(
                    () ->
                            new LedgerException(
                                    "entry " + sequence + " is not what was written: " + why));
        }

        Optional<ChainCheck.Broken> brokenIn(ChainCheck.Verifier chain) {
            return entry.isEmpty()
                    ? ChainCheck.Verifier.broken(
                            chain.reached() + 1, "not what was written: " + why)
                    : chain.accept(entry.get(), entry.get().isGenuine(body));
        }
    }

    @Override
    public List<Entry> read(LedgerQuery query) {
        return rows(query).stream().map(Row::asWritten).toList();
    }

    private List<Row> rows(LedgerQuery query) {
        Select select = Select.of(query);
        return database.read(h -> Sql.query(h, select.sql(), Row::of, select.values().toArray()));
    }

    /** A query in SQL. */
    record Select(String sql, List<Object> values) {
        Select {
            values = List.copyOf(values);
        }

        /**
         * A limited query for several kinds becomes a union of one query per kind: the index is
         * ordered within each kind, not across kinds.
         */
        static Select of(LedgerQuery query) {
            boolean limited = query.limit().isPresent() || query.subject().isPresent();
            if (query.kinds().size() < 2 || !limited) {
                return ofAll(query);
            }
            var sql = new ArrayList<String>();
            var values = new ArrayList<Object>();
            for (String kind : query.kinds()) {
                Select one = ofAll(query.kind(kind));
                sql.add("SELECT * FROM (" + one.sql() + ") AS kind_" + sql.size());
                values.addAll(one.values());
            }
            return new Select(String.join(" UNION ALL ", sql) + order(query), values);
        }

        private static Select ofAll(LedgerQuery query) {
            var where = new ArrayList<String>();
            var values = new ArrayList<Object>();
            addCondition(where, values, "sequence > ?", query.after());
            if (!query.kinds().isEmpty()) {
                String any = String.join(", ", nCopies(query.kinds().size(), "?"));
                where.add("kind IN (" + any + ")");
                values.addAll(query.kinds());
            }
            query.subject().ifPresent(s -> addCondition(where, values, "subject = ?", s));
            query.from()
                    .ifPresent(
                            t -> addCondition(where, values, "at_millis >= ?", t.toEpochMilli()));
            query.to()
                    .ifPresent(t -> addCondition(where, values, "at_millis < ?", t.toEpochMilli()));
            return new Select(
                    "SELECT sequence, at_millis, kind, subject, actor, body, previous_hash, hash"
                            + " FROM entry WHERE "
                            + String.join(" AND ", where)
                            + order(query),
                    values);
        }

        private static String order(LedgerQuery query) {
            return " ORDER BY sequence"
                    + (query.newestFirst() ? " DESC" : "")
                    + (query.limit().isPresent() ? " LIMIT " + query.limit().getAsInt() : "");
        }

        private static void addCondition(
                List<String> where, List<Object> values, String test, Object value) {
            where.add(test);
            values.add(value);
        }
    }

    @Override
    public ChainCheck verify(LongConsumer reached) {
        var verifier = new ChainCheck.Verifier();
        List<Row> page;
        do {
            page = rows(LedgerQuery.all().after(verifier.reached()).oldest(PAGE));
            for (Row row : page) {
                Optional<ChainCheck.Broken> broken = row.brokenIn(verifier);
                if (broken.isPresent()) {
                    return broken.get();
                }
            }
            reached.accept(verifier.reached());
        } while (page.size() == PAGE);
        return verifier.intact();
    }

    @Override
    public void close() {
        if (owner) {
            database.close();
        }
    }
}
