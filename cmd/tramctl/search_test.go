package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestTheTerminalSearchesEverything registers, searches, narrows, keeps a search and writes out
// what it found.
func TestTheTerminalSearchesEverything(t *testing.T) {
	d := newDesk(t)
	year := fmt.Sprint(time.Now().Year())
	d.must("number", "open", year, "--anew")
	d.must("register", "out", "--type", "QĐ", "--symbol", "QĐ-UBND", "--subject", "Về việc giao đất")
	d.must("register", "in", "--type", "công văn", "--number", "7", "--symbol", "STP", "--issuer", "Sở Tư pháp", "--date", "5/10/2015", "--subject", "Về việc hòa giải đất đai")
	titles := func(args ...string) (all []string) {
		for _, l := range d.must(append([]string{"search"}, args...)...)["found"].([]any) {
			all = append(all, l.(map[string]any)["title"].(string))
		}
		return all
	}
	for _, c := range []struct {
		typed []string
		want  string
	}{
		{[]string{"dat"}, "01 · Về việc hòa giải đất đai; 01/QĐ-UBND · Về việc giao đất"}, {[]string{"1", "qd", "ubnd"}, "01/QĐ-UBND · Về việc giao đất"},
		{[]string{"--register", "in", "đất"}, "01 · Về việc hòa giải đất đai"}, {[]string{"--issuer", "sở tư"}, "01 · Về việc hòa giải đất đai"}, {[]string{"--type", "QĐ"}, "01/QĐ-UBND · Về việc giao đất"},
		{[]string{"--from", "1/10/2015", "--to", "31/10/2015"}, "01 · Về việc hòa giải đất đai"}, {[]string{"từ 1/10/2015 đến 4/10/2015"}, ""}, {[]string{"--state", "đã hủy"}, ""}, {[]string{"--kind", "file", "đất"}, ""},
	} {
		if got := strings.Join(titles(c.typed...), "; "); got != c.want {
			t.Errorf("%q found %q and not %q", c.typed, got, c.want)
		}
	}
	for typed, want := range map[string]string{"31/2": "store.no-such-day", "--kind=lạ đất": "station.unknown-search-kind", "--year=26 đất": "station.bad-search-year", "--saved=lạ": "station.search-unknown", "--holder=Ai đất": "station.unknown-clerk"} {
		if got := d.refuses(append([]string{"search"}, strings.Fields(typed)...)...); got != want {
			t.Errorf("%s: %v", typed, got)
		}
	}
	if got := titles("--save", "Đất đai", "--register", "in", "đất"); len(got) != 1 {
		t.Errorf("kept while it was asked: %q", got)
	}
	if got := titles("--saved", "dat dai"); strings.Join(got, "") != "01 · Về việc hòa giải đất đai" {
		t.Errorf("asked again: %q", got)
	}
	path := filepath.Join(t.TempDir(), "a.csv")
	if told := d.must("search", "--saved", "Đất đai", "-o", path); told["rows"] != 1.0 {
		t.Errorf("written: %v", told)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(content), "\ufeff"))).ReadAll(); err != nil || len(rows) != 2 || rows[1][2] != "01 · Về việc hòa giải đất đai" {
		t.Errorf("the file says %q, %v", rows, err)
	}
	if got := d.refuses("search", "đất", "-o", path); got == "" {
		t.Error("a file that is there is replaced")
	}
	if left := d.must("search", "--forget", "đất đai")["searches"].([]any); len(left) != 0 {
		t.Errorf("not forgotten: %v", left)
	}
}
