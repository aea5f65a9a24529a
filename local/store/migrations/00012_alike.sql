-- +goose Up

-- Whoever digitises a document is told of another record of its number and symbol.
CREATE INDEX conversions_number ON conversions (number, symbol) WHERE number <> '';

PRAGMA user_version = 12;
