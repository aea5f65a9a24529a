package pdf

import (
	"bytes"
	"testing"
)

func TestASignatureIsSpokenOfWhereverItStands(t *testing.T) {
	word := []byte("/ByteRange [0 1 2 3]")
	for _, at := range []int{0, 5, copyBytes - 3, copyBytes - 10, copyBytes, 3*copyBytes - 7} {
		file := bytes.Repeat([]byte{'x'}, 4*copyBytes)
		copy(file[at:], word)
		if said, err := MentionsSignature(t.Context(), bytes.NewReader(file), int64(len(file))); err != nil || !said {
			t.Errorf("at %d: %v, %v", at, said, err)
		}
	}
	none := bytes.Repeat([]byte("/ByteRang "), copyBytes)
	if said, err := MentionsSignature(t.Context(), bytes.NewReader(none), int64(len(none))); err != nil || said {
		t.Errorf("none: %v, %v", said, err)
	}
}
