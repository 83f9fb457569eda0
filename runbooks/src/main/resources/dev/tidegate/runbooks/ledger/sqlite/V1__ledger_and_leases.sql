CREATE TABLE entry (
    sequence      INTEGER PRIMARY KEY,
    at_millis     INTEGER NOT NULL,
    kind          TEXT NOT NULL,
    subject       TEXT NOT NULL,
    actor         TEXT NOT NULL,
    body          TEXT NOT NULL,
    previous_hash TEXT NOT NULL UNIQUE,
    hash          TEXT NOT NULL
);
CREATE INDEX entry_subject ON entry (subject, sequence);
CREATE INDEX entry_kind ON entry (kind, sequence);

-- A row stays when its lease is released (holder ''): the fence never goes back.
CREATE TABLE lease (
    name           TEXT PRIMARY KEY,
    holder         TEXT NOT NULL,
    fence          INTEGER NOT NULL,
    renewals       INTEGER NOT NULL,
    ttl_millis     INTEGER NOT NULL,
    expires_millis INTEGER NOT NULL
);

CREATE TRIGGER entry_is_not_changed BEFORE UPDATE ON entry
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER entry_is_not_deleted BEFORE DELETE ON entry
BEGIN
    SELECT RAISE(ABORT, 'the ledger is append-only');
END;
