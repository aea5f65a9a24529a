package copying

import (
	"context"
	"encoding/json"
	"errors"
	"io"

	"tram/local/office"
	"tram/local/vault"
)

// bring puts what a segment names on the target, and then the segment.
func (c *Copier) bring(ctx context.Context, g *gathered, done *Round) error {
	if err := c.bringFiles(ctx, g.files, done); err != nil {
		return err
	}
	for hash, w := range g.words {
		if err := c.bringWords(ctx, hash, w); err != nil {
			return err
		}
	}
	m := c.met
	h := header{Station: m.station, Number: m.last.span().last + 1, Before: m.last.Link, To: g.to, Made: c.Clock.Now()}
	h.Link = link(h.Before, g.lines...)
	sealed, err := encode(c.ID, h, g.lines)
	if err != nil {
		return err
	}
	if err := putBytes(ctx, c.Target, m.names.segment(m.station, h.Number), sealed); err != nil {
		return err
	}
	m.last, m.checked = h, c.Clock.Now()
	m.journal = append(m.journal, span{h.Number, h.Number, int64(len(sealed))})
	if g.wiped {
		m.wiping, m.anew, m.stale = m.checked.Add(wipedWithin), true, true
	}
	done.Entries += g.entries
	for _, name := range g.remove {
		if err := c.drop(ctx, name); err != nil {
			return err
		}
		delete(m.files, name)
	}
	return c.tidyWords(ctx)
}

// drop removes an object. One that the target does not give up stays there and is counted:
// the copying goes on.
func (c *Copier) drop(ctx context.Context, name string) error {
	err := c.Target.Remove(ctx, name)
	if errors.Is(err, ErrKept) {
		c.met.kept[name] = true
		return nil
	}
	return err
}

// bringFiles copies files of the vault, several at a time where the target allows that.
func (c *Copier) bringFiles(ctx context.Context, all []office.Digest, done *Round) error {
	return settledTogether(c.Target, func() error {
		return together(ctx, atOnce(c.Target), all, func(ctx context.Context, d office.Digest) error {
			return c.bringFile(ctx, d, done)
		})
	})
}

// bringFile copies a file of the vault as it lies.
func (c *Copier) bringFile(ctx context.Context, d office.Digest, done *Round) error {
	from, size, err := c.Files.Sealed(d)
	if errors.Is(err, vault.Missing) {
		return nil // it went away just now
	}
	if err != nil {
		return err
	}
	defer from.Close()
	return c.bringSealed(ctx, d, from, size, done)
}

// bringSealed puts a file on the target unless it is there. Several may be brought at the same
// time.
func (c *Copier) bringSealed(ctx context.Context, d office.Digest, from io.Reader, size int64, done *Round) error {
	name := c.met.names.file(d)
	if has, there := c.met.has(name); there && has == size {
		return nil
	} else if there { // half of one, unless what is here is what was spoilt
		good, err := c.isGood(ctx, name)
		if good || err != nil {
			return err
		}
		if err := c.Target.Remove(ctx, name); err != nil {
			return err
		}
	}
	if err := put(ctx, c.Target, name, size, from); err != nil && !errors.Is(err, ErrThere) {
		return err
	}
	c.met.bringing.Lock()
	defer c.met.bringing.Unlock()
	c.met.files[name] = size
	done.Files, done.Bytes = done.Files+1, done.Bytes+size
	return nil
}

// has tells the size of a file of the target.
func (m *met) has(name string) (size int64, there bool) {
	m.bringing.Lock()
	defer m.bringing.Unlock()
	size, there = m.files[name]
	return size, there
}

// isGood tells whether a file on the target is what its name says. It fails where that cannot
// be found out now.
func (c *Copier) isGood(ctx context.Context, name string) (bool, error) {
	j := &judge{t: c.Target, id: c.ID, n: c.met.names, station: c.met.station}
	_, err := j.file(ctx, name)
	if ctx.Err() != nil || errors.Is(err, Gone) {
		return false, errors.Join(ctx.Err(), err)
	}
	return err == nil, nil
}

func (c *Copier) bringWords(ctx context.Context, hash office.Digest, w words) error {
	name := c.met.names.words(c.met.station, hash)
	if c.met.words[name] {
		return nil
	}
	b, err := json.Marshal(w)
	if err != nil {
		return err
	}
	sealed, err := sealedUp(c.ID, b)
	if err != nil {
		return err
	}
	if err := putBytes(ctx, c.Target, name, sealed); err != nil && !errors.Is(err, ErrThere) {
		return err
	}
	c.met.words[name] = true
	return nil
}
