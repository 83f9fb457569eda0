CREATE TABLE entry (
    sequence      BIGINT PRIMARY KEY,
    at_millis     BIGINT NOT NULL,
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
    fence          BIGINT NOT NULL,
    renewals       BIGINT NOT NULL,
    ttl_millis     BIGINT NOT NULL,
    expires_millis BIGINT NOT NULL
);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the ledger is append-only';
END;
$$;
CREATE TRIGGER entry_is_not_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON entry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
