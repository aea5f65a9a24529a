package station

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"tram/local/child"
	"tram/local/job"
	"tram/local/office"
	"tram/local/scanning"
	"tram/local/scanning/watched"
	"tram/local/stack"
	"tram/local/whole"
)

// Scanning (quét) brings paper from devices into drafts (Điều 4). A page is told when it
// lies in the tray of its draft. Until then it lies in the scans of the data folder, below
// the ID of the draft: what a start that was cut off left there comes into the tray at the
// next one.
type Scanning struct {
	*ground
	entrance *Entrance
	times    watched.Times // of watched folders

	cutting sync.Mutex
	cut     []office.ID // drafts of scans that were cut off, until they are told
}

// Names in the data folder.
const (
	scansDir = "scans"
	watchDir = "watched"    // in which programs sit that watch folders
	sitsDir  = ".dang-quet" // in which the program sits that scans
	asideDir = "aside"      // what was left and is no page, and sheets between documents

	nextDraft = ".ban-nhap" // names the draft into which the next page of a pile goes

	onItsWayName = "Quét " // begins the name of a page that goes into the tray, and is shown there
)

// Scan scans into a draft, or a pile into as many as documents lie in it. Each page is told
// when it lies in its tray; with an error, too, the outcome tells of the pages that came.
// Where ctx is done the scan ends and the pages that are on their way are kept. The sheets
// between the documents of a pile are kept beside the drafts, in no document.
func (s *Scanning) Scan(ctx context.Context, o office.ScanOrder, told func(office.ScanArrival), p *job.Progress) (out office.ScanOutcome, err error) {
	ctx, err = s.entrance.begins(ctx, office.MayConvert)
	if err != nil {
		return out, err
	}
	if err := s.roomFor(leastScan); err != nil {
		return out, err
	}
	r := &receiving{s: s, order: o, told: told, progress: p}
	if o.Parted != "" {
		if r.parting.Way, err = stack.ParseWay(o.Parted); err != nil {
			return out, err
		}
	}
	d, err := scanning.DriverOf(s.scanners, o.Wish.Scanner)
	if err != nil {
		return out, err
	}
	if o.Over != "" {
		r.order.Wish.Most = 1
	}
	if r.order.Wish, err = scanning.Usual(ctx, d, r.order.Wish); err != nil {
		return out, err
	}
	r.parting.BothSides = r.order.Wish.Source == office.Duplex
	if o.Draft != "" {
		c, err := s.desk.Resume(ctx, o.Draft)
		if err != nil {
			return out, err
		}
		r.parting.Here, r.filled = len(c.Pages), len(c.Pages) > 0
	} else {
		r.order.Draft = office.NewID(s.clock.Now())
	}
	return r.scan(ctx, d)
}

// receiving is one scan on its way into its draft, or its drafts.
type receiving struct {
	s        *Scanning
	order    office.ScanOrder // its draft is that into which the next page goes
	parting  stack.Parting    // of the pile; without a way it is one document
	told     func(office.ScanArrival)
	progress *job.Progress
	dir      string
	out      office.ScanOutcome
	first    office.ID // page with which the step of Undo begins that the next page may join; empty: none
	filled   bool      // a page lies in the draft
	came     int       // pages, with the sheets between documents
	together bool      // pages of a pile came in one file, and were not parted
	refused  error     // of the tray: its page is not lost
}

func (r *receiving) scan(ctx context.Context, d scanning.Driver) (office.ScanOutcome, error) {
	at := filepath.Join(r.s.home, scansDir, string(r.order.Draft))
	r.dir = filepath.Join(at, string(office.NewID(r.s.clock.Now())))
	if err := whole.MakeDir(r.dir, 0o700); err != nil {
		return r.out, err
	}
	sits, err := child.Sit(filepath.Join(r.dir, sitsDir))
	if err != nil {
		return r.out, err
	}
	r.progress.Say("Đang chờ trang 1 từ máy quét")
	end, err := d.Scan(ctx, r.order.Wish, r.dir, func(p office.ScannedPage) error { return r.take(context.WithoutCancel(ctx), p) })
	kept := context.WithoutCancel(ctx)
	r.out.End = end
	err = errors.Join(err, r.noted(kept))
	if err == nil && r.together {
		err = stack.Together
		r.out.End = ""
	}
	problem := sits.Leave()
	if r.refused == nil {
		problem = errors.Join(problem, whole.RemoveAll(r.dir))
		_ = os.Remove(at) // another scan may be at it
	}
	r.s.tellBeside(kept, r.order.Draft, problem)
	return r.out, err
}

