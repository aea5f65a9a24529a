package intake

import (
	"slices"
	"testing"

	"tram/local/office"
	"tram/local/page/pagetest"
)

// mostHeld is how many bytes a hostile file may have held, on the way into a tray and on the
// screen. 600 MB of them are what a progressive JPEG of the largest size is unpacked to.
const mostHeld = 640 << 20

// TestHostileFilesAreTakenWholeOrRefusedBetweenGoodOnes takes each file with a good one
// before and behind it, shows what came and makes it straight and light.
func TestHostileFilesAreTakenWholeOrRefusedBetweenGoodOnes(t *testing.T) {
	in, err := Open(t.TempDir(), newSealer(t), newClock(), liftPDF)
	if err != nil {
		t.Fatal(err)
	}
	tray, dir := openTray(t, in), t.TempDir()
	for n, h := range pagetest.HostileFiles() {
		t.Run(h.Name, func(t *testing.T) {
			before := len(tray.Pages())
			content := h.Make()
			paths := []string{put(t, dir, "trước.png", pagetest.Good(2*n)), put(t, dir, h.Name, content), put(t, dir, "sau.png", pagetest.Good(2*n+1))}
			var taken Taken
			held, took := pagetest.Peak(t, func() { taken, err = tray.Take(ctx, -1, paths, "", nil) })
			if err != nil {
				t.Fatal(err)
			}
			h.Judge(t, len(taken.Pages)-2, refusal(taken))
			all := tray.Pages()
			if first, last := taken.Pages[0], taken.Pages[len(taken.Pages)-1]; first.Name != "trước.png" || last.Name != "sau.png" || len(all) != before+len(taken.Pages) {
				t.Errorf("of the good ones %q and %q are there", first.Name, last.Name)
			}
			t.Logf("%d bytes: %d MB and %d ms", len(content), held>>20, took.Milliseconds())
			if held > mostHeld {
				t.Errorf("taking it held %d MB", held>>20)
			}
			onDesk(t, tray, taken.Pages[1:len(taken.Pages)-1])
		})
	}
}

func refusal(taken Taken) error {
	if len(taken.Refused) == 0 {
		return nil
	}
	return taken.Refused[0].Err
}

// onDesk does with pages what the page desk does.
func onDesk(t *testing.T, tray *Tray, pages []office.Page) {
	t.Helper()
	for _, p := range pages {
		shows := func() error { _, err := tray.Picture(ctx, p.ID, 1200); return err }
		does := func(wish office.Retouching) func() error {
			return func() error { _, err := tray.Retouch(ctx, []office.ID{p.ID}, wish, nil); return err }
		}
		for what, do := range []func() error{shows, does(office.Straighten), does(office.Crop), does(office.Lighten), shows} {
			var err error
			held, took := pagetest.Peak(t, func() { err = do() })
			if said, told := office.FailureIn(err); err != nil && (!told || said.Next == "") {
				t.Errorf("step %d: %v has no sentence", what, err)
			}
			t.Logf("step %d: %d MB and %d ms", what, held>>20, took.Milliseconds())
			if held > mostHeld {
				t.Errorf("step %d held %d MB", what, held>>20)
			}
		}
	}
	if !slices.ContainsFunc(tray.Pages(), func(p office.Page) bool { return len(pages) == 0 || p.ID == pages[0].ID }) {
		t.Error("it is gone from the tray")
	}
}
