package station

import (
	"errors"
	"path/filepath"
	"testing"

	"tram/local/office"
	"tram/local/people"
)

// TestWithoutALogInNothingIsRead asks everything that shows or hands out what the office
// keeps, once people have accounts and nobody has unlocked.
func TestWithoutALogInNothingIsRead(t *testing.T) {
	d := newDesk(t)
	ctx, out := t.Context(), filepath.Join(t.TempDir(), "ra")
	c := d.act(t)
	stick := filepath.Join(t.TempDir(), "gói")
	if _, err := d.ExportBundle(ctx, stick, 0, nil); err != nil {
		t.Fatal(err)
	}
	asked := map[string]func() error{
		"Find":           func() error { _, _, err := d.Find(ctx, "", 10); return err },
		"FindRecords":    func() error { _, _, err := d.FindRecords(ctx, office.RecordWish{}, 10); return err },
		"FindAnything":   func() error { _, err := d.FindAnything(ctx, office.SearchWish{Text: "a"}, 10); return err },
		"Search":         func() error { _, err := d.Search(ctx, office.SearchWish{Text: "a"}, 10); return err },
		"FindAll":        func() error { _, _, err := d.FindAll(ctx, "", 10); return err },
		"FindMessages":   func() error { _, _, err := d.FindMessages(ctx, "", 10); return err },
		"Rows":           func() error { _, err := d.Rows(ctx, nil); return err },
		"Conversion":     func() error { _, err := d.Conversion(ctx, c.ID); return err },
		"IDNamed":        func() error { _, err := d.IDNamed(ctx, string(c.Code)); return err },
		"BornAt":         func() error { _, err := d.BornAt(ctx, c.ID); return err },
		"Named":          func() error { _, err := d.Named(ctx, string(c.Code)); return err },
		"Entries":        func() error { _, err := d.Entries(ctx, c.ID); return err },
		"History":        func() error { _, err := d.History(ctx, c.ID); return err },
		"Export":         func() error { return d.Export(ctx, c.ID, out) },
		"ExportOriginal": func() error { return d.ExportOriginal(ctx, c.ID, out) },
		"ExportCopy":     func() error { return d.ExportCopy(ctx, c.ID, out) },
		"PagePicture":    func() error { _, err := d.PagePicture(ctx, c.ID, 0, 100); return err },
		"OpenOriginal":   func() error { _, err := d.OpenOriginal(ctx, c.ID); return err },
		"OpenCopy":       func() error { _, err := d.OpenCopy(ctx, c.ID); return err },
		"OnPaper":        func() error { _, err := d.OnPaper(ctx, c.ID, nil); return err },
		"Drafts":         func() error { _, err := d.Drafts(ctx); return err },
		"Resume":         func() error { _, err := d.Resume(ctx, c.ID); return err },
		"Prove":          func() error { _, err := d.Prove(ctx, c.ID, nil); return err },
		"ProveCode":      func() error { _, err := d.ProveCode(ctx, string(c.Code), nil); return err },
		"ProveFile":      func() error { _, err := d.ProveFile(ctx, out, nil); return err },
		"Refusals":       func() error { _, err := d.Refusals(ctx); return err },
		"SecretTraces":   func() error { _, err := d.SecretTraces(ctx); return err },
		"FindSheets":     func() error { _, _, err := d.FindSheets(ctx, "kenh", "", 10); return err },
		"Sheet":          func() error { _, err := d.Sheet(ctx, "kenh", c.ID); return err },
		"ExportBook":     func() error { return d.ExportBook(ctx, "kenh", out+".json", "") },
		"PrintBook":      func() error { _, err := d.PrintBook(ctx, "ban-luu", 2026, out+".pdf", ""); return err },
		"SaveRequestForm": func() error {
			return d.SaveRequestForm(ctx, office.RequestFormWish{Request: c.ID, Form: "receipt"}, out+".pdf")
		},
		"SaveReceptionPaper":    func() error { return d.SaveReceptionPaper(ctx, c.ID, "ban-ghi", out+".pdf", false) },
		"SaveReceptionRegister": func() error { _, err := d.SaveReceptionRegister(ctx, 2026, out+".xlsx", ""); return err },
		"SaveRequestRegister":   func() error { _, err := d.SaveRequestRegister(ctx, 2026, out+".xlsx", ""); return err },
		"Audit":                 func() error { _, err := d.Audit(ctx, office.DeedWish{}, office.DeedPlace{}, 10); return err },
		"ExportAudit":           func() error { return d.ExportAudit(ctx, office.DeedWish{}, out+".xlsx", "") },
		"Reviews":               func() error { _, err := d.Reviews(ctx); return err },
		"ExportBundle":          func() error { _, err := d.ExportBundle(ctx, out, 0, nil); return err },
		"ImportBundle":          func() error { _, err := d.ImportBundle(ctx, stick, nil); return err },
	}
	for name, ask := range asked {
		if err := ask(); errors.Is(err, people.NoLogin) {
			t.Errorf("%s is refused although nobody has an account", name)
		}
	}
	d.manned(t)
	for name, ask := range asked {
		if err := ask(); !errors.Is(err, people.NoLogin) {
			t.Errorf("%s, with nobody at work: %v", name, err)
		}
	}
}

// manned gives a person an account with a password, as the recovery key allows.
func (d *desk) manned(t *testing.T) {
	t.Helper()
	l, err := d.People().UnlockByRecovery(t.Context(), d.sealing.RecoveryKey())
	if err != nil {
		t.Fatal(err)
	}
	defer l.End()
	clerks, err := d.Clerks(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.People().NameAdministrator(people.With(t.Context(), l), l, clerks[0], []office.Post{office.AsAdmin}, []byte("khoai lang tím nướng")); err != nil {
		t.Fatal(err)
	}
}
