package station

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"tram/local/bundle"
	"tram/local/job"
	"tram/local/office"
	"tram/local/store"
	"tram/local/vault"
	"tram/local/whole"
)

// Exchange (trao đổi) carries entries and files between the stations of one office.
type Exchange struct {
	*ground
	entrance *Entrance
	met      func(context.Context) error // what follows from what other stations said
}

// Exchanged tells what a bundle brought, or took along.
type Exchanged struct {
	About   bundle.About `json:"about"`
	Entries int64        `json:"entries"`
	Files   int64        `json:"files"`
	Absent  int64        `json:"absent,omitempty"` // files that the vault does not give, and the bundle lacks

	New     int64              `json:"new"`              // entries that were not here
	Stand   int64              `json:"stand"`            // that hang on the birth of their station from here on
	Unread  int64              `json:"unread"`           // of a newer program
	Changed int64              `json:"changed"`          // records that show something else
	Faults  []store.ChainFault `json:"faults,omitempty"` // entries that do not hold
	Apart   int                `json:"apart,omitempty"`  // records of which stations made versions apart, and nobody chose
	Parted  []Parted           `json:"parted,omitempty"` // the newest of Apart
	Chains  []store.Chain      `json:"chains,omitempty"`
}

// Parted is a record of which stations made versions apart.
type Parted struct {
	ID       office.ID   `json:"id"`
	Kind     office.Kind `json:"kind"`
	Title    string      `json:"title"`    // with the word for its kind, Vietnamese
	Versions int         `json:"versions"` // that stand
}

// mostParted are named after an exchange.
const mostParted = 20

// ExportBundle writes what this station wrote to a new file, for another station of the
// office. after: the number of the last entry that is left out; 0: none.
func (s *Exchange) ExportBundle(ctx context.Context, path string, after int64, p *job.Progress) (x Exchanged, err error) {
	defer s.entrance.takenAll(ctx, "Gói trao đổi giữa các trạm", &err)
	ctx, err = s.entrance.begins(ctx, office.MayRun)
	if err != nil {
		return x, err
	}
	if err := Outward(s.home, path); err != nil {
		return x, err
	}
	if err := s.met(ctx); err != nil {
		return x, err
	}
	o, err := s.store.Office(ctx)
	if err != nil {
		return x, err
	}
	head, err := s.store.Head(ctx)
	if err != nil {
		return x, err
	}
	x.About = bundle.About{Station: s.store.Station(), Office: o.Name, Made: s.clock.Now(), Head: head, After: after}
	to, err := whole.Create(path, 0o600)
	if err != nil {
		return x, err
	}
	defer to.Abort()
	if err := s.fillBundle(ctx, to, &x, p); err != nil {
		return x, err
	}
	err = to.Commit()
	if errors.Is(err, os.ErrExist) {
		return x, FileExists.About(filepath.Base(path)).Because(err)
	}
	return x, err
}

func (s *Exchange) fillBundle(ctx context.Context, to io.Writer, x *Exchanged, p *job.Progress) error {
	b, err := bundle.NewWriter(to, s.sealing, x.About)
	if err != nil {
		return err
	}
	p.Say("Đang xuất nhật ký")
	err = s.store.Leaving(ctx, x.About.After, func(a store.Arrival) error {
		if a.Entry.Seq > x.About.Head.Seq {
			return nil // written meanwhile
		}
		x.Entries++
		text, err := a.Text()
		if err != nil {
			return err
		}
		return b.Line(text)
	})
	if err != nil {
		return err
	}
	files, err := s.store.LeavingFiles(ctx, x.About.After)
	if err != nil {
		return err
	}
	p.Say("Đang xuất tệp trong kho")
	p.Expect(int64(len(files)))
	for _, d := range files {
		if err := s.fileInto(ctx, b, d, x); err != nil {
			return err
		}
		p.Did(1)
	}
	return b.Close()
}

// fileInto takes a file of the vault along; one that is missing is counted, and the
// other station will miss it, too.
func (s *Exchange) fileInto(ctx context.Context, b *bundle.Writer, d office.Digest, x *Exchanged) error {
	file, err := s.vault.Read(d)
	if errors.Is(err, vault.Missing) {
		x.Absent++
		return nil
	}
	if err != nil {
		return err
	}
	defer file.Close()
	x.Files++
	if err := ctx.Err(); err != nil {
		return err
	}
	return b.File(d, file.Size(), file)
}

