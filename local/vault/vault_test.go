package vault

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/iotest"

	"go.uber.org/goleak"
	"pgregory.net/rapid"

	"tram/local/office"
	"tram/local/seal"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestWhatGoesInComesOutUnderItsDigest(t *testing.T) {
	v := open(t, t.TempDir())
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.SampledFrom([]int{0, 1, 65536, handedSize - 1, handedSize, handedSize + 1, 3*handedSize + 5, 5 * handedSize}).Draw(t, "size")
		plain := noise(size, rapid.Uint64().Draw(t, "seed"))
		f, err := v.Create()
		if err != nil {
			t.Fatal(err)
		}
		rest := plain
		for len(rest) > 0 {
			n := min(len(rest), rapid.SampledFrom([]int{1000, 64 << 10, 100_001, handedSize, 3 * handedSize}).Draw(t, "piece"))
			if rapid.Bool().Draw(t, "from a reader") {
				if copied, err := f.ReadFrom(iotest.HalfReader(bytes.NewReader(rest[:n]))); err != nil || copied != int64(n) {
					t.Fatalf("ReadFrom = %d, %v", copied, err)
				}
			} else if written, err := f.Write(rest[:n]); err != nil || written != n {
				t.Fatalf("Write = %d, %v", written, err)
			}
			rest = rest[n:]
		}
		d, n, err := f.Commit()
		if err != nil || n != int64(size) || d != office.DigestOf(plain) || !v.Has(d) {
			t.Fatalf("Commit = %s, %d, %v", d, n, err)
		}
		if err := v.Check(context.Background(), d); err != nil {
			t.Fatal(err)
		}
		r, err := v.Read(d)
		if err != nil || r.Size() != n {
			t.Fatal(err)
		}
		defer r.Close()
		var out bytes.Buffer
		if _, err := r.WriteTo(&out); err != nil || !bytes.Equal(out.Bytes(), plain) {
			t.Fatalf("read back %d bytes, %v", out.Len(), err)
		}
		from := rapid.IntRange(0, size).Draw(t, "from")
		part := make([]byte, rapid.IntRange(0, size-from).Draw(t, "length"))
		if n, err := r.ReadAt(part, int64(from)); n < len(part) || err != nil && err != io.EOF || !bytes.Equal(part, plain[from:from+n]) {
			t.Fatalf("ReadAt(%d, %d) = %d, %v", len(part), from, n, err)
		}
		if _, err := r.Seek(int64(from), io.SeekStart); err != nil {
			t.Fatal(err)
		}
		if rest, err := io.ReadAll(r); err != nil || !bytes.Equal(rest, plain[from:]) {
			t.Fatalf("after Seek: %d bytes, %v", len(rest), err)
		}
	})
	noHalfFile(t, v.dir)
}

func TestOnlyTheOwnerReadsTheVaultAndItIsSealed(t *testing.T) {
	v := open(t, filepath.Join(t.TempDir(), "nhà", "vault"))
	plain := []byte(strings.Repeat("Quyết định của Ủy ban nhân dân xã Mẫu Sơn. ", 100))
	d := put(t, v, plain)
	path := filepath.Join(v.dir, string(d[:2]), string(d)+".age")
	for p, want := range map[string]os.FileMode{v.dir: 0o700, filepath.Dir(path): 0o700, path: 0o600} {
		info, err := os.Stat(p)
		if err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v", p, info.Mode(), err)
		}
	}
	stored, err := os.ReadFile(path)
	if err != nil || bytes.Contains(stored, []byte("Mẫu Sơn")) {
		t.Errorf("the content lies open on the disk (%v)", err)
	}
}

func TestTheSameContentTwiceIsOneFileThatStays(t *testing.T) {
	v := open(t, t.TempDir())
	plain := noise(100_000, 1)
	d := put(t, v, plain)
	path, _ := v.path(d)
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if again := put(t, v, plain); again != d {
		t.Errorf("another name: %s", again)
	}
	if after, err := os.ReadFile(path); err != nil || !bytes.Equal(before, after) {
		t.Errorf("the file was rewritten (%v)", err)
	}
	noHalfFile(t, v.dir)
}

