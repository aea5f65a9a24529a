package vault

import (
	"bytes"
	"context"
	"errors"
	"io"
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
