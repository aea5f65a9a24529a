// Package called says what people call the documents of the registers and their years.
package called

import (
	"strconv"
	"strings"
	"time"

	"fyne.io/fyne/v2"

	"tram/local/office"
	"tram/ui/kit"
)

// yearsBack are the years that are offered beside this one.
const yearsBack = 4

// ThisYear is the one that the clock of the computer tells, as the station goes by it.
func ThisYear() int { return time.Now().In(office.VietNam).Year() } //nolint:forbidigo // on the screen: it is no time of a record

// Years are those that are offered, the newest first.
func Years() (all []kit.Option) {
	for year := ThisYear(); year >= ThisYear()-yearsBack; year-- {
		all = append(all, kit.Option{Key: strconv.Itoa(year), Name: kit.T("documents.year", year)})
	}
	return all
}

// Flow is the name of a register.
func Flow(f office.Flow) string { return kit.T("documents.flow-" + string(f)) }

// Number is the number of a document as people call it.
func Number(r office.Registered) string {
	switch {
	case r.Number == 0:
		return kit.T("documents.number-waits", r.Waiting)
	case r.Flow == office.FlowIn, r.Flow == office.FlowPost:
		return kit.Joined(kit.T("documents.number-"+string(r.Flow), r.Said()), office.Numbered(r.Document.Number, r.Document.Symbol))
	}
	return r.Numbered()
}

// Copy puts words where they can be pasted from, and says so.
func Copy(desk *kit.Desk, words string) {
	fyne.CurrentApp().Clipboard().SetContent(words)
	desk.Good(kit.T("documents.copied", words))
}

// Folder is a name for a folder of the files of a document that every system can keep.
func Folder(r office.Registered) string {
	return office.MendedFileName(strings.TrimSpace(kit.T("documents.folder", Flow(r.Flow), r.Said(), r.Year)))
}
