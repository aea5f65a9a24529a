-- +goose Up

-- What the search finds phrases by: the words of search and of read_search in the order in which
-- texts say them, two at a time, with their positions. As they are empty, they are made with the
-- others from the records.
CREATE VIRTUAL TABLE said USING fts5 (words, content = '', contentless_delete = 1, tokenize = 'ascii');
CREATE VIRTUAL TABLE read_said USING fts5 (words, content = '', contentless_delete = 1, tokenize = 'ascii');

PRAGMA user_version = 13;
