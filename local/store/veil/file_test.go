package veil

import (
	"bytes"
	"math/rand/v2"
	"testing"

	lib "modernc.org/sqlite/lib"
	"pgregory.net/rapid"
)

// disk is a file in memory that behaves as SQLite wants one to.
type disk struct{ bytes []byte }

func (d *disk) readAt(b []byte, at int64) int32 {
	clear(b)
	if at >= int64(len(d.bytes)) || copy(b, d.bytes[at:]) < len(b) {
		return lib.SQLITE_IOERR_SHORT_READ
	}
	return lib.SQLITE_OK
}

func (d *disk) writeAt(b []byte, at int64) int32 {
	if end := int(at) + len(b); end > len(d.bytes) {
		d.bytes = append(d.bytes, make([]byte, end-len(d.bytes))...)
	}
	copy(d.bytes[at:], b)
	return lib.SQLITE_OK
}

func (d *disk) size() (int64, int32) { return int64(len(d.bytes)), lib.SQLITE_OK }

func (d *disk) lent(n int) ([]byte, func()) {
	b := make([]byte, n)
	rand.NewChaCha8([32]byte{}).Read(b) // memory of C's holds what lay there before
	return b, func() {}
}

func newFile(t rapid.TB, l layout) *file {
	t.Helper()
	x, err := unkept()
	if err != nil {
		t.Fatal(err)
	}
	return &file{cipher: x, layout: l, memory: &memory{pages: map[place]*page{}}}
}

func TestWhatIsWrittenIsReadBackWhereverItLies(t *testing.T) {
	for name, l := range map[string]layout{"database": asItIs, "log": inSlots} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				f, d, want := newFile(t, l), &disk{}, []byte{}
				for range rapid.IntRange(1, 12).Draw(t, "steps") {
					n := rapid.IntRange(1, 9000).Draw(t, "length")
					at := rapid.IntRange(0, len(want)).Draw(t, "at") // SQLite leaves no holes
					b := drawn(t, "bytes", n)
					if rc := f.write(d, b, int64(at)); rc != lib.SQLITE_OK {
						t.Fatalf("write: %d", rc)
					}
					want = append(want[:at:at], append(b, want[min(len(want), at+n):]...)...)
					if rapid.Bool().Draw(t, "truncate") {
						cut := rapid.IntRange(0, len(want)).Draw(t, "cut")
						want, d.bytes = want[:cut], d.bytes[:l.toPhysical(int64(cut))]
					}
				}
				got := make([]byte, len(want))
				if rc := f.read(d, got, 0); rc != lib.SQLITE_OK || !bytes.Equal(got, want) {
					t.Fatalf("read: %d, the same: %v", rc, bytes.Equal(got, want))
				}
				at, n := rapid.IntRange(0, len(want)).Draw(t, "from"), rapid.IntRange(0, 9000).Draw(t, "part")
				part := make([]byte, n)
				f.read(d, part, int64(at))
				if inside := min(n, len(want)-at); !bytes.Equal(part[:inside], want[at:at+inside]) {
					t.Fatal("a part reads otherwise than the whole")
				}
				if size := l.toLogical(int64(len(d.bytes))); size < int64(len(want)) || size >= int64(len(want)+blockSize) {
					t.Fatalf("%d bytes for SQLite instead of %d", size, len(want))
				}
			})
		})
	}
}

func TestAShortFileReadsAsZerosAndSaysSo(t *testing.T) {
	for _, l := range []layout{asItIs, inSlots} {
		f, d := newFile(t, l), &disk{}
		f.write(d, bytes.Repeat([]byte{'x'}, 100*blockSize), 0)
		d.bytes = append(d.bytes, "torn"...)
		got := bytes.Repeat([]byte{'y'}, 9000)
		if rc := f.read(d, got, 64*blockSize); rc != lib.SQLITE_IOERR_SHORT_READ {
			t.Errorf("told %d", rc)
		}
		if rest := bytes.TrimLeft(got, "x"); len(rest) != 9000-36*blockSize || len(bytes.Trim(rest, "\x00")) != 0 {
			t.Errorf("%d bytes behind what was written", len(rest))
		}
	}
}

