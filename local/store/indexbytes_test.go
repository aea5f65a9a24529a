package store

import (
	"fmt"
	"os"
	"testing"

	"tram/local/office"
)

// TestTheSizeOfTheIndexesIsToldAsItIs has phrases and no more words: what the index of phrases grows by
// is not told of the other, and both lie within the file.
func TestTheSizeOfTheIndexesIsToldAsItIs(t *testing.T) {
	s := fresh(t)
	words, phrases := must2(s.IndexBytes(t.Context()))(t)
	if words <= 0 || phrases <= 0 {
		t.Fatalf("of no records: %d and %d bytes", words, phrases)
	}
	var batch []office.Conversion
	for i := range 3000 {
		subject := ""
		for j := range 12 {
			subject += fmt.Sprint("w", (i*(j+3)+j)%97, " ")
		}
		batch = append(batch, aConversion(1, "QĐ-UBND", subject, 0))
		batch[i].Code = ""
	}
	must(s.SaveConversions(t.Context(), by, batch))(t)
	moreWords, morePhrases := must2(s.IndexBytes(t.Context()))(t)
	if moreWords <= words || morePhrases < phrases+100_000 {
		t.Errorf("3.000 records made %d bytes %d, and %d %d", words, moreWords, phrases, morePhrases)
	}
	must(0, s.Checkpoint(t.Context()))(t)
	if of := must(os.Stat(s.path))(t).Size(); moreWords+morePhrases >= of {
		t.Errorf("%d and %d of %d bytes", moreWords, morePhrases, of)
	}
}
