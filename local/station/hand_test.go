package station

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tram/assets"
	"tram/local/convert"
	"tram/local/office"
	"tram/local/people"
)

// samplePage lays a sample page into a folder of the test.
func samplePage(t *testing.T) string {
	t.Helper()
	b, err := assets.Samples.ReadFile("samples/quyet-dinh-mau-1.jpg")
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "1.jpg")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// employ gives everybody of the set-up an account, and returns who they are.
func (d *desk) employ(t *testing.T, password string) []people.Account {
	t.Helper()
	ctx := t.Context()
	key, err := d.People().UnlockByRecovery(ctx, d.sealing.RecoveryKey())
	if err != nil {
		t.Fatal(err)
	}
	defer key.End()
	clerks, err := d.store.Clerks(ctx)
	if err != nil {
		t.Fatal(err)
	}
	boss, err := d.People().NameAdministrator(people.With(ctx, key), key, clerks[0], []office.Post{office.AsAdmin, office.AsClerk}, []byte(password))
	if err != nil {
		t.Fatal(err)
	}
	l, err := d.People().Unlock(ctx, boss.ID, []byte(password))
	if err != nil {
		t.Fatal(err)
	}
	defer l.End()
	all := []people.Account{boss}
	for _, c := range clerks[1:] {
		a, err := d.People().Admit(people.With(ctx, l), l, c, []office.Post{office.AsClerk, office.AsLeader}, []byte(password))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, a)
	}
	return all
}

// sitAs lets a person in at this program.
func (d *desk) sitAs(t *testing.T, a people.Account, password string) {
	t.Helper()
	if _, err := d.LetIn(t.Context(), a.ID, []byte(password)); err != nil {
		t.Fatal(err)
	}
}

// TestAnActBearsWhoeverUnlocked does each act that names a person while another name than
// theirs is chosen.
func TestAnActBearsWhoeverUnlocked(t *testing.T) {
	const password = "khoai lang tím nướng"
	d, ctx := newDesk(t), t.Context()
	all := d.employ(t, password)
	first, second := staff[0], staff[1]
	d.sitAs(t, all[1], password)
	if offered, err := d.Clerks(ctx); err != nil || len(offered) != 1 || offered[0].Name != second.Name {
		t.Errorf("the page offers %v %v", offered, err)
	}
	c := d.act(t) // ordered in the name of the first
	if c.Clerk.Name != second.Name {
		t.Errorf("the act bears %s", c.Clerk.Name)
	}
	w, err := d.Withdraw(ctx, c.ID, first, "sai nội dung")
	if err != nil || w.Clerk != second.Name {
		t.Errorf("withdrawn by %q %v", w.Clerk, err)
	}
	r, err := d.Review(ctx, first, "không có gì lạ")
	if err != nil || r.Reviewer != second.Name {
		t.Errorf("reviewed by %q %v", r.Reviewer, err)
	}
	draft, err := d.Begin(ctx, first)
	if err != nil || draft.Clerk.Name != second.Name {
		t.Errorf("begun by %q %v", draft.Clerk.Name, err)
	}
	out := filepath.Join(t.TempDir(), "ra.pdf")
	if err := d.Export(ctx, c.ID, out); err != nil {
		t.Fatal(err)
	}
	m, err := d.ImportMessage(ctx, office.MessageOrder{Clerk: first, Path: out, Document: office.Document{Type: "cong-van", Subject: "về việc ví dụ"}}, nil)
	if err != nil || m.Clerk.Name != second.Name {
		t.Errorf("brought in by %q %v", m.Clerk.Name, err)
	}
}

