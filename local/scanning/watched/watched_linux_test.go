package watched

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sys/unix"

	"tram/local/office"
	"tram/local/page"
)

// quick are times for files that a test writes.
var quick = Times{Rest: 60 * time.Millisecond, Broken: 400 * time.Millisecond, Stale: 1200 * time.Millisecond, Poll: 100 * time.Millisecond}

// taker takes files as a station does: each ID once.
type taker struct {
	mu     sync.Mutex
	taken  map[office.ID]office.Digest
	calls  int
	refuse func(path string) error
}

func newTaker() *taker { return &taker{taken: map[office.ID]office.Digest{}} }

func (k *taker) take(_ context.Context, id office.ID, path string) (int, error, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return 0, nil, err
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	k.calls++
	if k.refuse != nil {
		if refused := k.refuse(path); refused != nil {
			return 0, refused, nil
		}
	}
	if _, again := k.taken[id]; !again {
		k.taken[id] = office.DigestOf(b)
	}
	return 1, nil, nil
}

// times tells how often each content was taken.
func (k *taker) times() map[office.Digest]int {
	k.mu.Lock()
	defer k.mu.Unlock()
	all := map[office.Digest]int{}
	for _, d := range k.taken {
		all[d]++
	}
	return all
}

func folder(dir, station string, k *taker) *Folder {
	return &Folder{Dir: dir, Station: station, Clock: office.SystemClock{}, Times: quick, Take: k.take}
}

