package office

import (
	"slices"
	"strings"
)

// Heading (thể thức ở đầu văn bản) is what the head of a document says of it, as far as
// a program could read that (Nghị định 30, Phụ lục I). It is nobody's word: a clerk is
// offered it, and takes of it what is right.
type Heading struct {
	Type    string // code of a DocumentType
	Number  string
	Symbol  string
	Subject string
	Issuer  string
	Place   string // địa danh, beside the day
	Issued  string // yyyy-mm-dd
	Post    string // chức vụ of whoever signed, as it stands over the name
	Signer  string // họ và tên of whoever signed, as it stands below the seal
	Doubts  Doubts // what of it a machine read off a picture, and is not sure of
	Seen    Seen   // where on the pages it was read
}

// Said is what a heading says, without where that was read.
func (h Heading) Said() Heading {
	h.Seen = Seen{}
	return h
}

// Doubts are the fields of a Heading that a clerk has to hold against the paper one by one.
type Doubts struct{ Type, Number, Symbol, Subject, Issuer, Place, Issued, Post, Signer bool }

// Seen is where each field of a Heading was read. A field that says nothing was read nowhere.
type Seen struct{ Type, Number, Symbol, Subject, Issuer, Place, Issued, Post, Signer Strip }

// Strip is a part of a page on which something stands.
type Strip struct {
	Page int        // among the pages of the document, from 0
	Box  [4]float64 // left, top, right, bottom, in parts of the page as it is seen
}

// Known tells whether there is anything of a strip to be shown.
func (s Strip) Known() bool { return s.Box[2] > s.Box[0] && s.Box[3] > s.Box[1] }

// TextLine is a line of the text of a page, or a part of it that stands by itself.
type TextLine struct {
	Text string
	Box  [4]float64 // left, top, right, bottom, mm from the top left of the page as it is seen
	Read bool       // by a machine, off a picture
	Sure float64    // of what was read: 0 … 1, by the machine's own word for its least sure word
	Lean float64    // mm by which the lines of its page fall for each mm to the right
}

// Used are words that this office put on record of late, the newest first.
type Used struct {
	Issuers []string
	Symbols []string
	Systems []UsedSystem
}

// UsedSystem is an information system, what it did with a data message, and whose that
// was.
type UsedSystem struct {
	Name, Owner string
	Parts       []SystemPart
	Issuer      string
}

// UsedIn are the words of conversions, the newest first.
func UsedIn(all []Conversion) (u Used) {
	issuers, symbols, systems := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for _, c := range all {
		u.Issuers = newWord(u.Issuers, issuers, c.Document.Issuer)
		u.Symbols = newWord(u.Symbols, symbols, c.Document.Symbol)
		if c.Message == nil {
			continue
		}
		for _, s := range c.Message.gathered(c.Document.Issuer) {
			if key := s.Name + "\n" + s.Owner + "\n" + s.Issuer; !systems[key] {
				systems[key] = true
				u.Systems = append(u.Systems, s)
			}
		}
	}
	return u
}

func newWord(all []string, known map[string]bool, word string) []string {
	if word = strings.TrimSpace(word); word == "" || known[word] {
		return all
	}
	known[word] = true
	return append(all, word)
}

// gathered are the systems of a message of which all was told.
func (m DataMessage) gathered(issuer string) (all []UsedSystem) {
	for _, u := range m.SystemsTold() {
		if u.Name != "" && u.Owner != "" && len(u.Parts) > 0 {
			u.Issuer = issuer
			all = append(all, u)
		}
	}
	return all
}

// SystemsTold are the systems of a message, each once with all that it did in the order of the
// law, as far as it was told.
func (m DataMessage) SystemsTold() (all []UsedSystem) {
	for _, s := range m.Systems {
		i := slices.IndexFunc(all, func(u UsedSystem) bool { return u.Name == s.Name && u.Owner == s.Owner })
		if i < 0 {
			i, all = len(all), append(all, UsedSystem{Name: s.Name, Owner: s.Owner})
		}
		if s.Part != "" {
			all[i].Parts = append(all[i].Parts, s.Part)
		}
	}
	for _, u := range all {
		slices.SortStableFunc(u.Parts, func(a, b SystemPart) int { return slices.Index(SystemParts, a) - slices.Index(SystemParts, b) })
	}
	return all
}

// SystemsOf has a system for each part that one did, and one without a part where none was
// told yet. What has no name at all is none.
func SystemsOf(told []UsedSystem) (all []InfoSystem) {
	for _, u := range told {
		if u.Name == "" && u.Owner == "" {
			continue
		}
		did := u.Parts
		if len(did) == 0 {
			did = []SystemPart{""}
		}
		for _, part := range did {
			all = append(all, InfoSystem{Part: part, Name: u.Name, Owner: u.Owner})
		}
	}
	return all
}
