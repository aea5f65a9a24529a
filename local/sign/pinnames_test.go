package sign

import (
	"testing"

	"tram/local/office"
)

// TestWhatATokenSaysOfAPINKeepsItsName: the page where keys are opened tells by these names,
// for it sees no room, how near a token is to locking.
func TestWhatATokenSaysOfAPINKeepsItsName(t *testing.T) {
	for name, f := range map[string]office.Failure{"sign.pin-wrong": PINWrong, "sign.pin-last-try": PINLastTry, "sign.pin-locked": PINLocked} {
		if f.Name != name {
			t.Errorf("%q is called %q", name, f.Name)
		}
	}
}
