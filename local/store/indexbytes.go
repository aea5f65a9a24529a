package store

import "context"

// IndexBytes tells how much of the database the indexes take by which the search finds words, and
// those by which it finds phrases. They are counted page by page, which takes a while where there are
// many.
func (s *Store) IndexBytes(ctx context.Context) (words, phrases int64, err error) {
	for _, in := range []index{onRecord, onPages} {
		ofWords, err := s.bytesOf(ctx, in.words)
		if err != nil {
			return 0, 0, told("counting the pages of an index", err)
		}
		ofPhrases, err := s.bytesOf(ctx, in.said)
		if err != nil {
			return 0, 0, told("counting the pages of an index", err)
		}
		words, phrases = words+ofWords, phrases+ofPhrases
	}
	return words, phrases, nil
}

// bytesOf are those of the tables in which FTS5 keeps an index.
func (s *Store) bytesOf(ctx context.Context, name string) (bytes int64, err error) {
	for _, part := range []string{`_data`, `_idx`, `_docsize`, `_config`} {
		var of int64
		err := s.reader.QueryRowContext(ctx, `SELECT coalesce(sum(pgsize), 0) FROM dbstat WHERE name = ? AND aggregate = TRUE`, name+part).Scan(&of)
		if err != nil {
			return 0, err
		}
		bytes += of
	}
	return bytes, nil
}
