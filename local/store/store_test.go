package store

import (
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"go.uber.org/goleak"

	"tram/local/office"
)

func TestMain(m *testing.M) {
	if role := os.Getenv(childRole); role != "" {
		os.Exit(children[role](os.Getenv(childPath)))
	}
	// Each check makes databases: fewer checks than rapid thinks of, unless the command line asks.
	if err := flag.Set("rapid.checks", "25"); err != nil {
		panic(err)
	}
	goleak.VerifyTestMain(m)
}

// ticking is a clock that moves one second at each look.
type ticking struct {
	mu  sync.Mutex
	now time.Time
}

func (c *ticking) Now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.now = c.now.Add(time.Second)
	return c.now
}

func (c *ticking) Source() office.ClockSource {
	return office.ClockSource{Name: "ntp.example", Offset: -30 * time.Millisecond}
}

func newClock() *ticking {
	return &ticking{now: time.Date(2026, 11, 23, 8, 0, 0, 0, office.VietNam)}
}

var (
	by       = Act{Actor: "Nguyễn Văn Mẫu", Step: "describe"}
	settings = Act{Actor: "Nguyễn Văn Mẫu", Step: "settings"}
)

// open opens a store that is closed with the test.
func open(t testing.TB, path string) *Store {
	t.Helper()
	return openWith(t, path, Options{Clock: newClock()})
}

