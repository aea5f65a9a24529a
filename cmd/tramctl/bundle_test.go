package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tram/local/office"
)

// secondDesk is another station of the same office: set up on another PC with the
// recovery key of the first.
func secondDesk(t *testing.T, key string) desk {
	t.Helper()
	return secondDeskOf(t, key, "Trần Thị Ví Dụ")
}

// secondDeskOf is secondDesk at which somebody works.
func secondDeskOf(t *testing.T, key, clerk string) desk {
	t.Helper()
	d := desk{t: t, home: filepath.Join(t.TempDir(), "máy hai")}
	var o, e bytes.Buffer
	term := terminal{in: strings.NewReader(key + "\n"), out: &o, err: &e, env: func(string) string { return "" }}
	if code := term.run(context.Background(), []string{"recover", "--home", d.home}); code != well {
		t.Fatalf("recover: %s", e.String())
	}
	d.must("setup", "--office", officeName, "--code", "H49.10.02", "--system", "Trạm Công vụ xã Mẫu Sơn",
		"--owner", "Ủy ban nhân dân tỉnh Mẫu", "--clerk", clerk)
	return d
}

// twoDesks are two stations of one office.
func twoDesks(t *testing.T) (a, b desk) {
	t.Helper()
	a = desk{t: t, home: filepath.Join(t.TempDir(), "máy một")}
	founded := a.must("setup", "--office", officeName, "--code", "H49.10.02", "--system", "Trạm Công vụ xã Mẫu Sơn",
		"--owner", "Ủy ban nhân dân tỉnh Mẫu", "--clerk", "Nguyễn Văn Mẫu")
	return a, secondDesk(t, founded["recovery_key"].(string))
}

func (d desk) sends(t *testing.T, to desk) map[string]any {
	t.Helper()
	stick := filepath.Join(t.TempDir(), "gói.tramgoi")
	d.must("bundle", "export", "-o", stick)
	return to.must("bundle", "import", stick)
}

func TestStationsMeetByStick(t *testing.T) {
	t.Parallel()
	a, b := twoDesks(t)
	c := a.converted()
	id, code := c["id"].(string), c["code"].(string)
	if got := a.sends(t, b); got["new"].(float64) == 0 || got["new"] != got["entries"] {
		t.Errorf("the first bundle: %v", got)
	}
	if got := a.sends(t, b); got["new"].(float64) > 1 { // the mark of the journal that the export made
		t.Errorf("the same once more: %v", got)
	}
	if found := b.must("search", "ví dụ"); len(found["rows"].([]any)) != 1 {
		t.Errorf("found at the other station: %v", found)
	}
	if shown := b.must("show", id); shown["code"] != code {
		t.Errorf("shown at the other station: %v", shown)
	}
	proof := b.must("verify", code)
	if proof["proof"] != "proven" || proof["verdict"] != "reservation" || !strings.Contains(proof["said"].(string), "trạm khác") && !strings.Contains(proof["said"].(string), "của trạm") {
		t.Errorf("proved at the other station: %v", proof)
	}
	out := filepath.Join(t.TempDir(), "bản sao.pdf")
	b.must("export", id, "-o", out)
	if proof, _ := a.verdict(out); proof != "proven" {
		t.Errorf("what the other station exports is %s at the first", proof)
	}
	a.must("verify", "--journal")
	b.must("verify", "--journal")
	a.must("withdraw", "--reason", "Quét thiếu trang", id)
	a.sends(t, b)
	if proof := b.answers(refused, "verify", code); proof["withdrawn"] == nil {
		t.Errorf("withdrawn at the first station, and here: %v", proof)
	}
}

func TestABundleAfterAnEntryTakesWhatCameSince(t *testing.T) {
	t.Parallel()
	a, b := twoDesks(t)
	a.converted()
	first := a.sends(t, b)
	head := first["about"].(map[string]any)["head"].(map[string]any)["seq"].(float64)
	c := a.converted("--number", "16")
	stick := filepath.Join(t.TempDir(), "gói")
	made := a.must("bundle", "export", "--after", fmt.Sprint(int64(head)), "-o", stick)
	if made["files"].(float64) >= 2*first["files"].(float64) || made["entries"].(float64) >= first["entries"].(float64) {
		t.Errorf("the first took %v, the second %v", first, made)
	}
	told := b.must("bundle", "import", stick)["chains"].([]any)
	if own := told[0].(map[string]any); len(told) != 2 || own["own"] != true || own["station"] == "" || own["stand"].(float64) < 1 {
		t.Errorf("of the chains it tells %v", told)
	}
	b.must("show", c["id"].(string))
}

