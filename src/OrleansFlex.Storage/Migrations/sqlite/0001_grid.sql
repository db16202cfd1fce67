-- Grain state. The id is never used again, so "id.version" is an ETag that cannot come back after a clear.
CREATE TABLE states (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    version   INTEGER NOT NULL,
    name      TEXT NOT NULL,
    grain_key TEXT NOT NULL,
    json      BLOB NOT NULL,
    UNIQUE (name, grain_key)
);

-- What lists and filters read. The tenant leads every index; every index ends in the order of lists.
CREATE TABLE catalog (
    client        TEXT NOT NULL,
    kind          TEXT NOT NULL,
    id            TEXT NOT NULL,
    created_at_ms INTEGER NOT NULL,
    user_id       TEXT,
    location_id   TEXT,
    zone          TEXT,
    area          TEXT,
    reference     TEXT,
    composition   INTEGER NOT NULL,
    asset_count   INTEGER NOT NULL,
    PRIMARY KEY (client, kind, id)
) WITHOUT ROWID;

CREATE INDEX catalog_by_age ON catalog (client, kind, created_at_ms, id);
CREATE INDEX catalog_by_user ON catalog (client, kind, user_id, created_at_ms, id) WHERE user_id IS NOT NULL;
CREATE INDEX catalog_by_location ON catalog (client, kind, location_id, created_at_ms, id) WHERE location_id IS NOT NULL;
CREATE INDEX catalog_by_zone ON catalog (client, kind, zone, created_at_ms, id) WHERE zone IS NOT NULL;
CREATE INDEX catalog_by_area ON catalog (client, kind, zone, area, created_at_ms, id) WHERE zone IS NOT NULL;
CREATE INDEX catalog_by_reference ON catalog (client, kind, reference, created_at_ms, id) WHERE reference IS NOT NULL;

CREATE TABLE reminders (
    grain_id    TEXT NOT NULL,
    name        TEXT NOT NULL,
    start_at_ms INTEGER NOT NULL,
    period_ms   INTEGER NOT NULL,
    PRIMARY KEY (grain_id, name)
) WITHOUT ROWID;

CREATE TABLE clients (
    id            TEXT NOT NULL PRIMARY KEY,
    secret_hash   BLOB NOT NULL,
    salt          BLOB NOT NULL,
    created_at_ms INTEGER NOT NULL,
    generation    INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE settings (
    key   TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
