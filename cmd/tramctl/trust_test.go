package main

import (
	"bytes"
	"strings"
	"testing"

	"tram/local/office"
)

// TestOnlyAListSaysThatNothingIsTrusted prints lists, and what lists nothing.
func TestOnlyAListSaysThatNothingIsTrusted(t *testing.T) {
	for name, c := range map[string]struct {
		l    trusted
		none bool
	}{
		"an empty list":    {trusted{all: true}, true},
		"a list of a root": {trusted{all: true, Roots: []office.TrustedRoot{{Name: "Gốc"}}}, false},
		"a list of a key":  {trusted{all: true, Keys: []office.StationKey{{KeyID: "be88ec9b2d30d361"}}}, false},
		"an export":        {trusted{Notes: []string{"Đã ghi tệp khóa: khóa.tram."}}, false},
		"nothing was new":  {trusted{}, false},
	} {
		var b bytes.Buffer
		c.l.print(&b)
		if strings.Contains(b.String(), "Chưa tin cậy") != c.none {
			t.Errorf("%s: %q", name, b.String())
		}
	}
}
