-- +goose Up

-- What a clerk wrote of a conversion that is not finished lies in its record
-- alone: the journal names the SHA-256 of it, made with this salt. Empty: the
-- journal holds the body itself.
ALTER TABLE records ADD COLUMN salt TEXT NOT NULL DEFAULT '';

PRAGMA user_version = 4;
