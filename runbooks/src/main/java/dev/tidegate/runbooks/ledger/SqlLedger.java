package dev.tidegate.runbooks.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** The ledger as a table. Appends that wait at the same time share one commit, hence one sync of the disk. */
final class SqlLedger implements Ledger {
    private static final String COLUMNS =
            "SELECT sequence, at_millis, kind, subject, actor, body, previous_hash, hash FROM entry";
    private static final int PAGE = 5_000;

    private final Database database;
    private final boolean owner;
    private final SharedCommit commits;

    /**
     * @param owner whether closing the ledger closes the database
     */
    SqlLedger(Database database, boolean owner) {
        this.database = database;
        this.owner = owner;
        this.commits = new SharedCommit(this::commit);
    }

    @Override
    public Entry append(Draft draft) {
        return commits.append(new SharedCommit.Pending(draft, Optional.empty()));
    }

    @Override
    public Entry append(Draft draft, Proviso proviso) {
        return commits.append(new SharedCommit.Pending(draft, Optional.of(proviso)));
    }

    private void commit(List<SharedCommit.Pending> batch) {
        Map<SharedCommit.Pending, Entry> written =
                database.write(
                        h -> {
                            var entries = new LinkedHashMap<SharedCommit.Pending, Entry>();
                            Head last = head(h);
                            for (SharedCommit.Pending p : batch) {
                                if (p.proviso().map(v -> isMet(h, v)).orElse(true)) {
                                    Entry entry =
                                            Entry.following(
                                                    last.sequence(), last.hash(), p.draft());
                                    insert(h, entry);
                                    entries.put(p, entry);
                                    last = new Head(entry.sequence(), entry.hash());
                                }
                            }
                            return entries;
                        });
        for (SharedCommit.Pending p : batch) {
            Entry entry = written.get(p);
            if (entry != null) {
                p.written(entry);
            } else {
                p.refused(new LeaseLostException(p.proviso().orElseThrow()));
            }
        }
    }

    private static boolean isMet(Handle h, Proviso proviso) {
        return h.createQuery("SELECT fence FROM lease WHERE name = :name AND holder <> ''")
                .bind("name", proviso.lease())
                .mapTo(Long.class)
                .findOne()
                .map(fence -> fence == proviso.fence())
                .orElse(false);
    }

    /** The end of the chain; before the first entry, what that one follows. */
    private record Head(long sequence, String hash) {}

    private static Head head(Handle h) {
        return h.createQuery("SELECT sequence, hash FROM entry ORDER BY sequence DESC LIMIT 1")
                .map((row, context) -> new Head(row.getLong("sequence"), row.getString("hash")))
                .findOne()
                .orElse(new Head(0, Entry.NO_PREVIOUS));
    }

    private static void insert(Handle h, Entry entry) {
        Draft d = entry.content();
        h.execute(
                "INSERT INTO entry (sequence, at_millis, kind, subject, actor, body, previous_hash,"
                        + " hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                entry.sequence(),
                d.at().toEpochMilli(),
                d.kind(),
                d.subject(),
                d.actor(),
                CanonicalJson.text(d.body()),
                entry.previousHash(),
                entry.hash());
    }

    private static Entry entry(ResultSet row) throws SQLException {
        Draft draft =
                new Draft(
                        Instant.ofEpochMilli(row.getLong("at_millis")),
                        row.getString("kind"),
                        row.getString("subject"),
                        row.getString("actor"),
                        CanonicalJson.parse(row.getString("body")));
        return new Entry(
                row.getLong("sequence"),
                draft,
                row.getString("previous_hash"),
                row.getString("hash"));
    }

    @Override
    public List<Entry> read(LedgerQuery query) {
        var where = new ArrayList<String>();
        var values = new LinkedHashMap<String, Object>();
        where.add("sequence > :after");
        values.put("after", query.after());
        if (!query.kinds().isEmpty()) {
            List<String> kinds = List.copyOf(query.kinds());
            for (int i = 0; i < kinds.size(); i++) {
                values.put("kind" + i, kinds.get(i));
            }
            where.add(
                    values.keySet().stream()
                            .filter(k -> k.startsWith("kind"))
                            .map(k -> ":" + k)
                            .collect(Collectors.joining(", ", "kind IN (", ")")));
        }
        query.subject().ifPresent(s -> bind(where, values, "subject = :subject", "subject", s));
        query.from()
                .ifPresent(
                        t -> bind(where, values, "at_millis >= :from", "from", t.toEpochMilli()));
        query.to().ifPresent(t -> bind(where, values, "at_millis < :to", "to", t.toEpochMilli()));
        String sql =
                COLUMNS
                        + where.stream().collect(Collectors.joining(" AND ", " WHERE ", ""))
                        + " ORDER BY sequence"
                        + (query.newestFirst() ? " DESC" : "")
                        + (query.limit().isPresent() ? " LIMIT " + query.limit().getAsInt() : "");
        return database.read(
                h -> h.createQuery(sql).bindMap(values).map((row, context) -> entry(row)).list());
    }

    private static void bind(
            List<String> where, Map<String, Object> values, String test, String name, Object v) {
        where.add(test);
        values.put(name, v);
    }

    @Override
    public ChainCheck verify() {
        var chain = new ChainCheck.Walk();
        List<Entry> page;
        do {
            page = read(LedgerQuery.all().after(chain.reached()).oldest(PAGE));
            Optional<ChainCheck.Broken> broken = chain.accept(page);
            if (broken.isPresent()) {
                return broken.get();
            }
        } while (page.size() == PAGE);
        return chain.intact();
    }

    @Override
    public void close() {
        if (owner) {
            database.close();
        }
    }
}
