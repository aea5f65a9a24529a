package copying

import (
	"context"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"

	"crypto/sha256"

	"tram/local/intake"
	"tram/local/office"
)

// Trays are where pages wait that are in no file of the vault yet.
type Trays interface {
	Lie(ctx context.Context) ([]intake.Lying, error)
	Sealed(l intake.Lying, d office.Digest) (io.ReadCloser, int64, error)
}

// tray names a tray as it lay once, by the sum of that.
func (n names) tray(station, id office.ID, sum string) string {
	return n.allWords(station) + "/t-" + n.coded("tray", string(id)+sum)
}

// bringTrays puts the trays on the target as they lie now, before the segment that tells of
// them: captures as files, and of each what it holds under the sum of that.
func (c *Copier) bringTrays(ctx context.Context, g *gathered, done *Round) error {
	if c.Trays == nil {
		return nil
	}
	all, err := c.Trays.Lie(ctx)
	if err != nil {
		return err
	}
	is, was := map[string]string{}, c.met.last.To.Trays
	for _, l := range all {
		b, err := json.Marshal(l)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(b)
		is[string(l.ID)] = hex.EncodeToString(sum[:])
		if is[string(l.ID)] == was[string(l.ID)] {
			continue
		}
		there, err := c.bringTray(ctx, l, b, is[string(l.ID)], done)
		if err != nil {
			return err
		}
		if !there {
			delete(is, string(l.ID))
		}
	}
	g.to.Trays = is
	if maps.Equal(is, was) {
		return nil
	}
	for id, sum := range is {
		if was[id] != sum {
			g.lines = append(g.lines, line{lineTray, []byte(id + " " + sum)})
		}
	}
	for id := range was {
		if is[id] == "" {
			g.lines = append(g.lines, line{lineTray, []byte(id)})
		}
	}
	return c.leftTrays(ctx, g, all)
}

// bringTray puts one on the target; false: it is being filed, and the next round finds where.
func (c *Copier) bringTray(ctx context.Context, l intake.Lying, b []byte, sum string, done *Round) (there bool, err error) {
	for _, d := range l.Captures {
		from, size, err := c.Trays.Sealed(l, d)
		if errors.Is(err, fs.ErrNotExist) {
			return false, nil
		}
		if err != nil {
			return false, err
		}
		err = c.bringSealed(ctx, d, from, size, done)
		from.Close()
		if err != nil {
			return false, err
		}
	}
	name := c.met.names.tray(c.met.station, l.ID, sum)
	if c.met.words[name] {
		return true, nil
	}
	sealed, err := sealedUp(c.ID, b)
	if err != nil {
		return false, err
	}
	if err := putBytes(ctx, c.Target, name, sealed); err != nil && !errors.Is(err, ErrThere) {
		return false, err
	}
	c.met.words[name] = true
	return true, nil
}

// leftTrays tells of captures as gone that lie in no tray any more, nor in the vault.
func (c *Copier) leftTrays(ctx context.Context, g *gathered, now []intake.Lying) error {
	stays := map[office.Digest]bool{}
	for _, l := range now {
		for _, d := range l.Captures {
			stays[d] = true
		}
	}
	for id, sum := range c.met.last.To.Trays {
		if g.to.Trays[id] == sum {
			continue
		}
		l, err := trayAt(ctx, c.Target, c.ID, c.met.names.tray(c.met.station, office.ID(id), sum), sum)
		if err != nil {
			continue // it tells of nothing that could be removed
		}
		for _, d := range l.Captures {
			if name := c.met.names.file(d); !stays[d] && !c.Files.Has(d) && c.met.files[name] > 0 && !slices.Contains(g.remove, name) {
				g.remove = append(g.remove, name)
				g.lines = append(g.lines, line{lineGone, []byte(d)})
			}
		}
	}
	return nil
}

func trayAt(ctx context.Context, t Target, id Identity, name, sum string) (l intake.Lying, err error) {
	sealed, err := getBytes(ctx, t, name, mostObject)
	if err != nil {
		return l, err
	}
	b, err := unsealed(id, sealed, mostObject)
	if err != nil {
		return l, err
	}
	if is := sha256.Sum256(b); hex.EncodeToString(is[:]) != sum {
		return l, fmt.Errorf("%s holds another tray", name)
	}
	return l, json.Unmarshal(b, &l)
}

// captures are the pages that wait in trays, as those lay at the end of what is read. A tray that
// cannot be read names none.
func (c *Copy) captures(ctx context.Context) (all []office.Digest, err error) {
	if len(c.heads) == 0 || c.past {
		return nil, nil
	}
	for id, sum := range c.heads[len(c.heads)-1].To.Trays {
		l, err := trayAt(ctx, c.target, c.id, c.names.tray(c.About.Station, office.ID(id), sum), sum)
		if gone := c.orGone(ctx, err); err != nil && gone != nil {
			return nil, gone
		}
		all = append(all, l.Captures...)
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}

// FillTrays lays down the trays as they lay at the end of what is read, in a folder. Those
// of which something is missing are counted and left out: their papers are still at hand.
// A copy as of an earlier time has none: trays are kept as they lie, and not as they lay.
func (c *Copy) FillTrays(ctx context.Context, dir string, s intake.Sealer) (done, leftOut int64, err error) {
	if len(c.heads) == 0 || c.past {
		return 0, 0, nil
	}
	all := c.heads[len(c.heads)-1].To.Trays
	for _, id := range slices.Sorted(maps.Keys(all)) {
		l, err := trayAt(ctx, c.target, c.id, c.names.tray(c.About.Station, office.ID(id), all[id]), all[id])
		if err == nil && string(l.ID) != id {
			err = errors.New("it is another tray")
		}
		if err == nil {
			err = intake.PutBack(ctx, dir, s, l, func(d office.Digest) (io.ReadCloser, error) {
				r, _, err := c.File(ctx, d)
				return r, err
			})
		}
		if err == nil {
			done++
			continue
		}
		if _, told := office.FailureIn(err); told || c.orGone(ctx, err) != nil { // of the disk that is written to
			return done, leftOut, err
		}
		leftOut++
	}
	return done, leftOut, nil
}
