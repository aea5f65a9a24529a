package main

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"tram/local/office"
	"tram/local/station"
)

// stayed is what an office told by itself that was open for a while, as a window has it.
type stayed struct {
	refused error    // it did not open
	told    []string // of what is wrong, once each
	shown   string   // of all records
	proven  bool     // each finished record
	toured  bool     // a tour of the copy has ended
}

func (s stayed) tells() bool { return s.refused != nil || len(s.told) > 0 }

const (
	stayAtMost = 6 * time.Second
	checkFile  = "kiem-tra.json" // in which a check of the database puts down that it ended
)

// stayDays has the office be open on as many days as the copy takes to be read back whole.
func (b *bureau) stayDays() (is stayed, err error) {
	const most = 8
	var told []string
	for range most {
		if is, err = b.stay(); err != nil {
			return is, err
		}
		told = append(told, is.told...)
		if is.refused != nil || is.toured {
			break
		}
	}
	is.told = told
	return is, nil
}

// stay opens the office as the window does, lets it check itself and read some of its copy
// back, and closes it.
func (b *bureau) stay() (is stayed, err error) {
	ctx := context.Background()
	s, err := station.Open(ctx, station.Options{Home: b.home, State: filepath.Join(b.state, "tram"), MustExist: true, Mends: true})
	if err != nil {
		return stayed{refused: err}, nil
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if err := s.FollowCopies(ctx); err != nil {
		return stayed{refused: err}, nil
	}
	all, err := s.CopyStates(ctx)
	if err != nil || len(all) != 1 {
		return stayed{refused: errors.Join(err, errors.New("no copy"))}, nil
	}
	for until := time.Now().Add(stayAtMost); time.Now().Before(until) && !b.hasChecked(ctx, s, all[0].Tour); {
		time.Sleep(20 * time.Millisecond)
	}
	if all, err = s.CopyStates(ctx); err == nil && len(all) == 1 {
		is.toured = all[0].Tour.Last != nil && all[0].Tour.Begun.IsZero()
	}
	is.told, err = toldBy(ctx, s)
	if err != nil {
		return is, err
	}
	if is.shown, err = b.shownBy(ctx, s); err != nil {
		is.told, err = append(is.told, "không đọc được hồ sơ: "+err.Error()), nil
	}
	is.proven = b.provenBy(ctx, s)
	return is, err
}

// hasChecked tells whether the check of the database has ended and the tour of the copy gone on,
// or why there will be none is told.
func (b *bureau) hasChecked(ctx context.Context, s *station.Station, was office.CopyTour) bool {
	var c struct{ Ended time.Time }
	content, err := os.ReadFile(filepath.Join(b.home, checkFile))
	if err != nil || json.Unmarshal(content, &c) != nil || c.Ended.IsZero() {
		return false
	}
	all, err := s.CopyStates(ctx)
	if err != nil || len(all) != 1 {
		return true
	}
	is := all[0].Tour
	return all[0].Silent != "" || is.Last != nil && is.Begun.IsZero() || is.After != was.After
}

// toldBy gathers what a clerk is shown.
func toldBy(ctx context.Context, s *station.Station) (told []string, err error) {
	if trouble, is := s.JournalTrouble(); is {
		told = append(told, trouble.Said)
	}
	for _, beside := range s.Beside() {
		told = append(told, beside.Error())
	}
	sorts, err := s.WaitSorts(ctx)
	if err != nil {
		return append(told, err.Error()), nil
	}
	for _, sort := range sorts {
		w, err := s.WaitingOf(ctx, sort)
		if err != nil {
			told = append(told, err.Error())
		}
		for _, each := range w.Newest {
			if each.Grave == office.Alarming || sort == "copy" {
				told = append(told, each.Title+": "+each.Below)
			}
		}
	}
	all, err := s.CopyStates(ctx)
	if err != nil {
		return append(told, err.Error()), nil
	}
	for _, c := range all {
		if c.Silent != "" {
			told = append(told, c.Silent+": "+c.Said)
		}
		for _, f := range c.Tour.Found {
			told = append(told, f.Said)
		}
		if c.Tour.Last != nil {
			for _, f := range c.Tour.Last.Found {
				told = append(told, f.Said)
			}
		}
	}
	slices.Sort(told)
	return slices.Compact(told), nil
}

// shownBy is what lists and records show.
func (b *bureau) shownBy(ctx context.Context, s *station.Station) (string, error) {
	keys, _, err := s.FindAll(ctx, "", 10_000)
	if err != nil {
		return "", err
	}
	rows, err := s.Rows(ctx, keys)
	if err != nil {
		return "", err
	}
	var all []string
	for _, r := range rows {
		line, err := json.Marshal(r)
		if err != nil {
			return "", err
		}
		all = append(all, string(line))
	}
	for id := range b.records {
		c, err := s.Conversion(ctx, id)
		if err != nil {
			return "", err
		}
		line, err := json.Marshal(c)
		if err != nil {
			return "", err
		}
		all = append(all, string(line))
	}
	slices.Sort(all) // drafts come in the order in which they were entered
	return strings.Join(all, "\n"), nil
}

func (b *bureau) provenBy(ctx context.Context, s *station.Station) bool {
	for _, id := range slices.Sorted(maps.Keys(b.records)) {
		if r := b.records[id]; len(r.states) == 1 && r.states["finished"] {
			proof, err := s.Prove(ctx, id, nil)
			if err != nil || proof.Verdict != office.Proven {
				return false
			}
		}
	}
	return true
}