// Another process writes past the memory of this one.
func TestAPageIsReadAsItLiesAndNotAsItWasKnown(t *testing.T) {
	f, d := newFile(t, asItIs), &disk{}
	read := func(sector int64) byte {
		b := make([]byte, sectorSize)
		f.read(d, b, sector*sectorSize)
		return b[0]
	}
	f.write(d, bytes.Repeat([]byte{'a'}, sectorSize), 0)
	older := bytes.Clone(d.bytes)
	f.write(d, bytes.Repeat([]byte{'b'}, sectorSize), 0)
	if again := []byte{read(0), read(0)}; string(again) != "bb" {
		t.Error("what was written last is not what is read")
	}
	copy(d.bytes, older)
	if read(0) != 'a' {
		t.Error("what is known is read in the place of what lies there")
	}
	for n := range int64(mostPages + 10) {
		f.write(d, bytes.Repeat([]byte{byte(n)}, sectorSize), n*sectorSize)
	}
	for n := range int64(mostPages + 10) {
		if read(n) != byte(n) {
			t.Fatalf("page %d reads as another", n)
		}
	}
	if len(f.memory.pages) != mostPages || len(f.memory.all) != mostPages {
		t.Errorf("%d pages are known in %d places", len(f.memory.pages), len(f.memory.all))
	}
}

// SQLite's way to add a frame: its header, then its page.
func addFrame(t rapid.TB, f *file, d *disk, n int64, header, page []byte) {
	t.Helper()
	at := logHeader + n*frameSize
	if f.write(d, header, at) != lib.SQLITE_OK || f.write(d, page, at+frameHeader) != lib.SQLITE_OK {
		t.Fatal("a frame could not be added")
	}
}

// A commit that was acknowledged must outlive a cut of power in the midst of the next
// write: no byte of it may be written again.
func TestAddingToALogTouchesNoFrameThatIsThere(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, d := newFile(t, inSlots), &disk{}
		if f.write(d, drawn(t, "log", logHeader), 0) != lib.SQLITE_OK {
			t.Fatal("no header")
		}
		for n := range int64(rapid.IntRange(1, 9).Draw(t, "frames")) {
			before := bytes.Clone(d.bytes)
			addFrame(t, f, d, n, drawn(t, "header", frameHeader), drawn(t, "page", sectorSize))
			if !bytes.Equal(d.bytes[:len(before)], before) {
				t.Fatalf("frame %d changed what lay before it", n)
			}
		}
	})
}

// A page that is torn at a sector of the disk is old in one part and new in the other,
// as it is without encryption.
func TestATornPageIsOldAndNewAndNothingElse(t *testing.T) {
	f, d := newFile(t, asItIs), &disk{}
	old, new := bytes.Repeat([]byte("old "), sectorSize/4), bytes.Repeat([]byte("new "), sectorSize/4)
	f.write(d, old, 0)
	was := bytes.Clone(d.bytes)
	f.write(d, new, 0)
	for cut := 0; cut <= sectorSize; cut += 512 {
		torn := &disk{append(bytes.Clone(d.bytes[:cut]), was[cut:]...)}
		got := make([]byte, sectorSize)
		if f.read(torn, got, 0); !bytes.Equal(got, append(bytes.Clone(new[:cut]), old[cut:]...)) {
			t.Errorf("torn at %d: something else came out", cut)
		}
	}
}

func TestTheSameWordsLieDifferentlyInEachPlaceAndFile(t *testing.T) {
	key := make([]byte, KeySize)
	seen := map[string]string{}
	for _, head := range [][]byte{newHead(), newHead()} {
		for _, purpose := range []string{forDatabase, forLog, forJournal} {
			x, err := derived(key, head, purpose)
			if err != nil {
				t.Fatal(err)
			}
			f, d := &file{cipher: x, layout: asItIs}, &disk{}
			f.write(d, bytes.Repeat([]byte("Nguyễn Văn Mẫu  "), 3*sectorSize/16), 0)
			for at := 0; at < len(d.bytes); at += blockSize {
				block := string(d.bytes[at : at+blockSize])
				if other, twice := seen[block]; twice {
					t.Fatalf("%s at %d lies as in %s", purpose, at, other)
				}
				seen[block] = purpose
			}
		}
	}
}
