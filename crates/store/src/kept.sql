-- The ledger, and what is kept beside it and follows from nothing. Tables that follow from the ledger stand with their projections.
-- Each table is made when a folder is made or, where it came later, when the folder is opened.

-- The ledger: append-only, one hash chain per matter. Matter 0 is the office's own chain (units, posts, exports).
-- A matter's entries lie side by side under their key, so that opening a file reads one stretch of the disk.
CREATE TABLE IF NOT EXISTS entries (
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

-- Which edition the rows of each projection are of.
CREATE TABLE IF NOT EXISTS projections (
    name    TEXT    PRIMARY KEY,
    edition INTEGER NOT NULL,
    tables  TEXT    NOT NULL,          -- the tables it has, with spaces between
    filled  BIGINT                     -- while it is being filled: the last matter whose rows stand
);

-- Sealed identities, secrets and things that pass.
CREATE TABLE IF NOT EXISTS petitioners (
    id     INTEGER PRIMARY KEY,
    sealed BLOB   NOT NULL,            -- name, contacts, ID number, encrypted
    same   TEXT                        -- keyed hash that finds the same person without opening the seal
);
CREATE INDEX IF NOT EXISTS petitioners_by_same ON petitioners (same);
CREATE TABLE IF NOT EXISTS accounts (
    login    TEXT    PRIMARY KEY,
    person   BIGINT  NOT NULL,
    password TEXT    NOT NULL,         -- argon2id
    active   INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS sessions (
    token   TEXT   PRIMARY KEY,        -- SHA-256 of the cookie
    person  BIGINT NOT NULL,
    post    BIGINT NOT NULL,
    csrf    TEXT   NOT NULL,
    expires BIGINT NOT NULL
);
CREATE TABLE IF NOT EXISTS drafts (
    token TEXT   PRIMARY KEY,
    body  TEXT   NOT NULL,
    at    BIGINT NOT NULL
);
CREATE TABLE IF NOT EXISTS once (
    token    TEXT   PRIMARY KEY,       -- given with each form, so a double click makes one petition
    petition BIGINT NOT NULL,
    at       BIGINT NOT NULL
);
CREATE TABLE IF NOT EXISTS counters (
    name  TEXT   PRIMARY KEY,
    value BIGINT NOT NULL
);
CREATE TABLE IF NOT EXISTS meta (
    name  TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

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
-- What makes a petition's query code its own: random, sealed with the petition's number. A number that is given again
-- after a loss (a restored backup, a cut write-ahead log) therefore answers to another code. Petitions from before this table have
-- none and keep the code that was printed for them; `meta` says from which petition on each must have one.
CREATE TABLE IF NOT EXISTS code_salts (
    petition INTEGER PRIMARY KEY,
    sealed   BLOB NOT NULL
);
-- Forms of staff that were acted on, by a hash of their token, their sender and every word in them.
CREATE TABLE IF NOT EXISTS done_once (
    key TEXT   PRIMARY KEY,
    at  BIGINT NOT NULL                -- milliseconds since 1970 UTC
);
CREATE INDEX IF NOT EXISTS done_once_by_age ON done_once (at);
-- What staff typed and could not send, with the files they had added: sealed for its number and its person, gone after three days.
CREATE TABLE IF NOT EXISTS kept_forms (
    token  TEXT   PRIMARY KEY,
    person BIGINT NOT NULL,
    sealed BLOB   NOT NULL,
    at     BIGINT NOT NULL                -- milliseconds since 1970 UTC
);
CREATE INDEX IF NOT EXISTS kept_forms_by_person ON kept_forms (person, at);
