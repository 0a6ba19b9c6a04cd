-- The ledger: append-only, one hash chain per matter. Matter 0 is the office's own chain (units, posts, exports).
-- A matter's entries lie side by side under their key, so that opening a file reads one stretch of the disk.
CREATE TABLE entries (
    key     INTEGER PRIMARY KEY,       -- matter * 2^24 + version
    seq     BIGINT  NOT NULL UNIQUE,   -- the order of commits, without gaps
    matter  BIGINT  NOT NULL,
    version INTEGER NOT NULL,
    at      BIGINT  NOT NULL,          -- milliseconds since 1970 UTC
    post    BIGINT,                    -- acting post; empty for petitioners and the program
    actor   TEXT    NOT NULL,          -- staff | petitioner | system
    kind    TEXT    NOT NULL,
    body    TEXT    NOT NULL,          -- the event as JSON
    hash    BLOB    NOT NULL           -- SHA-256 over the hash before and this entry
);

-- Projections: what lists, figures and alarms read. Rebuilt from the entries at any time.
CREATE TABLE matters (
    id         INTEGER PRIMARY KEY,
    version    INTEGER NOT NULL,
    number     TEXT    NOT NULL,
    subject    TEXT    NOT NULL,
    stage      TEXT    NOT NULL,
    owner      BIGINT  NOT NULL,       -- the one unit that answers for it
    duty_unit  BIGINT  NOT NULL,       -- the unit whose act is awaited
    office     BIGINT  NOT NULL,
    weight     TEXT    NOT NULL,
    channel    TEXT    NOT NULL,
    purpose    TEXT    NOT NULL,
    category   TEXT,
    place      TEXT,
    received   TEXT    NOT NULL,       -- dates are ISO text: they sort and read well
    due        TEXT,                   -- the next duty's day
    due_limit  TEXT,
    late       INTEGER NOT NULL,       -- a duty was done late
    returned   INTEGER NOT NULL,
    sealed     INTEGER NOT NULL,
    petitions  INTEGER NOT NULL,
    head_count BIGINT  NOT NULL,
    closed     TEXT,
    joined     BIGINT,
    rated_office TEXT,
    rated_unit   TEXT
);
CREATE INDEX matters_by_duty ON matters (duty_unit, stage, due);
CREATE INDEX matters_by_duty_day ON matters (duty_unit, due, id);
CREATE INDEX matters_by_due ON matters (due, id);
CREATE INDEX matters_by_received ON matters (received, id);
CREATE INDEX matters_by_stage ON matters (stage, id);
CREATE INDEX matters_by_channel ON matters (channel, id);
CREATE INDEX matters_by_owner ON matters (owner, id);
CREATE INDEX matters_by_category ON matters (sealed, category);

CREATE TABLE petitions (
    id         INTEGER PRIMARY KEY,
    number     TEXT    NOT NULL UNIQUE,
    matter     BIGINT  NOT NULL,       -- the matter it belongs to now
    home       BIGINT  NOT NULL,       -- the matter it was registered under
    channel    TEXT    NOT NULL,
    received   TEXT    NOT NULL,
    head_count BIGINT  NOT NULL,
    relation   TEXT    NOT NULL,
    external   TEXT
);
CREATE INDEX petitions_by_matter ON petitions (matter);
CREATE INDEX petitions_by_external ON petitions (external);

CREATE TABLE petition_people (
    petition   BIGINT  NOT NULL,
    petitioner BIGINT  NOT NULL,
    ordinal    INTEGER NOT NULL,
    PRIMARY KEY (petition, ordinal)
);
CREATE INDEX people_by_petitioner ON petition_people (petitioner);

-- Who may see what: one row per unit that has sight of a matter, and one per accused person who never has.
CREATE TABLE sight (
    unit   BIGINT NOT NULL,
    matter BIGINT NOT NULL,
    PRIMARY KEY (unit, matter)
);
CREATE INDEX sight_by_matter ON sight (matter);
CREATE TABLE barred (
    person BIGINT NOT NULL,
    matter BIGINT NOT NULL,
    PRIMARY KEY (matter, person)
);

CREATE TABLE units (
    id INTEGER PRIMARY KEY,
    parent BIGINT,
    body TEXT NOT NULL                 -- the unit as JSON
);
CREATE TABLE posts (
    id INTEGER PRIMARY KEY,
    unit BIGINT NOT NULL,
    person BIGINT NOT NULL,
    body TEXT NOT NULL
);

-- Not derived from the ledger: sealed identities, secrets and things that pass.
CREATE TABLE petitioners (
    id     INTEGER PRIMARY KEY,
    sealed BLOB   NOT NULL,            -- name, contacts, ID number, encrypted
    same   TEXT                        -- keyed hash that finds the same person without opening the seal
);
CREATE INDEX petitioners_by_same ON petitioners (same);
CREATE TABLE accounts (
    login    TEXT    PRIMARY KEY,
    person   BIGINT  NOT NULL,
    password TEXT    NOT NULL,         -- argon2id
    active   INTEGER NOT NULL
);
CREATE TABLE sessions (
    token   TEXT   PRIMARY KEY,        -- SHA-256 of the cookie
    person  BIGINT NOT NULL,
    post    BIGINT NOT NULL,
    csrf    TEXT   NOT NULL,
    expires BIGINT NOT NULL
);
CREATE TABLE drafts (
    token TEXT   PRIMARY KEY,
    body  TEXT   NOT NULL,
    at    BIGINT NOT NULL
);
CREATE TABLE once (
    token    TEXT   PRIMARY KEY,       -- given with each form, so a double click makes one petition
    petition BIGINT NOT NULL,
    at       BIGINT NOT NULL
);
CREATE TABLE counters (
    name  TEXT   PRIMARY KEY,
    value BIGINT NOT NULL
);
CREATE TABLE meta (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
INSERT INTO meta (name, value) VALUES ('schema', '2');
