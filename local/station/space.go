package station

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"tram/local/copying"
	"tram/local/disk"
	"tram/local/office"
	"tram/local/store"
	"tram/local/whole"
)

// Space (chỗ trống) warns before the disks are full, and keeps the ballast by which what is
// under way closes well when the one of the data folder is.
type Space struct {
	*ground
	entrance *Entrance
	copies   *Copies

	low, out int64 // bytes below which room is low, and out; 0: it is not watched

	keeping  sync.WaitGroup
	leaveOff context.CancelFunc // ends KeepRoom; nil: it is not at work

	mu       sync.Mutex
	page     int64 // bytes that a page of this office takes; 0: not known
	measured time.Time
}

const (
	// BallastSize is what the programs hold back, in bytes: the journal of a day, the words
	// of all drafts and the pages of an act of some twenty sheets that is being finished.
	BallastSize = 64 << 20

	ballastName = "cho-du-phong" // in the data folder

	// lowRoom is room for some thousand pages, outRoom for some hundred, in bytes.
	lowRoom = 2 << 30
	outRoom = 256 << 20

	// leastScan is less than any page takes that a scanner sends, in bytes.
	leastScan = 1 << 20

	// roomLooked is how often the ballast is looked after.
	roomLooked = 30 * time.Second

	// pageMeasured is how long the measure of a page is believed, and measuredOf from how
	// many of the newest acts it is taken.
	pageMeasured = time.Hour
	measuredOf   = 50
)

// What becomes of a disk that has no room.
var (
	RoomGiven = office.Failure{
		Name: "station.room-given",
		Said: "Ổ đĩa chứa dữ liệu đã đầy. Phần mềm đã nhả %s để dành, để việc đang làm ghi xong được.",
		Next: "Hãy dọn ổ đĩa trước khi quét hay nhập thêm. Phần mềm tự để dành lại khi có chỗ.",
	}
	NoRoom = office.Failure{
		Name: "station.no-room",
		Said: "Không đủ chỗ trên ổ đĩa chứa dữ liệu: còn %s, việc này cần ít nhất %s.",
		Next: "Hãy dọn ổ đĩa rồi làm lại. Chưa có gì được ghi.",
	}
	RoomHeldBack = office.Failure{
		Name: "station.room-held-back",
		Said: "Ổ đĩa chứa dữ liệu đã đầy: chỗ còn lại (%s) chỉ để ghi xong việc đang làm.",
		Next: "Hãy dọn ổ đĩa rồi làm lại. Chưa có gì được ghi.",
	}
)

// float has writes give up the ballast from here on.
func (s *ground) float(size int64) {
	s.ballast = whole.KeepBallast(filepath.Join(s.home, ballastName), size, func() {
		s.tellBeside(context.Background(), "", RoomGiven.About(sizeSaid(size)))
	})
}

// refill makes the ballast where there is none and at least as much stays free.
func (s *ground) refill(ctx context.Context) error {
	free, known := disk.Free(s.home)
	if known && free < 2*uint64(s.ballast.Size()) {
		return nil
	}
	return s.ballast.Fill(ctx)
}

// heldBack tells that the ballast was given up and cannot be made anew yet.
func (s *ground) heldBack(free int64) bool {
	return s.ballast.Size() > 0 && !s.ballast.Held() && free < 2*s.ballast.Size()
}

// roomFor refuses to begin what surely finds no room, or no power: at least so many bytes are
// written. It fails with NoRoom, RoomHeldBack and ChargeLow; a system that does not tell
// refuses nothing.
func (s *ground) roomFor(least int64) error {
	if err := s.charged(); err != nil {
		return err
	}
	n, known := disk.Free(s.home)
	if !known {
		return nil
	}
	switch free := int64(min(n, 1<<62)); {
	case s.heldBack(free):
		return RoomHeldBack.About(sizeSaid(free))
	case free < least:
		return NoRoom.About(sizeSaid(free), sizeSaid(least))
	}
	return nil
}

// roomForFiles is roomFor what lies in files that are to be taken in.
func (s *ground) roomForFiles(paths ...string) error {
	var all int64
	for _, path := range paths {
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			all += info.Size()
		}
	}
	return s.roomFor(all)
}

// KeepRoom makes the ballast, and makes it anew when room returns, until the station is
// closed; before the office is set up it waits for that.
func (s *Space) KeepRoom(ctx context.Context) { s.onceSetUp(ctx, s.keepRoom) }

