-- Projections that came after the first data folders: made on opening, empty where nothing older belongs in them.

-- Contributions that co-handling units owe the lead.
CREATE TABLE IF NOT EXISTS co_tasks (
    unit   BIGINT NOT NULL,
    matter BIGINT NOT NULL,
    due    TEXT   NOT NULL,
    PRIMARY KEY (unit, matter)
);
CREATE INDEX IF NOT EXISTS co_tasks_by_matter ON co_tasks (matter);

-- What is awaited beside the procedure: orders, suggestions, instructions, follow-ups and their like; one row each while open.
CREATE TABLE IF NOT EXISTS duties (
    matter BIGINT  NOT NULL,
    kind   TEXT    NOT NULL,
    number INTEGER NOT NULL,
    unit   BIGINT  NOT NULL,       -- from which unit
    post   BIGINT,                 -- from one post only
    since  TEXT    NOT NULL,
    due    TEXT,
    PRIMARY KEY (matter, kind, number)
);
CREATE INDEX IF NOT EXISTS duties_by_unit ON duties (kind, unit, due);
-- The first day after which a petitioner's right in a matter is over; only while one runs.
CREATE TABLE IF NOT EXISTS rights (
    matter INTEGER PRIMARY KEY,
    last   TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS rights_by_day ON rights (last);
-- Documents issued, of matters (projected from them) and of the office itself (matter 0). The next number of a series is one
-- more than the largest here, read and written inside one transaction.
CREATE TABLE IF NOT EXISTS documents (
    series   TEXT    NOT NULL,         -- 代字
    year     INTEGER NOT NULL,
    serial   INTEGER NOT NULL,
    matter   BIGINT  NOT NULL,
    document INTEGER NOT NULL,         -- its number inside the matter
    code     TEXT    NOT NULL,         -- the template's
    unit     BIGINT  NOT NULL,
    issued   TEXT    NOT NULL,
    hash     TEXT    NOT NULL,
    checked  TEXT    NOT NULL,         -- the code by which anybody checks that it is on record
    state    TEXT    NOT NULL,         -- kept | waiting | failed | served | voided
    PRIMARY KEY (series, year, serial)
);
CREATE UNIQUE INDEX IF NOT EXISTS documents_by_check ON documents (checked);
CREATE INDEX IF NOT EXISTS documents_by_day ON documents (issued, matter);
CREATE INDEX IF NOT EXISTS documents_by_matter ON documents (matter);
-- Petitions by the day they came, and those that were joined to another matter: what lists, counts and exports of a period or channel ask.
CREATE INDEX IF NOT EXISTS petitions_by_received ON petitions (received, channel);
CREATE INDEX IF NOT EXISTS petitions_joined ON petitions (matter, channel, received) WHERE matter <> home;
-- Accounts whose password somebody else set and whose holder has not changed it yet.
CREATE TABLE IF NOT EXISTS initial_passwords (
    login TEXT PRIMARY KEY
);
-- What is known of a session beside its post: the account it was opened with, when, and when it was last used.
CREATE TABLE IF NOT EXISTS session_notes (
    token  TEXT   PRIMARY KEY,
    login  TEXT   NOT NULL,
    opened BIGINT NOT NULL,
    seen   BIGINT NOT NULL
);
-- Sign-ins of staff, counted by account and hour, so that no stranger can fill the disk. Logins that do not exist count as one. Refused
-- requests of somebody signed in are counted beside them.
CREATE TABLE IF NOT EXISTS sign_ins (
    login   TEXT    NOT NULL,          -- empty for one that does not exist
    hour    BIGINT  NOT NULL,          -- hours since 1970 UTC
    outcome TEXT    NOT NULL,          -- right | wrong | slowed | refused
    count   INTEGER NOT NULL,
    last    BIGINT  NOT NULL,          -- milliseconds since 1970 UTC
    PRIMARY KEY (login, hour, outcome)
);

-- Keeping. What makes a petition's query code its own: random, sealed with the petition's number. A number that is given again
-- after a loss (a restored backup, a cut write-ahead log) therefore answers to another code. Petitions from before this table have
-- none and keep the code that was printed for them; `meta` says from which petition on each must have one.
CREATE TABLE IF NOT EXISTS code_salts (
    petition INTEGER PRIMARY KEY,
    sealed   BLOB NOT NULL
);
-- What the rules of three-tier escalation look at, of open matters that are out of the ordinary.
CREATE TABLE IF NOT EXISTS tiers (
    matter   INTEGER PRIMARY KEY,
    rulebook TEXT   NOT NULL,          -- the version the matter keeps: it says from how many a tier is called for
    weight   TEXT   NOT NULL,
    people   BIGINT NOT NULL,
    returns  BIGINT NOT NULL,
    orders   BIGINT NOT NULL,          -- supervision orders so far
    stands   INTEGER NOT NULL          -- the tier it stands in: 1 the lowest, 0 none
);
-- Forms of staff that were acted on, by a hash of their token, their sender and every word in them.
CREATE TABLE IF NOT EXISTS done_once (
    key TEXT   PRIMARY KEY,
    at  BIGINT NOT NULL                -- milliseconds since 1970 UTC
);
CREATE INDEX IF NOT EXISTS done_once_by_age ON done_once (at);
