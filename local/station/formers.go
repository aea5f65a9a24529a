package station

import (
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"path/filepath"
	"time"

	"tram/local/anchor"
	"tram/local/copying"
	"tram/local/office"
	"tram/local/seal"
	"tram/local/whole"
)

// A mark that somebody keeps elsewhere was vouched for by the identity of its time. Of a
// former identity the key of its witnesses stays, sealed, by which such a mark is known
// again; it opens nothing. Only marks that a person brings are held against it: of those
// on this PC each was vouched for anew, and whoever took the former identity away could
// make more.

// formersName is the file of these keys in the data folder.
const formersName = "journal.formers"

const mostFormers = 1 << 20 // bytes that are read of it

type formerWitness struct {
	Recipient string          `json:"recipient"` // public half of the identity
	Key       seal.WitnessKey `json:"key"`

	// Names is the key of names at places for copies, by which the folder that was sealed to the
	// identity is found there; it opens nothing either. A renewal of before has none.
	Names []byte    `json:"names,omitempty"`
	Until time.Time `json:"until,omitzero"` // when it was put aside
}

// formers reads them; none where there is no file.
func (s *ground) formers() (all []formerWitness, err error) {
	f, err := whole.Open(filepath.Join(s.home, formersName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, whole.Tell(formersName, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, whole.Tell(formersName, err)
	}
	plain, err := s.sealing.Open(f, info.Size())
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(io.LimitReader(plain, mostFormers))
	if err != nil {
		return nil, err
	}
	defer clear(text)
	return all, json.Unmarshal(text, &all)
}

// keepFormer puts the key of the identity that is about to be forgotten beside those of
// the ones before it. The file is written anew under the identity in force.
func (s *ground) keepFormer() error {
	all, err := s.formers()
	if _, told := office.FailureIn(err); told {
		return err
	}
	if err != nil {
		all = nil // nobody reads it any more: what it knew is lost, and the renewal is not
	}
	recipient, key, err := s.sealing.FormerWitness()
	if err != nil {
		return err
	}
	if len(all) == 0 || all[len(all)-1].Recipient != recipient {
		names, err := s.sealing.FormerKey(copying.NamesPurpose)
		if err != nil {
			return err
		}
		all = append(all, formerWitness{recipient, key, names, s.clock.Now()})
	}
	text, err := json.Marshal(all)
	if err != nil {
		return err
	}
	defer clear(text)
	return whole.Write(filepath.Join(s.home, formersName), 0o600, func(w io.Writer) error {
		sealed, err := s.sealing.Seal(w)
		if err != nil {
			return err
		}
		if _, err := sealed.Write(text); err != nil {
			return err
		}
		return sealed.Close()
	})
}

// vouchedBefore has the identity in force vouch for those of the marks that somebody
// brought for which a former one did.
func (s *Journal) vouchedBefore(brought []anchor.Mark) ([]anchor.Mark, error) {
	formers, err := s.formers()
	if err != nil || len(formers) == 0 {
		return brought, nil //nolint:nilerr // they stay marks that nobody here made
	}
	for i, m := range brought {
		for _, f := range formers {
			if !f.Key.Witnessed(m.Statement(), m.Witness) {
				continue
			}
			if brought[i].Witness, err = s.sealing.Witness(m.Statement()); err != nil {
				return nil, err
			}
		}
	}
	return brought, nil
}
