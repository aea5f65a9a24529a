package papercode

import (
	"bytes"
	"testing"

	"pgregory.net/rapid"
)

func TestBase45IsThatOfTheRFC(t *testing.T) {
	for plain, coded := range map[string]string{
		"": "", "AB": "BB8", "Hello!!": "%69 VD92EX0", "base-45": "UJCLQE7W581", "ietf!": "QED8WEX0", "\xff\xff": "FGW", "\xff": "U5",
	} {
		if got := encode45([]byte(plain)); got != coded {
			t.Errorf("%q is written %q, not %q", plain, got, coded)
		}
		if got, err := decode45(coded); err != nil || string(got) != plain {
			t.Errorf("%q is read as %q (%v)", coded, got, err)
		}
	}
}

func TestWhatBase45CannotHoldIsRefused(t *testing.T) {
	for _, coded := range []string{"GGW", ":::", "V5", "::", "A", "BB8A", "bb8", "BBé", "B\x00", "BB8\n", "ＢB8"} {
		if got, err := decode45(coded); err == nil {
			t.Errorf("%q is read as %q", coded, got)
		}
	}
}

// TestBase45HasOneFormOnly: whatever is read is written in the same way.
func TestBase45HasOneFormOnly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		plain := rapid.SliceOf(rapid.Byte()).Draw(t, "plain")
		if got, err := decode45(encode45(plain)); err != nil || !bytes.Equal(got, plain) {
			t.Fatalf("%x comes back as %x (%v)", plain, got, err)
		}
		coded := rapid.StringOf(rapid.RuneFrom([]rune(base45+"aé\n"))).Draw(t, "coded")
		if got, err := decode45(coded); err == nil && encode45(got) != coded {
			t.Fatalf("%q is read as %x, which is written %q", coded, got, encode45(got))
		}
	})
}
