package station

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"path/filepath"
	"time"

	"tram/local/job"
	"tram/local/office"
	"tram/local/store"
	"tram/local/whole"
)

// The check of the database (kiểm tra nền): each week, while the program is open, every page
// is held against its tag, some each minute; then the journal, all records and what is derived
// of them are gone through, and the books of heads and marks are read line by line. What is
// found is put down beside the database, for “Hôm nay”, for other programs, and for the next
// start of the window, which puts the database together anew.

const (
	checkName = "kiem-tra.json"
	mostCheck = 1 << 20 // bytes of that file

	// checkEvery is from the beginning of one check to that of the next.
	checkEvery = 7 * 24 * time.Hour

	// checkByBattery is how long the check waits for mains at most, from the end of the last.
	checkByBattery = 2 * checkEvery

	// checkSlice is how many pages are held in a minute: 16 MB.
	checkSlice = 4096
	allPages   = math.MaxInt32

	// checkLog is how many bytes may come into the log of the database while records are gone
	// through: that holds it. Beyond it the check makes way, and begins that part anew.
	checkLog = 64 << 20

	mostFound = 20 // faults that are told one by one
)

// databaseCheck is what is known of one.
type databaseCheck struct {
	Sign  string    `json:"sign"`            // of the database: what was found in another says nothing
	Begun time.Time `json:"begun,omitempty"` // zero: none goes on
	Page  int64     `json:"page"`            // the next one
	Bare  int64     `json:"bare"`            // pages without a tag
	Found []string  `json:"found,omitempty"` // by the one that goes on, Vietnamese

	Ended time.Time `json:"ended,omitempty"` // the last one
	Bad   []string  `json:"bad,omitempty"`   // what is wrong with the database, Vietnamese; none: nothing is known to be
	Since time.Time `json:"since,omitempty"` // when that was found first
	Tried string    `json:"tried,omitempty"` // why it could not be put together anew since, Vietnamese
}

func checkedAt(home string) (c databaseCheck) {
	sign, err := store.SignOf(filepath.Join(home, databaseName))
	if err != nil {
		return c
	}
	f, err := whole.Open(filepath.Join(home, checkName))
	if err == nil {
		defer f.Close()
		err = json.NewDecoder(io.LimitReader(f, mostCheck)).Decode(&c)
	}
	if err != nil || c.Sign != sign {
		return databaseCheck{Sign: sign} // it is checked from the beginning
	}
	return c
}

func (c databaseCheck) putDown(home string) error {
	return whole.Write(filepath.Join(home, checkName), 0o600, func(w io.Writer) error { return json.NewEncoder(w).Encode(c) })
}

func (c *databaseCheck) find(said string, args ...any) {
	if len(c.Found) < mostFound {
		c.Found = append(c.Found, fmt.Sprintf(said, args...))
	}
}

// tell has what was found so far count at once.
func (c *databaseCheck) tell(now time.Time) {
	if len(c.Found) > 0 {
		if len(c.Bad) == 0 {
			c.Since, c.Tried = now, ""
		}
		c.Bad = c.Found
	}
}

// followChecks checks the database until ctx ends.
func (s *Copies) followChecks(ctx context.Context) {
	for ; ctx.Err() == nil; sleep(ctx, sliceEvery) {
		if err := s.checkOn(ctx); err != nil && ctx.Err() == nil {
			s.log.WarnContext(ctx, "the database was not checked further", "cause", err.Error())
		}
	}
}

// checkOn goes on with the check by one slice, where one is due.
func (s *Copies) checkOn(ctx context.Context) error {
	c, now, met := checkedAt(s.home), s.clock.Now(), s.store.MetRot()
	if s.onBattery() && !met && now.Sub(c.Ended).Abs() < checkByBattery {
		return nil
	}
	pages := int64(checkSlice)
	switch {
	case met: // somebody was refused: which pages it is, is told at once
		c.Begun, c.Page, c.Bare, c.Found = now, 0, 0, nil
		pages = allPages
	case c.Begun.IsZero():
		if now.Sub(c.Ended).Abs() < checkEvery {
			return nil
		}
		c.Begun, c.Page, c.Bare, c.Found = now, 0, 0, nil
	}
	ended, err := s.checkSlice(ctx, &c, pages, nil)
	if err != nil {
		return err
	}
	c.tell(now)
	if ended {
		c.end(now)
	}
	for _, said := range c.Found {
		s.log.WarnContext(ctx, "something is wrong with the database", "found", said)
	}
	return c.putDown(s.home)
}

func (c *databaseCheck) end(now time.Time) {
	if len(c.Found) == 0 {
		c.Bad, c.Tried, c.Since = nil, "", time.Time{}
	}
	c.Begun, c.Ended, c.Page, c.Found = time.Time{}, now, 0, nil
}

