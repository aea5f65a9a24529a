package copying_test

import (
	"bytes"
	"compress/flate"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"tram/local/copying"
	"tram/local/copying/copyingtest"
	"tram/local/office"
	"tram/local/seal"
)

// hostile is a segment of which somebody says what they like.
type hostile struct {
	header string
	length uint64 // of the header, as it is said; 0: as it is
	lines  func(io.Writer)
}

func (h hostile) body(t *testing.T) []byte {
	t.Helper()
	length := h.length
	if length == 0 {
		length = uint64(len(h.header))
	}
	var out bytes.Buffer
	out.WriteString("tram copy segment 1\n")
	out.Write(binary.BigEndian.AppendUint64(nil, length))
	out.WriteString(h.header)
	w, err := flate.NewWriter(&out, flate.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	if h.lines != nil {
		h.lines(w)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// repeated writes the same again and again.
func repeated(b []byte, times int) func(io.Writer) {
	return func(w io.Writer) {
		for range times {
			_, _ = w.Write(b) // into memory
		}
	}
}

// TestAHostileSegmentIsRefusedWithLittleMemory gives a restore segments that lie about
// themselves, by strangers and by one who has the office's identity.
func TestAHostileSegmentIsRefusedWithLittleMemory(t *testing.T) {
	b, other := newBureau(t), newBureau(t)
	target := copyingtest.NewFaulty()
	b.work()
	b.round(b.copier(target))
	name := segments(target)[0]
	const most = 1 << 30 // bytes taken on the way, of which most are let go at once
	for said, h := range map[string]hostile{
		"a header of nearly all that is":   {header: "{}", length: 1<<63 - 1},
		"a header of a negative length":    {header: "{}", length: 1 << 63},
		"a header of a terabyte":           {header: "{}", length: 1 << 40},
		"a header that is deep":            {header: strings.Repeat("[", 4<<20)},
		"a header that is no JSON":         {header: strings.Repeat("\xff", 1<<20)},
		"numbers that are none":            {header: `{"number":-1,"to":{"seq":-9223372036854775808,"place":9223372036854775807}}`},
		"a line of a terabyte":             {header: "{}", lines: repeated(append([]byte{'o'}, binary.BigEndian.AppendUint64(nil, 1<<40)...), 1)},
		"zeros that unpack without end":    {header: "{}", lines: repeated(make([]byte, 1<<20), 1<<10)},
		"a line of more than there may be": {header: "{}", lines: repeated(append(append([]byte{'o'}, binary.BigEndian.AppendUint64(nil, 63<<20)...), make([]byte, 1<<20)...), 1<<7)},
	} {
		body := h.body(t)
		sum := sha256.Sum256(body)
		for whose, id := range map[string]*seal.Identity{"a stranger's": other.id, "the office's own": b.id} {
			witness, err := id.Witness(sum[:])
			if err != nil {
				t.Fatal(err)
			}
			spoilt := target.Clone()
			spoilt.Objects()[name] = sealedTo(t, b.id, append(bytes.Clone(body), witness...))
			runtime.GC()
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			got, err := copying.Read(t.Context(), spoilt, b.id, copying.Wish{}, nil)
			runtime.ReadMemStats(&after)
			f, told := office.FailureIn(err)
			cutOff := err == nil && got.Torn == 1 && got.Head.Seq == 0 // as the last one may be
			if !cutOff && (!told || f.Next == "" || !errors.Is(err, copying.NotOurs) && !errors.Is(err, copying.Incomplete)) {
				t.Errorf("%s, %s: %v", said, whose, err)
			}
			if took := after.TotalAlloc - before.TotalAlloc; took > most {
				t.Errorf("%s, %s: took %d MB", said, whose, took>>20)
			}
		}
	}
}

// TestWordsOfAStrangerAreNotShown seals words to the office that nobody there wrote: the
// public half of its identity is enough for that.
func TestWordsOfAStrangerAreNotShown(t *testing.T) {
	b := newBureau(t)
	target := copyingtest.NewFaulty()
	b.work()
	b.round(b.copier(target))
	for said, text := range map[string]string{
		"others":  `{"words":"{\"subject\":\"giả\"}","salt":"x"}`,
		"deep":    strings.Repeat("[", 4<<20),
		"endless": `{"words":"` + strings.Repeat("x", 16<<20),
	} {
		spoilt := target.Clone()
		for name := range spoilt.Objects() {
			if strings.Contains(name, "/w/") {
				spoilt.Objects()[name] = sealedTo(t, b.id, []byte(text))
			}
		}
		s, _, _, err := b.back(spoilt, copying.Wish{})
		if err != nil {
			t.Errorf("%s: %v", said, err)
			continue
		}
		if all, _ := shown(t, s); len(all) != 1 || all[0].Document.Subject != "" {
			t.Errorf("%s are shown: %+v", said, all)
		}
	}
}

// TestAnObjectThatIsTooLongHasItsSentence stretches each on a disk that stores no zeros.
func TestAnObjectThatIsTooLongHasItsSentence(t *testing.T) {
	b := newBureau(t)
	dir := t.TempDir()
	target := copying.NewFolder(dir)
	c := b.copier(target)
	c.SnapshotAfter = 1
	b.work()
	b.round(c)
	b.work()
	b.round(c)
	var all []string
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() && !strings.Contains(path, "/w/") && !strings.HasSuffix(path, "/place") {
			all = append(all, path)
		}
		return err
	})
	if err != nil || len(all) < 6 {
		t.Fatalf("%d objects, %v", len(all), err)
	}
	for _, path := range all {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		const long = 1 << 40
		if err := os.Truncate(path, long); err != nil {
			t.Skipf("this disk has no holes: %v", err)
		}
		_, got, _, err := b.back(target, copying.Wish{})
		passedOver := err == nil && (strings.Contains(path, "/p/") || got.Torn == 1) // an older snapshot does, and the journal before the last segment
		if f, told := office.FailureIn(err); !passedOver && (!told || f.Next == "") {
			t.Errorf("%s: %v", path, err)
		}
		if err := os.Truncate(path, info.Size()); err != nil {
			t.Fatal(err)
		}
	}
	b.same(target)
}
