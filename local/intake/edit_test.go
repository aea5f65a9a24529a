package intake

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"tram/local/office"
)

// desk is a model of the tray: every state that was, and where we stand.
type desk struct {
	states [][]office.Page
	at     int
}

func (d *desk) now() []office.Page { return d.states[d.at] }

func (d *desk) did(pages []office.Page) {
	if slices.Equal(pages, d.now()) {
		return
	}
	d.states = append(d.states[:d.at+1], pages)
	d.at++
}

// onDisk lowers rapid's default number of stories for one whose every step is
// synced to the disk. A number given on the command line counts.
func onDisk(t *testing.T, stories string) {
	t.Helper()
	checks := flag.Lookup("rapid.checks").Value
	usual := checks.String()
	if usual != flag.Lookup("rapid.checks").DefValue {
		return
	}
	if err := checks.Set(stories); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { checks.Set(usual) })
}

// TestUndoAndRedoGoThroughEveryState does what a clerk may do in any order,
// with restarts between, and compares with a model that keeps whole states.
func TestUndoAndRedoGoThroughEveryState(t *testing.T) {
	onDisk(t, "12")
	sources, sealer, root, story := files(t, 6), newSealer(t), t.TempDir(), 0
	rapid.Check(t, func(rt *rapid.T) {
		story++
		in := openIntake(t, filepath.Join(root, strconv.Itoa(story)), sealer)
		tray := openTray(t, in)
		model := desk{states: [][]office.Page{nil}}
		pick := func() office.ID {
			if len(model.now()) == 0 {
				rt.Skip("no page to work on")
			}
			return rapid.SampledFrom(model.now()).Draw(rt, "page").ID
		}
		at := func(id office.ID) int {
			return slices.IndexFunc(model.now(), func(p office.Page) bool { return p.ID == id })
		}
		set := func(id office.ID, how func(office.Page) office.Page) {
			next := slices.Clone(model.now())
			next[at(id)] = how(next[at(id)])
			model.did(next)
		}
		check := func(err error) {
			if err != nil {
				rt.Fatal(err)
			}
		}
		rt.Repeat(map[string]func(*rapid.T){
			"take": func(rt *rapid.T) {
				n, to := rapid.IntRange(1, 3).Draw(rt, "files"), rapid.IntRange(-1, len(model.now())).Draw(rt, "at")
				taken, err := tray.Take(ctx, to, sources[:n], "", nil)
				check(err)
				if to < 0 {
					to = len(model.now())
				}
				model.did(slices.Insert(slices.Clone(model.now()), to, taken.Pages...))
			},
			"turn": func(rt *rapid.T) {
				id, q := pick(), rapid.IntRange(-5, 5).Draw(rt, "quarters")
				check(tray.Turn(id, q))
				set(id, func(p office.Page) office.Page { p.Turn = (p.Turn + q + 8) % 4; return p })
			},
			"paper": func(rt *rapid.T) {
				id, paper := pick(), rapid.SampledFrom([]string{"A4", "A5"}).Draw(rt, "paper")
				check(tray.OnPaper(id, paper))
				set(id, func(p office.Page) office.Page { p, _ = p.OnPaper(paper); return p })
			},
			"retouch": func(rt *rapid.T) {
				wish := rapid.SampledFrom([]office.Retouching{office.Lighten, office.AsScanned, office.AsRetouched}).Draw(rt, "wish")
				var all []office.ID
				for _, p := range model.now() {
					all = append(all, p.ID)
				}
				_, err := tray.Retouch(ctx, all, wish, nil)
				check(err)
				next := slices.Clone(model.now())
				for i, p := range next {
					switch {
					case wish == office.Lighten:
						next[i].Retouch = office.Retouch{Lightened: true}
					case p.Retouch.Lightened:
						next[i].Retouch.Aside = wish == office.AsScanned
					}
				}
				model.did(next)
			},
			"remove": func(rt *rapid.T) {
				id := pick()
				check(tray.Remove(id))
				model.did(slices.Delete(slices.Clone(model.now()), at(id), at(id)+1))
			},
			"move": func(rt *rapid.T) {
				id, to := pick(), rapid.IntRange(0, len(model.now())-1).Draw(rt, "to")
				check(tray.Move(id, to))
				p, rest := model.now()[at(id)], slices.Delete(slices.Clone(model.now()), at(id), at(id)+1)
				model.did(slices.Insert(rest, to, p))
			},
			"replace": func(rt *rapid.T) {
				id := pick()
				i := at(id)
				check(tray.Replace(ctx, id, sources[5], "A4"))
				next := slices.Clone(model.now())
				next[i] = tray.Pages()[i]
				if next[i].ID == id {
					rt.Fatal("the replaced page kept its ID")
				}
				model.did(next)
			},
			"undo": func(rt *rapid.T) {
				done, err := tray.Undo()
				check(err)
				if done != (model.at > 0) {
					rt.Fatalf("undo = %v after %d steps", done, model.at)
				}
				model.at = max(model.at-1, 0)
			},
			"redo": func(rt *rapid.T) {
				done, err := tray.Redo()
				check(err)
				if done != (model.at < len(model.states)-1) {
					rt.Fatalf("redo = %v at %d of %d", done, model.at, len(model.states))
				}
				model.at = min(model.at+1, len(model.states)-1)
			},
			"restart": func(rt *rapid.T) {
				check(tray.Close())
				tray = openTray(t, in)
				if tray.Recovered() != 0 {
					rt.Fatalf("%d pages recovered after a quiet end", tray.Recovered())
				}
			},
			"": func(rt *rapid.T) {
				if !slices.Equal(tray.Pages(), model.now()) {
					rt.Fatalf("tray %s, model %s", names(tray.Pages()), names(model.now()))
				}
			},
		})
		check(tray.Close())
	})
}

