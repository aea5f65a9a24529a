package intake

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tram/local/office"
	"tram/local/seal"
)

func TestCapturesWithoutAManifestAreOfferedAgain(t *testing.T) {
	in := openIntake(t, t.TempDir(), newSealer(t))
	tray := openTray(t, in)
	take(t, tray, -1, files(t, 2)...)
	pdf := container(jpegSheet(t, 7, 200), jpegSheet(t, 8, 200))
	for _, content := range [][]byte{pdf, jpegSheet(t, 7, 200), tiffSheet(t, 9), []byte("no page at all")} {
		if _, err := tray.captures.keep(strings.NewReader(string(content))); err != nil {
			t.Fatal(err)
		}
	}
	tray.Close()
	tray = openTray(t, in)
	pages := tray.Pages()
	if tray.Recovered() != 3 || names(pages) != "trang 01.jpg trang 02.jpg Trang khôi phục 1 Trang khôi phục 2 Trang khôi phục 3" {
		t.Fatalf("%d recovered: %s", tray.Recovered(), names(pages))
	}
	if p := pages[3]; p.Container != office.DigestOf(pdf) || p.Sheet != 2 || !p.Signed {
		t.Errorf("a lifted page: %+v", p)
	}
	if aside, err := os.ReadDir(filepath.Join(tray.dir, asideDir)); err != nil || len(aside) != 1 {
		t.Errorf("set aside: %v, %v", aside, err)
	}
	tray.Close()
	if tray = openTray(t, in); tray.Recovered() != 0 || len(tray.Pages()) != 5 {
		t.Errorf("a second opening recovered %d", tray.Recovered())
	}
}

func TestADamagedManifestLosesNoPage(t *testing.T) {
	in := openIntake(t, t.TempDir(), newSealer(t))
	tray := openTray(t, in)
	take(t, tray, -1, files(t, 3)...)
	path := filepath.Join(tray.dir, manifestName)
	tray.Close()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	b[len(b)-5] ^= 1
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	tray = openTray(t, in)
	if len(tray.Pages()) != 3 || tray.Recovered() != 3 {
		t.Errorf("%d pages, %d recovered", len(tray.Pages()), tray.Recovered())
	}
	if aside, err := os.ReadDir(filepath.Join(tray.dir, asideDir)); err != nil || len(aside) != 1 {
		t.Errorf("set aside: %v, %v", aside, err)
	}
}

const (
	killedEnv = "TRAM_TEST_TRAY_TO_WORK_IN"
	keyEnv    = "TRAM_TEST_TRAY_KEY"
	rounds    = 15
)

// TestNothingAcknowledgedIsLostWhenTheProcessIsKilled lets a child take pages
// in and edit them without end, kills it at a random moment, and compares what
// it had been told with what lies in the tray.
func TestNothingAcknowledgedIsLostWhenTheProcessIsKilled(t *testing.T) {
	if dir := os.Getenv(killedEnv); dir != "" {
		workWithoutEnd(t, dir)
	}
	id, err := seal.New()
	if err != nil {
		t.Fatal(err)
	}
	sources := t.TempDir()
	for i := range 200 {
		put(t, sources, fmt.Sprintf("%03d.jpg", i), jpegSheet(t, i, 200))
	}
	acknowledged := 0
	for round := range rounds {
		dir := t.TempDir()
		if err := os.Symlink(sources, filepath.Join(dir, "nguồn")); err != nil {
			t.Fatal(err)
		}
		after := time.Duration(rand.IntN(150)) * time.Millisecond
		last := killed(t, dir, id.RecoveryKey(), after)
		acknowledged += len(last.Pages)
		in := openIntake(t, filepath.Join(dir, "khay"), id)
		tray := openTray(t, in)
		compare(t, round, last, tray)
		for _, part := range []string{tray.dir, tray.captures.dir} {
			if left, _ := filepath.Glob(filepath.Join(part, ".*.part")); len(left) != 0 {
				t.Errorf("round %d: half-written %v", round, left)
			}
		}
		tray.Close()
	}
	if acknowledged == 0 {
		t.Error("no child got as far as one page")
	}
}

