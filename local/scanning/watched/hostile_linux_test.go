package watched

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"tram/local/intake"
	"tram/local/office"
	"tram/local/page/pagetest"
	"tram/local/pdf"
	"tram/local/seal"
)

const mostHeld = 640 << 20 // bytes, by one file

// trayed takes files into one tray, and remembers what became of each by its name.
type trayed struct {
	t    *testing.T
	tray *intake.Tray
	held int64 // bytes, at most, by one of them
	mu   sync.Mutex
	got  map[string]Event
}

func (k *trayed) take(ctx context.Context, _ office.ID, path string) (int, error, error) {
	var taken intake.Taken
	var err error
	held, _ := pagetest.Peak(k.t, func() { taken, err = k.tray.Take(ctx, -1, []string{path}, "", nil) })
	k.held = max(k.held, held)
	if len(taken.Refused) > 0 {
		return 0, taken.Refused[0].Err, err
	}
	return len(taken.Pages), nil, err
}

func (k *trayed) told(e Event) {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.got[e.Name] = e
}

func newTrayed(t *testing.T) *trayed {
	t.Helper()
	id, err := seal.New()
	if err != nil {
		t.Fatal(err)
	}
	in, err := intake.Open(t.TempDir(), id, office.SystemClock{}, func(ctx context.Context, r io.ReaderAt, size int64, emit func(intake.Lifted) error) (bool, error) {
		return pdf.Lift(ctx, r, size, func(l pdf.Lifted) error { return emit(intake.Lifted(l)) })
	})
	if err != nil {
		t.Fatal(err)
	}
	tray, err := in.Tray(t.Context(), office.NewID(office.SystemClock{}.Now()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { tray.Close() })
	return &trayed{t: t, tray: tray, got: map[string]Event{}}
}

// TestHostileFilesAreTakenWholeOrSetAsideBesideGoodOnes lays all of them into one folder,
// each beside a good file.
func TestHostileFilesAreTakenWholeOrSetAsideBesideGoodOnes(t *testing.T) {
	dir, k := t.TempDir(), newTrayed(t)
	all := pagetest.HostileFiles()
	for n, h := range all {
		put(t, filepath.Join(dir, h.Name), h.Make())
		put(t, filepath.Join(dir, fmt.Sprintf("tốt %d.png", n)), pagetest.Good(n))
	}
	f := folder(dir, "a", newTaker())
	f.Take, f.Told = k.take, k.told
	once(t, f)
	if t.Logf("one of %d files held %d MB at most", 2*len(all), k.held>>20); k.held > mostHeld {
		t.Error("that is too much")
	}
	for n, h := range all {
		t.Run(h.Name, func(t *testing.T) {
			e, told := k.got[h.Name]
			if !told {
				t.Fatal("nothing was told of it")
			}
			if same, _ := office.FailureIn(e.Err); e.Err != nil && same.Name == SameContent.Name {
				return // it begins as another one does
			}
			h.Judge(t, e.Pages, e.Err)
			lies, reason := filepath.Join(dir, takenDir, h.Name), filepath.Join(dir, asideDir, h.Name+reasonExt)
			if e.Err != nil {
				said, _ := office.FailureIn(e.Err)
				lies = filepath.Join(dir, asideDir, h.Name)
				if b, err := os.ReadFile(reason); err != nil || !strings.Contains(string(b), said.Said) || !strings.Contains(string(b), said.Next) {
					t.Errorf("the reason beside it is %q, %v", b, err)
				}
			}
			if b, err := os.ReadFile(lies); err != nil || office.DigestOf(b) != office.DigestOf(h.Make()) {
				t.Errorf("it does not lie in %s as it came: %v", lies, err)
			}
			if good := k.got[fmt.Sprintf("tốt %d.png", n)]; good.Err != nil || good.Pages != 1 {
				t.Errorf("the good file beside it: %+v", good)
			}
		})
	}
}
