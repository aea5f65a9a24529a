package disk

import "testing"

// TestTheNumberOfADeviceIsRead as Windows gives it; what is cut off or unset is not known.
func TestTheNumberOfADeviceIsRead(t *testing.T) {
	told := []byte{7, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0}
	if kind, number, ok := deviceNumber(told); kind != 7 || number != 2 || !ok {
		t.Errorf("kind %d, number %d, %v", kind, number, ok)
	}
	for _, b := range [][]byte{nil, told[:11], {7, 0, 0, 0, 255, 255, 255, 255, 1, 0, 0, 0}} {
		if _, _, ok := deviceNumber(b); ok {
			t.Errorf("%v was read", b)
		}
	}
}

// TestWhatIsNotThereLiesOnNoDisk that anything else lies on.
func TestWhatIsNotThereLiesOnNoDisk(t *testing.T) {
	here := t.TempDir()
	if Same(here, here+"-khong-co") {
		t.Error("a folder that is not there lies on a disk")
	}
}