func TestWhatVouchesForTheJournalIsListed(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.converted()
	kinds := map[string]float64{}
	for _, each := range d.must("verify", "--journal")["anchors"].([]any) {
		a := each.(map[string]any)
		if a["at"] == "" || a["place"] == "" || a["against"] == "" {
			t.Errorf("%v", a)
		}
		kinds[a["kind"].(string)] = a["up_to"].(float64)
	}
	if kinds["head"] < 10 || kinds["mark"] < 10 || kinds["stamp"] != 0 {
		t.Errorf("anchors up to %v", kinds)
	}
}

func TestAnotherStationsRecordIsNotChangedHere(t *testing.T) {
	t.Parallel()
	a, b := twoDesks(t)
	c := a.converted()
	a.sends(t, b)
	b.refuses("sign", "--key", "testdata/none.p12", c["id"].(string))
	entries := a.must("show", c["id"].(string))["steps"].([]any)
	if got := b.must("show", c["id"].(string))["steps"].([]any); len(got) != len(entries) {
		t.Errorf("%d steps at the other station, %d here", len(got), len(entries))
	}
}

func TestABundleIsTakenInWholeOrNotAtAll(t *testing.T) {
	t.Parallel()
	a, b := twoDesks(t)
	a.converted()
	stick := filepath.Join(t.TempDir(), "gói.tramgoi")
	a.must("bundle", "export", "-o", stick)
	a.refuses("bundle", "export", "-o", stick) // never over a file that is there
	whole, err := os.ReadFile(stick)
	if err != nil {
		t.Fatal(err)
	}
	before := b.stored()
	for _, bad := range []struct {
		name, told string
		spoil      func([]byte) []byte
	}{
		{"cut", "bundle.spoiled", func(w []byte) []byte { return w[:len(w)*2/3] }},
		{"flipped", "bundle.spoiled", func(w []byte) []byte { w[len(w)/2] ^= 1; return w }},
		{"lengthened", "bundle.spoiled", func(w []byte) []byte { return append(w, w[:100]...) }},
		{"empty", "bundle.not-ours", func([]byte) []byte { return nil }},
		{"no bundle", "bundle.not-ours", func([]byte) []byte { return []byte("không phải gói") }},
	} {
		path := filepath.Join(t.TempDir(), bad.name)
		if err := os.WriteFile(path, bad.spoil(bytes.Clone(whole)), 0o600); err != nil {
			t.Fatal(err)
		}
		if name := b.refuses("bundle", "import", path); name != bad.told {
			t.Errorf("%s: %s", bad.name, name)
		}
	}
	if got := b.stored(); len(got) != len(before) {
		t.Errorf("%d files, then %d", len(before), len(got))
	}
	stranger := newDesk(t)
	if name := stranger.refuses("bundle", "import", stick); name != "bundle.not-ours" {
		t.Errorf("another office: %s", name)
	}
	b.must("bundle", "import", stick)
}

// onAnotherPC lets what is kept beside the data folder be another machine's.
func onAnotherPC(t *testing.T) {
	t.Helper()
	t.Setenv("XDG_STATE_HOME", t.TempDir())
}

// TestWhatAClonedFolderWroteIsNeverThisStationsOwn has two machines work under one
// station's name.
func TestWhatAClonedFolderWroteIsNeverThisStationsOwn(t *testing.T) {
	a, _ := twoDesks(t)
	a.converted()
	twin := desk{t: t, home: filepath.Join(t.TempDir(), "bản chép")}
	tool(t, "cp", "-a", a.home, twin.home)
	a.converted()
	onAnotherPC(t)
	theirs := twin.converted()
	stick := filepath.Join(t.TempDir(), "gói")
	twin.must("bundle", "export", "-o", stick)
	onAnotherPC(t)
	a.must("bundle", "import", stick)
	proof := a.must("verify", theirs["code"].(string))
	if proof["verdict"] != "reservation" || !strings.Contains(proof["said"].(string), "máy khác ghi từ một bản chép") {
		t.Errorf("an act of the clone: %v", proof)
	}
	deeds := a.must("audit", "--record", theirs["id"].(string))["deeds"].([]any)
	for _, d := range deeds {
		if where := d.(map[string]any)["where"]; where != "Máy khác mang tên trạm này" {
			t.Errorf("the journal tells of it as %v", where)
		}
	}
	if len(deeds) == 0 {
		t.Error("the journal tells nothing of it")
	}
}

