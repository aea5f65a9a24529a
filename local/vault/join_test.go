package vault

import (
	"bytes"
	"errors"
	"io"
	"testing"
	"testing/iotest"

	"pgregory.net/rapid"

	"tram/local/office"
)

func TestJoinedFilesReadAsOneFromAnywhere(t *testing.T) {
	v := open(t, t.TempDir())
	rapid.Check(t, func(rt *rapid.T) {
		var whole []byte
		var names []office.Digest
		for _, part := range rapid.SliceOfN(rapid.SliceOfN(rapid.Byte(), 0, 300), 1, 4).Draw(rt, "parts") {
			whole = append(whole, part...)
			names = append(names, put(t, v, part))
		}
		j, err := v.Join(names...)
		if err != nil {
			rt.Fatal(err)
		}
		defer j.Close()
		if j.Size() != int64(len(whole)) {
			rt.Fatalf("%d bytes, want %d", j.Size(), len(whole))
		}
		if err := iotest.TestReader(io.NewSectionReader(j, 0, j.Size()), whole); err != nil {
			rt.Fatal(err)
		}
		from := rapid.IntRange(0, len(whole)).Draw(rt, "from")
		b := make([]byte, rapid.IntRange(0, 700).Draw(rt, "many"))
		n, err := j.ReadAt(b, int64(from))
		want := whole[from:min(len(whole), from+len(b))]
		if !bytes.Equal(b[:n], want) || (n < len(b)) != (err == io.EOF) {
			rt.Fatalf("read %d bytes of %d, %v", n, len(want), err)
		}
	})
}

func TestAMissingPartIsNamedAndNothingStaysOpen(t *testing.T) {
	v := open(t, t.TempDir())
	there := put(t, v, []byte("có"))
	if _, err := v.Join(there, office.DigestOf([]byte("không có"))); !errors.Is(err, Missing) {
		t.Errorf("got %v", err)
	}
}
