package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A wall stands between two rooms, and says why.
type wall struct {
	from   string   // folder whose files are looked at, with all below it
	except []string // folders below it that have a door
	to     []string // import paths that may not be seen, with all below them
	but    []string // import paths below those that may
	why    string

	inTests  string // import path below those that tests may see; empty: none
	testsWhy string
}

// anyModule stands for every module but the standard library: a path whose first
// part has a dot.
const anyModule = "from outside"

var walls = []wall{
	{from: "local", to: []string{"tram/sync", "tram/printing", "tram/ui", "tram/cmd"},
		why: "the office works with the cable out: local knows nothing of networks, printers or windows"},
	{from: "local", to: []string{"net"}, but: []string{"net/url"},
		why: "the office works with the cable out: whoever needs the network lives in sync and is handed in"},
	{from: "local/office", to: []string{"tram", anyModule},
		why:     "the words of the office stand on nothing but the standard library",
		inTests: "pgregory.net/rapid", testsWhy: "a test may draw its cases: nothing of it is in the program"},
	{from: "local/job", to: []string{"tram", anyModule},
		why: "work in motion stands on nothing but the standard library"},
	{from: "local/routing", to: []string{"tram", anyModule}, but: []string{"tram/local/office", "tram/local/workday"},
		why:     "where a document stands follows from its steps alone: whoever could ask a store could make it follow from something else",
		inTests: "tram/assets", testsWhy: "deadlines are held against the days off that the program brings"},
	{from: "local/calendar", to: []string{"tram", anyModule}, but: []string{"tram/local/office"},
		why: "when a meeting takes place follows from what is written of it alone: two stations must find the same"},
	{from: "local/icalendar", to: []string{"tram", anyModule}, but: []string{"tram/local/calendar", "tram/local/office", "golang.org/x/text"},
		why: "what a stranger's file says follows from its letters alone: whoever could ask a store could let a stranger guess by it"},
	{from: "local/lunar", to: []string{"tram", anyModule},
		why: "the moon asks no office"},
	{from: "local/trail", to: []string{"tram", anyModule}, but: []string{"tram/local/office"},
		why: "what a trail finds follows from its steps alone: stations that know the same steps must find the same"},
	{from: ".", except: []string{"local/child", "local/original", "local/letter/lettertest", "local/whole/wholetest", "printing/spool/spooltest", "sync/authority/authoritytest", "sync/servertest"}, to: []string{"os/exec"},
		why:     "local/child starts the programs of others: without it they learn the passphrase and the PIN",
		inTests: "os/exec", testsWhy: "a test asks the programs of others for a second opinion, and holds no secret of an office"},
	{from: ".", except: []string{"local/store"}, to: []string{"database/sql", "modernc.org/sqlite"},
		why: "all SQL lives in local/store, so that a record and its journal entry share one transaction"},
	{from: ".", except: []string{"local/pdf"}, to: []string{"github.com/pdfcpu", "github.com/klippa-app/go-pdfium"},
		why: "local/pdf is the only room that sees a PDF library, which may panic or bloat on a hostile file"},
	{from: "local/arrivalstamp", to: []string{"tram"}, but: []string{"tram/local/mark", "tram/local/office", "tram/local/page", "tram/local/pdf"},
		why:     "a stamp is drawn and placed by what it is told: it reads no register and keeps no record",
		inTests: "tram/local/letter/lettertest", testsWhy: "the sample that the docs show is held there"},
	{from: ".", except: []string{"ui", "cmd/tram"}, to: []string{"fyne.io"},
		why: "only ui and cmd/tram know Fyne: everything else must run with no display"},
	{from: "ui", to: []string{"fyne.io/fyne/v2/app"},
		why: "fyne.io/fyne/v2/app needs cgo and a display; without it every page tests headless"},
	{from: "ui/kit", to: []string{"tram/local", "tram/ui"}, but: []string{"tram/local/office", "tram/local/job", "tram/ui/kit"},
		why: "the kit serves every page and belongs to none"},
	{from: "ui", to: []string{"tram/local"}, but: []string{"tram/local/office", "tram/local/job"},
		why:     "a page reaches services through the small interfaces that it declares itself",
		inTests: "tram/local/station/stationtest", testsWhy: "a page is tested on a real station: what it is told there is what clerks are told"},
	{from: "local/filepack", to: []string{"tram", anyModule}, but: []string{"tram/local/office"},
		why: "what is handed to an archive follows from what it is given, and from no record"},
	{from: "local/workfiles", to: []string{"tram/local/vault", "tram/local/pdf", "tram/local/people"},
		why: "a work file knows which documents lie in it, and none of their files"},
	{from: "local/worksheet", to: []string{"tram", "archive/tar", anyModule}, but: []string{"tram/local/office", "tram/local/packed", "tram/local/worksheet", "golang.org/x/text"},
		why: "a stranger's table is read as it is, by nothing that could carry out what stands in it"},
	{from: "local/packed", to: []string{"tram", "archive/tar", "os", anyModule},
		why: "a stranger's archive is read as a stream of XML: nothing of it reaches a disk"},
	{from: "local/redline", to: []string{"tram", anyModule}, but: []string{"tram/local/office", "golang.org/x/text"},
		why: "what differs between two versions follows from their words alone"},
	{from: "local/docx", except: []string{"local/docx/docxtest"}, to: []string{"tram", anyModule}, but: []string{"tram/local/office", "tram/local/packed"},
		why:     "a text document is written from what it is given, and a stranger's is read as it is, by nothing that could carry out what stands in it",
		inTests: "tram/local", testsWhy: "what was written is opened by the word processor that offices have"},
	{from: "local/drafting", to: []string{"tram", anyModule}, but: []string{"tram/local/docx", "tram/local/mark", "tram/local/office"},
		why:     "a draft is set from what it is given: it reads no register and keeps no record",
		inTests: "tram", testsWhy: "a draft is opened by the word processor that offices have, with the types that the program brings"},
	{from: "local/counterforms", to: []string{"tram", anyModule}, but: []string{"tram/local/letter", "tram/local/office", "tram/local/table"},
		why:     "a form says what it is given: whoever could ask a store could say what the record of the request does not",
		inTests: "tram/local", testsWhy: "a code is read off the page as a counter's reader does, and a workbook as other programs do"},
	{from: "local/receptionforms", to: []string{"tram", anyModule}, but: []string{"tram/local/letter", "tram/local/office", "tram/local/table"},
		why: "a paper says what it is given: whoever could ask a store could say of a citizen what the record does not"},
	{from: "local/ballotbox", to: []string{"tram", anyModule}, but: []string{"tram/local/office", "tram/local/whole", "golang.org/x/crypto"},
		why: "a ballot leaves no trace: a box that knew a journal, a log or a record could leave one"},
	{from: "local/minutes", to: []string{"tram", anyModule}, but: []string{"tram/local/drafting", "tram/local/letter", "tram/local/meetings", "tram/local/office"},
		why: "minutes follow from what was written down, so that they can be written again and compared"},
	{from: "local/oldregister", to: []string{"tram", anyModule}, but: []string{"tram/local/numbering", "tram/local/office", "tram/local/oldregister", "tram/local/volume", "tram/local/worksheet"},
		why:     "what a row of an old register says follows from its table alone: whoever could ask a store could guess by it",
		inTests: "tram/assets", testsWhy: "types of documents are those that the program brings"},
	{from: "local/answersheet", to: []string{"tram", anyModule}, but: []string{"tram/local/office", "tram/local/worksheet"},
		why: "what a row of a table answers follows from its table alone: whether it may be entered is asked where it is entered"},
	{from: "local/calsync", to: []string{"tram", anyModule}, but: []string{"tram/local/calsync", "tram/local/office"},
		why: "what two sides come to follows from what they hold and from what both had last: no clock, no record and no network tells it otherwise"},
	{from: "sync/caldav", to: []string{"tram/local"}, but: []string{"tram/local/calsync", "tram/local/copying", "tram/local/office"},
		why:     "a calendar elsewhere is text and its versions: whoever carries it changes no word of it",
		inTests: "tram/local/sharedcalendar", testsWhy: "stations are brought together over real servers"},
	{from: "sync/post", to: []string{"tram/local"}, but: []string{"tram/local/mailing", "tram/local/office"},
		why: "a letter is carried as it was written: what it means is told elsewhere"},
	{from: "local/mailing", to: []string{"tram", "os", anyModule}, but: []string{"tram/local/office", "github.com/emersion/go-message"},
		why: "a stranger's letter is read as it is, by nothing that could carry out what stands in it"},
	{from: ".", except: []string{"sync/post", "local/mailing"}, to: []string{"github.com/wneessen", "github.com/emersion"},
		why: "the libraries of mail, which read what anybody sent, are seen by the rooms of mail alone"},
	{from: ".", except: []string{"cmd"}, to: []string{"tram/cmd"},
		why: "cmd sees everything and nobody sees cmd"},
	{from: ".", except: []string{"cmd", "local/station"}, to: []string{"tram/local/station"},
		why:     "the station puts the rooms together; a room that saw it could reach any other",
		inTests: "tram/local/station/stationtest", testsWhy: "a page is tested on a real station, which shows it no room"},
}

