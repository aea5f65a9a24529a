package calendar

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"tram/local/office"
)

// TestRulesAreExpandedAsAnotherProgramDoes compares five years of each rule with python-dateutil.
func TestRulesAreExpandedAsAnotherProgramDoes(t *testing.T) {
	golden, cases := file(t, "rules.golden"), file(t, "rules.txt")
	other := exec.CommandContext(t.Context(), "/usr/bin/python3", "testdata/expand.py") // the one that Debian's packages are for
	other.Stdin = bytes.NewReader(cases)
	said, err := other.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: install the Debian package python3-dateutil\n%s", err, said)
	}
	if !bytes.Equal(said, golden) {
		t.Error("rules.golden is not what testdata/expand.py makes of rules.txt")
	}
	var ours bytes.Buffer
	for line := range strings.Lines(string(cases)) {
		if f := strings.Fields(line); len(f) == 5 && f[0] != "#" {
			ours.WriteString(expanded(t, f[0], f[1], f[2], list(f[3]), list(f[4])))
		}
	}
	theirs := strings.Split(string(golden), "\n")
	for i, line := range strings.Split(ours.String(), "\n") {
		if line != theirs[i] {
			t.Errorf("\nours   %s\ntheirs %s", line, theirs[i])
		}
	}
	if len(theirs) < 61 {
		t.Errorf("only %d rules", len(theirs))
	}
}

func list(s string) []string {
	if s == "-" {
		return nil
	}
	return strings.Split(s, ",")
}

// expanded tells five years of a rule as testdata/expand.py does.
func expanded(t *testing.T, zone, start, rule string, except, also []string) string {
	t.Helper()
	m := office.Meeting{When: office.Timing{Start: start, Lasts: 3600, Zone: zone, Again: rule, Except: except, Also: also}}
	from, err := time.Parse(timeForm, start)
	if err != nil {
		t.Fatal(err)
	}
	s, err := seriesOf(m.When)
	if err != nil {
		t.Fatal(rule, err)
	}
	to := wallOf(from.AddDate(0, 0, 5*365))
	if strings.Contains(rule, "COUNT") || strings.Contains(rule, "UNTIL") {
		to = end
	}
	var said []string
	all, err := Occurrences(m, from.AddDate(0, 0, -2), (to + 2*day).utc())
	if err != nil {
		t.Fatal(rule, err)
	}
	for _, o := range all {
		if w, err := read(o.Of, false); err != nil || w < to {
			said = append(said, o.Start.UTC().Format("20060102T150405Z"))
		}
	}
	if err := Check(m.When); err != nil || s.rule == nil {
		t.Errorf("%s: %v", rule, err)
	}
	sum := sha256.Sum256([]byte(strings.Join(said, "\n")))
	return fmt.Sprintf("%s\t%s\t%s\t%d\t%s\t%s\t%s\n", rule, start, zone, len(said), hex.EncodeToString(sum[:])[:24], said[0], said[len(said)-1])
}

func file(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func failsWith(t *testing.T, err error, want office.Failure) {
	t.Helper()
	if !errors.Is(err, want) {
		t.Errorf("%v instead of %s", err, want.Name)
	}
}
