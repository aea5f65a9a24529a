package people

import (
	"encoding/json"
	"slices"
	"time"

	"tram/local/office"
)

// Account (tài khoản) is a person of the office as the station knows them. An
// administrator admits them, gives and takes posts, locks and unlocks; who leaves keeps
// the account for ever, shut. It stands in the journal without any secret: those lie in
// the Admission whose generation and hash it names.
type Account struct {
	ID      office.ID `json:"id"`
	Version int64     `json:"version"`
	Name    string    `json:"name"` // of the person, when the account was changed last
	Standing

	Generation  int64         `json:"generation"`
	Admission   office.Digest `json:"admission"`
	HasPassword bool          `json:"has_password"`
	Why         string        `json:"why,omitempty"` // of the last step, as a person gave it
}

// Standing is what is told of an account in the journal and in its admission alike:
// where the two differ, nobody is let in.
type Standing struct {
	Person office.ID     `json:"person"` // the clerk
	Posts  []office.Post `json:"posts"`
	Locked bool          `json:"locked,omitempty"`
	Left   bool          `json:"left,omitempty"`
	Lent   []Handover    `json:"lent,omitempty"`
	Tokens []Token       `json:"tokens,omitempty"`

	PasswordAt time.Time `json:"password_at,omitzero"`
	PasswordBy office.ID `json:"password_by,omitempty"` // the account that set it; empty: the recovery key
	Recovered  time.Time `json:"recovered,omitzero"`    // when the recovery key made them administrator
}

// Active tells whether the account is in use at all.
func (s Standing) Active() bool { return !s.Locked && !s.Left }

// has tells whether one of the posts gives a right.
func (s Standing) has(right office.Right) bool {
	return slices.ContainsFunc(s.Posts, func(p office.Post) bool { return p.Has(right) })
}

func (s Standing) clone() Standing {
	s.Posts, s.Lent, s.Tokens = slices.Clone(s.Posts), slices.Clone(s.Lent), slices.Clone(s.Tokens)
	return s
}

// validate refuses posts that no office gives together.
func (s Standing) validate() error {
	for _, p := range s.Posts {
		if p.Name() == "" {
			return office.UnknownPost.About(string(p))
		}
	}
	switch {
	case len(s.Posts) == 0:
		return NoPost
	case len(s.Posts) > 1 && slices.Contains(s.Posts, office.AsInspector):
		return InspectorAlone
	}
	return nil
}

// Handover (bàn giao) lends what a person may do to a named substitute until a day. It
// comes back by itself.
type Handover struct {
	To    office.ID `json:"to"` // the account
	From  time.Time `json:"from"`
	Until time.Time `json:"until"` // the moment from which on it lends nothing
	Why   string    `json:"why"`
	Since int64     `json:"since,omitempty"` // the newest entry of the journal when it was lent
}

func (h Handover) stands(now time.Time) bool { return !now.Before(h.From) && now.Before(h.Until) }

// endOfDay is the moment at which a day is over in Vietnam.
func endOfDay(day time.Time) time.Time {
	y, m, d := day.In(office.VietNam).Date()
	return time.Date(y, m, d+1, 0, 0, 0, 0, office.VietNam).UTC()
}

// same tells whether two standings say the same.
func (s Standing) same(other Standing) bool {
	a, errA := json.Marshal(s)
	b, errB := json.Marshal(other)
	return errA == nil && errB == nil && string(a) == string(b)
}