func TestTheDoorsOfTheHouse(t *testing.T) {
	for file, imports := range importsOf(t, "../..") {
		for _, w := range walls {
			for _, seen := range imports {
				if w.stopsAt(file, seen) {
					t.Errorf("%s imports %s\n\tbut %s", file, seen, w.why)
				}
			}
		}
		if page, isPage := pageOf(file); isPage {
			for _, seen := range imports {
				if other, ok := strings.CutPrefix(seen, "tram/ui/"); ok && !below(other, "kit") && !below(other, page) {
					t.Errorf("%s imports %s\n\tbut a page never knows another page: what they share belongs in the kit", file, seen)
				}
			}
		}
		if path.Dir(file) == "sync" {
			t.Errorf("%s lies in sync itself\n\tbut a package named sync shadows the standard one: give it a room below", file)
		}
	}
}

// A door for tests that no wall needs any more is shut.
func TestEachDoorForTestsIsUsed(t *testing.T) {
	all := importsOf(t, "../..")
	for _, w := range walls {
		if w.inTests != "" && (w.testsWhy == "" || !usesDoor(w, all)) {
			t.Errorf("no test below %s passes to %s (%q)", w.from, w.inTests, w.testsWhy)
		}
	}
}

// What is cheap to look at is cheap to guess: only tests set such passwords.
func TestNoProgramSetsCheapPasswords(t *testing.T) {
	said := map[string]bool{}
	for file := range importsOf(t, "../..") {
		b, err := os.ReadFile(filepath.Join("../..", file))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(b), "LeastCost(") && !strings.HasSuffix(file, "_test.go") {
			said[file] = true
		}
	}
	if want := map[string]bool{"local/people/verifier.go": true, "local/station/stationtest/office.go": true}; !maps.Equal(said, want) {
		t.Errorf("the least cost of a password is named in %v", slices.Sorted(maps.Keys(said)))
	}
}

