package calsync

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"iter"
	"maps"
	"slices"
)

// Item is a thing of a calendar, as somebody sees it: what stands in each of its fields. A field is
// what is changed as one: the beginning and the end of a meeting are one field. What every program
// sets anew whenever it writes (the time of a stamp, a count) is none.
type Item struct {
	UID     string
	Fields  map[string]string
	Version int64 // of ours: grows with each change; of theirs: 0
	Gone    bool  // of ours: somebody removed it here
	Swept   bool  // of ours, with Gone: nobody did here, but it was removed there; where it stands there again, it does here

	// Borne are, of ours, the fields that are as somebody took them out of this calendar, and that
	// nobody changed since: by another holder who reaches us by a way of its own, or by us before the
	// State was lost. They are no change of ours, whatever both sides had last.
	Borne map[string]bool
}

// wholly tells that all of an item was taken out of the calendar, and nobody changed it since.
func (it Item) wholly() bool {
	for field := range it.Fields {
		if !it.Borne[field] {
			return false
		}
	}
	return len(it.Fields) > 0
}

// Same tells whether two items say the same.
func (it Item) Same(other Item) bool { return maps.Equal(it.Fields, other.Fields) }

// Marks are the hashes of the fields of an item. They hold none of its words.
type Marks map[string]string

// marksOf takes them.
func marksOf(it Item) Marks {
	m := make(Marks, len(it.Fields))
	for field, value := range it.Fields {
		m[field] = markOf(value)
	}
	return m
}

// markBytes of a hash are kept of each field.
const markBytes = 12

func markOf(value string) string {
	sum := sha256.Sum256([]byte(value))
	return base64.RawStdEncoding.EncodeToString(sum[:markBytes])
}

// Is tells whether a field of an item is as it was marked.
func (m Marks) Is(it Item, field string) bool {
	value, there := it.Fields[field]
	mark, marked := m[field]
	return there == marked && (!there || markOf(value) == mark)
}

// Are tells it of all fields.
func (m Marks) Are(it Item) bool {
	return len(m) == len(it.Fields) && !slices.ContainsFunc(slices.Collect(maps.Keys(m)), func(field string) bool { return !m.Is(it, field) })
}

// Ref is an object of a calendar and the version in which it lies there.
type Ref struct {
	Href string // its name within the calendar, unescaped
	ETag string // empty: the server does not say
}

// Object is one with its text.
type Object struct {
	Ref
	Text string // iCalendar
}

// Changes are what became other in a calendar since a token was given out.
type Changes struct {
	Changed []Ref
	Gone    []string // names; of the Whole: none
	Next    string   // token; empty: the server gives out none
	Whole   bool     // Changed is all that lies there
}

// Far is a calendar elsewhere. Its failures are of office.Failure.
type Far interface {
	// Changes tells what changed since a token; empty: all that lies there.
	Changes(ctx context.Context, token string) (Changes, error)

	// Fetch reads objects. What lies there no more is left out; what cannot be read has an Unread
	// with its Href and the reading goes on. After any other error nothing comes.
	Fetch(ctx context.Context, hrefs []string) iter.Seq2[Object, error]

	// Put writes an object over the version of an ETag; empty: where nothing lies. Overtaken: there
	// is another version. It answers with the new ETag; empty: nobody can say whether what lies
	// there now is this text.
	Put(ctx context.Context, href, text, etag string) (newETag string, err error)

	// Remove takes away an object in the version of an ETag. Overtaken: there is another version.
	// What is not there is no error.
	Remove(ctx context.Context, href, etag string) error
}

// Near is what is held here.
type Near interface {
	// Life names the store that holds it. One that was put back from a copy has another: what both
	// sides had last is not known to it.
	Life() string

	// Items are all, and those that were removed here, each once.
	Items(ctx context.Context) iter.Seq2[Item, error]

	// Read understands a text of a calendar; its UID is not empty. ErrNotOurs: it is none of what
	// is held here.
	Read(text string) (Item, error)

	// Write is the text of an item, as it is held here.
	Write(it Item) (text string, err error)

	// Take has an item be as the fields say, if it still has a version; 0: it is not held, or was
	// removed. text is what stands in the calendar. It answers with the version that it has now.
	// ErrMoved: it has another one. Left: it is left on both sides, and asked for again next time.
	Take(ctx context.Context, it Item, was int64, text string) (version int64, err error)

	// Drop removes an item that was removed from the calendar, if it still has a version. It fails
	// as Take does.
	Drop(ctx context.Context, uid string, was int64) error

	// Stays tells that an item would stay here as it is if it was removed from the calendar: nothing is lost
	// by that then.
	Stays(ctx context.Context, uid string) (bool, error)

	// Tell keeps what a person has to hear, once and for all, before anything of it is given up.
	// One Clash may be told again.
	Tell(ctx context.Context, c Clash) error

	// Keep keeps the state for the next time.
	Keep(ctx context.Context, s State) error
}

var (
	// ErrNotOurs is an object of a calendar that nobody here has to do with, as a task.
	ErrNotOurs = errors.New("calsync: none of ours")
	// ErrMoved is an item that somebody changed meanwhile.
	ErrMoved = errors.New("calsync: it has another version")
)

// Unread is an object that could not be read, while others can.
type Unread struct {
	Href string
	Err  error
}

func (u Unread) Error() string { return "calsync: an object was not read: " + u.Err.Error() }

// Unwrap is why.
func (u Unread) Unwrap() error { return u.Err }

// Left is why one item is not taken or removed here, while others are.
type Left struct{ Err error } // of office.Failure

func (l Left) Error() string { return "calsync: an item was left: " + l.Err.Error() }

// Unwrap is why.
func (l Left) Unwrap() error { return l.Err }

// Clash is what two sides did to one thing that cannot both stand.
type Clash struct {
	UID     string
	Fields  []string // that both changed; the value of Theirs stands
	Ours    Item     // Gone: we had removed it, and it stands again
	Theirs  Item     // Gone: they had removed it, and it stands again
	Unknown bool     // nobody knows what both had last: who changed what is not known
}
