package seal

import (
	"errors"
	"strings"
	"testing"

	"filippo.io/age"
	"pgregory.net/rapid"

	"tram/local/office"
)

func TestARecoveryKeyGivesTheIdentityBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		key := rapid.SliceOfN(rapid.Byte(), keyBytes, keyBytes).Draw(t, "key")
		id, err := fromText(textOf(key))
		if err != nil {
			t.Fatalf("age does not take our text form: %v", err)
		}
		for _, typed := range []string{
			id.RecoveryKey(), strings.ToLower(id.RecoveryKey()), strings.ReplaceAll(id.RecoveryKey(), "-", ""),
			strings.ReplaceAll(id.RecoveryKey(), " ", "\r\n"), strings.ReplaceAll(id.RecoveryKey(), "-", " – "),
			strings.NewReplacer("0", "o", "1", "l").Replace(id.RecoveryKey()),
		} {
			back, err := FromRecoveryKey(typed)
			if err != nil || back.text() != id.text() {
				t.Fatalf("%q: %v", typed, err)
			}
		}
	})
}

func TestTheTextFormIsTheOneOfAge(t *testing.T) {
	for range 20 {
		made, err := age.GenerateX25519Identity()
		if err != nil {
			t.Fatal(err)
		}
		key, err := keyFrom(made.String())
		if err != nil || textOf(key) != made.String() {
			t.Fatalf("%v: %s is not %s", err, textOf(key), made)
		}
	}
	for _, bad := range []string{"", "AGE-SECRET-KEY-1", "age1qqq", "AGE-SECRET-KEY-1" + strings.Repeat("B", 58)} {
		if _, err := keyFrom(bad); err == nil {
			t.Errorf("%q was taken for a key", bad)
		}
	}
}

func TestARecoveryKeyIsFourRowsOfFourGroups(t *testing.T) {
	key := fresh(t).RecoveryKey()
	lines := strings.Fields(key)
	if len(lines) != 4 || key != strings.ToUpper(key) {
		t.Fatalf("%d rows", len(lines))
	}
	for _, line := range lines {
		if groups := strings.Split(line, "-"); len(groups) != 4 || len(line) != 19 || strings.ContainsAny(line, "ILOU") {
			t.Errorf("a row of %d groups, %d signs", len(groups), len(line))
		}
	}
}

func TestAMistypedRecoveryKeyTellsTheRow(t *testing.T) {
	// A fixed key, because one wrong sign in 65,536 slips through 16 bits.
	id, err := fromText(textOf([]byte("khoa khoi phuc cua xa Mau Son 01")))
	if err != nil {
		t.Fatal(err)
	}
	right := strings.NewReplacer(" ", "", "-", "").Replace(id.RecoveryKey())
	for at := range right {
		for _, sign := range recoveryAlphabet {
			typed := right[:at] + string(sign) + right[at+1:]
			if typed == right {
				continue
			}
			_, err := FromRecoveryKey(typed)
			failure, _ := office.FailureIn(err)
			if want := RecoveryKeyRow.About(at/rowSigns + 1); failure.Said != want.Said {
				t.Errorf("sign %d: %v, %q", at, err, failure.Said)
			}
		}
	}
	lines := strings.Fields(id.RecoveryKey())
	lines[1], lines[2] = lines[2], lines[1]
	if _, err := FromRecoveryKey(strings.Join(lines, " ")); !errors.Is(err, RecoveryKeyRow) {
		t.Errorf("swapped rows: %v", err)
	}
	for typed, want := range map[string]error{
		"":                         RecoveryKeyLength,
		id.RecoveryKey()[1:]:       RecoveryKeyLength,
		id.RecoveryKey() + "A":     RecoveryKeyLength,
		id.RecoveryKey()[1:] + "U": RecoveryKeySign,
		id.RecoveryKey()[1:] + "ă": RecoveryKeySign,
	} {
		if _, err := FromRecoveryKey(typed); !errors.Is(err, want) {
			t.Errorf("%d signs: %v, want %v", len(typed), err, want)
		}
	}
}

func FuzzFromRecoveryKey(f *testing.F) {
	f.Add("")
	f.Add("0000-0000-0000-0000 0000-0000-0000-0000 0000-0000-0000-0000 0000-0000-0000-0000")
	id, err := New()
	if err != nil {
		f.Fatal(err)
	}
	f.Add(id.RecoveryKey())
	f.Fuzz(func(t *testing.T, typed string) {
		id, err := FromRecoveryKey(typed)
		if (id == nil) == (err == nil) {
			t.Fatalf("%v, %v", id, err)
		}
		if err != nil {
			return
		}
		if again, err := FromRecoveryKey(id.RecoveryKey()); err != nil || again.text() != id.text() {
			t.Fatalf("printed again it does not come back: %v", err)
		}
	})
}
