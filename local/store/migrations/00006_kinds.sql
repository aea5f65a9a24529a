-- +goose Up

-- Journal 2: an entry names the entries that it follows (IDs, a space between). The
-- form tells which rule made the hash; entries of before are of form 1.
ALTER TABLE journal ADD COLUMN form INTEGER NOT NULL DEFAULT 1;
ALTER TABLE journal ADD COLUMN follows TEXT NOT NULL DEFAULT '';

-- Entries of other stations. They are known by their hash; the order of arrival means
-- nothing. An entry stands when the entry before it in its chain does, down to the
-- birth of its station: until then it waits, and nothing shows it. raw: an entry of a
-- form that this program does not know, as it came; it goes by the hash of that.
CREATE TABLE arrived (
    place        INTEGER PRIMARY KEY,
    hash         TEXT    NOT NULL,
    stands       INTEGER NOT NULL,
    form         INTEGER NOT NULL,
    seq          INTEGER NOT NULL,
    id           TEXT    NOT NULL,
    kind         TEXT    NOT NULL,
    record       TEXT    NOT NULL,
    step         TEXT    NOT NULL,
    version      INTEGER NOT NULL,
    base         INTEGER NOT NULL,
    body         TEXT    NOT NULL,
    actor        TEXT    NOT NULL,
    station      TEXT    NOT NULL,
    at           TEXT    NOT NULL,
    clock_source TEXT    NOT NULL,
    clock_offset INTEGER NOT NULL,
    prev         TEXT    NOT NULL,
    follows      TEXT    NOT NULL,
    raw          TEXT    NOT NULL DEFAULT ''
) STRICT;

CREATE UNIQUE INDEX arrived_hash ON arrived (hash);
CREATE INDEX arrived_prev ON arrived (prev) WHERE stands = 0;
CREATE INDEX arrived_record ON arrived (record) WHERE stands = 1;
CREATE INDEX arrived_station ON arrived (station, seq);
CREATE INDEX arrived_unread ON arrived (form) WHERE raw <> '';

-- +goose StatementBegin
CREATE TRIGGER arrived_keeps BEFORE UPDATE OF hash, form, seq, id, kind, record, step, version, base, body, actor, station, at, clock_source, clock_offset, prev, follows ON arrived
BEGIN
    SELECT RAISE(ABORT, 'what arrived is append-only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER arrived_forgets_nothing BEFORE DELETE ON arrived
BEGIN
    SELECT RAISE(ABORT, 'what arrived is append-only');
END;
-- +goose StatementEnd

-- entry: the one whose body is shown; empty: the record's last one in the own journal.
-- station: where the record was born; empty: here. apart: how many more entries
-- nothing follows, which lie in heads.
ALTER TABLE records ADD COLUMN entry TEXT NOT NULL DEFAULT '';
ALTER TABLE records ADD COLUMN station TEXT NOT NULL DEFAULT '';
ALTER TABLE records ADD COLUMN apart INTEGER NOT NULL DEFAULT 0;

-- words and salt: what lies beside the journal of a head that is not shown. twin: it
-- says the same as another, and does not count as standing apart.
CREATE TABLE heads (
    key   INTEGER NOT NULL REFERENCES records (key),
    entry TEXT    NOT NULL,
    hash  TEXT    NOT NULL,
    twin  INTEGER NOT NULL DEFAULT 0,
    words TEXT    NOT NULL DEFAULT '',
    salt  TEXT    NOT NULL DEFAULT '',
    PRIMARY KEY (key, hash)
) STRICT, WITHOUT ROWID;

-- What lists, rules and search know of a record of any kind. They can be made anew at
-- any time and refuse nothing.
CREATE TABLE lines (
    key   INTEGER PRIMARY KEY REFERENCES records (key),
    kind  TEXT    NOT NULL,
    state TEXT    NOT NULL,
    at    TEXT    NOT NULL,
    due   TEXT    NOT NULL,
    title TEXT    NOT NULL,
    below TEXT    NOT NULL
) STRICT;

CREATE INDEX lines_state ON lines (kind, state, key);

CREATE TABLE facts (
    kind  TEXT    NOT NULL,
    facet TEXT    NOT NULL,
    value TEXT    NOT NULL,
    key   INTEGER NOT NULL REFERENCES records (key),
    PRIMARY KEY (kind, facet, value, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX facts_key ON facts (key);

-- How far the lines of a kind are made by which revision of its rules.
CREATE TABLE made (
    kind  TEXT    PRIMARY KEY,
    rev   INTEGER NOT NULL,
    upto  INTEGER NOT NULL,
    whole INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO made (kind, rev, upto, whole) VALUES ('conversion', 0, 0, 1);

INSERT INTO facts (kind, facet, value, key) SELECT kind, 'conversion', conversion, key FROM followers;
INSERT INTO facts (kind, facet, value, key) SELECT kind, 'owes', 'yes', key FROM followers WHERE owes = 1;
INSERT INTO facts (kind, facet, value, key) SELECT 'signed-file', 'pdf', pdf, key FROM signed_states;
INSERT INTO facts (kind, facet, value, key) SELECT 'printout', 'conversion', conversion, key FROM printouts;
INSERT INTO facts (kind, facet, value, key) SELECT 'printout', 'told', 'no', key FROM printouts WHERE told = 0;

DROP TABLE signed_states;
DROP TABLE followers;
DROP TABLE printouts;

DROP INDEX conversions_code;
DROP INDEX conversions_copy;
CREATE INDEX conversions_code ON conversions (code) WHERE code <> '';
CREATE INDEX conversions_copy ON conversions (copy_year, copy_number) WHERE copy_year <> 0;

PRAGMA user_version = 6;