// sheet is a page that differs from each other one.
func sheet(n int) []byte {
	img := image.NewGray(image.Rect(0, 0, 64, 64))
	for i := range 32 {
		if n>>i&1 == 1 {
			for x := range 4 {
				img.SetGray(i%8*8+x, i/8*16, color.Gray{Y: 255})
			}
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func put(t *testing.T, path string, content []byte) {
	t.Helper()
	if err := os.WriteFile(path, content, 0o644); err != nil {
		t.Fatal(err)
	}
}

func names(t *testing.T, dir string) (all []string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Type().IsRegular() {
			all = append(all, e.Name())
		}
	}
	return all
}

func once(t *testing.T, f *Folder) {
	t.Helper()
	if err := f.Watch(t.Context(), true); err != nil {
		t.Fatal(err)
	}
}

func TestAWholeFileIsTakenAndMovedAside(t *testing.T) {
	dir, k := t.TempDir(), newTaker()
	content := sheet(1)
	put(t, filepath.Join(dir, "công văn.jpg"), content)
	put(t, filepath.Join(dir, "Thumbs.db"), []byte("x"))
	f := folder(dir, "a", k)
	var told []Event
	f.Told = func(e Event) { told = append(told, e) }
	once(t, f)
	if got := names(t, filepath.Join(dir, takenDir)); !slices.Equal(got, []string{"công văn.jpg"}) {
		t.Errorf("taken are %q", got)
	}
	if b, err := os.ReadFile(filepath.Join(dir, takenDir, "công văn.jpg")); err != nil || !bytes.Equal(b, content) {
		t.Errorf("the file that was taken is another: %v", err)
	}
	if len(told) != 1 || told[0].Name != "công văn.jpg" || told[0].Pages != 1 || told[0].Err != nil || k.times()[office.DigestOf(content)] != 1 {
		t.Errorf("told %+v", told)
	}
	if left, _ := os.ReadDir(f.claims()); len(left) != 0 || !slices.Equal(names(t, dir), []string{"Thumbs.db"}) {
		t.Errorf("left are %v and %q", left, names(t, dir))
	}
	put(t, filepath.Join(dir, "công văn.jpg"), sheet(2)) // of the same name
	once(t, f)
	if got := names(t, filepath.Join(dir, takenDir)); !slices.Equal(got, []string{"công văn (2).jpg", "công văn.jpg"}) {
		t.Errorf("taken are %q", got)
	}
}

func TestANameAsLongAsTheDiskAllowsIsShortenedWhereItMustGrow(t *testing.T) {
	dir, k := t.TempDir(), newTaker()
	long := "ab" + strings.Repeat("ệ", 83) + ".jpg" // 255 bytes
	f := folder(dir, "a", k)
	told := map[int][]Event{}
	for n, content := range [][]byte{sheet(1), sheet(2), nil} {
		f.Told = func(e Event) { told[n] = append(told[n], e) }
		put(t, filepath.Join(dir, long), content)
		once(t, f)
	}
	if got, want := names(t, filepath.Join(dir, takenDir)), "ab"+strings.Repeat("ệ", 81)+" (2).jpg"; !slices.Equal(got, []string{want, long}) {
		t.Errorf("taken are %q", got)
	}
	for n, want := range []Event{{Pages: 1}, {Pages: 1}, {Aside: true}} {
		if len(told[n]) != 1 || told[n][0].Name != long || told[n][0].Pages != want.Pages || told[n][0].Aside != want.Aside {
			t.Errorf("of file %d was told %+v", n, told[n])
		}
	}
	newest, count, err := SetAside(dir, 9)
	if err != nil || count != 1 || !strings.Contains(newest[0].Why, page.Empty.Said) || !utf8.ValidString(newest[0].Name) {
		t.Errorf("aside lie %+v, %v", newest, err)
	}
	if left, _ := os.ReadDir(f.claims()); len(left) != 0 {
		t.Errorf("left are %v", left)
	}
}

func TestWhatCannotBeTakenIsSetAsideWithItsReason(t *testing.T) {
	dir, k := t.TempDir(), newTaker()
	k.refuse = func(path string) error {
		if filepath.Ext(path) == ".pdf" {
			return page.Damaged
		}
		return nil
	}
	whole := sheet(1)
	for name, content := range map[string][]byte{
		"rỗng.jpg": nil, "cụt.jpg": whole[:len(whole)-20], "thư.txt": []byte("không phải ảnh"), "ảnh.gif": []byte("GIF89a......"),
		"không đuôi.pdf": []byte("%PDF-1.7\n1 0 obj"), "hỏng.pdf": []byte("%PDF-1.7\n%%EOF"), "đang ghi.tmp": sheet(3), "a tốt.jpg": whole,
	} {
		put(t, filepath.Join(dir, name), content)
	}
	f := folder(dir, "a", k)
	once(t, f)
	put(t, filepath.Join(dir, "b lặp.jpg"), whole)
	once(t, f)
	aside := filepath.Join(dir, asideDir)
	ctx, stop := context.WithCancel(t.Context())
	watching := make(chan error, 1)
	go func() { watching <- f.Watch(ctx, false) }() // until the name for a while has grown old
	awaits(t, func() bool { return len(names(t, dir)) == 0 })
	stop()
	if err := <-watching; err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"rỗng.jpg": page.Empty.Said, "cụt.jpg": page.Truncated.Said, "thư.txt": page.NotAnImage.Said, "ảnh.gif": page.OtherImage.About("GIF").Said, "không đuôi.pdf": page.Damaged.Said,
		"hỏng.pdf": page.Damaged.Said, "đang ghi.tmp": HalfNamed.About("đang ghi.tmp").Said, "b lặp.jpg": SameContent.About("a tốt.jpg").Said,
	} {
		b, err := os.ReadFile(filepath.Join(aside, name+reasonExt))
		if err != nil || !strings.Contains(string(b), want) {
			t.Errorf("%s: %v, the reason is %q", name, err, b)
		}
		if _, err := os.Stat(filepath.Join(aside, name)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	if got := len(names(t, aside)); got != 16 || len(names(t, dir)) != 0 || len(k.times()) != 1 {
		t.Errorf("%d files lie aside, %q are left, %v taken", got, names(t, dir), k.times())
	}
	put(t, filepath.Join(dir, "hỏng lại.pdf"), []byte("%PDF-1.7\n%%EOF")) // the content of one that was not taken
	once(t, f)
	if b, err := os.ReadFile(filepath.Join(aside, "hỏng lại.pdf"+reasonExt)); err != nil || !strings.Contains(string(b), page.Damaged.Said) {
		t.Errorf("refused once more: %v, %q", err, b)
	}
}

func TestAFileIsLeftWhileItGrowsIsLockedOrHasANameForAWhile(t *testing.T) {
	dir, k := t.TempDir(), newTaker()
	ctx, stop := context.WithCancel(t.Context())
	watching := make(chan error, 1)
	go func() { watching <- folder(dir, "a", k).Watch(ctx, false) }()
	growing, locked := filepath.Join(dir, "lớn dần.jpg"), filepath.Join(dir, "khóa.jpg")
	content := sheet(1)
	half, err := os.Create(growing)
	if err != nil {
		t.Fatal(err)
	}
	put(t, locked, sheet(2))
	held, err := os.Open(locked)
	if err := errors.Join(err, unix.Flock(int(held.Fd()), unix.LOCK_EX)); err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(dir, "quét.jpg.tmp"), sheet(3))
	for _, part := range slices.Collect(slices.Chunk(content, len(content)/4+1)) {
		if _, err := half.Write(part); err != nil {
			t.Fatal(err)
		}
		if n := len(k.times()); n != 0 {
			t.Errorf("%d files were taken too early", n)
		}
		time.Sleep(2 * quick.Rest)
	}
	half.Close()
	awaits(t, func() bool { return k.times()[office.DigestOf(content)] == 1 })
	if err := os.Rename(filepath.Join(dir, "quét.jpg.tmp"), filepath.Join(dir, "quét.jpg")); err != nil {
		t.Fatal(err)
	}
	awaits(t, func() bool { return k.times()[office.DigestOf(sheet(3))] == 1 })
	if k.times()[office.DigestOf(sheet(2))] != 0 {
		t.Error("a locked file was taken")
	}
	held.Close()
	awaits(t, func() bool { return k.times()[office.DigestOf(sheet(2))] == 1 })
	stop()
	if err := <-watching; err != nil {
		t.Error(err)
	}
}

// clock is one that a test sets, and that counts how often it was read.
type clock struct {
	office.SystemClock

	at    time.Time
	reads int
}

func (c *clock) Now() time.Time { c.reads++; return c.at }

// A share may keep the time of a file that grows: its size alone tells.
func TestAFileThatGrowsWithoutATimeOfItsOwnIsNotAtRest(t *testing.T) {
	dir, k := t.TempDir(), newTaker()
	c := &clock{at: time.Now()}
	f := folder(dir, "a", k)
	f.Clock, f.seen, f.said = c, map[string]rest{}, map[string]string{}
	if err := f.prepare(); err != nil {
		t.Fatal(err)
	}
	path, wrote := filepath.Join(dir, "quét.jpg"), time.Now().Add(-time.Hour)
	for _, step := range []struct {
		grows []byte
		after time.Duration
		taken int
	}{{sheet(1), 0, 0}, {[]byte("more"), quick.Rest - 1, 0}, {nil, quick.Rest - 1, 0}, {nil, 1, 1}} {
		b, _ := os.ReadFile(path) // there is none at first
		put(t, path, append(b, step.grows...))
		if err := os.Chtimes(path, wrote, wrote); err != nil {
			t.Fatal(err)
		}
		c.at = c.at.Add(step.after)
		if _, err := f.look(t.Context()); err != nil || len(k.times()) != step.taken || len(names(t, dir)) != 1-step.taken {
			t.Fatalf("%+v: %d taken, %q are left, %v", step, len(k.times()), names(t, dir), err)
		}
	}
}

// What grew between the look and the claim is no file that was at rest.
func TestAFileThatGrowsWhileItIsClaimedIsNotTakenYet(t *testing.T) {
	dir := t.TempDir()
	f := folder(dir, "a", newTaker())
	if err := f.prepare(); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(dir, "quét.jpg")
	for grown, at := range []time.Duration{0, time.Second} { // one grew, the other was written anew
		put(t, path, sheet(1))
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		f.seen = map[string]rest{path: {size: info.Size() - 1 + int64(grown), mod: info.ModTime().Add(at)}}
		soon := f.claimed(candidate{path: path, info: info}, func(candidate) bool { t.Error("it is taken"); return false })
		if !soon || len(names(t, dir)) != 0 {
			t.Errorf("%d: soon %t, %q are left", grown, soon, names(t, dir))
		}
	}
}

// A folder is looked at from time to time, and not without a pause.
func TestTheFolderIsNotLookedAtWithoutAPause(t *testing.T) {
	dir, k := t.TempDir(), newTaker()
	c := &clock{at: time.Now()}
	f := folder(dir, "a", k)
	f.Clock, f.Times = c, Times{Rest: 80 * time.Millisecond, Broken: time.Hour, Stale: time.Hour, Poll: time.Hour}
	put(t, filepath.Join(dir, "quét.jpg"), sheet(1)) // never at rest by that clock
	began := time.Now()
	ctx, stop := context.WithTimeout(t.Context(), 4*f.Times.Rest)
	defer stop()
	if err := f.Watch(ctx, false); err != nil {
		t.Fatal(err)
	}
	const readsALook, first = 2, 3 // of the clock; the first look reads it once more, as does who starts
	if most := readsALook*int(time.Since(began)/(f.Times.Rest/4)+1) + first; c.reads > most {
		t.Errorf("the clock was read %d times, %d would do", c.reads, most)
	}
}

func awaits(t *testing.T, there func() bool) {
	t.Helper()
	for range 400 {
		if there() {
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	t.Fatal("it never came")
}

func TestAFolderOfOtherThingsIsNotTouched(t *testing.T) {
	dir, k := t.TempDir(), newTaker()
	for _, name := range []string{"báo cáo.docx", "ghi chú.txt", "main.go", "ảnh.jpg", ".bashrc"} {
		put(t, filepath.Join(dir, name), sheet(1))
	}
	err := folder(dir, "a", k).Watch(t.Context(), true)
	if entries, _ := os.ReadDir(dir); !errors.Is(err, NotForScans) || len(entries) != 5 || len(k.times()) != 0 {
		t.Errorf("%v, there are %v", err, entries)
	}
	for _, name := range []string{"báo cáo.docx", "main.go"} {
		if err := os.Remove(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	once(t, folder(dir, "a", k)) // one of two is no mistake
	if left, _ := os.ReadDir(dir); len(k.times()) != 1 || len(left) != 3 || left[0].Name() != ".bashrc" {
		t.Errorf("left are %v, taken %v", left, k.times())
	}
}

func TestFilesThatAnotherStationLeftAreTold(t *testing.T) {
	dir, k := t.TempDir(), newTaker()
	other := folder(dir, "kia", k)
	if err := other.prepare(); err != nil {
		t.Fatal(err)
	}
	for name, age := range map[string]time.Duration{"cũ": 2 * forsaken, "mới": time.Hour} {
		claim := filepath.Join(other.claims(), name)
		if err := os.Mkdir(claim, 0o755); err != nil {
			t.Fatal(err)
		}
		put(t, filepath.Join(claim, "a.jpg"), sheet(1))
		if err := os.Chtimes(claim, time.Time{}, time.Now().Add(-age)); err != nil {
			t.Fatal(err)
		}
	}
	f := folder(dir, "này", k)
	var told []error
	f.Told = func(e Event) { told = append(told, e.Err) }
	once(t, f)
	said, is := office.FailureIn(errors.Join(told...))
	if len(told) != 1 || !is || !errors.Is(said, WithAnother) || !strings.HasPrefix(said.Said, "1 tệp") || len(k.times()) != 0 {
		t.Errorf("told %v, taken %v", told, k.times())
	}
}

// TestTroubleThatPassesIsWaitedFor takes the folder away and lets the tray refuse a while.
func TestTroubleThatPassesIsWaitedFor(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "ổ mạng")
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	k, full := newTaker(), true
	f := folder(dir, "a", k)
	f.Take = func(ctx context.Context, id office.ID, path string) (int, error, error) {
		if full {
			return 0, nil, errors.New("the disk is full")
		}
		return k.take(ctx, id, path)
	}
	put(t, filepath.Join(dir, "a.jpg"), sheet(1))
	var troubles int
	f.Told = func(e Event) {
		if e.Err != nil && !e.Aside {
			troubles++
		}
	}
	once(t, f)
	once(t, f)
	if troubles == 0 || len(k.times()) != 0 || len(names(t, filepath.Join(dir, asideDir))) != 0 {
		t.Errorf("%d troubles told, taken %v", troubles, k.times())
	}
	full = false
	once(t, f)
	if len(k.times()) != 1 {
		t.Error("what could not be taken for a while is not taken")
	}
	away := dir + " rút"
	if err := os.Rename(dir, away); err != nil {
		t.Fatal(err)
	}
	if err := f.Watch(t.Context(), true); !errors.Is(err, Unreachable) {
		t.Errorf("a folder that is gone: %v", err)
	}
}

// dropped is one file that a test laid into the folder.
type dropped struct {
	digest office.Digest
	good   bool
}

// burst lays files of each sort into a folder: at once, by pieces, under a name for a while,
// twice, broken.
func burst(t *testing.T, dir string, from, to int) (all []dropped) {
	for n := from; n < to; n++ {
		content, path := sheet(n), filepath.Join(dir, fmt.Sprintf("quét %05d.jpg", n))
		d := dropped{office.DigestOf(content), true}
		switch rand.IntN(10) {
		case 0:
			content = content[:len(content)-1-rand.IntN(200)]
			d = dropped{office.DigestOf(content), false}
			put(t, path, content)
		case 1:
			f, err := os.Create(path)
			if err != nil {
				t.Error(err)
				return nil
			}
			for part := range slices.Chunk(content, len(content)/3+1) {
				f.Write(part)
				time.Sleep(time.Duration(rand.Int64N(int64(quick.Rest * 3 / 2))))
			}
			f.Close()
		case 2:
			put(t, path+".part", content)
			if err := os.Rename(path+".part", path); err != nil {
				t.Error(err)
			}
		case 3:
			put(t, path, content)
			put(t, filepath.Join(dir, fmt.Sprintf("lặp %05d.jpg", n)), content)
			all = append(all, d)
		default:
			put(t, path, content)
		}
		all = append(all, d)
	}
	return all
}

// mostDropped is how many files are dropped; make soak drops 10,000.
func mostDropped() int {
	if n, err := strconv.Atoi(os.Getenv("TRAM_FILES")); err == nil {
		return n
	}
	return 600
}

// TestEachOfManyFilesIsTakenOnceOrSetAsideByTwoStations drops files in bursts into a folder
// that two stations watch.
func TestEachOfManyFilesIsTakenOnceOrSetAsideByTwoStations(t *testing.T) {
	dir, k := t.TempDir(), newTaker()
	ctx, stop := context.WithCancel(t.Context())
	var stations errgroup.Group
	for _, name := range []string{"một", "hai"} {
		stations.Go(func() error { return folder(dir, name, k).Watch(ctx, false) })
	}
	var mu sync.Mutex
	var all []dropped
	const bursts = 8
	var machines errgroup.Group
	for m := range bursts {
		machines.Go(func() error {
			share := mostDropped() / bursts
			for from := m * share; from < (m+1)*share; from += 25 {
				some := burst(t, dir, from, min(from+25, (m+1)*share))
				mu.Lock()
				all = append(all, some...)
				mu.Unlock()
				time.Sleep(time.Duration(rand.Int64N(int64(50 * time.Millisecond))))
			}
			return nil
		})
	}
	_ = machines.Wait()
	awaits(t, func() bool { return len(names(t, dir)) == 0 })
	time.Sleep(2 * quick.Broken)
	stop()
	if err := stations.Wait(); err != nil {
		t.Fatal(err)
	}
	once(t, folder(dir, "một", k)) // a claim that the stop came upon
	once(t, folder(dir, "hai", k))
	holds(t, dir, k, all)
}

// holds tells that each file that was dropped was taken once, or lies aside with a reason.
func holds(t *testing.T, dir string, k *taker, all []dropped) {
	t.Helper()
	taken, aside := names(t, filepath.Join(dir, takenDir)), names(t, filepath.Join(dir, asideDir))
	good := map[office.Digest]bool{}
	for _, d := range all {
		good[d.digest] = d.good
	}
	wanted := 0
	for d, is := range good {
		times := k.times()[d]
		if is {
			wanted++
		}
		if is && times != 1 || !is && times != 0 {
			t.Errorf("one file that is whole (%t) was taken %d times", is, times)
		}
	}
	if len(taken) != wanted || len(aside) != 2*(len(all)-wanted) {
		t.Errorf("%d files: %d of %d were taken, %d lie aside with their reasons", len(all), len(taken), wanted, len(aside))
	}
	for _, name := range aside {
		if !strings.HasSuffix(name, reasonExt) && !slices.Contains(aside, name+reasonExt) {
			t.Errorf("%s has no reason", name)
		}
	}
	t.Logf("%d files: %d taken by %d calls, %d set aside", len(all), len(taken), k.calls, len(aside)/2)
}
