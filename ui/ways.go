package ui

import (
	"tram/local/office"
	"tram/ui/audit"
	"tram/ui/books"
	"tram/ui/digitise"
	"tram/ui/documents"
	"tram/ui/meetings"
	"tram/ui/people"
	"tram/ui/printing"
	"tram/ui/proof"
	"tram/ui/records"
	"tram/ui/requests"
	"tram/ui/sign"
	"tram/ui/today"
	"tram/ui/workfiles"
)

// places are those to which what waits, and what is found, leads.
type places struct {
	desk      *digitise.Page
	prints    *printing.Page
	signs     *sign.Page
	kept      *records.Page
	registers *books.Page
	journal   *audit.Page
	proven    *proof.Page
	users     *people.Page
	shelf     *documents.Page
	files     *workfiles.Page
	counter   *requests.Page
	agenda    *meetings.Page
}

// leadFromToday leads from what waits to where it is dealt with, and to where work begins.
func (f *frame) leadFromToday(first *today.Page, to places) {
	first.Begin = today.Beginnings{
		Digitise: func() { f.goToPage(to.desk) }, Print: func() { f.goToPage(to.prints) }, Prove: func() { f.goToPage(to.proven) },
	}
	first.Ways = map[office.Lead]func(office.Wait){
		office.ToDigitise:   func(w office.Wait) { f.goToPage(to.desk); opened(w, to.desk.Open) },
		office.ToEntering:   func(w office.Wait) { f.goToPage(to.desk); opened(w, to.desk.GoOn) },
		office.ToPrinting:   func(w office.Wait) { f.goToPage(to.prints); opened(w, to.prints.Open) },
		office.ToComparison: func(w office.Wait) { f.goToPage(to.prints); opened(w, to.prints.OpenCompared) },
		office.ToSign:       func(w office.Wait) { opened(w, to.signs.SignOne); f.goToPage(to.signs) },
		office.ToRecord:     func(w office.Wait) { f.goToPage(to.kept); opened(w, to.kept.Open) },
		office.ToBook: func(w office.Wait) {
			f.goToPage(to.registers)
			if w.Book != "" {
				to.registers.Open(w.Book, w.Record)
			}
		},
		office.ToWorkFile:  func(w office.Wait) { f.goToPage(to.files); opened(w, to.files.Open) },
		office.ToJournal:   func(office.Wait) { f.goToPage(to.journal) },
		office.ToData:      func(office.Wait) { f.toData() },
		office.ToScanning:  func(office.Wait) { f.toScanning() },
		office.ToCopies:    func(office.Wait) { f.toCopies() },
		office.ToLines:     func(office.Wait) { f.toLines() },
		office.ToRecovery:  func(office.Wait) { f.w.found() },
		office.ToDayEnd:    f.closeWaiting,
		office.ToEmergency: func(office.Wait) { f.goToPage(f.without) },
		office.ToDocument: func(w office.Wait) {
			f.goToPage(to.shelf)
			to.shelf.Waiting()
			opened(w, to.shelf.Open)
		},
		office.ToRequests: func(w office.Wait) {
			f.goToPage(to.counter)
			to.counter.Mine()
			opened(w, to.counter.Open)
		},
		office.ToRequestsLate: func(office.Wait) {
			f.goToPage(to.counter)
			to.counter.Late()
		},
		office.ToMeetings: func(w office.Wait) {
			f.goToPage(to.agenda)
			opened(w, to.agenda.Open)
		},
		office.ToLate: func(office.Wait) {
			f.goToPage(to.shelf)
			to.shelf.Late()
		},
	}
}

// opened opens the record that waits, where one does.
func opened(w office.Wait, open func(office.ID)) {
	if w.Record != "" {
		open(w.Record)
	}
}
