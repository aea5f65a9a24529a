-- +goose Up

-- The journal is the truth: an append-only chain in which each entry holds the
-- full new body of one record. Everything below it can be made again from it.
CREATE TABLE journal (
    seq          INTEGER PRIMARY KEY,
    id           TEXT    NOT NULL UNIQUE,
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
    hash         TEXT    NOT NULL
) STRICT;

CREATE INDEX journal_record ON journal (record, seq);

-- +goose StatementBegin
CREATE TRIGGER journal_keeps BEFORE UPDATE ON journal
BEGIN
    SELECT RAISE(ABORT, 'the journal is append-only');
END;
-- +goose StatementEnd

-- +goose StatementBegin
CREATE TRIGGER journal_forgets_nothing BEFORE DELETE ON journal
BEGIN
    SELECT RAISE(ABORT, 'the journal is append-only');
END;
-- +goose StatementEnd

-- The newest version of every record. Keys follow the order of creation.
CREATE TABLE records (
    key     INTEGER PRIMARY KEY,
    kind    TEXT    NOT NULL,
    id      TEXT    NOT NULL UNIQUE,
    version INTEGER NOT NULL,
    body    TEXT    NOT NULL
) STRICT;

CREATE INDEX records_kind ON records (kind, key);

-- What lists show of a conversion, derived from its body.
CREATE TABLE conversions (
    key     INTEGER PRIMARY KEY REFERENCES records (key),
    id      TEXT    NOT NULL,
    code    TEXT    NOT NULL,
    state   TEXT    NOT NULL,
    form    TEXT    NOT NULL,
    type    TEXT    NOT NULL,
    number  TEXT    NOT NULL,
    symbol  TEXT    NOT NULL,
    subject TEXT    NOT NULL,
    issuer  TEXT    NOT NULL,
    issued  TEXT    NOT NULL,
    clerk   TEXT    NOT NULL,
    pages   INTEGER NOT NULL,
    at      TEXT    NOT NULL,
    pdf     TEXT    NOT NULL
) STRICT;

CREATE UNIQUE INDEX conversions_code ON conversions (code) WHERE code <> '';
CREATE INDEX conversions_pdf ON conversions (pdf) WHERE pdf <> '';
CREATE INDEX conversions_state ON conversions (state, key);

-- Folded words by conversion key. The words come folded and split, so the
-- tokenizer only cuts at spaces. Rows without positions (detail=none) and an
-- index for every length of a Vietnamese syllable keep each prefix one lookup.
CREATE VIRTUAL TABLE search USING fts5 (
    words,
    content = '',
    contentless_delete = 1,
    detail = none,
    prefix = '1 2 3 4 5 6 7',
    tokenize = 'ascii'
);

PRAGMA user_version = 1;
