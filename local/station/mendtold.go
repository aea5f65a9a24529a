package station

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"tram/local/office"
	"tram/local/store"
	"tram/local/whole"
)

// mendNoteName is the file in which it is put down what a repair did, until the journal says
// so.
const mendNoteName = "lap-lai.json"

const mostMendNote = 1 << 20

// mendNote is that file. It counts where the database bears the sign of the new one.
type mendNote struct {
	Sign string `json:"sign"`
	Mended
}

func (m *mending) putNote() error {
	sign, err := store.SignOf(m.made())
	if err != nil {
		return err
	}
	return whole.Write(filepath.Join(m.home, mendNoteName), 0o600, func(w io.Writer) error {
		return json.NewEncoder(w).Encode(mendNote{sign, m.done})
	})
}

// mendingNoted is what a repair put down in a data folder.
func mendingNoted(home string) (n mendNote, is bool) {
	f, err := whole.Open(filepath.Join(home, mendNoteName))
	if err != nil {
		return n, false
	}
	defer f.Close()
	return n, json.NewDecoder(io.LimitReader(f, mostMendNote)).Decode(&n) == nil
}

// endMending tells at a start what a repair did that was cut off before it said so. Where
// another program has the office open, a later start does it.
func endMending(ctx context.Context, o Options) error {
	if o.Home == "" {
		o.Home = DefaultHome()
	}
	if !repairOwed(o.Home) {
		return nil
	}
	release, err := holdAlone(ctx, o.Home)
	if errors.Is(err, MendInUse) {
		return nil
	}
	if err != nil {
		return err
	}
	defer release()
	return tellMended(ctx, o)
}

// tellMended has the journal say that its database was put together anew, where that was
// done and is not said yet.
func tellMended(ctx context.Context, o Options) (err error) {
	if o.Home == "" {
		o.Home = DefaultHome()
	}
	n, is := mendingNoted(o.Home)
	if !is {
		return nil
	}
	sign, err := store.SignOf(filepath.Join(o.Home, databaseName))
	if errors.Is(err, fs.ErrNotExist) || err == nil && sign != n.Sign {
		return nil // the repair was cut off before: it is yet to be done
	}
	if err != nil {
		return err
	}
	o.MustExist, o.restoring = true, true
	s, err := openOnce(ctx, o)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if err := s.Journal.tellMended(ctx, n.Mended); err != nil {
		return err
	}
	return whole.Remove(filepath.Join(o.Home, mendNoteName))
}

// tellMended writes down what a repair did. Where what was put together is not proven to be
// all of the journal, the station goes on under another name, and what is lost is told as
// where data were turned back.
func (s *Journal) tellMended(ctx context.Context, m Mended) error {
	by := "Phần mềm (" + account() + ")"
	said := office.Notice{Kind: office.NoticeRebuilt, Why: "Cơ sở dữ liệu không qua được kiểm tra", Clerk: by, At: s.clock.Now(), Found: m.Said()}
	if s.saysMended(ctx, m) {
		return nil
	}
	if !m.NewChain {
		_, err := s.store.SaveNotice(ctx, store.Act{Actor: account(), Step: "mend"}, said)
		return err
	}
	lost, err := s.watch.lostHeads(ctx)
	if err != nil {
		return err
	}
	n := office.Notice{Kind: office.NoticeBack, Why: said.Why, Clerk: by, At: said.At, Here: &m.Head, Lost: &m.Head, Found: said.Found, Files: lost}
	if trouble, is := s.JournalTrouble(); is {
		n.From = trouble.From
		if trouble.Lost.Seq > 0 {
			n.Lost = &trouble.Lost
		}
	}
	if n, err = s.store.AcceptRestored(ctx, store.Act{Actor: account(), Step: "accept-journal"}, n); err != nil {
		return err
	}
	// What was known of the copies is of the chain before: the new one lies nowhere yet.
	if err := whole.Remove(filepath.Join(s.home, copiesName)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return whole.Tell(s.home, err)
	}
	return s.vouchForWord(ctx, n)
}

// saysMended tells whether the journal says so already: the note was not removed any more.
func (s *Journal) saysMended(ctx context.Context, m Mended) bool {
	all, err := s.store.Notices(ctx)
	for _, n := range all {
		if err == nil && n.Found == m.Said() {
			return true
		}
	}
	return false
}

// repairOwed tells whether a repair was cut off between the bad database and the new one.
func repairOwed(home string) bool {
	_, err := os.Stat(filepath.Join(home, mendNoteName))
	return err == nil
}
