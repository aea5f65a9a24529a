package main

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"time"
)

func TestWhatTwoStationsMadeOfADocumentIsListedAndOneIsKept(t *testing.T) {
	t.Parallel()
	a, b := twoDesks(t)
	a.must("number", "open", time.Now().Format("2006"), "--anew")
	id := a.must("register", "out", "--type", "QĐ", "--symbol", "QĐ-UBND", "--subject", "Về việc ví dụ")["id"].(string)
	a.sends(t, b)
	if one := a.must("register", "versions", id)["versions"].([]any); len(one) != 1 {
		t.Errorf("before anybody changed it: %v", one)
	}
	a.must("register", "cancel", id, "--why", "vào sổ nhầm")
	b.must("register", "cancel", id, "--why", "ghi hai lần")
	b.sends(t, a)
	_, messages, code := a.do("register", "cancel", id, "--why", "lần nữa")
	if code != refused {
		t.Fatalf("cancelled once more: %d %s", code, messages)
	}
	all := a.must("register", "versions", id)["versions"].([]any)
	if len(all) != 2 {
		t.Fatalf("versions: %v", all)
	}
	var entries []string
	for _, each := range all {
		v := each.(map[string]any)
		if entry := v["entry"].(string); v["reason"] == "ghi hai lần" {
			entries = append([]string{entry}, entries...)
		} else {
			entries = append(entries, entry)
		}
	}
	var out bytes.Buffer
	plain := terminal{in: strings.NewReader(""), out: &out, err: &out, env: func(string) string { return "" }}
	if code := plain.run(context.Background(), []string{"--home", a.home, "register", "versions", id}); code != well || strings.Count(out.String(), "01/QĐ-UBND") != 2 {
		t.Errorf("to be read: %d %s", code, out.String())
	}
	for _, want := range []string{"Lý do hủy: vào sổ nhầm", "Lý do hủy: ghi hai lần", "Trạm này", entries[0], entries[1]} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("“%s” is not told: %s", want, out.String())
		}
	}
	a.refuses("register", "settle", id, entries[0])
	if kept := a.must("register", "settle", id, entries[0], entries[1]); kept["reason"] != "ghi hai lần" || kept["number"] != 1.0 {
		t.Errorf("kept: %v", kept)
	}
	a.sends(t, b)
	if there := b.must("register", "show", id); there["reason"] != "ghi hai lần" {
		t.Errorf("at the other station: %v", there)
	}
}
