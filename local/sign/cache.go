package sign

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"tram/local/office"
	"tram/local/whole"
)

// Cache is a folder of revocation lists and answers that were fetched and found
// good, so that a judgement needs no network while they are fresh. How old they
// are stands in themselves. It is only a help: what cannot be kept or read is
// fetched again.
type Cache struct {
	Dir string
}

func (c *Cache) path(address string, request []byte) string {
	return filepath.Join(c.Dir, string(office.DigestOf(append([]byte(address+"\n"), request...)))+".der")
}

func (c *Cache) read(address string, request []byte) []byte {
	if c == nil {
		return nil
	}
	f, err := whole.Open(c.path(address, request))
	if err != nil {
		return nil
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, MaxCRL+1))
	if err != nil || len(b) > MaxCRL {
		return nil
	}
	return b
}

func (c *Cache) keep(address string, request, b []byte) error {
	if c == nil {
		return nil
	}
	if err := os.MkdirAll(c.Dir, 0o700); err != nil {
		return fmt.Errorf("making the folder of revocation lists: %w", err)
	}
	f, err := whole.Create(c.path(address, request), 0o600)
	if err != nil {
		return err
	}
	if _, err := f.Write(b); err != nil {
		f.Abort()
		return err
	}
	return f.Replace()
}