func TestUndoIsBoundedButNeverEmpty(t *testing.T) {
	many := make([]office.Page, mostPagesInSteps+1)
	if got := forget([]step{{{In: many}}}); len(got) != 1 {
		t.Errorf("the only step was forgotten")
	}
	if got := forget([]step{{{In: many[:1]}}, {{In: many}}}); len(got) != 1 || len(got[0][0].In) != len(many) {
		t.Errorf("%d steps", len(got))
	}
	if got := forget(make([]step, mostSteps+50)); len(got) != mostSteps {
		t.Errorf("%d steps", len(got))
	}
}

func TestAReplacementThatCannotBeAPageLeavesTheOldOne(t *testing.T) {
	tray := newTray(t)
	p := take(t, tray, -1, files(t, 1)...)[0]
	bad := put(t, t.TempDir(), "cụt.jpg", jpegSheet(t, 9, 200)[:300])
	err := tray.Replace(ctx, p.ID, bad, "")
	if err == nil || tray.Pages()[0] != p {
		t.Errorf("%v, %+v", err, tray.Pages())
	}
	mustFail(t, tray.Replace(ctx, "x", bad, ""), NoSuchPage)
	mustFail(t, tray.Turn("x", 1), NoSuchPage)
	mustFail(t, tray.Remove("x"), NoSuchPage)
	_, err = tray.Open("x")
	mustFail(t, err, NoSuchPage)
}

func TestARemovedPageStaysOnTheDiskUntilTheDocumentIsFiled(t *testing.T) {
	in := openIntake(t, t.TempDir(), newSealer(t))
	tray := openTray(t, in)
	pages := take(t, tray, -1, files(t, 2)...)
	for _, p := range pages {
		if err := tray.Remove(p.ID); err != nil {
			t.Fatal(err)
		}
	}
	tray.Close()
	tray = openTray(t, in)
	for want := range 3 {
		if len(tray.Pages()) != want || tray.Recovered() != 0 {
			t.Fatalf("%d pages, %d recovered", len(tray.Pages()), tray.Recovered())
		}
		if want == 2 {
			break
		}
		if _, err := tray.Undo(); err != nil {
			t.Fatal(err)
		}
	}
	content, err := tray.Open(pages[0].ID)
	if office.DigestOf(read(t, content, err)) != pages[0].Capture {
		t.Error("the page came back different")
	}
}

func TestAChangeThatCannotBeSavedDoesNotHappen(t *testing.T) {
	tray := newTray(t)
	p := take(t, tray, -1, files(t, 1)...)[0]
	manifest := filepath.Join(tray.dir, manifestName)
	if err := os.Remove(manifest); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(manifest, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := tray.Turn(p.ID, 1); err == nil || tray.Pages()[0].Turn != 0 {
		t.Errorf("%v, turn %d", err, tray.Pages()[0].Turn)
	}
	paths := files(t, 12)
	taken, err := tray.Take(ctx, -1, paths[1:], "", nil)
	if err == nil || len(taken.Pages) != 0 || len(tray.Pages()) != 1 {
		t.Errorf("%v, %d taken", err, len(taken.Pages))
	}
	if all, err := tray.captures.list(); err != nil || len(all) != 1 {
		t.Errorf("%d captures are left for one page, %v", len(all), err)
	}
}
