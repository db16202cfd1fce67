-- What has happened, in the order of commits. The sequence rises over all tenants and is never used again.
CREATE TABLE events (
    sequence      INTEGER PRIMARY KEY AUTOINCREMENT,
    client        TEXT NOT NULL,
    id            BLOB NOT NULL,
    name          TEXT NOT NULL,
    entity        TEXT NOT NULL,
    user_id       TEXT,
    created_at_ms INTEGER NOT NULL,
    json          BLOB NOT NULL
);

CREATE INDEX events_by_client ON events (client, sequence);
CREATE INDEX events_by_age ON events (created_at_ms);

-- How far the log of a tenant had come when its events were purged.
CREATE TABLE purged_events (
    client   TEXT NOT NULL PRIMARY KEY,
    sequence INTEGER NOT NULL
) WITHOUT ROWID;

-- Settled sessions. The tenant leads every index; every index of a list has its order and, for filters, the end.
CREATE TABLE sessions (
    client         TEXT NOT NULL,
    id             BLOB NOT NULL,
    policy_id      BLOB,
    vehicle_id     BLOB NOT NULL,
    location_id    BLOB,
    user_id        TEXT NOT NULL,
    plugged_in_ms  INTEGER NOT NULL,
    plugged_out_ms INTEGER NOT NULL,
    json           BLOB NOT NULL,
    PRIMARY KEY (client, id)
);

CREATE INDEX sessions_by_age ON sessions (client, plugged_in_ms, id, plugged_out_ms);
CREATE INDEX sessions_by_policy ON sessions (client, policy_id, plugged_in_ms, id, plugged_out_ms) WHERE policy_id IS NOT NULL;
CREATE INDEX sessions_by_vehicle ON sessions (client, vehicle_id, plugged_in_ms, id, plugged_out_ms);
CREATE INDEX sessions_by_location ON sessions (client, location_id, plugged_in_ms, id, plugged_out_ms) WHERE location_id IS NOT NULL;
CREATE INDEX sessions_by_user ON sessions (client, user_id);