// checkSlice holds so many pages, and looks at everything else once no page is left: not in the
// slice that found a bad one, which is to be told before.
func (s *Copies) checkSlice(ctx context.Context, c *databaseCheck, pages int64, p *job.Progress) (ended bool, err error) {
	held, err := s.store.HoldPages(ctx, c.Page, pages)
	if err != nil {
		return false, err
	}
	if len(held.Bad) > 0 {
		c.find("%d trang của cơ sở dữ liệu khác với lúc được ghi, trang đầu tiên là %d.", len(held.Bad), held.Bad[0])
	}
	c.Bare += held.Bare
	if c.Page = held.Next; held.Next < held.Count || len(held.Bad) > 0 {
		return false, nil
	}
	if err := s.checkRecords(ctx, c, p); err != nil {
		return false, err
	}
	s.journal.watch.mendBooks(ctx)
	if len(c.Found) > 0 || len(c.Bad) > 0 {
		return true, nil
	}
	_, _, err = s.store.TagPages(ctx, 0, held.Count)
	return true, err
}

// checkRecords goes through the journal and all records.
func (s *Copies) checkRecords(ctx context.Context, c *databaseCheck, p *job.Progress) error {
	var report store.JournalReport
	err := s.store.WithinLog(ctx, checkLog, func(ctx context.Context) (err error) {
		report, err = s.store.VerifyJournal(ctx, p)
		return err
	})
	if err == nil {
		err = s.store.WithinLog(ctx, checkLog, s.store.CheckPages)
	}
	if errors.Is(err, store.LogGrew) { // of half a walk nothing is said
		return err
	}
	for _, f := range report.Faults {
		c.find("%s", f.Said)
	}
	if errors.Is(err, store.Damaged) {
		c.find("%s", store.Damaged.Said)
		return nil
	}
	return err
}

// CheckedDatabase is what a check of the database came to.
type CheckedDatabase struct {
	Bad  []string `json:"bad"`  // what is wrong, Vietnamese; nothing: pages, journal and records are as they were written
	Bare int64    `json:"bare"` // pages that had no tag: of them only what lies on them was looked at
}

// CheckDatabase checks all of it now.
func (s *Copies) CheckDatabase(ctx context.Context, p *job.Progress) (is CheckedDatabase, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return is, err
	}
	c, now := checkedAt(s.home), s.clock.Now()
	c.Begun, c.Page, c.Bare, c.Found = now, 0, 0, nil
	for ended := false; !ended; {
		if ended, err = s.checkSlice(ctx, &c, checkSlice, p); err != nil {
			return is, err
		}
	}
	is = CheckedDatabase{append([]string{}, c.Found...), c.Bare}
	c.tell(now)
	c.end(now)
	if isWritable := s.store.Unwritable() == nil; isWritable {
		err = c.putDown(s.home)
	}
	return is, err
}

// databaseWaiting tells that something is wrong with the database, and what is done about it.
func (s *Copies) databaseWaiting(context.Context) (is office.Waiting, err error) {
	c := checkedAt(s.home)
	if len(c.Bad) == 0 {
		return is, nil
	}
	is.Count = 1
	below := c.Bad[0] + " Hãy đóng mọi cửa sổ của phần mềm rồi mở lại: phần mềm lập lại cơ sở dữ liệu trước khi mở, tệp hỏng được giữ riêng."
	if c.Tried != "" {
		below = c.Bad[0] + " Chưa lập lại được: " + c.Tried
	}
	is.Newest = []office.Wait{{Title: "Cơ sở dữ liệu có chỗ hỏng", Below: below, Since: c.Since, Grave: office.Alarming, To: office.ToData}}
	return is, nil
}

// rotMet is what is told where an opening met a page that does not read any more.
const rotMet = "Lúc mở, có trang của cơ sở dữ liệu khác với lúc được ghi nên không đọc được."

// mendMet puts a database together anew of which this opening met a page that rotted: who works
// now would be refused wherever it is needed, maybe at the door. Where that cannot be done the
// office opens as it is, and why is told; it is not tried at each start.
func (s *Station) mendMet(ctx context.Context, o Options) (*Station, *Mended, error) {
	if !s.store.LeftUnread() || s.store.Unwritable() != nil {
		return s, nil, nil
	}
	c := checkedAt(s.home)
	if c.Tried != "" {
		return s, nil, nil
	}
	c.find(rotMet)
	c.tell(s.clock.Now())
	if err := errors.Join(c.putDown(s.home), s.Close()); err != nil {
		s.log.WarnContext(ctx, "a database that rotted was not left in order", "cause", err.Error())
	}
	mended := mendFound(ctx, o)
	opened, err := openOnce(ctx, o)
	return opened, mended, err
}

// mendFound puts a database together anew in which a check found something wrong, and says what
// it did; nil: nothing. Where it cannot be done the office opens as it is, and why is told with
// what was found.
func mendFound(ctx context.Context, o Options) *Mended {
	if o.Home == "" {
		o.Home = DefaultHome()
	}
	c := checkedAt(o.Home)
	if len(c.Bad) == 0 || c.Tried != "" {
		return nil
	}
	m, err := Mend(ctx, MendWish{Into: o}, o.Progress)
	switch f, told := office.FailureIn(err); {
	case err == nil:
		return &m // another database lies there
	case errors.Is(err, MendInUse), errors.Is(err, MendGoesOn), ctx.Err() != nil:
		return nil
	case errors.Is(err, MendSound):
		c = databaseCheck{Sign: c.Sign}
	case told:
		c.Tried = f.Said + " " + f.Next
	default:
		c.Tried = err.Error()
	}
	if err := c.putDown(o.Home); err != nil && o.Log != nil {
		o.Log.WarnContext(ctx, "what came of a repair was not put down", "cause", err.Error())
	}
	return nil
}