func openWith(t testing.TB, path string, o Options) *Store {
	t.Helper()
	if o.Key == nil {
		o.Key = theKey
	}
	s, err := Open(t.Context(), path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func fresh(t testing.TB) *Store {
	t.Helper()
	return open(t, filepath.Join(t.TempDir(), "office.db"))
}

// must fails the test on an error.
func must[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func anOffice() office.Office {
	return office.Office{Name: "Ủy ban nhân dân xã Mẫu Sơn", Code: "H49.10.02", System: "Trạm Công vụ xã Mẫu Sơn", Owner: "Ủy ban nhân dân tỉnh Lạng Sơn"}
}

// aCode is a code none of whose groups begins like a word that a test looks for.
func aCode() office.LookupCode {
	for {
		if code := office.NewLookupCode(); !groupLikeAWord.MatchString(string(code)) {
			return code
		}
	}
}

var groupLikeAWord = regexp.MustCompile(`\b[2A-Z]`)

// aConversion is a finished one with as many pages as asked.
func aConversion(number int, symbol, subject string, pages int) office.Conversion {
	c := office.Conversion{
		Direction: office.PaperToData, State: office.Finished, Code: aCode(), Form: office.Plain,
		Document: office.Document{
			Type: "quyet-dinh", Number: fmt.Sprint(number), Symbol: symbol, Subject: subject,
			Issuer: "Ủy ban nhân dân xã Mẫu Sơn", Issued: "2026-11-20", Secrecy: office.Ordinary,
		},
		Clerk: office.Clerk{Name: "Nguyễn Văn Mẫu"}, Office: anOffice(),
		Begun: time.Date(2026, 11, 23, 9, 0, 0, 0, office.VietNam), Finished: time.Date(2026, 11, 23, 9, 10, 0, 5, office.VietNam),
	}
	for i := range pages {
		c.Pages = append(c.Pages, office.Page{
			ID: office.NewID(c.Begun), Name: fmt.Sprintf("trang %d.jpg", i+1), Media: office.JPEG,
			Capture: office.DigestOf(fmt.Append(nil, number, i)), Width: 1654, Height: 2339, DPIX: 200, DPIY: 200, Orientation: 1,
		})
	}
	c.PDF = office.DigestOf(fmt.Append(nil, c.Code))
	return c
}

func TestWhatIsSavedIsReadAgain(t *testing.T) {
	s, ctx := fresh(t), t.Context()
	if _, err := s.Office(ctx); !errors.Is(err, NotSetUp) {
		t.Errorf("before the set-up: %v", err)
	}
	o := must(s.SaveOffice(ctx, Act{Step: "setup"}, anOffice()))(t)
	if got := must(s.Office(ctx))(t); got != o || got.Version != 1 || got.ID == "" {
		t.Errorf("office %+v", got)
	}
	k := must(s.SaveClerk(ctx, settings, office.Clerk{Name: "Trần Thị Ví Dụ", Position: "Công chức"}))(t)
	k.Left = true
	k = must(s.SaveClerk(ctx, settings, k))(t)
	if got := must(s.Clerks(ctx))(t); len(got) != 1 || got[0] != k || k.Version != 2 {
		t.Errorf("clerks %+v", got)
	}
	m := must(s.SaveTemplate(ctx, settings, office.MarkTemplate{Form: office.Plain, Lines: []string{"{co-quan}"}, SizePt: 10}))(t)
	if diff := cmp.Diff([]office.MarkTemplate{m}, must(s.Templates(ctx))(t)); diff != "" {
		t.Error(diff)
	}
	r := must(s.Refuse(ctx, Act{by.Actor, "refuse-secret"}, office.Refusal{At: k0, Clerk: k.Name, Secrecy: office.Secret, Number: "7"}, nil))(t)
	if diff := cmp.Diff([]office.Refusal{r}, must(s.Refusals(ctx))(t)); diff != "" {
		t.Error(diff)
	}
}

var k0 = time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)

func TestAConversionIsFoundByIDCodeAndPDF(t *testing.T) {
	s, ctx := fresh(t), t.Context()
	must(s.SaveConversion(ctx, by, aConversion(1, "QĐ-UBND", "khác", 1)))(t)
	c := must(s.SaveConversion(ctx, by, aConversion(2, "QĐ-UBND", "về việc này", 3)))(t)
	for way, got := range map[string]func() (office.Conversion, error){
		"id":   func() (office.Conversion, error) { return s.Conversion(ctx, c.ID) },
		"code": func() (office.Conversion, error) { return s.ConversionByCode(ctx, c.Code) },
		"pdf":  func() (office.Conversion, error) { return s.ConversionByPDF(ctx, c.PDF) },
	} {
		if diff := cmp.Diff(c, must(got())(t)); diff != "" {
			t.Errorf("by %s: %s", way, diff)
		}
	}
	for _, err := range []error{
		second(s.Conversion(ctx, "0")), second(s.ConversionByCode(ctx, "")), second(s.ConversionByPDF(ctx, "")),
		second(s.Conversion(ctx, s.Station())),
	} {
		if !errors.Is(err, NoSuchRecord) {
			t.Errorf("asked for what is not there: %v", err)
		}
	}
}

func second[T any](_ T, err error) error { return err }

func TestAnOldVersionNeverOverwritesANewOne(t *testing.T) {
	s, ctx := fresh(t), t.Context()
	draft := aConversion(1, "QĐ-UBND", "bản đầu", 1)
	draft.State = office.Draft
	old := must(s.SaveConversion(ctx, by, draft))(t)
	newer := old
	newer.Document.Subject = "bản sau"
	newer = must(s.SaveConversion(ctx, by, newer))(t)
	if got, err := s.SaveConversion(ctx, by, old); !errors.Is(err, Stale) || got.ID != "" {
		t.Errorf("saving the old one: %v, version %d", err, got.Version)
	}
	again := old
	again.Version = 0
	if err := second(s.SaveConversion(ctx, by, again)); !errors.Is(err, Stale) {
		t.Errorf("creating it twice: %v", err)
	}
	if err := second(s.SaveConversion(ctx, by, office.Conversion{ID: "unknown", Version: 3})); !errors.Is(err, NoSuchRecord) {
		t.Errorf("saving what is not there: %v", err)
	}
	if err := second(s.SaveClerk(ctx, settings, office.Clerk{ID: old.ID, Version: newer.Version})); !errors.Is(err, NoSuchRecord) {
		t.Errorf("saving a clerk over a conversion: %v", err)
	}
	if diff := cmp.Diff(newer, must(s.Conversion(ctx, old.ID))(t)); diff != "" {
		t.Error(diff)
	}
}

func TestAFinishedConversionNeverChangesAgain(t *testing.T) {
	s, ctx := fresh(t), t.Context()
	c := must(s.SaveConversion(ctx, by, aConversion(1, "QĐ-UBND", "xong", 1)))(t)
	for _, state := range []office.State{office.Finished, office.Draft, office.Discarded} {
		changed := c
		changed.State = state
		if err := second(s.SaveConversion(ctx, by, changed)); !errors.Is(err, FinishedForever) {
			t.Errorf("back to %s: %v", state, err)
		}
	}
	if got := must(s.Conversion(ctx, c.ID))(t); got.Version != 1 {
		t.Errorf("version %d", got.Version)
	}
}

func TestALookupCodeOpensOneConversionOnly(t *testing.T) {
	s, ctx := fresh(t), t.Context()
	c := must(s.SaveConversion(ctx, by, aConversion(1, "QĐ-UBND", "một", 1)))(t)
	twin := aConversion(2, "QĐ-UBND", "hai", 1)
	twin.Code = c.Code
	if err := second(s.SaveConversion(ctx, by, twin)); !errors.Is(err, CodeTaken) {
		t.Errorf("a code used twice: %v", err)
	}
	if n := len(must(s.Find(ctx, Query{}))(t).Keys); n != 1 {
		t.Errorf("%d conversions", n)
	}
	for range 2 {
		uncoded := aConversion(3, "", "", 0)
		uncoded.Code, uncoded.PDF = "", ""
		must(s.SaveConversion(ctx, by, uncoded))(t)
	}
}

func TestNoConversionBearsThePartsOfBothDirections(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "office.db"))
	act := Act{Actor: "Nguyễn Văn Mẫu", Step: "draft"}
	for name, of := range map[string]office.Conversion{
		"pages of paper and a data message": {FromPaper: office.FromPaper{Pages: make([]office.Page, 1)}, FromMessage: office.FromMessage{Message: &office.DataMessage{}}},
		"a count of paper and a print copy": {FromPaper: office.FromPaper{PaperPages: 2}, FromMessage: office.FromMessage{Print: &office.PrintCopy{}}},
		"what was seen and a data message":  {FromPaper: office.FromPaper{Viewed: []office.ID{"p"}}, FromMessage: office.FromMessage{Message: &office.DataMessage{}}},
	} {
		of.Direction, of.State = office.DataToPaper, office.Draft
		if _, err := s.SaveConversion(t.Context(), act, of); !errors.Is(err, errOfBoth) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAStationHasOneOffice(t *testing.T) {
	s, ctx := fresh(t), t.Context()
	must(s.SaveOffice(ctx, settings, anOffice()))(t)
	if err := second(s.SaveOffice(ctx, settings, anOffice())); !errors.Is(err, AlreadySetUp) {
		t.Errorf("a second office: %v", err)
	}
}

func TestABatchIsSavedWholeOrNotAtAll(t *testing.T) {
	s, ctx := fresh(t), t.Context()
	heard := 0
	defer s.OnChange(func(office.Kind, office.ID) { heard++ })()
	batch := []office.Conversion{aConversion(1, "A", "một", 1), aConversion(2, "B", "hai", 1), {ID: "unknown", Version: 1}}
	if err := second(s.SaveConversions(ctx, by, batch)); !errors.Is(err, NoSuchRecord) {
		t.Fatal(err)
	}
	if n := len(must(s.Find(ctx, Query{}))(t).Keys); n != 0 || heard != 0 {
		t.Errorf("%d kept, %d announced", n, heard)
	}
	saved := must(s.SaveConversions(ctx, by, batch[:2]))(t)
	if heard != 2 || saved[0].ID == saved[1].ID {
		t.Errorf("announced %d", heard)
	}
}

func TestAChangeIsAnnouncedAfterItIsOnDisk(t *testing.T) {
	s, ctx := fresh(t), t.Context()
	var heard []office.Kind
	stop := s.OnChange(func(kind office.Kind, id office.ID) {
		if clerks := must(s.Clerks(ctx))(t); len(clerks) != 1 || clerks[0].ID != id {
			t.Errorf("announced %s before it could be read", id)
		}
		heard = append(heard, kind)
	})
	must(s.SaveClerk(ctx, settings, office.Clerk{Name: "Nguyễn Văn Mẫu"}))(t)
	stop()
	must(s.SaveOffice(ctx, settings, anOffice()))(t)
	if len(heard) != 1 || heard[0] != office.KindClerk {
		t.Errorf("heard %v", heard)
	}
}

func TestAnotherHandleSeesACommitInTheDataVersion(t *testing.T) {
	path, ctx := filepath.Join(t.TempDir(), "office.db"), t.Context()
	mine, other := open(t, path), open(t, path)
	before := must(mine.DataVersion(ctx))(t)
	must(mine.SaveClerk(ctx, settings, office.Clerk{Name: "Nguyễn Văn Mẫu"}))(t)
	if own := must(mine.DataVersion(ctx))(t); own != before {
		t.Errorf("an own write moved it from %d to %d", before, own)
	}
	must(other.SaveClerk(ctx, settings, office.Clerk{Name: "Trần Thị Ví Dụ"}))(t)
	if after := must(mine.DataVersion(ctx))(t); after == before {
		t.Error("another's write did not move it")
	}
	if mine.Station() != other.Station() || mine.Station() == "" {
		t.Errorf("stations %q and %q", mine.Station(), other.Station())
	}
}

func TestEveryLetterMayStandInThePath(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "Hồ sơ #1 100% ?a=b & ơ\u0309")
	s := open(t, filepath.Join(dir, "dữ liệu.db"))
	must(s.SaveOffice(t.Context(), settings, anOffice()))(t)
	names := must(os.ReadDir(dir))(t)
	for _, name := range names {
		if !strings.HasPrefix(name.Name(), "dữ liệu.db") {
			t.Errorf("a stray file %q", name.Name())
		}
	}
}

func TestCloseLeavesNoLog(t *testing.T) {
	dir := t.TempDir()
	s := must(Open(t.Context(), filepath.Join(dir, "office.db"), Options{Clock: newClock()}))(t)
	for range 300 {
		must(s.SaveConversion(t.Context(), by, aConversion(rand.IntN(1000), "QĐ", "về việc", 20)))(t)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	names := must(os.ReadDir(dir))(t)
	if len(names) != 2 || names[0].Name() != "office.db" || names[1].Name() != "office.db.lock" {
		t.Errorf("left: %v", names)
	}
	if mode := must(names[0].Info())(t).Mode().Perm(); mode != 0o600 {
		t.Errorf("mode %v", mode)
	}
}

func TestACheckpointEmptiesTheLog(t *testing.T) {
	s := fresh(t)
	must(s.SaveConversion(t.Context(), by, aConversion(1, "QĐ", "về việc", 200)))(t)
	path := ""
	if err := s.reader.QueryRow(`SELECT file FROM pragma_database_list WHERE name = 'main'`).Scan(&path); err != nil {
		t.Fatal(err)
	}
	if err := s.Checkpoint(t.Context()); err != nil {
		t.Fatal(err)
	}
	if size := must(os.Stat(path + "-wal"))(t).Size(); size != 0 {
		t.Errorf("the log has %d bytes", size)
	}
}
