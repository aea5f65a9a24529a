-- +goose Up

-- Records that follow a finished conversion (its signed form, its withdrawal),
-- derived from their bodies. A conversion has at most one of each kind.
CREATE TABLE followers (
    key        INTEGER PRIMARY KEY REFERENCES records (key),
    kind       TEXT    NOT NULL,
    conversion TEXT    NOT NULL,
    owes       INTEGER NOT NULL
) STRICT;

CREATE UNIQUE INDEX followers_conversion ON followers (conversion, kind);
CREATE INDEX followers_owing ON followers (key) WHERE owes = 1;

-- Every state that a signed file ever had, by its SHA-256: whoever holds an
-- earlier one holds a genuine file too.
CREATE TABLE signed_states (
    pdf TEXT    PRIMARY KEY,
    key INTEGER NOT NULL REFERENCES followers (key)
) STRICT, WITHOUT ROWID;

PRAGMA user_version = 2;
