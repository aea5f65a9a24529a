package kit

import (
	"strings"

	"golang.org/x/text/unicode/norm"

	"tram/local/office"
)

// soundOffice is an office without fault: with one answer put into it, what
// Validate says is about that answer alone.
var soundOffice = office.Office{Name: "Ủy ban nhân dân xã Mẫu Sơn", Code: "H49.10.02", System: "Trạm Công vụ", Owner: "Ủy ban nhân dân tỉnh Mẫu"}

// OfficeAsks ask who the office is. Each answer is judged when the clerk leaves it.
func OfficeAsks() []*Ask[office.Office] {
	return []*Ask[office.Office]{
		askOffice("name", T("kit.office-name"), func(o *office.Office) *string { return &o.Name }).Hinted(T("kit.office-name-hint")).Like(soundOffice.Name),
		askOffice("code", T("kit.office-code"), func(o *office.Office) *string { return &o.Code }).Hinted(T("kit.office-code-hint")).Like(soundOffice.Code),
		askOffice("system", T("kit.office-system"), func(o *office.Office) *string { return &o.System }).Like("Trạm Công vụ xã Mẫu Sơn"),
		askOffice("owner", T("kit.office-owner"), func(o *office.Office) *string { return &o.Owner }).Hinted(T("kit.office-owner-hint")).Like(soundOffice.Owner),
		askOffice("lookup", T("kit.office-lookup"), func(o *office.Office) *string { return &o.Lookup }).Hinted(T("kit.office-lookup-hint")).Like("https://tracuu.example.vn"),
	}
}

func askOffice(key, said string, into func(*office.Office) *string) *Ask[office.Office] {
	return AskWords(key, said, into).Judged(func(typed office.Office) error {
		o := soundOffice
		*into(&o) = *into(&typed)
		return o.Validate()
	})
}

// Typed is a text as it is to be kept: one space between words, and letters
// composed, whatever the keyboard sent.
func Typed(s string) string { return norm.NFC.String(strings.Join(strings.Fields(s), " ")) }
