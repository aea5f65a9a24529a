-- +goose Up

-- Which way a conversion goes, the place of a paper copy in the common series of
-- its year (Nghị định 30, Phụ lục I), and the SHA-256 of the data message that
-- became paper.
ALTER TABLE conversions ADD COLUMN direction TEXT NOT NULL DEFAULT 'paper-to-data';
ALTER TABLE conversions ADD COLUMN copy_year INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversions ADD COLUMN copy_number INTEGER NOT NULL DEFAULT 0;
ALTER TABLE conversions ADD COLUMN message TEXT NOT NULL DEFAULT '';

CREATE UNIQUE INDEX conversions_copy ON conversions (copy_year, copy_number) WHERE copy_year <> 0;
CREATE INDEX conversions_message ON conversions (message) WHERE message <> '';

-- What was sent to printers, of which conversion, and whether a clerk has said
-- what came out.
CREATE TABLE printouts (
    key        INTEGER PRIMARY KEY REFERENCES records (key),
    conversion TEXT    NOT NULL,
    told       INTEGER NOT NULL
) STRICT;

CREATE INDEX printouts_conversion ON printouts (conversion, key);
CREATE INDEX printouts_untold ON printouts (key) WHERE told = 0;

PRAGMA user_version = 3;
