-- +goose Up

-- Before an act is finished its time is held against the newest time of the journal,
-- counted from the last word that somebody gave on the clock.
CREATE INDEX journal_at ON journal (at);
CREATE INDEX journal_clock ON journal (seq) WHERE instr(body, '"clock":{') > 0;

PRAGMA user_version = 5;
