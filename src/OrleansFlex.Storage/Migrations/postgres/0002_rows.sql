-- What has happened, in the order of commits. The sequence rises over all tenants and is never used again. It has no index of its own,
-- so that no plan can look for a tenant's next events among those of all the others.
CREATE TABLE events (
    sequence      bigint GENERATED ALWAYS AS IDENTITY,
    client        text COLLATE "C" NOT NULL,
    id            uuid NOT NULL,
    name          text COLLATE "C" NOT NULL,
    entity        text COLLATE "C" NOT NULL,
    user_id       text COLLATE "C",
    created_at_ms bigint NOT NULL,
    json          bytea NOT NULL,
    PRIMARY KEY (client, sequence)
);

CREATE INDEX events_by_age ON events (created_at_ms);

-- How far the log of a tenant had come when its events were purged.
CREATE TABLE purged_events (
    client   text COLLATE "C" NOT NULL PRIMARY KEY,
    sequence bigint NOT NULL
);

-- Settled sessions. The tenant leads every index; every index of a list has its order and, for filters, the end.
CREATE TABLE sessions (
    client         text COLLATE "C" NOT NULL,
    id             uuid NOT NULL,
    policy_id      uuid,
    vehicle_id     uuid NOT NULL,
    location_id    uuid,
    user_id        text COLLATE "C" NOT NULL,
    plugged_in_ms  bigint NOT NULL,
    plugged_out_ms bigint NOT NULL,
    json           bytea NOT NULL,
    PRIMARY KEY (client, id)
);

CREATE INDEX sessions_by_age ON sessions (client, plugged_in_ms, id, plugged_out_ms);
CREATE INDEX sessions_by_policy ON sessions (client, policy_id, plugged_in_ms, id, plugged_out_ms) WHERE policy_id IS NOT NULL;
CREATE INDEX sessions_by_vehicle ON sessions (client, vehicle_id, plugged_in_ms, id, plugged_out_ms);
CREATE INDEX sessions_by_location ON sessions (client, location_id, plugged_in_ms, id, plugged_out_ms) WHERE location_id IS NOT NULL;
CREATE INDEX sessions_by_user ON sessions (client, user_id);
