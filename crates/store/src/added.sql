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