// noted writes the pages of the draft that is being filled to its record.
func (r *receiving) noted(ctx context.Context) error {
	if n := len(r.out.Drafts); n == 0 || r.out.Drafts[n-1].ID != r.order.Draft {
		return nil
	}
	return r.s.desk.NoteScanned(ctx, r.order.Draft)
}

// take takes a page into the tray, also where the clerk has stopped the scan: its paper is
// through.
func (r *receiving) take(ctx context.Context, p office.ScannedPage) error {
	path := filepath.Join(r.dir, fmt.Sprintf(onItsWayName+"%s trang %d%s", p.At.In(office.VietNam).Format("02-01-2006 15.04.05"), r.came+1, filepath.Ext(p.Path)))
	if err := whole.Rename(p.Path, path); err != nil {
		r.refused = whole.Tell(path, err)
		return r.refused
	}
	p.Path = path
	r.came++
	between, err := r.parted(ctx, p)
	if err == nil && !between {
		err = r.keep(ctx, p)
	}
	if err != nil {
		r.refused = err
	}
	return err
}

// keep takes a page into the draft.
func (r *receiving) keep(ctx context.Context, p office.ScannedPage) error {
	pages, first, err := r.s.desk.Scanned(ctx, r.order, p, r.first)
	if err != nil {
		return err
	}
	r.first = first
	if n := len(r.out.Drafts); n == 0 || r.out.Drafts[n-1].ID != r.order.Draft {
		r.out.Drafts = append(r.out.Drafts, office.ScannedDraft{ID: r.order.Draft})
	}
	r.filled = true
	r.out.Drafts[len(r.out.Drafts)-1].Pages += len(pages)
	r.out.Pages += len(pages)
	r.goOnTogether(len(pages))
	r.s.tellBeside(ctx, r.order.Draft, whole.Remove(p.Path))
	r.progress.Say(fmt.Sprintf("Đã nhận %d trang, đang chờ trang %d", r.out.Pages, r.out.Pages+1))
	if r.told != nil {
		for _, taken := range pages {
			r.told(office.ScanArrival{Draft: r.order.Draft, Page: taken})
		}
	}
	return nil
}

// recoverScans brings what scans that were cut off left into its drafts. A scan at which
// another program is stays alone.
func (s *Scanning) recoverScans(ctx context.Context) {
	drafts, err := os.ReadDir(filepath.Join(s.home, scansDir))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		s.tellBeside(ctx, "", whole.Tell(s.home, err))
	}
	for _, d := range drafts {
		id, err := office.ParseID(d.Name())
		if err != nil {
			continue
		}
		at := filepath.Join(s.home, scansDir, d.Name())
		scans, err := os.ReadDir(at)
		for _, e := range scans {
			err = errors.Join(err, s.recoverScan(ctx, id, filepath.Join(at, e.Name())))
		}
		_ = os.Remove(at) // when nothing is left
		s.tellBeside(ctx, id, err)
	}
}

func (s *Scanning) recoverScan(ctx context.Context, draft office.ID, dir string) error {
	sits, err := child.Sit(filepath.Join(dir, sitsDir))
	if err != nil {
		return err
	}
	others, err := child.Others(filepath.Join(dir, sitsDir), sits)
	if others || err != nil {
		return errors.Join(err, sits.Leave())
	}
	if now, err := os.ReadFile(filepath.Join(dir, nextDraft)); err == nil {
		if id, err := office.ParseID(string(now)); err == nil {
			draft = id
		}
	}
	if err := errors.Join(s.takeLeft(ctx, draft, dir), sits.Leave()); err != nil {
		return err
	}
	s.cutting.Lock()
	s.cut = append(s.cut, draft)
	s.cutting.Unlock()
	return whole.RemoveAll(dir)
}

// CutScans tells once of the scans at which the program ended before they had.
func (s *Scanning) CutScans(ctx context.Context) (told []office.CutScan, err error) {
	if _, err := s.entrance.begins(ctx, office.MayConvert); err != nil {
		return nil, err
	}
	s.cutting.Lock()
	cut := s.cut
	s.cut = nil
	s.cutting.Unlock()
	for _, id := range cut {
		pages, err := s.desk.Pages(id)
		if err != nil || len(pages) == 0 { // no page of it came
			told = append(told, office.CutScan{})
			continue
		}
		told = append(told, office.CutScan{Draft: id, Pages: len(pages)})
	}
	return told, nil
}

