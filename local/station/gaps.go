package station

import (
	"context"
	"errors"

	"tram/local/office"
	"tram/local/vault"
)

// Files (tệp) holds the sealed files against the records: what is missing, what cannot be
// read, what belongs to no record.
type Files struct {
	*ground
	entrance *Entrance
	looked   looked
}

// MissingFiles lists the files that records stand on and that the vault does not
// give, each once, in the order of the records. It looks at the names in the folders
// of the vault, which a start can afford. What cannot be read is told as that, and
// never as missing.
func (s *Files) MissingFiles(ctx context.Context) ([]office.Gap, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	return s.lookForGaps(ctx, s.clock.Now(), s.namesOf)
}

// namesOf looks at names alone.
func (s *Files) namesOf(ctx context.Context) ([]office.Gap, error) {
	return s.gaps(ctx, func(office.Digest) bool { return true })
}

// UnreadFiles lists them, and opens each file that is named: those that cannot be
// opened are told, too. What is in a file is for a proof.
func (s *Files) UnreadFiles(ctx context.Context) ([]office.Gap, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	return s.lookForGaps(ctx, s.clock.Now(), s.opening)
}

// opening opens each file that is named.
func (s *Files) opening(ctx context.Context) ([]office.Gap, error) {
	opens := map[office.Digest]bool{}
	return s.gaps(ctx, func(d office.Digest) bool {
		well, known := opens[d]
		if !known {
			well = s.vault.Opens(d) == nil
			opens[d] = well
		}
		return well
	})
}

// gaps looks for files that are not listed, or that are and do not do.
func (s *Files) gaps(ctx context.Context, does func(office.Digest) bool) ([]office.Gap, error) {
	listed, err := s.vault.List(ctx)
	if err != nil {
		return nil, err
	}
	var all []office.Gap
	seen := map[office.Digest]bool{}
	err = s.store.EachKept(ctx, func(d office.Digest) bool { return listed.There[d] && does(d) }, func(g office.Gap) {
		if seen[g.Digest] {
			return
		}
		seen[g.Digest] = true
		if g.Dark = listed.Unknown(g.Digest); g.Dark || s.stillAway(&g) {
			all = append(all, g)
		}
	})
	return all, err
}

// stillAway looks once more: a record that came in after the folders were read has
// its files there.
func (s *Files) stillAway(g *office.Gap) bool {
	err := s.vault.Opens(g.Digest)
	g.Dark = err != nil && !errors.Is(err, vault.Missing)
	return err != nil
}
