-- Projections that came after the first data folders: made on opening, empty where nothing older belongs in them.

-- Contributions that co-handling units owe the lead.
CREATE TABLE IF NOT EXISTS co_tasks (
    unit   BIGINT NOT NULL,
    matter BIGINT NOT NULL,
    due    TEXT   NOT NULL,
    PRIMARY KEY (unit, matter)
);
CREATE INDEX IF NOT EXISTS co_tasks_by_matter ON co_tasks (matter);
