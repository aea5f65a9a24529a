package pdf

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

func TestAFileOfListsWithinListsIsRefusedBeforeItIsRead(t *testing.T) {
	const n = 200_000
	head := "%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R/X "
	for name, c := range map[string]struct {
		content string
		deep    bool
	}{
		"lists":            {head + strings.Repeat("[", n) + strings.Repeat("]", n), true},
		"dictionaries":     {head + strings.Repeat("<</A ", n), true},
		"both, with words": {head + strings.Repeat("[ 1 <</B ", n), true},
		"behind a stream":  {head + "stream\n[[[[\nendstream\nendobj\n2 0 obj " + strings.Repeat("[\n", n), true},
		"within a stream":  {head + ">>\nstream\r\n" + strings.Repeat("[", n) + "\nendstream endobj", false},
		"side by side":     {head + strings.Repeat("[<</A[1]>>]", n), false},
		"many objects":     {head + strings.Repeat("1 0 obj (<) endobj\n", n), false},
	} {
		r := bytes.NewReader([]byte(c.content))
		if _, err := Inspect(t.Context(), r, r.Size(), ""); errors.Is(err, TooDeep) != c.deep {
			t.Errorf("%s: %v", name, err)
		}
	}
}
