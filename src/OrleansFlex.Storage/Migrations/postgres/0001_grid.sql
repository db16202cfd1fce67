-- Grain state. The id is never used again, so "id.version" is an ETag that cannot come back after a clear.
CREATE TABLE states (
    id        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    version   bigint NOT NULL,
    name      text COLLATE "C" NOT NULL,
    grain_key text COLLATE "C" NOT NULL,
    json      bytea NOT NULL,
    UNIQUE (name, grain_key)
) WITH (fillfactor = 80);

-- What lists and filters read. The tenant leads every index; every index ends in the order of lists.
CREATE TABLE catalog (
    client        text COLLATE "C" NOT NULL,
    kind          text COLLATE "C" NOT NULL,
    id            text COLLATE "C" NOT NULL,
    created_at_ms bigint NOT NULL,
    user_id       text COLLATE "C",
    location_id   text COLLATE "C",
    zone          text COLLATE "C",
    area          text COLLATE "C",
    reference     text COLLATE "C",
    composition   integer NOT NULL,
    asset_count   integer NOT NULL,
    PRIMARY KEY (client, kind, id)
);

CREATE INDEX catalog_by_age ON catalog (client, kind, created_at_ms, id);
CREATE INDEX catalog_by_user ON catalog (client, kind, user_id, created_at_ms, id) WHERE user_id IS NOT NULL;
CREATE INDEX catalog_by_location ON catalog (client, kind, location_id, created_at_ms, id) WHERE location_id IS NOT NULL;
CREATE INDEX catalog_by_zone ON catalog (client, kind, zone, created_at_ms, id) WHERE zone IS NOT NULL;
CREATE INDEX catalog_by_area ON catalog (client, kind, zone, area, created_at_ms, id) WHERE zone IS NOT NULL;
CREATE INDEX catalog_by_reference ON catalog (client, kind, reference, created_at_ms, id) WHERE reference IS NOT NULL;

CREATE TABLE reminders (
    grain_id    text COLLATE "C" NOT NULL,
    name        text COLLATE "C" NOT NULL,
    start_at_ms bigint NOT NULL,
    period_ms   bigint NOT NULL,
    PRIMARY KEY (grain_id, name)
);

CREATE TABLE clients (
    id            text COLLATE "C" NOT NULL PRIMARY KEY,
    secret_hash   bytea NOT NULL,
    salt          bytea NOT NULL,
    created_at_ms bigint NOT NULL,
    generation    integer NOT NULL
);

CREATE TABLE settings (
    key   text COLLATE "C" NOT NULL PRIMARY KEY,
    value text COLLATE "C" NOT NULL
);