// TestWhatAnotherSawIsNotSeen lets one person check a draft, and another finish it.
func TestWhatAnotherSawIsNotSeen(t *testing.T) {
	const password = "khoai lang tím nướng"
	d, ctx := newDesk(t), t.Context()
	all := d.employ(t, password)
	d.sitAs(t, all[1], password)
	c, err := d.Begin(ctx, staff[1])
	if err != nil {
		t.Fatal(err)
	}
	pages, refused, err := d.Take(ctx, c.ID, -1, []string{samplePage(t)}, "", nil)
	if err != nil || len(refused) > 0 {
		t.Fatal(refused, err)
	}
	c.Document = office.Document{Type: "cong-van", Subject: "về việc ví dụ", Secrecy: office.Ordinary}
	if _, err := d.Describe(ctx, c); err != nil {
		t.Fatal(err)
	}
	seen := []office.ID{pages[0].ID}
	if _, err := d.Check(ctx, c.ID, seen, 1); err != nil {
		t.Fatal(err)
	}
	d.sitAs(t, all[0], password)
	_, err = d.Finish(ctx, c.ID, nil)
	if f, _ := office.FailureIn(err); !errors.Is(err, convert.NotAllMet) || !strings.Contains(f.Said, "Chưa có số trang đếm trên giấy") {
		t.Fatalf("finished on what another saw: %v %s", err, f.Said)
	}
	mine, err := d.Resume(ctx, c.ID)
	if err != nil || mine.State != office.Draft || len(mine.Viewed) > 0 || mine.Clerk.Name != staff[0].Name {
		t.Errorf("taken up as %+v %v", mine, err)
	}
	if _, err := d.Check(ctx, c.ID, seen, 1); err != nil {
		t.Fatal(err)
	}
	if done, err := d.Finish(ctx, c.ID, nil); err != nil || done.Clerk.Name != staff[0].Name {
		t.Errorf("finished by %q %v", done.Clerk.Name, err)
	}
}

// TestNoActTakesANameAsItIsGiven reads the rooms' own code: whatever exported method takes
// the name of a clerk asks whose hand it is, or gives it to one that does.
func TestNoActTakesANameAsItIsGiven(t *testing.T) {
	asks := map[string]string{"../convert": "Hand.Of", "../hardcopy": "Hand.Of", ".": ".own("}
	for folder, ask := range asks {
		for name, body := range methodsOfClerks(t, folder) {
			if !strings.Contains(body, ask) && !strings.Contains(body, ".desk.") && !strings.Contains(body, ".press.") && !strings.Contains(body, "WithdrawOver(") {
				t.Errorf("%s: %s takes a clerk as named", folder, name)
			}
		}
	}
}

// keepsTheClerk are methods that are about a clerk, and not done in their name.
var keepsTheClerk = []string{"SaveClerk", "AdmitUser", "NameAdministrator"}

// methodsOfClerks is the text of each exported method that takes an office.Clerk, but for
// those that keep the clerk itself.
func methodsOfClerks(t *testing.T, folder string) map[string]string {
	t.Helper()
	found := map[string]string{}
	paths, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, text, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			f, is := decl.(*ast.FuncDecl)
			if !is || f.Recv == nil || !f.Name.IsExported() || f.Body == nil || slices.Contains(keepsTheClerk, f.Name.Name) || !strings.Contains(string(text[f.Type.Params.Pos()-1:f.Type.Params.End()-1]), " office.Clerk") {
				continue
			}
			found[f.Name.Name] = string(text[f.Body.Pos()-1 : f.Body.End()-1])
		}
	}
	if len(found) == 0 {
		t.Errorf("%s has no method that takes a clerk", folder)
	}
	return found
}

// TestASubstituteLearnsWhatLiesOpen lets a person who goes on leave lend what they may do.
func TestASubstituteLearnsWhatLiesOpen(t *testing.T) {
	const password = "khoai lang tím nướng"
	d, ctx := newDesk(t), t.Context()
	all := d.employ(t, password)
	d.sitAs(t, all[1], password)
	begun, err := d.Begin(ctx, staff[1])
	if err != nil {
		t.Fatal(err)
	}
	l, err := d.Acting(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.People().HandOver(ctx, l, all[1].ID, all[0].ID, d.clock.Now().AddDate(0, 0, 3), "nghỉ phép"); err != nil {
		t.Fatal(err)
	}
	learns := func(want string) {
		t.Helper()
		told, err := d.LetIn(ctx, all[0].ID, []byte(password))
		if err != nil || !slices.ContainsFunc(told, func(s string) bool { return strings.Contains(s, staff[1].Name) && strings.Contains(s, want) }) {
			t.Errorf("told %q, want %q: %v", told, want, err)
		}
	}
	learns("còn 1 hồ sơ")
	if err := d.Discard(ctx, begun.ID); err != nil {
		t.Fatal(err)
	}
	learns("không còn hồ sơ nào")
}
