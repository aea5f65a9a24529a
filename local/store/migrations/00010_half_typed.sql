-- +goose Up

-- What a clerk typed and did not keep: no record yet, and no entry of the journal, but
-- words of the office, which lie nowhere in the clear. name: of whose form.
CREATE TABLE half_typed (
    name  TEXT PRIMARY KEY,
    words TEXT NOT NULL
) STRICT, WITHOUT ROWID;

PRAGMA user_version = 10;
