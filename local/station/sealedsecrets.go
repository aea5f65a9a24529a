package station

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"

	"tram/local/seal"
	"tram/local/whole"
)

// What opens a server of others lies sealed in a file beside the data, on this station alone: it is in no
// journal and in no copy.

const mostSecret = 1 << 20 // bytes

// keepSecret seals it.
func (s *ground) keepSecret(path string, of any) error {
	if s.sealing == nil {
		return seal.NoIdentity
	}
	b, err := json.Marshal(of)
	if err != nil {
		return err
	}
	defer clear(b)
	return whole.Write(path, 0o600, func(w io.Writer) error {
		sealing, err := s.sealing.Seal(w)
		if err != nil {
			return err
		}
		if _, err := sealing.Write(b); err != nil {
			return err
		}
		return sealing.Close()
	})
}

// secretIn reads it.
func (s *ground) secretIn(path string, into any) error {
	if s.sealing == nil {
		return seal.NoIdentity
	}
	sealed, err := whole.ReadFile(path)
	if err != nil {
		return err
	}
	plain, err := s.sealing.Open(bytes.NewReader(sealed), int64(len(sealed)))
	if err != nil {
		return err
	}
	if plain.Size() > mostSecret {
		return errors.New("the file of a secret is too long")
	}
	b, err := io.ReadAll(plain)
	defer clear(b)
	if err != nil {
		return err
	}
	return json.Unmarshal(b, into)
}

// forgetSecret removes it.
func forgetSecret(path string) error {
	if err := whole.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return whole.Tell(path, err)
	}
	return nil
}
