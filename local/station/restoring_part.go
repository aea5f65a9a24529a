package station

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"path/filepath"

	"tram/local/copying"
	"tram/local/job"
	"tram/local/office"
	"tram/local/seal"
	"tram/local/vault"
	"tram/local/whole"
)

// PreviewRestore looks at what a restore would bring back, and writes nothing. Files are
// looked for by name; what is in them is not read. It fails as copying.Read does.
func PreviewRestore(ctx context.Context, w RestoreWish, p *job.Progress) (copying.Preview, error) {
	identity, err := seal.FromRecoveryKey(w.Key)
	if err != nil {
		return copying.Preview{}, err
	}
	w.Count = true
	from, err := copying.Read(ctx, w.From, identity, w.Wish, p)
	if err != nil {
		return copying.Preview{}, err
	}
	return from.Preview(ctx)
}

// RestoredOne tells what of one document came out of a copy.
type RestoredOne struct {
	ID    office.ID          `json:"id"`
	Code  office.LookupCode  `json:"code"`
	Head  office.JournalHead `json:"head"`  // of the copied journal
	Files []string           `json:"files"` // names in the folder
	copying.Filled
}

// The files of a document that was taken out of a copy.
const (
	oneRecord   = "ho-so.json"
	oneReport   = "kiem-chung.pdf"
	oneDocument = "van-ban.pdf"
	oneOriginal = "ban-goc"
)

// RestoreOne takes one document out of a copy into a new folder: what was finished, what it
// was made of, its record with its history, and a report of its proof. called is its ID or
// lookup code. The office is put together beside that folder for it, and taken away again.
// It fails as Restore does and where no such document is there; then nothing was touched.
func RestoreOne(ctx context.Context, w RestoreWish, called, folder string, p *job.Progress) (r RestoredOne, err error) {
	if w.Into.Clock == nil {
		w.Into.Clock = office.SystemClock{}
	}
	identity, err := seal.FromRecoveryKey(w.Key)
	if err != nil {
		return r, err
	}
	if err := folderFree(folder); err != nil {
		return r, err
	}
	from, err := copying.Read(ctx, w.From, identity, w.Wish, p)
	if err != nil {
		return r, err
	}
	beside, release, err := makeBeside(ctx, folder)
	if err != nil {
		return r, err
	}
	defer func() {
		release()
		err = errors.Join(err, whole.RemoveAll(beside))
	}()
	w.Into.State, w.Into.Passphrase, w.Into.Keyring = "", "", &heldKeys{}
	b := rebuilding{wish: w, identity: identity, from: from, home: filepath.Join(beside, "co-quan"), r: &Restored{}}
	out := filepath.Join(beside, "ra")
	if err := whole.MakeDir(out, 0o700); err != nil {
		return r, whole.Tell(out, err)
	}
	r.Head = from.Head
	if err := b.takeOne(ctx, called, out, &r, p); err != nil {
		return r, err
	}
	return r, giveName(out, folder)
}

// takeOne puts the records together, brings the files of one, and writes it out.
func (b *rebuilding) takeOne(ctx context.Context, called, out string, r *RestoredOne, p *job.Progress) (err error) {
	g, err := found(b.options())
	if err != nil {
		return err
	}
	if err := b.records(ctx, g, p); err != nil {
		return err
	}
	if _, err := vault.Open(filepath.Join(b.home, vaultName), b.identity); err != nil {
		return err
	}
	if _, err := g.keeper.Keep(b.identity); err != nil {
		return err
	}
	s, err := openOnce(ctx, b.options())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	c, err := s.Records.named(ctx, called)
	if err != nil {
		return err
	}
	r.ID, r.Code = c.ID, c.Code
	files, err := s.Records.standsOn(ctx, c)
	if err != nil {
		return err
	}
	if r.Filled, err = b.from.FillThese(ctx, s.vault, files, b.wish.Partial, p); err != nil {
		return err
	}
	return s.writeOne(ctx, c, out, r, p)
}

// standsOn are the files of a conversion and of what was signed of it.
func (s *Records) standsOn(ctx context.Context, c office.Conversion) (all []office.Digest, err error) {
	err = s.store.EachKept(ctx, func(office.Digest) bool { return false }, func(g office.Gap) {
		if g.Record == c.ID || c.Code != "" && g.Code == string(c.Code) {
			all = append(all, g.Digest)
		}
	})
	return all, err
}

// writeOne writes a document out. What it has not, or what is left out, is passed by.
func (s *Station) writeOne(ctx context.Context, c office.Conversion, out string, r *RestoredOne, p *job.Progress) error {
	write := func(name string, do func(path string) error) error {
		err := do(filepath.Join(out, name))
		if err == nil {
			r.Files = append(r.Files, name)
		}
		if errors.Is(err, vault.Missing) && len(r.LeftOut) > 0 {
			return nil
		}
		return err
	}
	if c.State == office.Finished {
		if err := write(oneDocument, func(path string) error { return s.Export(ctx, c.ID, path) }); err != nil {
			return err
		}
	}
	if c.Message != nil {
		name := oneOriginal
		if with := name + "." + c.Message.Media; copying.GoodName(with) {
			name = with
		}
		if err := write(name, func(path string) error { return s.ExportOriginal(ctx, c.ID, path) }); err != nil {
			return err
		}
	}
	deeds, err := s.History(ctx, c.ID)
	if err != nil {
		return err
	}
	err = write(oneRecord, func(path string) error {
		return whole.WriteNew(path, 0o600, func(w io.Writer) error {
			to := json.NewEncoder(w)
			to.SetIndent("", "  ")
			return to.Encode(map[string]any{"record": c, "history": deeds})
		})
	})
	if err != nil {
		return err
	}
	proof, err := s.Prove(ctx, c.ID, p)
	if err != nil {
		return err
	}
	sheets, err := s.Report(ctx, string(c.Code), proof)
	if err != nil {
		return err
	}
	return write(oneReport, func(path string) error {
		return whole.WriteNew(path, 0o600, func(w io.Writer) error {
			_, err := w.Write(sheets)
			return err
		})
	})
}
