package office

import (
	"fmt"
	"io"
	"log/slog"
	"slices"
	"time"
)

// CopyTarget (nơi để bản sao) is a place that a station copies to, as its journal has it. It is
// chosen by who may run the office, and copied to until it is given up; what lies there stays.
type CopyTarget struct {
	ID      ID        `json:"id"` // of what lies there
	Version int64     `json:"version"`
	Where   string    `json:"where"`
	HostKey string    `json:"host_key,omitempty"` // of the server, as it was confirmed
	Added   time.Time `json:"added"`
	GivenUp bool      `json:"given_up,omitempty"`

	FormerGone time.Time `json:"former_gone,omitzero"` // when somebody had what former identities sealed there removed
}

// FarPlace is a place on a server that is to be copied to.
type FarPlace struct {
	Where   string // sftp://… or s3://…, without any secret
	HostKey string // kind and fingerprint of the server's key that was confirmed; empty: none was
	Secret  CopySecret
}

// CopySecret opens a server of copies. Formatting it shows nothing of it.
type CopySecret struct {
	Password string `json:"password,omitempty"` // of the account, of the key; of S3 the secret key
	Key      string `json:"key,omitempty"`      // private key (PEM); empty: a password alone
}

// Format shows nothing, whatever the verb.
func (CopySecret) Format(s fmt.State, _ rune) { io.WriteString(s, "office.CopySecret") }

// LogValue shows nothing to a log.
func (c CopySecret) LogValue() slog.Value { return slog.StringValue(fmt.Sprint(c)) }

// IsEmpty tells whether there is none.
func (c CopySecret) IsEmpty() bool { return c == CopySecret{} }

// CopyLevel is how well off a copy is.
type CopyLevel string

// The levels of a copy, best first.
const (
	CopyGood  CopyLevel = "good"
	CopyAmber CopyLevel = "amber"
	CopyRed   CopyLevel = "red"
)

// CopyState is what is known of the copy at one target.
type CopyState struct {
	ID       ID          `json:"id"`
	Where    string      `json:"where"`
	HostKey  string      `json:"host_key,omitempty"` // of the server; empty: it is a folder, or vouched for otherwise
	Verified time.Time   `json:"verified,omitzero"`  // when it was last seen to have everything; zero: never
	Head     JournalHead `json:"head"`               // of the journal at that time
	Of       ID          `json:"of,omitempty"`       // the station whose journal that is
	Behind   int64       `json:"behind"`             // entries of the own journal that it lacks
	Kept     int64       `json:"kept,omitempty"`     // objects that were to be removed for good, and that the place keeps
	Old      int64       `json:"old,omitempty"`      // snapshots of the database that nobody needs, and that the place keeps
	Silent   string      `json:"silent,omitempty"`   // name of the failure that keeps it from going on; empty: nothing does
	Said     string      `json:"said,omitempty"`     // of that, Vietnamese
	Next     string      `json:"next,omitempty"`
	Since    time.Time   `json:"since,omitzero"`      // of the silence
	SameDisk bool        `json:"same_disk,omitempty"` // it lies on the disk of the data, and is lost with that
	Others   []GoesOn    `json:"others,omitempty"`    // stations that say there to go on with this office, too
	Level    CopyLevel   `json:"level"`
	Tour     CopyTour    `json:"tour"`            // reading all of it back
	Former   FormerCopy  `json:"former,omitzero"` // what former identities sealed there
	Under    CopySign    `json:"under,omitzero"`  // by which the place was known when it had all of Head
}

// FormerCopy is what a station has at a place that was sealed to identities before the one in
// force: whoever kept a former sheet opens it.
type FormerCopy struct {
	Objects int64     `json:"objects"` // 0: there is none, or none is known
	Bytes   int64     `json:"bytes"`
	Since   time.Time `json:"since,omitzero"`   // when the first of these identities was put aside
	Shared  bool      `json:"shared,omitempty"` // another station has a copy there, too: the files that both share are not counted
}

// And is both of them.
func (f FormerCopy) And(also FormerCopy) FormerCopy {
	if f.Since.IsZero() || !also.Since.IsZero() && also.Since.Before(f.Since) {
		f.Since = also.Since
	}
	return FormerCopy{f.Objects + also.Objects, f.Bytes + also.Bytes, f.Since, f.Shared || also.Shared}
}

// GoesOn is a station that was restored from the copy of another one and goes on with the
// office: that one is the old computer, or what the station that reads it was restored from, too.
type GoesOn struct {
	Station ID        `json:"station"`
	Of      ID        `json:"of"`
	Since   time.Time `json:"since"`
}

// CopySign is what a place is known by of which the sealing identity was renewed since.
type CopySign struct {
	Folder string `json:"folder"` // of all that is sealed to the identity of its time
	Sum    string `json:"sum"`    // SHA-256 of what says there which place it is, as it lies sealed
}

// Age is how long ago a copy was last seen to have everything, in seconds; -1: never.
func (c CopyState) Age(now time.Time) int64 {
	if c.Verified.IsZero() {
		return -1
	}
	return max(0, int64(now.Sub(c.Verified)/time.Second))
}

// CopiesStand tells how well off an office is by all its copies: by the best of them. age is
// how long ago that was last seen to have everything, in seconds; -1: none ever was.
func CopiesStand(all []CopyState, now time.Time) (level CopyLevel, age int64) {
	order := []CopyLevel{CopyGood, CopyAmber, CopyRed}
	level, age = CopyRed, -1
	for _, c := range all {
		if is := c.Age(now); is >= 0 && (age < 0 || is < age) {
			age = is
		}
		if slices.Index(order, c.Level) < slices.Index(order, level) {
			level = c.Level
		}
	}
	return level, age
}