func TestManyWritersOfTheSameContentAllSucceed(t *testing.T) {
	dir := t.TempDir()
	id := identity(t)
	var all sync.WaitGroup
	for i := range 12 {
		all.Go(func() {
			v, err := Open(dir, id) // as many processes would
			if err != nil {
				t.Error(err)
				return
			}
			for n := range 5 {
				f, err := v.Create()
				if err != nil {
					t.Error(err)
					return
				}
				f.Write(noise(300_000, uint64((n+i)%5)))
				if d, _, err := f.Commit(); err != nil {
					t.Error(err)
				} else if err := v.Check(context.Background(), d); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	v := openAs(t, dir, id)
	if got := walk(t, v); len(got) != 5 {
		t.Errorf("%d files of 5 contents", len(got))
	}
	noHalfFile(t, dir)
}

func TestAbortAndFailureLeaveNoHalfFile(t *testing.T) {
	v := open(t, t.TempDir())
	for _, size := range []int{0, 10, 4 * handedSize} {
		f, err := v.Create()
		if err != nil {
			t.Fatal(err)
		}
		f.Write(noise(size, 1))
		f.Abort()
		f.Abort()
		if _, err := f.Write([]byte("x")); !errors.Is(err, os.ErrClosed) {
			t.Errorf("writing after Abort: %v", err)
		}
		if _, _, err := f.Commit(); !errors.Is(err, os.ErrClosed) {
			t.Errorf("Commit after Abort: %v", err)
		}
	}
	broken := errors.New("the scanner's cable")
	f, err := v.Create()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.ReadFrom(io.MultiReader(bytes.NewReader(noise(1000, 1)), iotest.ErrReader(broken))); !errors.Is(err, broken) {
		t.Errorf("ReadFrom: %v", err)
	}
	f.Abort()
	if left, err := os.ReadDir(v.dir); err != nil || len(left) != 0 {
		t.Errorf("left %v, %v", left, err)
	}
}

func TestASealThatFailsIsToldAndLeavesNothing(t *testing.T) {
	for _, after := range []int{0, 1, 70_000, 1 << 20} {
		dir := t.TempDir()
		v, err := Open(dir, breaking{identity(t), after})
		if err != nil {
			t.Fatal(err)
		}
		f, err := v.Create()
		if errors.Is(err, errBroken) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		f.Write(noise(8*handedSize, 1))
		if _, _, err := f.Commit(); !errors.Is(err, errBroken) {
			t.Errorf("broken after %d bytes, Commit = %v", after, err)
		}
		if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
			t.Errorf("left %v, %v", left, err)
		}
	}
}

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

func TestWalkYieldsEachFileOnceInOrder(t *testing.T) {
	v := open(t, t.TempDir())
	var want []office.Digest
	for n := range 40 {
		want = append(want, put(t, v, noise(n, uint64(n))))
	}
	slices.Sort(want)
	folder := filepath.Join(v.dir, string(want[0][:2]))
	for _, stray := range []string{"đọc tôi.txt", strings.Repeat("0", 64), strings.Repeat("g", 64) + ".age", "." + strings.Repeat("0", 64) + ".age"} {
		os.WriteFile(filepath.Join(folder, stray), nil, 0o600)
		os.WriteFile(filepath.Join(v.dir, stray), nil, 0o600)
	}
	misfiled := "ff" + strings.Repeat("0", 62)
	os.WriteFile(filepath.Join(folder, misfiled+".age"), nil, 0o600)
	if got := walk(t, v); !slices.Equal(got, want) {
		t.Errorf("Walk yields %d names, want %d", len(got), len(want))
	}
	seen := 0
	if err := v.Walk(func(office.Digest) bool { seen++; return seen < 3 }); err != nil || seen != 3 {
		t.Errorf("stopped after %d, %v", seen, err)
	}
}

func TestMemoryDoesNotGrowWithTheFile(t *testing.T) {
	v := open(t, t.TempDir())
	page := noise(1<<20, 1)
	file := func(pages int) (allocated uint64) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		f, err := v.Create()
		if err != nil {
			t.Fatal(err)
		}
		for n := range pages {
			page[0] = byte(n)
			f.Write(page)
		}
		if _, _, err := f.Commit(); err != nil {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	few, many := file(2), file(48)
	if many > few+1<<20 {
		t.Errorf("48 MB took %d bytes of memory, 2 MB took %d", many, few)
	}
}

func TestACheckStopsWhenAsked(t *testing.T) {
	v := open(t, t.TempDir())
	d := put(t, v, noise(100_000, 1))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := v.Check(ctx, d); !errors.Is(err, context.Canceled) {
		t.Errorf("Check = %v", err)
	}
}

// breaking is a sealer that can write so many bytes.
type breaking struct {
	Sealer
	after int
}

var errBroken = errors.New("broken")

func (b breaking) Seal(w io.Writer) (io.WriteCloser, error) {
	return b.Sealer.Seal(&limited{w, b.after})
}

type limited struct {
	w    io.Writer
	left int
}

func (l *limited) Write(b []byte) (int, error) {
	if l.left -= len(b); l.left < 0 {
		return 0, errBroken
	}
	return l.w.Write(b)
}

func identity(t testing.TB) *seal.Identity {
	t.Helper()
	id, err := seal.New()
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func open(t testing.TB, dir string) *Vault { return openAs(t, dir, identity(t)) }

func openAs(t testing.TB, dir string, s Sealer) *Vault {
	t.Helper()
	v, err := Open(dir, s)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func put(t testing.TB, v *Vault, plain []byte) office.Digest {
	t.Helper()
	f, err := v.Create()
	if err != nil {
		t.Fatal(err)
	}
	defer f.Abort()
	if _, err := f.Write(plain); err != nil {
		t.Fatal(err)
	}
	d, _, err := f.Commit()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// noise is reproducible and does not compress.
func noise(size int, seed uint64) []byte {
	b := make([]byte, size)
	key := sha256.Sum256(fmt.Append(nil, seed))
	rand.NewChaCha8(key).Read(b)
	return b
}

func walk(t testing.TB, v *Vault) (all []office.Digest) {
	t.Helper()
	if err := v.Walk(func(d office.Digest) bool { all = append(all, d); return true }); err != nil {
		t.Fatal(err)
	}
	return all
}

func noHalfFile(t testing.TB, dir string) {
	t.Helper()
	left, err := filepath.Glob(filepath.Join(dir, ".*"))
	deeper, errDeeper := filepath.Glob(filepath.Join(dir, "*", ".*"))
	if err != nil || errDeeper != nil || len(left)+len(deeper) != 0 {
		t.Errorf("left %v %v", left, deeper)
	}
}

func mustTell(t testing.TB, what string, err error, want office.Failure, d office.Digest) {
	t.Helper()
	failure, _ := office.FailureIn(err)
	if !errors.Is(err, want) || !strings.Contains(failure.Said, string(d[:12])) {
		t.Errorf("%s: %v, %q", what, err, failure.Said)
	}
}

func resize(path string, by int64) error {
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	return os.Truncate(path, info.Size()+by)
}

func flipAt(t testing.TB, path string, at int64) {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b[at] ^= 1
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
}
