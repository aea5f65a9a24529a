package counterforms

import (
	"strconv"
	"time"

	"tram/local/letter"
	"tram/local/office"
)

// The forms of one request, as a command calls them.
const (
	Receipt    = "receipt"
	Supplement = "supplement"
	Refusal    = "refusal"
	Apology    = "apology"
	Control    = "control"
)

// Facts is what a form is set from.
type Facts struct {
	Office office.Office
	Phone  string // that an applicant may call; empty: it is left to be written
	Told   office.RequestTold
	Entry  office.ID // the step that the form tells of; empty: the last one of its deed
	At     time.Time // when the form is made
}

// form is one of them: what it is called, the notation of its number, and how it is set.
type form struct {
	said     string
	notation string
	deed     office.RequestDeed // of which it tells; empty: of the request as a whole
	none     office.Failure     // there was no such deed
	set      func(*letter.Paper, Facts, office.RequestStep) error
	title    string
}

// desk is the part of the office that the forms are of.
var desk = []string{"BỘ PHẬN TIẾP NHẬN VÀ", "TRẢ KẾT QUẢ"}

const (
	deskSaid     = "Bộ phận Tiếp nhận và Trả kết quả"
	deskShort    = "Bộ phận TN&TKQ"
	deskNotation = "BPTNTKQ"
)

var forms = map[string]form{
	Receipt:    {said: "giấy tiếp nhận hồ sơ và hẹn trả kết quả", notation: "GTN-" + deskNotation, set: receipt, title: "GIẤY TIẾP NHẬN HỒ SƠ VÀ HẸN TRẢ KẾT QUẢ"},
	Supplement: {said: "phiếu yêu cầu bổ sung", notation: "PBS-" + deskNotation, deed: office.RequestSupplement, none: NotSupplemented, set: supplement, title: "PHIẾU YÊU CẦU BỔ SUNG, HOÀN THIỆN HỒ SƠ"},
	Refusal:    {said: "phiếu từ chối", notation: "PTC-" + deskNotation, deed: office.RequestRefuse, none: NotRefused, set: refusal, title: "PHIẾU TỪ CHỐI TIẾP NHẬN GIẢI QUYẾT HỒ SƠ"},
	Apology:    {said: "phiếu xin lỗi", notation: "PXL", deed: office.RequestExtend, none: NotPutOff, set: apology, title: "PHIẾU XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT"},
	Control:    {said: "phiếu kiểm soát", notation: "PKS-" + deskNotation, set: control, title: "PHIẾU KIỂM SOÁT QUÁ TRÌNH GIẢI QUYẾT HỒ SƠ"},
}

// Offered are the forms that tell of something in a request, in the order of its life.
func Offered(t office.RequestTold) (all []office.RequestFormOffer) {
	for _, name := range []string{Receipt, Supplement, Apology, Refusal, Control} {
		is := forms[name]
		if _, _, err := (Facts{Told: t}).step(is); err == nil {
			all = append(all, office.RequestFormOffer{Form: name, Said: is.said})
		}
	}
	return all
}

// Made sets a form, and tells whose paper it is and of when: the day of the step that it tells of,
// so that a form that is made again is the same. The control slip, which grows, is of the moment at
// which it is made. It fails with NoSuchForm, NoSuchStep, StepWithout, NotCounted, Parted and with
// NotSupplemented, NotRefused or NotPutOff.
func Made(name string, f Facts) (p *letter.Paper, of letter.Of, err error) {
	is, known := forms[name]
	if !known {
		return nil, of, NoSuchForm.About(office.Visible(name, 40))
	}
	step, nth, err := f.step(is)
	if err != nil {
		return nil, of, err
	}
	of = letter.Of{Office: f.Office.Name, At: f.dayOf(name, step)}
	p = letter.Begin(letter.Head{Over: f.Office.Name, Desk: desk, Number: number(f.Told.Request.Code, nth, is.notation), Day: of.At}, is.title)
	p.Title += " " + f.Told.Request.Code
	return p, of, is.set(p, f, step)
}

// dayOf is the moment that a form bears.
func (f Facts) dayOf(name string, step office.RequestStep) time.Time {
	switch {
	case name == Control:
		return f.At
	case step.ID != "":
		return step.At
	}
	return f.Told.Request.Received
}

// number is that of a form. It is made of the nine digits of the request's code, which were drawn when
// it was received: a counter without a line needs no list of numbers to give one that no other form of
// the sort has. A second sheet of one request bears a 2 behind them.
func number(code string, nth int, notation string) string {
	n := office.RequestDigits(code)
	if nth > 1 {
		n += "-" + strconv.Itoa(nth)
	}
	return n + "/" + notation
}

// step finds the step that a form tells of, and which of its deed it is on the way that stands, from 1.
func (f Facts) step(is form) (found office.RequestStep, nth int, err error) {
	if is.deed == "" {
		return found, 0, nil
	}
	if len(f.Told.Parted) > 0 {
		return found, 0, Parted.About(is.said)
	}
	for _, s := range f.Told.Steps {
		counts := s.Deed == is.deed && s.Note == ""
		switch {
		case f.Entry == "" && counts:
			found, nth = s, nth+1
		case f.Entry != s.ID:
			if counts {
				nth++
			}
		case s.Deed != is.deed:
			return found, 0, StepWithout.About(s.Said, is.said)
		case s.Note != "":
			return found, 0, NotCounted.About(s.Note)
		default:
			return s, nth + 1, nil
		}
	}
	switch {
	case f.Entry != "":
		return found, 0, NoSuchStep
	case found.ID == "":
		return found, 0, is.none
	}
	return found, nth, nil
}

// before is the step that another one follows; false: it was the first, or that one is not known here.
func before(t office.RequestTold, e office.RequestEntry) (office.RequestEntry, bool) {
	id := e.Of
	if e.Deed != office.RequestSettle {
		if id = ""; len(e.After) > 0 {
			id = e.After[0]
		}
	}
	for _, s := range t.Steps {
		if id != "" && s.ID == id {
			return s.RequestEntry, true
		}
	}
	return office.RequestEntry{}, false
}

// dueAt is the appointment that stood when a step was taken.
func dueAt(t office.RequestTold, e office.RequestEntry) time.Time {
	for range t.Steps {
		was, is := before(t, e)
		if !is {
			break
		}
		if was.Deed == office.RequestExtend || was.Deed == office.RequestSupplied {
			return was.Due
		}
		e = was
	}
	return t.Request.Due
}
