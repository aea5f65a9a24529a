-- +goose Up

-- The journal is read by who did it, to what kind of record, and when, over the chains
-- of all stations.
CREATE INDEX journal_actor ON journal (actor, at);
CREATE INDEX journal_kind ON journal (kind, at);
CREATE INDEX arrived_at ON arrived (at);

PRAGMA user_version = 7;