func (s *Space) keepRoom(ctx context.Context) {
	if s.leaveOff != nil {
		return
	}
	ctx, s.leaveOff = context.WithCancel(context.WithoutCancel(ctx))
	s.keeping.Go(func() {
		said := ""
		for ctx.Err() == nil {
			why := ""
			if err := s.refill(ctx); err != nil && ctx.Err() == nil {
				why = err.Error()
			}
			if why != "" && why != said {
				s.log.WarnContext(ctx, "no room is held back", "cause", why)
			}
			said = why
			sleep(ctx, roomLooked)
		}
	})
}

// leave ends it. The ballast stays for the next start.
func (s *Space) leave() {
	if s.leaveOff != nil {
		s.leaveOff()
		s.keeping.Wait()
		s.leaveOff = nil
	}
	s.ballast.Leave()
}

// SpaceStates tells of the disk of the data folder, and of those of the folders that are
// copied to. One that does not tell is left out.
func (s *Space) SpaceStates(ctx context.Context) ([]office.Space, error) {
	if err := s.entrance.reads(ctx); err != nil {
		return nil, err
	}
	return s.spaces(ctx)
}

func (s *Space) spaces(ctx context.Context) (all []office.Space, err error) {
	targets, err := s.copies.targets(ctx)
	if err != nil {
		return nil, err
	}
	if is, known := s.spaceAt(ctx, s.home); known {
		is.Own = true
		if s.heldBack(is.Free) {
			is.Level = office.SpaceFull
		}
		if page := s.pageTakes(ctx); page > 0 {
			is.Pages = is.Free / page
		}
		all = append(all, is)
	}
	for _, c := range targets {
		if copying.IsFar(c.Where) {
			continue
		}
		if is, known := s.spaceAt(ctx, c.Where); known {
			all = append(all, is)
		}
	}
	return all, nil
}

func (s *Space) spaceAt(ctx context.Context, folder string) (office.Space, bool) {
	n, known := disk.FreeSoon(ctx, folder)
	is := office.Space{Where: folder, Free: int64(min(n, 1<<62)), Level: office.SpaceGood}
	switch {
	case is.Free < s.out:
		is.Level = office.SpaceOut
	case is.Free < s.low:
		is.Level = office.SpaceLow
	}
	return is, known
}

// pageTakes measures how many bytes a page takes by the acts that this office finished last;
// 0: there are none.
func (s *Space) pageTakes(ctx context.Context) int64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.clock.Now()
	if !s.measured.IsZero() && now.Sub(s.measured).Abs() < pageMeasured {
		return s.page
	}
	hits, err := s.store.Find(ctx, store.Query{Direction: office.PaperToData, States: []office.State{office.Finished}, Most: measuredOf})
	if err != nil {
		return s.page
	}
	rows, err := s.store.Rows(ctx, hits.Keys)
	if err != nil {
		return s.page
	}
	var bytes, pages int64
	for _, r := range rows {
		if c, err := s.store.Conversion(ctx, r.ID); err == nil {
			bytes += c.PDFSize
			pages += int64(len(c.Pages))
		}
	}
	if s.measured = now; pages > 0 {
		s.page = bytes / pages
	}
	return s.page
}

func (s *Space) waits() []wait {
	return []wait{{sort: "space", needs: office.MayRead, all: office.ToData, ask: s.spaceWaiting}}
}

// spaceWaiting tells of disks that have little room.
func (s *Space) spaceWaiting(ctx context.Context) (is office.Waiting, err error) {
	all, err := s.spaces(ctx)
	for _, each := range all {
		if each.Level == office.SpaceGood {
			continue
		}
		is.Count++
		if len(is.Newest) < office.WaitsTold {
			is.Newest = append(is.Newest, spaceWait(each))
		}
	}
	return is, err
}

func spaceWait(is office.Space) office.Wait {
	free := is.Free / 1e6
	w := office.Wait{Title: "Ổ đĩa chứa dữ liệu", Below: fmt.Sprintf("Còn trống %d MB.", free), Grave: office.Alarming, To: office.ToData}
	if is.Pages > 0 {
		w.Below = fmt.Sprintf("Còn trống %d MB, chừng %d trang như các trang đã làm.", free, is.Pages)
	}
	if !is.Own {
		w.Title, w.To = "Ổ đĩa của bản sao ở “"+is.Where+"”", office.ToCopies
	}
	switch is.Level {
	case office.SpaceLow:
		w.Grave = office.Wanting
	case office.SpaceFull:
		w.Below = fmt.Sprintf("Đã đầy: %d MB còn lại chỉ để ghi xong việc đang làm. Hãy dọn ổ đĩa trước khi quét hay nhập thêm.", free)
	}
	return w
}
