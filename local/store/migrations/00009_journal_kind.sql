-- +goose Up

-- Most entries are of conversions: one who asks for those walks the journal by time and
-- passes over few, so that the writing of each keeps up one index less.
DROP INDEX journal_kind;
CREATE INDEX journal_kind ON journal (kind, at) WHERE kind <> 'conversion';

PRAGMA user_version = 9;
