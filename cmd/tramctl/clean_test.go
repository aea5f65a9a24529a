package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"
	"unicode/utf8"
)

// foreign is text as an attacker writes it.
const foreign = "Nguyễn\x1b[2J\x1b]0;a\x07 Văn\u202eẫM\u202c \u009b31m\x7f\r\u2066x\u2069\u200b\u2028“Mẫu” 🖨 \x00"

type answer struct{ Name string }

func (a answer) print(w io.Writer) { fmt.Fprintf(w, "%s\t%s\n", a.Name, "b") }

func TestNoControlSignReachesATerminal(t *testing.T) {
	for _, asJSON := range []bool{false, true} {
		var out, messages bytes.Buffer
		term := terminal{in: strings.NewReader(""), out: &out, err: &messages, env: func(string) string { return "" }, json: asJSON}
		term.shield()
		if err := term.print(answer{foreign}); err != nil {
			t.Fatal(err)
		}
		term.explain(unknownVerb.About(foreign))
		for _, shown := range []string{out.String(), messages.String()} {
			for _, r := range shown {
				if steers(r) && r != '\n' && r != '\t' {
					t.Errorf("JSON %v: %U gets through: %q", asJSON, r, shown)
				}
			}
			if !strings.Contains(shown, "“Mẫu” 🖨") || !utf8.ValidString(shown) {
				t.Errorf("JSON %v: what is no control sign is gone: %q", asJSON, shown)
			}
		}
		var back answer
		if asJSON && (json.Unmarshal(out.Bytes(), &back) != nil || back.Name != foreign) {
			t.Errorf("a machine reads %q", back.Name)
		}
	}
}

func TestVietnameseInAnyFormIsShownAsItIs(t *testing.T) {
	for _, words := range []string{"Ủy ban nhân dân xã Mẫu Sơn", "Uỷ ban nhân dân", "Đ/đ, ₫, “ ”, …, –, №\n\tdòng hai"} {
		if got := told(words, hidden); got != words {
			t.Errorf("%q is %q", words, got)
		}
	}
	if got := told("a\xffb", hidden); got != "a\ufffdb" {
		t.Errorf("a broken sign is %q", got)
	}
}
