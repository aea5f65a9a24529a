package people

import (
	"context"
	"errors"
	"strings"
	"time"

	"tram/local/office"
	"tram/local/store"
)

// The steps of an Access: what a person did, and that the hour is over.
const (
	StepSeen    = "see"
	StepTaken   = "take-out"
	StepSought  = "seek-person" // a person by their number
	StepCounted = "count"
)

// Access (lượt truy cập) gathers how often a person looked at a record in an hour, or
// took it out into a file (Nghị định 30, Phụ lục VI, Phần I, III.5a, 6a and 6l). The
// first, second, fourth, eighth … makes an entry in the name of the person; once the
// hour is over the station puts down how many they were.
type Access struct {
	ID      office.ID `json:"id"`
	Version int64     `json:"version"`
	Account office.ID `json:"account"`
	Who     string    `json:"who"`
	Record  office.ID `json:"record,omitempty"` // empty: what Called names
	Called  string    `json:"called,omitempty"` // what is no record of its own: "Sổ kênh giao tiếp"
	Way     string    `json:"way"`              // StepSeen, StepTaken or StepSought
	Hour    time.Time `json:"hour"`             // when it began
	Last    time.Time `json:"last"`
	Times   int       `json:"times"`
}

var accesses = store.Kind[Access]{
	Name: office.KindAccess, Said: "Lượt truy cập", Clash: store.Alone, Silent: true,
	Named: func(a *Access) (*office.ID, *int64) { return &a.ID, &a.Version },
	Steps: []store.Step{{Name: StepSeen, Said: "Mở xem"}, {Name: StepTaken, Said: "Xuất ra tệp"}, {Name: StepSought, Said: "Tìm theo số định danh"}, {Name: StepCounted, Said: "Chốt số lượt trong giờ"}},
	Line: func(a Access) store.Line {
		return store.Line{Title: a.Called, At: a.Hour.UTC().Format(time.RFC3339), Facts: map[string][]string{"hour": {a.key()}, store.FacetOf: {string(a.Record)}}}
	},
	Fields: map[string]string{"hour": "Trong giờ", "times": "Số lượt"},
}

func (a Access) key() string {
	return strings.Join([]string{string(a.Account), a.Who, string(a.Record), a.Called, a.Way, a.Hour.UTC().Format(time.RFC3339)}, "|")
}

const countedAccess = "access " // begins what is counted

// Accessed keeps that a person looked at something.
func (s Stored) Accessed(ctx context.Context, a Access) error {
	if a.Record != "" {
		if _, _, there, err := s.Store.Now(ctx, a.Record); err != nil || !there {
			return err // nobody saw what is not there
		}
	}
	count, err := s.doubled(ctx, countedAccess+a.key())
	if err != nil || count == 0 {
		return err
	}
	kept, err := store.By(ctx, s.Store, accesses, "hour", a.key())
	if err != nil {
		return err
	}
	if len(kept) > 0 {
		a.ID, a.Version = kept[0].ID, kept[0].Version
	}
	a.Times = count
	return s.saidOnce(ctx, store.Act{Actor: a.Who, Step: a.Way}, accesses.Put(&a))
}

// CountAccesses puts down how many they were in the hours before a moment.
func (s Stored) CountAccesses(ctx context.Context, hour time.Time) error {
	over, err := s.Store.TriesOver(ctx, countedAccess, hour)
	if err != nil {
		return err
	}
	for what, counted := range over {
		kept, err := store.By(ctx, s.Store, accesses, "hour", strings.TrimPrefix(what, countedAccess))
		if err == nil && len(kept) > 0 && kept[0].Times < counted {
			kept[0].Times = counted
			err = s.saidOnce(ctx, store.Act{Actor: s.Station, Step: StepCounted}, accesses.Put(&kept[0]))
		}
		if err = errors.Join(err, s.Store.ForgetTries(ctx, what)); err != nil {
			return err
		}
	}
	return nil
}

// Accesses lists who looked at what here, oldest first.
func (s Stored) Accesses(ctx context.Context) ([]Access, error) {
	return store.Here(ctx, s.Store, accesses)
}

// doubled counts one more of a thing, and tells its number where that has doubled; 0: it
// has not.
func (s Stored) doubled(ctx context.Context, what string) (count int, err error) {
	wait, err := s.Store.BookTry(ctx, what, func(counted int) time.Duration {
		count = counted + 1
		return 0
	})
	if err != nil || wait > 0 || count&(count-1) != 0 {
		return 0, err
	}
	return count, nil
}

// saidOnce saves what another process may have said just now.
func (s Stored) saidOnce(ctx context.Context, by store.Act, change store.Change) error {
	err := s.Store.Save(ctx, by, change)
	if errors.Is(err, store.Stale) {
		return nil
	}
	return err
}
