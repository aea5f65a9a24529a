package station

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"tram/assets"
	"tram/local/documents"
	"tram/local/numbering"
	"tram/local/office"
	"tram/local/pdf"
	"tram/local/routing"
)

// letterPages are the pages of a paper that came in, as files outside of the office.
func letterPages(t *testing.T) (paths []string) {
	t.Helper()
	dir := t.TempDir()
	for n := 1; n <= 4; n++ {
		name := fmt.Sprintf("quyet-dinh-mau-%d.jpg", n)
		b, err := assets.Samples.ReadFile("samples/" + name)
		if err != nil {
			t.Fatal(err)
		}
		paths = append(paths, filepath.Join(dir, name))
		if err := os.WriteFile(paths[n-1], b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return paths
}

// whoWorks are the staff as the office knows them.
func (d *desk) whoWorks(t *testing.T) []office.Clerk {
	t.Helper()
	all, err := d.Clerks(t.Context())
	if err != nil || len(all) < 2 {
		t.Fatal(all, err)
	}
	return all
}

// lies is a checked draft of a paper of some pages that is meant for the register.
func (d *desk) lies(t *testing.T, number string, e office.Entering, pages ...string) office.Conversion {
	t.Helper()
	by := d.whoWorks(t)[0]
	c, err := d.Begin(t.Context(), by)
	if err != nil {
		t.Fatal(err)
	}
	if _, refused, err := d.Take(t.Context(), c.ID, -1, pages, "A4", nil); err != nil || len(refused) > 0 {
		t.Fatal(refused, err)
	}
	c.Clerk, c.Entering = by, &e
	c.Document = came(number, "Về việc lấy ý kiến "+number).Document
	c.Document.Type, c.Document.Secrecy, c.Document.Issued = "cong-van", office.Ordinary, fmt.Sprintf("%d-01-02", thisYear())
	if _, err := d.Describe(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	if c, err = d.Declare(t.Context(), c.ID, len(pages)); err != nil {
		t.Fatal(err)
	}
	return c
}

// TestOnePaperIsTakenInAsOneAct takes one of four pages the whole road: digitised with its mark, on
// the register with a number, stamped, and in the hands of a person with a day.
func TestOnePaperIsTakenInAsOneAct(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	to := d.whoWorks(t)[1]
	due := d.today().AddDate(0, 0, 7).Format(time.DateOnly)
	c := d.lies(t, "137", office.Entering{Give: to.ID, Due: due}, letterPages(t)...)
	is, err := d.TakeIn(t.Context(), d.whoWorks(t)[0], c.ID, nil, nil)
	if err != nil || is.NotStamped != nil || is.NotGiven != nil {
		t.Fatal(said(is), err)
	}
	if is.Conversion.State != office.Finished || is.Conversion.Mark == nil || len(is.Conversion.Pages) != 4 || is.Conversion.PDF == "" {
		t.Errorf("digitised: %+v", is.Conversion)
	}
	w, err := d.RegisteredWhole(t.Context(), is.Document.ID)
	if err != nil || w.Said() != "01" || w.From != c.ID || w.To != to.Name || len(w.Files) != 1 || w.Files[0].Conversion != c.ID || len(w.Stamps) != 1 || w.Document.Number != "137" {
		t.Fatalf("on the register: %+v %v", w, err)
	}
	stamp := w.Stamps[0]
	if !slices.Equal(stamp.Base, []office.Digest{is.Conversion.PDF}) || !slices.Contains(stamp.Lines, "Số: 01") || !slices.Contains(stamp.Lines, "Chuyển: "+to.Name) {
		t.Errorf("the stamp: %+v", stamp)
	}
	if m := is.Conversion.Mark.Spot; m.Page == 0 && stamp.Spot.Page == 0 && overlap(m, stamp.Spot) {
		t.Errorf("the stamp at %+v lies on the mark at %+v", stamp.Spot, m)
	}
	told, err := d.RouteOf(t.Context(), w.ID)
	if err != nil || told.Ends[0].Stage != office.StageAssigned || told.Ends[0].Holder.ID != to.ID || told.Ends[0].Due != due || is.Given.ID != to.ID {
		t.Errorf("given: %+v %v", told.Ends, err)
	}
	if report, err := d.Prove(t.Context(), c.ID, nil); err != nil || report.Verdict != office.Proven {
		t.Errorf("the proof of the conversion: %+v %v", report, err)
	}
	again, err := d.TakeIn(t.Context(), d.whoWorks(t)[0], c.ID, nil, nil)
	if err != nil || again.Document.ID != w.ID || again.Stamp.ID != stamp.ID || again.Given.ID != to.ID {
		t.Errorf("taken in again: %s, %v", said(again), err)
	}
	d.onlyOnce(t, c.ID, "01")
	d.allThere(t)
}

// said is how far a paper is, in short.
func said(is office.TakenIn) string {
	return fmt.Sprintf("%s, number %q, stamped %t (%v), with %q (%v)", is.Conversion.State, is.Document.Said(), is.Stamp != nil, is.NotStamped, is.Given.Name, is.NotGiven)
}

func overlap(a, b office.Spot) bool {
	return a.X < b.X+b.W && b.X < a.X+a.W && a.Y < b.Y+b.H && b.Y < a.Y+a.H
}

// allRegistered are the documents on the registers.
func (d *desk) allRegistered(t *testing.T) []office.RegisteredRow {
	t.Helper()
	keys, _, err := d.FindRegistered(t.Context(), office.RegisteredWish{}, 0)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := d.RegisteredRows(t.Context(), keys)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// onlyOnce checks that a paper is on the register once, by a number that nothing else has, with one
// stamp and one step of its road.
func (d *desk) onlyOnce(t *testing.T, conversion office.ID, number string) {
	t.Helper()
	found := 0
	for _, r := range d.allRegistered(t) {
		if r.From == conversion {
			w, err := d.RegisteredWhole(t.Context(), r.ID)
			told, failed := d.RouteOf(t.Context(), r.ID)
			if err := errors.Join(err, failed); err != nil || w.Said() != number || len(w.Files) != 1 || len(w.Stamps) > 1 || len(told.Steps) > 1 {
				t.Errorf("%+v, %d steps, %v", w, len(told.Steps), err)
			}
			found++
		}
	}
	if found != 1 {
		t.Errorf("the paper is on the register %d times", found)
	}
}

// TestAPaperIsGoneOnWithFromBetweenEachTwoSteps stops after each step of the act and starts the
// office anew: what was done is told, nothing is told that was not, and the act goes on to its end
// without a second number.
func TestAPaperIsGoneOnWithFromBetweenEachTwoSteps(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	to := d.whoWorks(t)[1]
	steps := len((&takingIn{s: d.Incoming}).steps())
	for stop := range steps + 1 {
		c := d.lies(t, fmt.Sprint(200+stop), office.Entering{Give: to.ID}, roomy(t))
		a := &takingIn{s: d.Incoming, by: d.whoWorks(t)[0]}
		is := office.TakenIn{Conversion: c}
		for _, step := range a.steps()[:stop] {
			if err := step(t.Context(), &is); err != nil {
				t.Fatalf("before step %d: %v", stop, err)
			}
		}
		d.restart(t)
		finished, err := d.awaiting(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		waits := slices.ContainsFunc(finished, func(f office.Conversion) bool { return f.ID == c.ID })
		if between := is.Conversion.State == office.Finished && is.Document.ID == ""; waits != between {
			t.Errorf("stopped after %d steps, it waits to be entered: %t", stop, waits)
		}
		done, err := d.TakeIn(t.Context(), d.whoWorks(t)[0], c.ID, nil, nil)
		if err != nil || done.NotStamped != nil || done.NotGiven != nil || done.Stamp == nil || done.Given.ID != to.ID {
			t.Fatalf("stopped after %d steps, it goes on as %s, %v", stop, said(done), err)
		}
		d.onlyOnce(t, c.ID, fmt.Sprintf("%02d", stop+1))
		if left, err := d.awaiting(t.Context()); err != nil || len(left) != 0 {
			t.Errorf("%d wait at the end, %v", len(left), err)
		}
	}
	d.allThere(t)
}

// TestTwoWhoTakeOnePaperInGiveItOneNumber has several go on with a finished paper at a time.
func TestTwoWhoTakeOnePaperInGiveItOneNumber(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	c := d.lies(t, "137", office.Entering{}, roomy(t))
	a := &takingIn{s: d.Incoming, by: d.whoWorks(t)[0]}
	is := office.TakenIn{Conversion: c}
	for _, step := range a.steps()[:3] {
		if err := step(t.Context(), &is); err != nil {
			t.Fatal(err)
		}
	}
	const many = 6
	got := make(chan office.TakenIn, many)
	for range many {
		go func() {
			is, err := d.TakeIn(context.WithoutCancel(t.Context()), a.by, c.ID, nil, nil)
			if err != nil {
				t.Error(err)
			}
			got <- is
		}()
	}
	var first office.ID
	for range many {
		is := <-got
		if first == "" {
			first = is.Document.ID
		}
		if is.Document.ID != first || first == "" {
			t.Errorf("%q beside %q", is.Document.ID, first)
		}
	}
	d.onlyOnce(t, c.ID, "01")
}

// TestWhatCannotBeTakenInLeavesThePaperADraft has each thing be wanting that comes after digitising:
// it is told before anything is done, and no number goes.
func TestWhatCannotBeTakenInLeavesThePaperADraft(t *testing.T) {
	d := newDesk(t)
	to := d.whoWorks(t)[1]
	c := d.lies(t, "137", office.Entering{Give: to.ID}, roomy(t))
	refused := func(want error) {
		t.Helper()
		is, err := d.TakeIn(t.Context(), d.whoWorks(t)[0], c.ID, nil, nil)
		if !errors.Is(err, want) || is.Document.ID != "" {
			t.Errorf("want %v: %+v %v", want, is.Document, err)
		}
		now, err := d.store.Conversion(t.Context(), c.ID)
		if err != nil || now.State == office.Finished {
			t.Fatalf("it is %s, %v", now.State, err)
		}
	}
	says := func(change func(*office.Conversion)) {
		t.Helper()
		now, err := d.Resume(t.Context(), c.ID)
		if err != nil {
			t.Fatal(err)
		}
		change(&now)
		if _, err := d.Describe(t.Context(), now); err != nil {
			t.Fatal(err)
		}
	}
	refused(numbering.NotBegun)
	d.begins(t)
	says(func(c *office.Conversion) { c.Entering = &office.Entering{Give: office.NewID(time.Now())} })
	refused(routing.NoPerson)
	says(func(c *office.Conversion) { c.Entering = &office.Entering{Give: to.ID, Due: "2020-01-01"} })
	refused(routing.PastDue)
	says(func(c *office.Conversion) { c.Entering, c.Document.Subject = &office.Entering{Give: to.ID}, "" })
	refused(documents.NoSubject)
	says(func(c *office.Conversion) { c.Entering = nil })
	refused(NothingToEnter)
	there := d.arrives(t, came("137", "đã có"))
	says(func(c *office.Conversion) {
		c.Entering, c.Document.Subject = &office.Entering{Give: to.ID}, "Về việc"
	})
	refused(documents.MaybeThere)
	says(func(c *office.Conversion) { c.Entering.Another = true })
	is, err := d.TakeIn(t.Context(), d.whoWorks(t)[0], c.ID, nil, nil)
	if err != nil || is.Document.Said() != "02" || there.Said() != "01" {
		t.Errorf("another one: %+v %v", is.Document, err)
	}
}

// TestASecretPaperComesOnNoRegister says of a draft that was to be entered that it is secret.
func TestASecretPaperComesOnNoRegister(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	c := d.lies(t, "137", office.Entering{}, roomy(t))
	c.Document.Secrecy = office.Secret
	if _, err := d.Describe(t.Context(), c); !errors.Is(err, office.SecretAtTheDoor) {
		t.Errorf("described: %v", err)
	}
	if is, err := d.TakeIn(t.Context(), d.whoWorks(t)[0], c.ID, nil, nil); err == nil || is.Document.ID != "" {
		t.Errorf("taken in: %s, %v", said(is), err)
	}
	if all := d.allRegistered(t); len(all) != 0 {
		t.Errorf("on the register: %v", all)
	}
	if left, err := d.awaiting(t.Context()); err != nil || len(left) != 0 {
		t.Errorf("waits: %v %v", left, err)
	}
}

// crowdedScan is a scan of a page that is full of letters.
func crowdedScan(t *testing.T) string {
	t.Helper()
	img := image.NewGray(image.Rect(0, 0, 1654, 2339)) // A4 at 200 dpi
	for i := range img.Pix {
		if img.Pix[i] = 0xff; i/img.Stride%80 < 24 {
			img.Pix[i] = 0
		}
	}
	var out bytes.Buffer
	if err := png.Encode(&out, img); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "day-chu.png")
	if err := os.WriteFile(path, out.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestAPaperWithoutRoomForTheStampIsOnItsRegister takes in a page full of letters: the number and
// the person stand, and why there is no stamp is told.
func TestAPaperWithoutRoomForTheStampIsOnItsRegister(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	to := d.whoWorks(t)[1]
	c := d.lies(t, "137", office.Entering{Give: to.ID}, crowdedScan(t))
	is, err := d.TakeIn(t.Context(), d.whoWorks(t)[0], c.ID, nil, nil)
	if err != nil || is.Document.Said() != "01" || is.Stamp != nil || is.NotStamped == nil || is.Given.ID != to.ID {
		t.Error(said(is), err)
	}
}

// TestAPaperOfAStationWithoutTheRegisterGetsAProvisionalNumberAndNoStamp takes one in where another
// station gives the numbers; when they met, going on stamps it.
func TestAPaperOfAStationWithoutTheRegisterGetsAProvisionalNumberAndNoStamp(t *testing.T) {
	d := newDesk(t)
	b := secondDesk(t, d)
	d.begins(t)
	b.brings(t, d)
	d.brings(t, b)
	c := b.lies(t, "137", office.Entering{}, roomy(t))
	is, err := b.TakeIn(t.Context(), b.whoWorks(t)[0], c.ID, nil, nil)
	if err != nil || is.Document.Number != 0 || !errors.Is(is.NotStamped, documents.Provisional) {
		t.Fatal(said(is), err)
	}
	b.brings(t, d)
	d.brings(t, b)
	is, err = b.TakeIn(t.Context(), b.whoWorks(t)[0], c.ID, nil, nil)
	if err != nil || is.Document.Said() != "01" || is.Stamp == nil {
		t.Error(said(is), err)
	}
}

// TestAFinishedPaperThatWasEnteredByHandWaitsNoMore registers one that was stopped in between on the
// page of the registers.
func TestAFinishedPaperThatWasEnteredByHandWaitsNoMore(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	c := d.lies(t, "137", office.Entering{}, roomy(t))
	if _, err := d.Finish(t.Context(), c.ID, nil); err != nil {
		t.Fatal(err)
	}
	if left, err := d.awaiting(t.Context()); err != nil || len(left) != 1 || left[0].ID != c.ID {
		t.Fatalf("waits: %v %v", left, err)
	}
	r, err := d.RegisterWith(t.Context(), staff[0], came("137", "bằng tay"), office.Enclosing{Conversion: string(c.ID)}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if left, err := d.awaiting(t.Context()); err != nil || len(left) != 0 {
		t.Errorf("waits still: %v %v", left, err)
	}
	is, err := d.TakeIn(t.Context(), d.whoWorks(t)[0], c.ID, nil, nil)
	if err != nil || is.Document.ID != r.ID || is.Stamp == nil {
		t.Errorf("gone on: %s, %v", said(is), err)
	}
	d.onlyOnce(t, c.ID, "01")
}

// TestTheStampLeavesTheDigitisedFileAsItIs reads the stamped form: the digitised file with its mark
// is its beginning, byte for byte, and both stand on page 1.
func TestTheStampLeavesTheDigitisedFileAsItIs(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	c := d.lies(t, "137", office.Entering{}, letterPages(t)...)
	is, err := d.TakeIn(t.Context(), d.whoWorks(t)[0], c.ID, nil, nil)
	if err != nil || is.Stamp == nil {
		t.Fatal(said(is), err)
	}
	dir := t.TempDir()
	stamped, plain := filepath.Join(dir, "dau.pdf"), filepath.Join(dir, "so-hoa.pdf")
	if err := errors.Join(d.SaveStamped(t.Context(), is.Document.ID, stamped), d.Export(t.Context(), c.ID, plain)); err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(content(t, stamped), content(t, plain)) {
		t.Error("the stamped form is not the digitised file with something behind it")
	}
	f, err := os.Open(stamped)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	open, err := pdf.Open(t.Context(), f, info.Size(), "")
	if err != nil {
		t.Fatal(err)
	}
	defer open.Close()
	lines, err := open.Lines(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, l := range lines {
		said = append(said, l.Text)
	}
	for _, want := range append(slices.Clone(is.Conversion.Mark.Lines[:1]), "ĐẾN", "Số: 01") {
		if !strings.Contains(strings.Join(said, "\n"), want) {
			t.Errorf("page 1 does not say %q:\n%s", want, strings.Join(said, "\n"))
		}
	}
}

// takeInUntilKilled takes papers in again and again, and tells each that is checked, and each that was
// acknowledged with its number.
func takeInUntilKilled(home string) int {
	s, err := opened(home)
	ctx := context.Background()
	if err == nil {
		if err = s.OpenYear(ctx, staff[0], office.YearWish{Year: thisYear(), Anew: true}); errors.Is(err, numbering.AlreadyOpen) {
			err = nil
		}
	}
	var who []office.Clerk
	if err == nil {
		who, err = s.Clerks(ctx)
	}
	for n := 0; err == nil; n++ {
		var c office.Conversion
		if c, err = s.Begin(ctx, who[0]); err != nil {
			break
		}
		if _, _, err = s.Take(ctx, c.ID, -1, []string{filepath.Join(home, "giấy.png")}, "A4", nil); err != nil {
			break
		}
		c.Clerk, c.Entering = who[0], &office.Entering{Give: who[1].ID, Another: true}
		c.Document = office.Document{Subject: "Về việc đến", Type: "cong-van", Secrecy: office.Ordinary}
		if _, err = s.Describe(ctx, c); err != nil {
			break
		}
		if _, err = s.Declare(ctx, c.ID, 1); err != nil {
			break
		}
		fmt.Println("checked", c.ID, 0)
		var is office.TakenIn
		if is, err = s.TakeIn(ctx, who[0], c.ID, nil, nil); err == nil {
			fmt.Println("entered", c.ID, is.Document.Number)
		}
	}
	fmt.Fprintln(os.Stderr, err)
	return 1
}

// TestAKillInTheMidstOfTakingInLosesNoPaperAndNoNumber kills a program that takes papers in, at several
// moments after one was checked: what was acknowledged is there, what was stopped goes on, and all the
// numbers are those from 1 on, each once.
func TestAKillInTheMidstOfTakingInLosesNoPaperAndNoNumber(t *testing.T) {
	home := t.TempDir()
	setUpHere(t, home)
	if err := os.WriteFile(filepath.Join(home, "giấy.png"), content(t, roomy(t)), 0o600); err != nil {
		t.Fatal(err)
	}
	checked, entered := map[office.ID]bool{}, map[office.ID]int{}
	for round, after := range []time.Duration{0, 20, 60, 120, 200, 300} {
		killTakingIn(t, home, round%2+1, after*time.Millisecond, checked, entered)
		s, err := opened(home)
		if err != nil {
			t.Fatal(err)
		}
		who, err := s.Clerks(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for id := range checked {
			is, err := s.TakeIn(t.Context(), who[0], id, nil, nil)
			if err != nil || is.Stamp == nil || is.Given.ID != who[1].ID || entered[id] != 0 && entered[id] != is.Document.Number {
				t.Errorf("it goes on as %s, acknowledged as %d: %v", said(is), entered[id], err)
			}
			entered[id] = is.Document.Number
		}
		numbers := map[int]bool{}
		for id := range checked {
			numbers[entered[id]] = true
		}
		for n := 1; n <= len(checked); n++ {
			if !numbers[n] {
				t.Errorf("after round %d %d papers have the numbers %v", round, len(checked), numbers)
				break
			}
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

// killTakingIn runs the program until so many papers were checked in this round, and a little longer.
func killTakingIn(t *testing.T, home string, papers int, after time.Duration, checked map[office.ID]bool, entered map[office.ID]int) {
	t.Helper()
	cmd := asChild(t, "take-in", home)
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	lines, left := bufio.NewScanner(out), papers
	for lines.Scan() {
		var what string
		var id office.ID
		var number int
		if _, err := fmt.Sscan(lines.Text(), &what, &id, &number); err != nil {
			continue
		}
		if what == "entered" {
			entered[id] = number
			continue
		}
		checked[id] = true
		if left--; left == 0 {
			time.AfterFunc(after, func() { _ = cmd.Process.Kill() })
		}
	}
	_ = cmd.Wait() // it was killed
	if left > 0 {
		t.Fatalf("it ended before %d papers were checked", papers)
	}
}
