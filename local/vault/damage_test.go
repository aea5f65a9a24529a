package vault

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"tram/local/office"
)

func TestEveryFlippedBitIsFound(t *testing.T) {
	v := open(t, t.TempDir())
	d := put(t, v, noise(3*65536+1000, 7))
	path, _ := v.path(d)
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	const header, sealedChunk = 200, 65536 + 16
	bits := []int{}
	for bit := range header * 8 {
		bits = append(bits, bit)
	}
	for _, chunk := range []int{0, 1, 2, 3} {
		for _, at := range []int{0, 1, 30_000, 65535, 65536, 65551} {
			bits = append(bits, (184+chunk*sealedChunk+min(at, 1000+(3-chunk)*100_000))*8+at%8)
		}
	}
	for n := range 16 * 8 {
		bits = append(bits, len(good)*8-1-n)
	}
	for range 200 {
		bits = append(bits, rand.IntN(len(good)*8))
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, bit := range bits {
		at := int64(bit / 8)
		f.WriteAt([]byte{good[at] ^ 1<<(bit%8)}, at)
		mustTell(t, fmt.Sprintf("bit %d of byte %d", bit%8, at), v.Check(context.Background(), d), Damaged, d)
		f.WriteAt(good[at:at+1], at)
	}
	if err := v.Check(context.Background(), d); err != nil {
		t.Errorf("mended: %v", err)
	}
}

func TestWhatIsNotWhatItsNameSaysIsNamed(t *testing.T) {
	v := open(t, t.TempDir())
	other := put(t, v, noise(100_000, 1))
	otherPath, _ := v.path(other)
	for name, harm := range map[string]func(path string) error{
		"truncated by a byte":  func(p string) error { return resize(p, -1) },
		"truncated by a chunk": func(p string) error { return resize(p, -65552) },
		"truncated to nothing": func(p string) error { return os.Truncate(p, 0) },
		"header only":          func(p string) error { return os.Truncate(p, 190) },
		"longer":               func(p string) error { return resize(p, 1) },
		"zeros":                func(p string) error { return os.WriteFile(p, make([]byte, 1<<20), 0o600) },
		"another's content":    func(p string) error { return os.Link(otherPath, p+"2") },
		"a folder":             func(p string) error { os.Remove(p); return os.Mkdir(p, 0o700) },
	} {
		d := put(t, v, noise(200_000, 2))
		path, _ := v.path(d)
		if err := harm(path); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(path + "2"); err == nil {
			os.Rename(path+"2", path)
		}
		mustTell(t, name, v.Check(context.Background(), d), Damaged, d)
		os.RemoveAll(path)
		mustTell(t, "gone", v.Check(context.Background(), d), Missing, d)
		if _, err := v.Read(d); !errors.Is(err, Missing) || v.Has(d) {
			t.Errorf("gone: %v", err)
		}
	}
	stranger := openAs(t, v.dir, identity(t))
	mustTell(t, "another office's key", stranger.Check(context.Background(), other), Damaged, other)
	for _, bad := range []office.Digest{"", "ab", "../../../../etc/passwd", office.Digest(strings.Repeat("A", 64))} {
		if err := v.Check(context.Background(), bad); err == nil || v.Has(bad) {
			t.Errorf("%q was taken for a name", bad)
		}
	}
}

func TestADamagedFileIsSetAsideForTheSameContent(t *testing.T) {
	v := open(t, t.TempDir())
	plain := noise(200_000, 1)
	d := put(t, v, plain)
	path, _ := v.path(d)
	for n := 1; n <= 2; n++ {
		if err := resize(path, -5); err != nil {
			t.Fatal(err)
		}
		if again := put(t, v, plain); again != d {
			t.Errorf("another name: %s", again)
		}
		if err := v.Check(context.Background(), d); err != nil {
			t.Error(err)
		}
		if _, err := os.Stat(fmt.Sprintf("%s.damaged-%d", path, n)); err != nil {
			t.Error(err)
		}
	}
	if got := walk(t, v); len(got) != 1 {
		t.Errorf("Walk yields %v", got)
	}
}

func TestAReaderTellsDamageWhereItMeetsIt(t *testing.T) {
	v := open(t, t.TempDir())
	plain := noise(5*65536, 3)
	d := put(t, v, plain)
	path, _ := v.path(d)
	flipAt(t, path, 184+2*65552+100)
	r, err := v.Read(d)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	got, err := io.ReadAll(r)
	mustTell(t, "reading on", err, Damaged, d)
	if !bytes.HasPrefix(plain, got) {
		t.Error("damaged bytes were handed out")
	}
	_, err = r.ReadAt(make([]byte, 10), 2*65536+5)
	mustTell(t, "reading inside", err, Damaged, d)
	if n, err := r.ReadAt(make([]byte, 10), 4*65536); n != 10 || err != nil {
		t.Errorf("a sound chunk: %d, %v", n, err)
	}
}
