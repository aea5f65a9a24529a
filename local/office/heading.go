package office

import "strings"

// Heading (thể thức ở đầu văn bản) is what the head of a document says of it, as far as
// a program could read that (Nghị định 30, Phụ lục I). It is nobody's word: a clerk is
// offered it, and takes of it what is right.
type Heading struct {
	Type    string // code of a DocumentType
	Number  string
	Symbol  string
	Subject string
	Issuer  string
	Issued  string // yyyy-mm-dd
}

// TextLine is a line of the text of a page, or a part of it that stands by itself.
type TextLine struct {
	Text string
	Box  [4]float64 // left, top, right, bottom, mm from the top left of the page as it is seen
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

// gathered are the systems of a message, each once with all that it did.
func (m DataMessage) gathered(issuer string) (all []UsedSystem) {
	at := map[[2]string]int{}
	for _, s := range m.Systems {
		names := [2]string{s.Name, s.Owner}
		if s.Name == "" || s.Owner == "" || s.Part == "" {
			continue
		}
		if _, known := at[names]; !known {
			at[names], all = len(all), append(all, UsedSystem{Name: s.Name, Owner: s.Owner, Issuer: issuer})
		}
		all[at[names]].Parts = append(all[at[names]].Parts, s.Part)
	}
	return all
}
