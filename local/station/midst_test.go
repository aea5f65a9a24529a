package station

import (
	"context"
	"errors"
	"testing"

	"tram/local/convert"
	"tram/local/office"
	"tram/local/people"
)

// inTheMidst does something while the next act is being done, before anything is written.
func (d *desk) inTheMidst(do func()) {
	was := d.desk.Gate
	d.desk.Gate = func(ctx context.Context) error {
		d.desk.Gate = was
		do()
		return was(ctx)
	}
}

// TestAWorkStaysWhoseItIs lets somebody else unlock, or an account be shut, in the midst of
// an act.
func TestAWorkStaysWhoseItIs(t *testing.T) {
	const password = "khoai lang tím nướng"
	d, ctx := newDesk(t), t.Context()
	all := d.employ(t, password)
	d.sitAs(t, all[0], password)
	boss, err := d.People().Unlock(ctx, all[0].ID, []byte(password))
	if err != nil {
		t.Fatal(err)
	}
	inspector, err := d.People().Admit(ctx, boss, office.Clerk{Name: "Hoàng Văn Mẫu", Position: "Thanh tra"}, []office.Post{office.AsInspector}, []byte(password))
	if err != nil {
		t.Fatal(err)
	}
	order := convert.Order{Clerk: staff[1], Document: office.Document{Type: "cong-van", Subject: "về việc ví dụ", Secrecy: office.Ordinary}, Form: office.Plain,
		Seen: true, Counted: 1, Files: []string{samplePage(t)}, Thorough: true}
	shut := func() {
		if _, err := d.People().Lock(people.With(ctx, boss), boss, all[1].ID, "thử"); err != nil {
			t.Error(err)
		}
	}
	for _, c := range []struct {
		name  string
		midst func()
		fails error
	}{
		{"another clerk unlocks", func() { d.sitAs(t, all[0], password) }, nil},
		{"an inspector unlocks", func() { d.sitAs(t, inspector, password) }, nil},
		{"the account is shut", shut, people.AccountLocked},
	} {
		d.sitAs(t, all[1], password)
		d.inTheMidst(c.midst)
		made, err := d.CarryOut(ctx, order, nil)
		if c.fails != nil || err != nil {
			if !errors.Is(err, c.fails) || c.fails == nil {
				t.Errorf("%s: %v", c.name, err)
			}
			continue
		}
		entries, err := d.store.Entries(ctx, made.ID)
		if last := entries[len(entries)-1]; err != nil || last.Actor != staff[1].Name || made.Clerk.Name != staff[1].Name {
			t.Errorf("%s: the record bears %q, the journal %q, %v", c.name, made.Clerk.Name, last.Actor, err)
		}
	}
	if n, err := d.FinishedCount(ctx); err != nil || n != 2 {
		t.Errorf("%d acts on record %v", n, err)
	}
}
