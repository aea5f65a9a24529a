-- +goose Up

-- What has to be counted where all processes see it, and is no record: wrong tries at an
-- account, refusals of a person in an hour. entered: when the count was last ended by
-- who may.
CREATE TABLE tries (
    what    TEXT    PRIMARY KEY,
    counted INTEGER NOT NULL,
    at      TEXT    NOT NULL,
    entered TEXT    NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

PRAGMA user_version = 8;