// TestABundleChangesNobodysAccountHere brings accounts as another machine of the same
// name changed them.
func TestABundleChangesNobodysAccountHere(t *testing.T) {
	p := newPeopled(t)
	p = p.staffed()
	twin := desk{t: t, home: filepath.Join(t.TempDir(), "bản chép")}
	tool(t, "cp", "-a", p.home, twin.home)
	admin := map[string]string{"TRAM_PASSWORD": walkPassword}
	there := p
	there.desk = twin
	stick := filepath.Join(t.TempDir(), "gói")
	was := p.mustWith(admin, "", "user", "list", "--as", whoIs[office.AsAdmin])
	onAnotherPC(t)
	there.mustWith(admin, "", "user", "lock", whoIs[office.AsClerk], "--as", whoIs[office.AsAdmin])
	there.mustWith(admin, "", "bundle", "export", "-o", stick, "--as", whoIs[office.AsAdmin])
	onAnotherPC(t)
	p.mustWith(admin, "", "bundle", "import", stick, "--as", whoIs[office.AsAdmin])
	now := p.mustWith(admin, "", "user", "list", "--as", whoIs[office.AsAdmin])
	if fmt.Sprint(was) != fmt.Sprint(now) {
		t.Errorf("the people were %v and are %v", was, now)
	}
}

// TestTheKeyOfAnotherOfficeIsNotLaidBesideTheseData takes a key from the wrong envelope
// first, and then the right one.
func TestTheKeyOfAnotherOfficeIsNotLaidBesideTheseData(t *testing.T) {
	t.Parallel()
	set := func(name string) (desk, string) {
		d := desk{t: t, home: filepath.Join(t.TempDir(), name)}
		founded := d.must("setup", "--office", officeName, "--code", "H49.10.02", "--system", "Trạm", "--owner", "Ủy ban nhân dân tỉnh Mẫu", "--clerk", "Nguyễn Văn Mẫu")
		return d, founded["recovery_key"].(string)
	}
	d, right := set("một")
	d.converted()
	_, wrong := set("hai")
	moved := desk{t: t, home: filepath.Join(t.TempDir(), "máy mới")}
	for _, part := range []string{"office.db", "vault"} {
		tool(t, "cp", "-r", filepath.Join(d.home, part), filepath.Join(mkdir(t, moved.home), part))
	}
	recoverWith := func(key string) (string, int) {
		var o, e bytes.Buffer
		term := terminal{in: strings.NewReader(key + "\n"), out: &o, err: &e, env: func(string) string { return "" }}
		code := term.run(context.Background(), []string{"recover", "--json", "--home", moved.home})
		return failure(e.String()), code
	}
	if name, code := recoverWith(wrong); code != refused || name != "station.key-of-another-office" {
		t.Errorf("the key of another office: exit %d, %s", code, name)
	}
	if name, code := recoverWith(right); code != well {
		t.Errorf("the right key after it: exit %d, %s", code, name)
	}
	if rows := moved.must("list")["rows"].([]any); len(rows) != 1 {
		t.Errorf("%d records are listed", len(rows))
	}
}

// TestTheRecoveryKeyIsOwedToWhoMayAdmit asks for a key that nobody has put away in an office
// that has accounts: with it anybody becomes administrator.
func TestTheRecoveryKeyIsOwedToWhoMayAdmit(t *testing.T) {
	p := newPeopled(t).staffed()
	if err := os.WriteFile(filepath.Join(p.home, "recovery.owed"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	page := filepath.Join(t.TempDir(), "khóa.pdf")
	ask := []string{"setup", "--office", officeName, "--code", "H49.10.02", "--system", "Trạm", "--owner", "Ủy ban nhân dân tỉnh Mẫu", "--clerk", "Nguyễn Văn Mẫu", "--recovery", page}
	password := map[string]string{"TRAM_PASSWORD": walkPassword}
	for whose, more := range map[string][]string{"nobody": nil, "a clerk": {"--as", whoIs[office.AsClerk]}, "an inspector": {"--as", whoIs[office.AsInspector]}} {
		out, _, code := p.with(password, "", append(slices.Clone(ask), more...)...)
		if _, err := os.Stat(page); code == 0 || strings.Contains(out, "recovery_key") || err == nil {
			t.Errorf("to %s: %d %s", whose, code, out)
		}
	}
	if got := p.mustWith(password, "", append(ask, "--as", whoIs[office.AsAdmin])...); got["recovery_key"] == "" {
		t.Errorf("to the administrator: %v", got)
	}
}
