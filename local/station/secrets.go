package station

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"

	"tram/local/office"
	"tram/local/whole"
)

// Refusals are the register lines of secret documents (Điều 6.1), oldest first.
func (s *Files) Refusals(ctx context.Context) ([]office.Refusal, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	return s.store.Refusals(ctx)
}

// SecretTraces lists what is left here of documents that were told secret after they
// had come in, and that wiping does not reach: words in entries that an older version
// of the program wrote, and files that another record stands on. It is for the
// officer in charge; copies that were made elsewhere nobody knows here.
func (s *Files) SecretTraces(ctx context.Context) ([]office.SecretTrace, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	refused, err := s.store.Refused(ctx)
	if err != nil {
		return nil, err
	}
	var all []office.SecretTrace
	for _, c := range refused {
		t := office.SecretTrace{Record: c.ID, Code: string(c.Code), Secrecy: c.Document.Secrecy}
		if t.Entries, err = s.store.OpenWords(ctx, c.ID); err != nil {
			return nil, err
		}
		if t.Files, err = s.press.Shared(ctx, c); err != nil {
			return nil, err
		}
		if len(t.Entries)+len(t.Files) > 0 {
			all = append(all, t)
		}
	}
	return all, nil
}

// newFile writes a file that must not be there yet: whole, or not at all.
func newFile(path string, fill func(io.Writer) error) error {
	to, err := whole.Create(path, 0o600)
	if err != nil {
		return err
	}
	defer to.Abort()
	if err := fill(to); err != nil {
		return err
	}
	err = to.Commit()
	if errors.Is(err, os.ErrExist) {
		return FileExists.About(filepath.Base(path)).Because(err)
	}
	return err
}