// usesDoor tells whether a wall would stop a test if it had no door for tests.
func usesDoor(w wall, all map[string][]string) bool {
	shut := w
	shut.inTests = ""
	for file, imports := range all {
		for _, seen := range imports {
			if shut.stopsAt(file, seen) {
				return true
			}
		}
	}
	return false
}

func TestAPlantedViolationIsCaught(t *testing.T) {
	for _, c := range []struct {
		file, seen string
		stopped    bool
	}{
		{"local/convert/act.go", "database/sql", true},
		{"local/store/store.go", "database/sql", false},
		{"printing/spool/lp_unix.go", "os/exec", true},
		{"local/office/id.go", "github.com/google/uuid", true},
		{"local/office/id.go", "crypto/rand", false},
		{"ui/digitise/page.go", "tram/local/store", true},
		{"ui/digitise/page.go", "tram/local/office", false},
		{"local/sign/stamp.go", "net/http", true},
		{"local/mark/place.go", "fyne.io/fyne/v2", true},
		{"cmd/tram/main.go", "fyne.io/fyne/v2/app", false},
		{"printing/sheet/sheet.go", "github.com/pdfcpu/pdfcpu/pkg/api", true},
		{"ui/kit/reader/reader.go", "tram/ui/kit", false},
		{"ui/kit/reader/reader.go", "tram/ui/proof", true},
		{"ui/kit/reader/reader.go", "tram/local/pdf", true},
		{"local/intake/tray_test.go", "os/exec", false},
		{"local/intake/traytest/kit.go", "os/exec", true},
		{"local/intake/tray_test.go", "net/http", true},
		{"local/convert/act_test.go", "database/sql", true},
		{"ui/sign/page_test.go", "tram/local/station", true},
		{"ui/sign/page_test.go", "tram/local/station/stationtest", false},
		{"ui/sign/page.go", "tram/local/station/stationtest", true},
		{"local/office/id_test.go", "pgregory.net/rapid", false},
		{"local/office/id_test.go", "github.com/google/uuid", true},
	} {
		stopped := false
		for _, w := range walls {
			stopped = stopped || w.stopsAt(c.file, c.seen)
		}
		if stopped != c.stopped {
			t.Errorf("%s importing %s: stopped = %v", c.file, c.seen, stopped)
		}
	}
}

func (w wall) stopsAt(file, seen string) bool {
	if !below(path.Dir(file), w.from) {
		return false
	}
	for _, door := range w.except {
		if below(path.Dir(file), door) {
			return false
		}
	}
	for _, allowed := range w.but {
		if below(seen, allowed) {
			return false
		}
	}
	if w.inTests != "" && strings.HasSuffix(file, "_test.go") && below(seen, w.inTests) {
		return false
	}
	for _, forbidden := range w.to {
		if forbidden == anyModule && strings.Contains(strings.SplitN(seen, "/", 2)[0], ".") || below(seen, forbidden) {
			return true
		}
	}
	return false
}

func below(p, root string) bool {
	return root == "." || p == root || strings.HasPrefix(p, root+"/")
}

// pageOf names the page package that a file belongs to.
func pageOf(file string) (string, bool) {
	parts := strings.Split(file, "/")
	if len(parts) < 3 || parts[0] != "ui" || parts[1] == "kit" {
		return "", false
	}
	return parts[1], true
}

// importsOf parses the import clauses of every Go file of the house, its tests
// among them. In process, because the result of an outside `go list` is not part of
// what the test cache looks at.
func importsOf(t *testing.T, root string) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	err := filepath.WalkDir(root, func(p string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && p != root && strings.HasPrefix(d.Name(), ".") {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(p, ".go") {
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), p, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, p)
		if err != nil {
			return err
		}
		imports := []string{}
		for _, i := range parsed.Imports {
			seen, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				return err
			}
			imports = append(imports, seen)
		}
		found[filepath.ToSlash(rel)] = imports
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(found) < 5 {
		t.Fatalf("only %d files found below %s", len(found), root)
	}
	return found
}
