package station

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/people"
)

const staffPassword = "khoai lang tím nướng"

// staffed is an office with an administrator at the window, a clerk and an officer.
func staffed(t *testing.T) (d *desk, of map[string]office.ID) {
	t.Helper()
	d, ctx := newDesk(t), t.Context()
	if d.SeatLost(ctx) || len(d.Denied(ctx)) != 0 {
		t.Fatal("an office without accounts denies something")
	}
	if all, err := d.Staff(ctx); err != nil || !all.Unmanned || len(all.Users) != 0 {
		t.Fatalf("an office without accounts has %+v, %v", all, err)
	}
	sheet, err := d.NameAdministrator(ctx, d.sealing.RecoveryKey(), office.Clerk{Name: "Trần Thị Ví Dụ"}, []office.Post{office.AsAdmin}, []byte(staffPassword))
	if err != nil || !bytes.HasPrefix(sheet, []byte("%PDF")) {
		t.Fatalf("%q, %v", sheet[:min(8, len(sheet))], err)
	}
	if !d.SeatLost(ctx) {
		t.Error("whoever sat there before the first account goes on working")
	}
	d.letIn(t, "Trần Thị Ví Dụ")
	for name, post := range map[string]office.Post{"Nguyễn Văn Mẫu": office.AsClerk, "Lê Văn Mẫu": office.AsOfficer} {
		if err := d.AdmitUser(ctx, office.Clerk{Name: name}, []office.Post{post}, []byte(staffPassword)); err != nil {
			t.Fatal(err)
		}
	}
	return d, d.accounts(t)
}

func (d *desk) letIn(t *testing.T, name string) {
	t.Helper()
	a, err := d.People().Named(t.Context(), name)
	if err == nil {
		_, err = d.LetIn(t.Context(), a.ID, []byte(staffPassword))
	}
	if err != nil {
		t.Fatal(err)
	}
}

func (d *desk) accounts(t *testing.T) map[string]office.ID {
	t.Helper()
	all, err := d.Staff(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	of := map[string]office.ID{}
	for _, u := range all.Users {
		of[u.Name] = u.Account
	}
	return of
}

func (d *desk) user(t *testing.T, account office.ID) office.User {
	t.Helper()
	all, err := d.Staff(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return all.Users[slices.IndexFunc(all.Users, func(u office.User) bool { return u.Account == account })]
}

func TestTheWindowIsToldWhatItsPersonMayNot(t *testing.T) {
	d, of := staffed(t)
	ctx := t.Context()
	for name, post := range map[string]office.Post{"Trần Thị Ví Dụ": office.AsAdmin, "Nguyễn Văn Mẫu": office.AsClerk, "Lê Văn Mẫu": office.AsOfficer} {
		d.letIn(t, name)
		denied := d.Denied(ctx)
		for _, right := range office.Rights {
			if why := denied[right]; (why == nil) != post.Has(right) || why != nil && !errors.Is(why, people.NotAllowed) {
				t.Errorf("%s, %s: %v", name, right, why)
			}
		}
		if d.SeatLost(ctx) {
			t.Errorf("%s works, and has lost the seat", name)
		}
	}
	// Rights that are given, and an account that is shut, are known at once.
	admin, err := d.People().Unlock(ctx, of["Trần Thị Ví Dụ"], []byte(staffPassword))
	if err != nil {
		t.Fatal(err)
	}
	d.letIn(t, "Lê Văn Mẫu")
	beside := people.With(ctx, admin)
	if err := d.GivePosts(beside, of["Lê Văn Mẫu"], []office.Post{office.AsLeader}); err != nil {
		t.Fatal(err)
	}
	if denied := d.Denied(ctx); denied[office.MaySign] != nil {
		t.Errorf("a leader may not sign: %v", denied[office.MaySign])
	}
	if err := d.LockUser(beside, of["Lê Văn Mẫu"], "xác minh"); err != nil {
		t.Fatal(err)
	}
	if !d.SeatLost(ctx) || d.Denied(ctx)[office.MayRead] == nil {
		t.Error("whose account is shut goes on working")
	}
}

func TestTheListOfUsersTellsHowEachAccountStands(t *testing.T) {
	d, of := staffed(t)
	ctx := t.Context()
	clerk, officer := of["Nguyễn Văn Mẫu"], of["Lê Văn Mẫu"]
	until := time.Now().AddDate(0, 0, 7)
	steps := []error{
		d.HandOverTo(ctx, clerk, officer, until, "nghỉ phép"),
		d.LockUser(ctx, of["Trần Thị Ví Dụ"], "chính mình"),
	}
	if steps[0] != nil || !errors.Is(steps[1], people.LastAdmin) {
		t.Fatal(steps)
	}
	if u := d.user(t, clerk); len(u.Lent) != 1 || u.Lent[0].With != "Lê Văn Mẫu" || u.Lent[0].Why != "nghỉ phép" || u.Own {
		t.Errorf("who is away: %+v", u)
	}
	if u := d.user(t, officer); len(u.Takes) != 1 || u.Takes[0].With != "Nguyễn Văn Mẫu" || office.LastDay(u.Takes[0].Until) != until.In(office.VietNam).Format("02/01/2006") {
		t.Errorf("who stands in: %+v", u)
	}
	d.letIn(t, "Lê Văn Mẫu")
	if err := d.LockUser(ctx, clerk, "x"); !errors.Is(err, people.NotAllowed) {
		t.Errorf("an officer locks a clerk: %v", err)
	}
	text, err := d.MakeToken(ctx, "sao lưu", []office.Right{office.MayRead}, until)
	if err != nil || !strings.HasPrefix(text, "tram-") {
		t.Fatalf("%q, %v", text, err)
	}
	u := d.user(t, officer)
	if !u.Own || len(u.Tokens) != 1 || u.Tokens[0].Label != "sao lưu" || u.Denied != nil {
		t.Errorf("one's own: %+v", u)
	}
	if err := d.RevokeToken(ctx, officer, u.Tokens[0].ID); err != nil || len(d.user(t, officer).Tokens) != 0 {
		t.Errorf("a token stays: %v", err)
	}
	d.tellDenials(ctx)
	d.letIn(t, "Trần Thị Ví Dụ")
	if u := d.user(t, officer); len(u.Denied) == 0 || !strings.Contains(u.Denied[0], "quản lý người dùng") {
		t.Errorf("what was denied is not told to who reads the journal: %q", u.Denied)
	}
	if err := errors.Join(d.TakeWorkBack(ctx, clerk), d.UserLeaves(ctx, clerk, "chuyển công tác")); err != nil {
		t.Fatal(err)
	}
	all, err := d.Staff(ctx)
	if last := all.Users[len(all.Users)-1]; err != nil || last.Account != clerk || !last.Left || len(last.Lent) != 0 {
		t.Errorf("who has left is %+v, %v", last, err)
	}
}

func TestTheRecoveryKeyOfAnotherOfficeNamesNobody(t *testing.T) {
	d, other := newDesk(t), newDesk(t)
	sheet, err := d.NameAdministrator(t.Context(), other.sealing.RecoveryKey(), office.Clerk{Name: "Trần Thị Ví Dụ"}, []office.Post{office.AsAdmin}, []byte(staffPassword))
	if !errors.Is(err, people.RecoveryOther) || sheet != nil {
		t.Errorf("%d bytes, %v", len(sheet), err)
	}
	if all, err := d.Staff(t.Context()); err != nil || !all.Unmanned {
		t.Errorf("%+v, %v", all, err)
	}
}
