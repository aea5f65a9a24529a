package office

import (
	"fmt"
	"slices"
)

// Kept names the files that the vault must hold of a conversion as long as its
// record stands. A draft of paper lies in the tray and not in the vault.
func (c Conversion) Kept() []Digest {
	switch {
	case c.State == Discarded:
		return nil
	case c.Direction == DataToPaper:
		return c.keptOfMessage()
	case c.State != Finished:
		return nil
	}
	return given(append(c.Originals(), c.PDF))
}

// Originals are the files of the captured pages that lie beside the PDF: those of
// which it does not hold each byte.
func (f FromPaper) Originals() (files []Digest) {
	for _, p := range f.Pages {
		files = append(files, p.Container)
		if !p.Verbatim() {
			files = append(files, p.Capture)
		}
	}
	return given(files)
}

func (c Conversion) keptOfMessage() (files []Digest) {
	if c.Message != nil {
		files = append(files, c.Message.File, c.Message.PDF)
	}
	switch {
	case c.Print == nil:
	case c.Print.Rewrote:
		files = append(files, c.PDF)
	default:
		files = append(files, c.Print.More)
	}
	return given(files)
}

// Kept names the files that the vault must hold of how this station signs.
func (g SigningSetup) Kept() (files []Digest) {
	if g.Seal != nil {
		files = append(files, g.Seal.Digest)
	}
	for _, hand := range g.Hands {
		files = append(files, hand.Digest)
	}
	return given(files)
}

// given leaves out what names nothing, and each name after the first.
func given(files []Digest) []Digest {
	slices.Sort(files)
	return slices.DeleteFunc(slices.Compact(files), func(d Digest) bool { return d == "" })
}

// Gap (tệp thiếu) is a file that a record stands on and that the vault does not
// give.
type Gap struct {
	Digest Digest `json:"digest"`
	Record ID     `json:"record"`
	Kind   Kind   `json:"kind"`           // of the record
	Code   string `json:"code,omitempty"` // of the conversion; empty: of none
	Dark   bool   `json:"unread"`         // it may be there: its folder, or the file, cannot be read
}

// Said names the file and whom it belongs to.
func (g Gap) Said() string {
	const shown = 12
	name := string(g.Digest[:min(len(g.Digest), shown)])
	if g.Dark {
		return fmt.Sprintf("%s… · %s · chưa đọc được", name, g.Whose())
	}
	return fmt.Sprintf("%s… · %s · không còn trong kho", name, g.Whose())
}

// Whose names what the file belongs to.
func (g Gap) Whose() string {
	whose := map[Kind]string{KindSigning: "hình con dấu, chữ ký", KindStationKey: "khóa của trạm", KindDaySheet: "tờ khóa sổ cuối ngày",
		KindEnclosed: "tệp của văn bản trong sổ", KindArrivalStamp: "bản có dấu ĐẾN"}[g.Kind]
	if whose == "" {
		whose = "hồ sơ " + g.Code
	}
	return whose
}

// GapsTold sums gaps up, what is missing before what cannot be read.
func GapsTold(all []Gap) (told []Failure) {
	dark := 0
	for _, g := range all {
		if g.Dark {
			dark++
		}
	}
	if gone := len(all) - dark; gone > 0 {
		told = append(told, FilesMissing.About(gone))
	}
	if dark > 0 {
		told = append(told, FilesUnread.About(dark))
	}
	return told
}
