package main

import (
	"strings"
	"testing"

	"tram/local/seal"
)

func TestARecoveryKeyIsReadAsItStandsOnPaper(t *testing.T) {
	identity, err := seal.New()
	if err != nil {
		t.Fatal(err)
	}
	rows := strings.Fields(identity.RecoveryKey())
	for name, typed := range map[string]string{
		"one line":           strings.Join(rows, " ") + "\n",
		"four lines":         strings.Join(rows, "\n") + "\n",
		"without a last end": strings.Join(rows, "\n"),
		"of Windows":         strings.Join(rows, "\r\n") + "\r\n",
		"begun by a blank":   "\n  \n" + strings.Join(rows, "\n") + "\n",
		"a group a line":     strings.ReplaceAll(strings.Join(rows, "\n"), "-", "\n"),
		"followed by more":   strings.Join(rows, "\n") + "\nls -l\nrm x\n",
	} {
		key := typedKey(strings.NewReader(typed))
		if back, err := seal.FromRecoveryKey(key); err != nil || back.RecoveryKey() != identity.RecoveryKey() {
			t.Errorf("%s: %v", name, err)
		}
	}
	cut := strings.Join(rows[:2], "\n")
	if key := typedKey(strings.NewReader(cut + "\n\n" + rows[2])); key != cut {
		t.Errorf("an empty line does not end it: %d bytes", len(key))
	}
	if key := typedKey(strings.NewReader("\n\n")); key != "" {
		t.Errorf("nothing was read as %q", key)
	}
}
