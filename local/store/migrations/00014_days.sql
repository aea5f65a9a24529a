-- +goose Up

-- The days of each record, by which a search is narrowed: a long stretch of days has more records
-- than most words have.
CREATE TABLE days (
    key INTEGER NOT NULL,
    day INTEGER NOT NULL, -- yyyymmdd
    PRIMARY KEY (key, day)
) STRICT, WITHOUT ROWID;

PRAGMA user_version = 14;
