-- +goose Up

-- What a program read on the pages of conversions: no record and no entry of the journal,
-- for whoever has the pages can have them read again. It goes when its paper proves secret.
CREATE TABLE read_pages (
    record TEXT NOT NULL, -- ID of the conversion
    page   TEXT NOT NULL, -- ID of the page
    lay    TEXT NOT NULL, -- how it lay when it was read
    words  BLOB NOT NULL, -- lines of office.ReadWord as JSON, packed
    PRIMARY KEY (record, page)
) STRICT, WITHOUT ROWID;

-- By which words finished conversions are found that stand on their pages alone; rowid:
-- conversions.key.
CREATE VIRTUAL TABLE read_search USING fts5 (words, content = '', contentless_delete = 1, detail = none, prefix = '2 3 4 5', tokenize = 'ascii');

PRAGMA user_version = 11;