// takeLeft takes pages that were left into their draft, and again those that came meanwhile:
// a device may still be ending what it was asked for. What is no page is set aside.
func (s *Scanning) takeLeft(ctx context.Context, draft office.ID, dir string) error {
	for {
		pages, err := leftIn(dir)
		if err == nil {
			err = s.takeThese(ctx, draft, pages)
		}
		if err != nil || len(pages) == 0 {
			return err
		}
	}
}

func (s *Scanning) takeThese(ctx context.Context, draft office.ID, pages []string) error {
	refused, err := s.desk.TakeLeft(ctx, draft, pages, actOf("tìm lại trang quét dở dang lúc mở", "recover"))
	aside := filepath.Join(s.home, scansDir, asideDir)
	for _, path := range refused {
		err = errors.Join(err, whole.MakeDir(aside, 0o700), whole.Rename(path, filepath.Join(aside, string(office.NewID(s.clock.Now()))+"-"+filepath.Base(path))))
	}
	if err != nil {
		return err
	}
	for _, path := range pages {
		if !slices.Contains(refused, path) {
			err = errors.Join(err, whole.Remove(path))
		}
	}
	if len(pages) > 0 {
		s.log.WarnContext(ctx, "pages of a scan that was cut off came into their draft", "draft", draft, "pages", len(pages), "aside", len(refused))
	}
	return err
}

// leftIn are the pages in the folder of a scan, in the order in which they came. What has
// the name of a file on its way never was a page.
func leftIn(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, whole.Tell(dir, err)
	}
	var paths []string
	for _, e := range entries {
		name := e.Name()
		if e.Type().IsRegular() && !strings.HasPrefix(name, ".") && filepath.Ext(name) != ".part" {
			paths = append(paths, filepath.Join(dir, name))
		}
	}
	slices.SortStableFunc(paths, func(a, b string) int { return cmp.Compare(onItsWay(b), onItsWay(a)) })
	return paths, nil
}

// onItsWay is 1 for the page that was going into the tray, which came before the others, 0
// for those.
func onItsWay(path string) int {
	if strings.HasPrefix(filepath.Base(path), onItsWayName) {
		return 1
	}
	return 0
}

// Watch takes what machines scan into a folder, each file into a draft of its own, until ctx
// is done; with once until nothing is left that may still become whole.
func (s *Scanning) Watch(ctx context.Context, dir string, clerk office.Clerk, once bool, told func(office.Arrival)) error {
	ctx, err := s.entrance.begins(ctx, office.MayConvert)
	if err != nil {
		return err
	}
	if dir == "" { // and not the folder in which the program was started
		return watched.Unreachable.About(dir)
	}
	if dir, err = filepath.Abs(dir); err != nil {
		return watched.Unreachable.About(filepath.Base(dir)).Because(err)
	}
	if err := Outward(s.home, dir); err != nil {
		return err
	}
	leave, err := s.sitAtFolder(dir)
	if err != nil {
		return err
	}
	defer leave()
	f := &watched.Folder{
		Dir: dir, Station: string(s.store.Station()), Clock: s.clock, Times: s.times,
		Take: func(ctx context.Context, id office.ID, path string) (int, error, error) {
			return s.desk.Arrived(ctx, actOf("nhận tệp vào thư mục quét", "arrive"), clerk, id, path)
		},
		Told: func(e watched.Event) {
			if e.Err != nil {
				s.log.InfoContext(ctx, "a file in a watched folder is not taken", "claim", e.Claim, "aside", e.Aside, "cause", e.Err.Error())
			}
			if told != nil {
				told(office.Arrival{Name: e.Name, Draft: e.Claim, Pages: e.Pages, Err: e.Err, Aside: e.Aside})
			}
		},
	}
	return f.Watch(ctx, once)
}

// sitAtFolder lets one program of this station watch a folder: two would take up one
// another's claims.
func (s *Scanning) sitAtFolder(dir string) (leave func(), err error) {
	name := sha256.Sum256([]byte(dir))
	at := filepath.Join(s.home, watchDir, hex.EncodeToString(name[:8]))
	sits, err := child.Sit(at)
	if err != nil {
		return nil, err
	}
	others, err := child.Others(at, sits)
	if err == nil && others {
		err = watched.AlreadyWatched
	}
	if err != nil {
		return nil, errors.Join(err, sits.Leave())
	}
	return func() { _ = sits.Leave() }, nil // who comes next removes what is left of it
}