// ImportBundle takes in what another station of the office wrote: all of it, or
// nothing, and of many entries the rest at the next start (ArrivingLater). Nothing of this station's own journal changes.
func (s *Exchange) ImportBundle(ctx context.Context, path string, p *job.Progress) (x Exchanged, err error) {
	ctx, err = s.entrance.begins(ctx, office.MayRun)
	if err != nil {
		return x, err
	}
	if why := s.store.Unwritable(); why != nil {
		return x, why
	}
	if err := s.roomForFiles(path); err != nil {
		return x, err
	}
	f, err := whole.Open(path)
	if err != nil {
		return x, FileUnreadable.About(filepath.Base(path)).Because(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return x, FileUnreadable.About(filepath.Base(path)).Because(err)
	}
	b, err := bundle.Open(ctx, f, info.Size(), s.sealing, p)
	if err != nil {
		return x, s.ofFormer(ctx, err)
	}
	x.About = b.About
	kept, err := s.filesFrom(ctx, b, &x, p)
	if err == nil {
		err = s.entriesFrom(ctx, b, &x, p)
	}
	if err != nil {
		return x, errors.Join(err, s.takeBack(context.WithoutCancel(ctx), kept))
	}
	if err := s.met(ctx); err != nil {
		return x, err
	}
	if x.Chains, err = s.store.Chains(ctx); err != nil {
		return x, err
	}
	all, count, err := s.store.Partings(ctx, mostParted)
	x.Apart = count
	for _, p := range all {
		kind, _ := s.store.KindOf(p.Kind)
		x.Parted = append(x.Parted, Parted{ID: p.ID, Kind: p.Kind, Title: kind.Word() + " “" + p.Title + "”", Versions: p.Others + 1})
	}
	return x, err
}

// takeBack removes files that were just kept and that no record names: another program
// may have recorded one meanwhile.
func (s *Exchange) takeBack(ctx context.Context, kept []office.Digest) error {
	if len(kept) == 0 {
		return nil
	}
	named, err := s.named(ctx)
	if err != nil {
		return err
	}
	for _, d := range kept {
		if !named[d] {
			err = errors.Join(err, s.vault.Wipe(d))
		}
	}
	return err
}

// filesFrom keeps the files that are not here yet, before any record names them.
func (s *Exchange) filesFrom(ctx context.Context, b *bundle.Reader, x *Exchanged, p *job.Progress) (kept []office.Digest, err error) {
	p.Say("Đang nhập tệp")
	err = b.Files(func(d office.Digest, size int64, content io.ReadSeeker) error {
		x.Files++
		if s.vault.Has(d) {
			return nil
		}
		sum := sha256.New() // before it is kept: what has another name may be there already, for another record
		if _, err := io.Copy(job.Patient(ctx, sum), content); err != nil {
			return err
		}
		if is := hex.EncodeToString(sum.Sum(nil)); is != string(d) {
			return bundle.Spoiled.Because(fmt.Errorf("the file %s has the name %s", is, d))
		}
		if _, err := content.Seek(0, io.SeekStart); err != nil {
			return err
		}
		to, err := s.vault.Create()
		if err != nil {
			return err
		}
		if _, err := io.Copy(job.Patient(ctx, to), content); err != nil {
			to.Abort()
			return err
		}
		is, _, err := to.Commit()
		if err != nil {
			return err
		}
		kept = append(kept, is)
		return nil
	})
	return kept, err
}

func (s *Exchange) entriesFrom(ctx context.Context, b *bundle.Reader, x *Exchanged, p *job.Progress) error {
	p.Say("Đang nhập nhật ký của trạm kia")
	entries, got, err := s.takeIn(ctx, b, p)
	x.Entries = entries
	x.New, x.Stand, x.Unread, x.Changed, x.Faults = got.New, got.Stand, got.Unread, got.Changed, got.Faults
	return err
}

// Chains lists the stations whose journals are here.
func (s *Exchange) Chains(ctx context.Context) ([]store.Chain, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	return s.store.Chains(ctx)
}