// word is what the child says: what it is about to do, or how things stand.
type word struct {
	Touches office.ID // the page that the coming edit is about
	Undoes  bool      // the coming edit may bring pages back or take them away
	Pages   []office.Page
}

// killed runs a child for a while and returns the last state that it knew to
// be on the disk, with what it meant to do next.
func killed(t *testing.T, dir, key string, after time.Duration) (last word) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run", "^"+t.Name()+"$")
	cmd.Env = append(os.Environ(), killedEnv+"="+dir, keyEnv+"="+key)
	said, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewReader(said)
	timer := time.AfterFunc(time.Hour, func() {})
	for begun := false; ; {
		line, err := lines.ReadBytes('\n')
		if err == io.EOF || err != nil {
			break
		}
		if !begun {
			begun = true
			timer = time.AfterFunc(after, func() { cmd.Process.Kill() })
		}
		var w word
		if err := json.Unmarshal(line, &w); err != nil {
			t.Fatalf("the child said %q", line)
		}
		if w.Pages == nil {
			last.Touches, last.Undoes = w.Touches, w.Undoes
			continue
		}
		last = w
	}
	timer.Stop()
	cmd.Wait()
	return last
}

// compare looks for every acknowledged page in the tray, in its order. Only
// the page of the edit under way may be gone or elsewhere.
func compare(t *testing.T, round int, last word, tray *Tray) {
	t.Helper()
	found := tray.Pages()
	at := 0
	for _, p := range last.Pages {
		if p.ID == last.Touches || last.Undoes {
			continue
		}
		i := at
		for i < len(found) && found[i].ID != p.ID {
			i++
		}
		if i == len(found) {
			t.Errorf("round %d: page %s is lost or out of order", round, p.Name)
			continue
		}
		at = i + 1
	}
	for _, p := range found {
		content, err := tray.Open(p.ID)
		if office.DigestOf(read(t, content, err)) != p.Capture {
			t.Errorf("round %d: page %s differs", round, p.Name)
		}
	}
}

// workWithoutEnd is the child. It is killed.
func workWithoutEnd(t *testing.T, dir string) {
	id, err := seal.FromRecoveryKey(os.Getenv(keyEnv))
	if err != nil {
		t.Fatal(err)
	}
	tray, err := openIntake(t, filepath.Join(dir, "khay"), id).Tray(ctx, trayID)
	if err != nil {
		t.Fatal(err)
	}
	out := json.NewEncoder(os.Stdout)
	r := rand.New(rand.NewPCG(uint64(os.Getpid()), 7))
	for n := 0; ; n++ {
		out.Encode(word{Pages: append([]office.Page{}, tray.Pages()...)})
		if err := doSomething(r, n, filepath.Join(dir, "nguồn"), tray, out); err != nil {
			fmt.Println("the child failed:", err)
			os.Exit(1)
		}
	}
}

func doSomething(r *rand.Rand, n int, sources string, tray *Tray, out *json.Encoder) error {
	pages := tray.Pages()
	if len(pages) < 3 || r.IntN(2) == 0 {
		var paths []string
		for range 1 + r.IntN(12) {
			paths = append(paths, filepath.Join(sources, fmt.Sprintf("%03d.jpg", r.IntN(200))))
		}
		_, err := tray.Take(ctx, r.IntN(len(pages)+1), paths, "", nil)
		return err
	}
	p := pages[r.IntN(len(pages))]
	switch r.IntN(5) {
	case 0:
		return tray.Turn(p.ID, 1)
	case 1:
		out.Encode(word{Touches: p.ID})
		return tray.Move(p.ID, r.IntN(len(pages)))
	case 2:
		out.Encode(word{Touches: p.ID})
		return tray.Remove(p.ID)
	case 3:
		out.Encode(word{Touches: p.ID})
		return tray.Replace(ctx, p.ID, filepath.Join(sources, "000.jpg"), "")
	}
	out.Encode(word{Undoes: true})
	_, err := tray.Undo()
	return err
}
