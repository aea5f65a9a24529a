package kit

import (
	"strings"

	"tram/local/office"
)

// Asks is a form of the questions of a register; its answers lie under their keys.
type Asks struct{ *Form[map[string]string] }

// NewAsks lays out no question yet.
func NewAsks() *Asks { return &Asks{NewForm[map[string]string]()} }

// Lay takes other questions, whose fields are empty.
func (a *Asks) Lay(asks []office.Ask) { a.Form.Lay(ofSheet(asks)...) }

// ChoicesOf offers things by their names.
func ChoicesOf[K interface {
	~string
	Name() string
}](all []K) (of []office.Choice) {
	for _, each := range all {
		of = append(of, office.Choice{Key: string(each), Said: Capital(Said(each.Name()))})
	}
	return of
}

// JoinKeys is the answer that chooses several things.
func JoinKeys[K ~string](all []K) string {
	keys := make([]string, len(all))
	for i, each := range all {
		keys[i] = string(each)
	}
	return strings.Join(keys, "\n")
}

// SplitKeys are the things that an answer chooses.
func SplitKeys[K ~string](answer string) (all []K) {
	for key := range strings.FieldsSeq(answer) {
		all = append(all, K(key))
	}
	return all
}
