package pdf

import (
	"bytes"
	"compress/zlib"
	"context"
	"fmt"
	"strings"
	"testing"
	"time"
)

// holding is a PDF with a store of evidence as it is given, and with streams from
// number 4 on.
func holding(store string, streams ...string) []byte {
	var b bytes.Buffer
	var at []int
	object := func(value string) {
		at = append(at, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", len(at), value)
	}
	b.WriteString("%PDF-1.7\n")
	object("<< /Type /Catalog /Pages 2 0 R /DSS " + store + " >>")
	object("<< /Type /Pages /Kids [3 0 R] /Count 1 >>")
	object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>")
	for _, s := range streams {
		object(s)
	}
	table := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(at)+1)
	for _, o := range at {
		fmt.Fprintf(&b, "%010d 00000 n \n", o)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(at)+1, table)
	return b.Bytes()
}

func stored(entries, words string) string {
	return fmt.Sprintf("<< /Length %d %s >>\nstream\n%s\nendstream", len(words), entries, words)
}

// TestEvidenceThatCannotBeReadHidesNoneThatCan, and is no reason not to judge a file:
// anybody may add a store.
func TestEvidenceThatCannotBeReadHidesNoneThatCan(t *testing.T) {
	var bomb bytes.Buffer
	w := zlib.NewWriter(&bomb)
	w.Write(make([]byte, mostEvidence+1))
	w.Close()
	fine := stored("", "danh sách")
	for what, c := range map[string]struct {
		file []byte
		want int // lists that are found
	}{
		"all is well":                  {holding("<< /CRLs [4 0 R] >>", fine), 1},
		"no store but a list":          {holding("[4 0 R]", fine), 0},
		"no list but a number":         {holding("<< /CRLs 5 >>", fine), 0},
		"numbers":                      {holding("<< /CRLs [1 4 0 R 2] >>", fine), 1},
		"a reference to nothing":       {holding("<< /CRLs [99 0 R 4 0 R] >>", fine), 1},
		"a list before that is broken": {holding("<< /Certs 7 /CRLs [4 0 R] >>", fine), 1},
		"bad Flate":                    {holding("<< /CRLs [5 0 R 4 0 R] >>", fine, stored("/Filter /FlateDecode", "abc")), 1},
		"an unknown filter":            {holding("<< /CRLs [5 0 R 4 0 R] >>", fine, stored("/Filter /Foo", "abc")), 1},
		"a stream without end":         {holding("<< /CRLs [5 0 R 4 0 R] >>", fine, stored("/Filter /FlateDecode", bomb.String())), 1},
		"too many that are broken":     {holding("<< /CRLs ["+strings.Repeat("5 0 R ", 5000)+"4 0 R] >>", fine, stored("/Filter /FlateDecode", bomb.String())), 0},
	} {
		begun := time.Now()
		e, err := Evidences(context.Background(), bytes.NewReader(c.file), int64(len(c.file)))
		if err != nil || len(e.CRLs) != c.want {
			t.Errorf("%s: %d lists, %v", what, len(e.CRLs), err)
		}
		if took := time.Since(begun); took > 20*time.Second {
			t.Errorf("%s: took %s", what, took)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	file := holding("<< /CRLs [4 0 R] >>", fine)
	if _, err := Evidences(ctx, bytes.NewReader(file), int64(len(file))); err == nil {
		t.Error("called off, and it says that there is none")
	}
}
