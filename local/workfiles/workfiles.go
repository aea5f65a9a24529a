// Package workfiles keeps the work files of an office (hồ sơ công việc, Nghị định 30/2020 Điều
// 28–31 and Phụ lục V and VI): the yearly list of them, what lies in each, and what becomes of it.
//
// That a document lies in a file is a record of its own, so that two stations which add to one
// file lose nothing when they meet. Ordinals follow from time, and are fixed when a file is closed.
package workfiles

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"tram/local/documents"
	"tram/local/office"
	"tram/local/store"
)

// The steps of work files. StepRecall is the station's own.
const (
	StepPlan     = "plan-file"
	StepDrop     = "drop-planned-file"
	StepOpen     = "open-file"
	StepEdit     = "edit-file"
	StepClose    = "close-file"
	StepReopen   = "reopen-file"
	StepKeepBack = "keep-file-back"
	StepHandIn   = "hand-file-in"
	StepDestroy  = "destroy-file"
	StepRights   = "change-file-rights"
	StepSeen     = "see-file-rights"
	StepAdd      = "add-to-file"
	StepTakeOut  = "take-from-file"
	StepRecall   = "recall-in-file"
	StepLook     = "look-at-recalled"
)

// The kinds of this room, and the facets by which their records are found.
const (
	KindPlanned office.Kind = "planned-file"
	KindFile                = office.KindWorkFile
	KindFiled   office.Kind = "filed"
	KindClosing office.Kind = "file-closing"
	KindRight   office.Kind = "file-right"

	FacetYear     = "year"
	facetNotation = "notation"
	facetHeading  = "heading"
	facetFile     = "file"
	facetDocument = "document"
	facetPair     = "pair"
	facetStands   = "stands"
	facetFrozen   = "frozen"
	FacetKept     = "kept"   // KeptFromSome, of a file that not all may see
	FacetNotice   = "notice" // months in which somebody is to be told of a file: yyyy-mm
	FacetTold     = "told"   // the person whom a change of rights concerns, who has not seen it
)

// Kinds are those of this room.
func Kinds() []store.AnyKind { return []store.AnyKind{Planned, Files, Filed, Closings, Rights} }

var settled = []store.Step{
	{Name: store.SettleStep, Said: "Chọn giữa các bản khác nhau", Needs: office.MayKeep}, {Name: store.MergeStep, Said: "Ghép hai bản sửa"},
}

func values(states map[office.State]string) map[string]func(string) string {
	return map[string]func(string) string{"state": func(s string) string { return states[office.State(s)] }, "retention": func(s string) string {
		years, _ := strconv.Atoi(s)
		return office.Retention(years).Said()
	}}
}

// Planned are the lines of the yearly lists.
var Planned = store.Kind[office.PlannedFile]{
	Name: KindPlanned, Said: "Dòng của danh mục hồ sơ", Clash: store.Fields, Only: []string{facetNotation}, Taken: NotationTaken, Gone: []office.State{office.FileDropped},
	Named: func(p *office.PlannedFile) (*office.ID, *int64) { return &p.ID, &p.Version },
	Steps: append([]store.Step{
		{Name: StepPlan, Said: "Ghi vào danh mục hồ sơ", From: []office.State{store.Unborn}, To: office.FilePlanned, Needs: office.MayKeep},
		{Name: StepDrop, Said: "Bỏ khỏi danh mục hồ sơ", From: []office.State{office.FilePlanned}, To: office.FileDropped, Needs: office.MayKeep},
	}, settled...),
	Beside: numberPlanned, Check: checkPlanned,
	Line: func(p office.PlannedFile) store.Line {
		return store.Line{Title: p.Notation() + " · " + p.Title, Below: fmt.Sprintf("Danh mục hồ sơ năm %d · %s", p.Year, p.Heading), State: p.State, Words: []string{p.Creator, p.Note}, Facts: map[string][]string{
			FacetYear: {strconv.Itoa(p.Year)}, facetNotation: {inYear(p.Year, p.Notation())}, facetHeading: {inYear(p.Year, p.Abbreviation)},
		}}
	},
	Fields: map[string]string{
		"year": "Năm", "heading": "Đề mục lớn", "part": "Đề mục nhỏ", "abbreviation": "Chữ viết tắt", "number": "Số", "title": "Tiêu đề hồ sơ", "retention": "Thời hạn bảo quản", "creator": "Người lập hồ sơ", "note": "Ghi chú", "state": "Tình trạng",
	},
	Values: values(map[office.State]string{office.FilePlanned: "Trong danh mục", office.FileDropped: "Đã bỏ khỏi danh mục"}),
}

// StatesSaid are the states of a work file in words.
var StatesSaid = map[office.State]string{
	office.FileOpen: "Đang mở", office.FileClosed: "Đã kết thúc", office.FileKeptBack: "Giữ lại dùng tiếp", office.FileHanded: "Đã nộp lưu", office.FileDestroyed: "Đã tiêu hủy",
}

// Files are the work files. Two stations may each have put something right in one; what touches
// different fields is merged.
var Files = store.Kind[office.WorkFile]{
	Name: KindFile, Said: "Hồ sơ công việc", Clash: store.Fields, Only: []string{facetNotation}, Taken: NotationTaken, Gone: []office.State{office.FileDestroyed}, Rev: 1,
	Named: func(f *office.WorkFile) (*office.ID, *int64) { return &f.ID, &f.Version },
	Steps: append([]store.Step{
		{Name: StepOpen, Said: "Mở hồ sơ", From: []office.State{store.Unborn}, To: office.FileOpen, Needs: office.MayKeep},
		{Name: StepEdit, Said: "Sửa thông tin hồ sơ", From: []office.State{office.FileOpen}, To: office.FileOpen, Needs: office.MayKeep},
		{Name: StepRights, Said: "Đổi quyền đối với hồ sơ", Needs: office.MayKeep},
		{Name: StepClose, Said: "Kết thúc hồ sơ", From: []office.State{office.FileOpen}, To: office.FileClosed, Needs: office.MayKeep},
		{Name: StepReopen, Said: "Mở lại hồ sơ", From: []office.State{office.FileClosed, office.FileKeptBack}, To: office.FileOpen, Needs: office.MayKeep},
		{Name: StepKeepBack, Said: "Giữ lại hồ sơ đến hạn nộp lưu", From: []office.State{office.FileClosed, office.FileKeptBack}, To: office.FileKeptBack, Needs: office.MayKeep},
		{Name: StepHandIn, Said: "Nộp hồ sơ vào lưu trữ cơ quan", From: []office.State{office.FileClosed, office.FileKeptBack}, To: office.FileHanded, Needs: office.MayKeep},
		{Name: StepDestroy, Said: "Ghi hồ sơ đã tiêu hủy", From: []office.State{office.FileClosed, office.FileKeptBack, office.FileHanded}, To: office.FileDestroyed, Needs: office.MayWithdraw},
	}, settled...),
	Beside: fileBeside, Check: checkFile, Line: lineOfFile,
	Fields: map[string]string{
		"organ": "Mã cơ quan lập", "year": "Năm hình thành", "notation": "Số và ký hiệu hồ sơ", "title": "Tiêu đề hồ sơ", "retention": "Thời hạn bảo quản", "use": "Chế độ sử dụng", "creator": "Người lập hồ sơ", "language": "Ngôn ngữ",
		"note": "Ghi chú", "opened": "Ngày mở", "ended": "Ngày kết thúc", "keep": "Giữ lại tới ngày", "handed": "Ngày nộp lưu", "handed_to": "Bên nhận", "reason": "Lý do", "readers": "Người được xem", "keepers": "Người được thêm", "state": "Tình trạng",
	},
	Values: values(StatesSaid),
}

// lineOfFile names a file for lists and the search. Of one that not all may see nothing but its
// number stands there.
func lineOfFile(f office.WorkFile) store.Line {
	l := store.Line{Title: f.Notation + " · " + f.Title, Below: fmt.Sprintf("Hồ sơ năm %d · %s", f.Year, f.Creator), State: f.State, At: f.Opened, Words: []string{f.Note}}
	if len(f.Readers) > 0 {
		l.Title, l.Below, l.Words = f.Notation, fmt.Sprintf("Hồ sơ năm %d · không phải ai cũng được xem", f.Year), nil
	}
	l.Facts = map[string][]string{FacetYear: {strconv.Itoa(f.Year)}, facetNotation: {inYear(f.Year, f.Notation)}, FacetNotice: noticeMonths(f)}
	l.Sifted = map[store.Sift][]string{store.SiftYear: {strconv.Itoa(f.Year)}}
	if len(f.Readers) > 0 {
		l.Facts[FacetKept] = []string{KeptFromSome}
	}
	return l
}

// KeptFromSome is the value of FacetKept.
const KeptFromSome = "some"

func noticeMonths(f office.WorkFile) (months []string) {
	for _, due := range Dues(f) {
		months = append(months, due.Tell.Format(monthForm))
	}
	return slices.Compact(months)
}

const monthForm = "2006-01"

// Due is that something becomes due with a file on a day, and from when on somebody is told.
type Due struct {
	Day, Tell time.Time
	Said      string // Vietnamese
}

// Dues are the days of a file by which a person has to do something.
func Dues(f office.WorkFile) (all []Due) {
	if f.State == office.FileDestroyed {
		return nil
	}
	add := func(day time.Time, is bool, said string) {
		if is {
			all = append(all, Due{day, day.AddDate(0, 0, -office.FileNotice), fmt.Sprintf(said, day.Day(), int(day.Month()), day.Year())})
		}
	}
	day, is := f.HandOverDue()
	add(day, is, "Hạn nộp vào lưu trữ cơ quan: %02d/%02d/%04d.")
	day, is = f.RetentionEnds()
	add(day, is, "Hết thời hạn bảo quản: %02d/%02d/%04d.")
	return all
}

// Filed are the documents in the files.
var Filed = store.Kind[office.Filed]{
	Name: KindFiled, Said: "Văn bản trong hồ sơ", Clash: store.Fields, Silent: true, Only: []string{facetPair}, Taken: AlreadyIn,
	Named: func(f *office.Filed) (*office.ID, *int64) { return &f.ID, &f.Version },
	Steps: append([]store.Step{
		{Name: StepAdd, Said: "Đưa văn bản vào hồ sơ", From: []office.State{store.Unborn}, To: office.FiledIn, Needs: office.MayKeep},
		{Name: StepEdit, Said: "Sửa số trang, ghi chú", From: []office.State{office.FiledIn}, To: office.FiledIn, Needs: office.MayKeep},
		{Name: StepTakeOut, Said: "Đưa văn bản ra khỏi hồ sơ", From: []office.State{office.FiledIn}, To: office.FiledOut, Needs: office.MayKeep},
		{Name: documents.StepCancel, Said: "Đóng băng vì văn bản bị hủy, thu hồi", From: []office.State{office.FiledIn}, To: office.FiledRecalled, Needs: office.MayKeep},
		{Name: documents.StepRecall, Said: "Đóng băng vì văn bản bị hủy, thu hồi", From: []office.State{office.FiledIn}, To: office.FiledRecalled, Needs: office.MayKeep},
		{Name: StepRecall, Said: "Đóng băng vì văn bản bị hủy, thu hồi", From: []office.State{office.FiledIn}, To: office.FiledRecalled},
		{Name: StepLook, Said: "Ghi đã xem xét văn bản bị thu hồi", From: []office.State{office.FiledRecalled}, To: office.FiledLooked, Needs: office.MayKeep},
	}, settled...),
	Beside: filedBeside, Check: checkFiled,
	Line: func(f office.Filed) store.Line {
		facts := map[string][]string{facetFile: {string(f.File)}, facetDocument: {string(f.Document)}}
		if f.State != office.FiledOut {
			facts[facetPair], facts[facetStands] = []string{string(f.File + "/" + f.Document)}, []string{string(f.File)}
		}
		if f.State == office.FiledRecalled {
			facts[facetFrozen] = []string{string(f.File)}
		}
		return store.Line{Title: "Văn bản trong hồ sơ", State: f.State, At: f.Added, Facts: facts}
	},
	Fields: map[string]string{"file": "Hồ sơ", "document": "Văn bản", "pages": "Số trang", "note": "Ghi chú", "added": "Ngày đưa vào", "reason": "Lý do", "state": "Tình trạng"},
	Values: values(map[office.State]string{office.FiledIn: "Trong hồ sơ", office.FiledOut: "Đã đưa ra", office.FiledRecalled: "Bị thu hồi, chờ xem xét", office.FiledLooked: "Bị thu hồi, đã xem xét"}),
}

// Closings are what closed files held. Of several of one file the last stands.
var Closings = store.Kind[office.FileClosing]{
	Name: KindClosing, Said: "Kết thúc hồ sơ", Clash: store.Alone, Silent: true,
	Named:  func(c *office.FileClosing) (*office.ID, *int64) { return &c.ID, &c.Version },
	Steps:  []store.Step{{Name: StepClose, Said: "Kết thúc hồ sơ", From: []office.State{store.Unborn}, Needs: office.MayKeep}},
	Beside: orderClosing,
	Line: func(c office.FileClosing) store.Line {
		return store.Line{Title: "Kết thúc hồ sơ", At: c.Day, Facts: map[string][]string{facetFile: {string(c.File)}}}
	},
	Fields: map[string]string{"file": "Hồ sơ", "day": "Ngày kết thúc", "order": "Thứ tự văn bản"},
}

// Rights are the changes of what people may do with files, until each has seen theirs.
var Rights = store.Kind[office.FileRight]{
	Name: KindRight, Said: "Đổi quyền đối với hồ sơ", Clash: store.Newest, Silent: true,
	Named: func(r *office.FileRight) (*office.ID, *int64) { return &r.ID, &r.Version },
	Steps: []store.Step{
		{Name: StepRights, Said: "Đổi quyền đối với hồ sơ", From: []office.State{store.Unborn}, To: office.FileRightTold, Needs: office.MayKeep},
		{Name: StepSeen, Said: "Đã xem thông báo đổi quyền", From: []office.State{office.FileRightTold}, To: office.FileRightSeen, Needs: office.MayRead},
	},
	Line: func(r office.FileRight) store.Line {
		facts := map[string][]string{facetFile: {string(r.File)}}
		if r.State == office.FileRightTold {
			facts[FacetTold] = []string{string(r.Person)}
		}
		return store.Line{Title: r.Said, State: r.State, Facts: facts}
	},
	Fields: map[string]string{"file": "Hồ sơ", "person": "Người", "said": "Nội dung", "state": "Tình trạng"},
	Values: values(map[office.State]string{office.FileRightTold: "Chờ người đó xem", office.FileRightSeen: "Đã xem"}),
}

func inYear(year int, said string) string { return strconv.Itoa(year) + "/" + said }

// The lengths of Phụ lục VI, in letters and digits. Mã cơ quan is 13 there, and 35 in Quyết định
// 20/2020: the longer one is taken, so that no code of an office is cut.
const (
	mostOrgan    = 35
	mostNotation = 20
	mostTitle    = 500
	mostNote     = 500
	mostShort    = 30 // retention, use, creator
	mostLanguage = 50
	mostHeading  = 200 // of none of the decree's lengths
	mostPages    = 999 // of one document
	mostOrdinal  = 999
	mostTotal    = 9999 // documents, and pages, of a file
)

// bounded fails with TooLong for the first field that is longer than it may be.
func bounded(fields ...field) error {
	for _, f := range fields {
		if utf8.RuneCountInString(f.value) > f.most {
			return TooLong.About(f.said, f.most)
		}
	}
	return nil
}

type field struct {
	said  string
	value string
	most  int
}

func checkYear(year int) error {
	if !office.RegisterYear(year) {
		return BadYear.About(year)
	}
	return nil
}

// numberPlanned gives a line the next number of its heading where none was said.
func numberPlanned(in *store.Inside, p *office.PlannedFile) error {
	if in.Step() != StepPlan || p.Number != 0 {
		return nil
	}
	all, err := store.EveryBy[office.PlannedFile](in, KindPlanned, facetHeading, inYear(p.Year, p.Abbreviation))
	for _, other := range all {
		p.Number = max(p.Number, other.Number)
	}
	p.Number++
	return err
}

func checkPlanned(_ *office.PlannedFile, p office.PlannedFile, _ string) error {
	switch {
	case p.Title == "":
		return NoTitle
	case p.Heading == "" || p.Abbreviation == "":
		return NoHeading
	case !p.Retention.Valid():
		return NoRetention
	case p.Creator == "":
		return NoCreator
	case p.Number < 1:
		return BadNumber.About(p.Number)
	}
	if err := checkYear(p.Year); err != nil {
		return err
	}
	return bounded(field{"Đề mục lớn", p.Heading, mostHeading}, field{"Đề mục nhỏ", p.Part, mostHeading}, field{"Số và ký hiệu hồ sơ", p.Notation(), mostNotation},
		field{"Tiêu đề hồ sơ", p.Title, mostTitle}, field{"Người lập hồ sơ", p.Creator, mostShort}, field{"Ghi chú", p.Note, mostNote})
}

func checkFile(was *office.WorkFile, f office.WorkFile, step string) error {
	switch {
	case f.Title == "":
		return NoTitle
	case f.Notation == "":
		return NoNotation
	case !f.Retention.Valid():
		return NoRetention
	case f.Creator == "":
		return NoCreator
	case was != nil && (was.Year != f.Year || was.Notation != f.Notation || was.Organ != f.Organ):
		return CodeStays
	case (step == StepReopen || step == StepKeepBack || step == StepDestroy) && f.Reason == "":
		return NoReason
	case step == StepHandIn && f.HandedTo == "":
		return NoReceiver
	}
	if err := checkYear(f.Year); err != nil {
		return err
	}
	if err := checkDays(f); err != nil {
		return err
	}
	return bounded(field{"Mã cơ quan", f.Organ, mostOrgan}, field{"Số và ký hiệu hồ sơ", f.Notation, mostNotation}, field{"Tiêu đề hồ sơ", f.Title, mostTitle},
		field{"Chế độ sử dụng", f.Use, mostShort}, field{"Người lập hồ sơ", f.Creator, mostShort}, field{"Ngôn ngữ", f.Language, mostLanguage},
		field{"Ghi chú", f.Note, mostNote}, field{"Lý do", f.Reason, mostNote}, field{"Bên nhận", f.HandedTo, mostHeading})
}

// checkDays looks at the days of a file: each is one, they follow each other, and none is kept
// back for longer than the decree lets it.
func checkDays(f office.WorkFile) error {
	last := time.Time{}
	for _, day := range []string{f.Opened, f.Ended, f.Handed} {
		if day == "" {
			continue
		}
		at, is := office.BeginOf(day)
		if !is {
			return BadDay.About(day)
		}
		if at.Before(last) {
			return DaysBackward.About(at.Format("02/01/2006"), last.Format("02/01/2006"))
		}
		last = at
	}
	switch {
	case f.Opened == "":
		return BadDay.About(f.Opened)
	case f.State == office.FileOpen:
		return nil
	case f.Ended == "":
		return BadDay.About(f.Ended)
	case f.State != office.FileKeptBack:
		return nil
	}
	keep, is := office.BeginOf(f.Keep)
	longest, _ := f.LongestBack()
	if !is || keep.After(longest) || keep.Before(longest.AddDate(-2, 0, 0)) {
		return BadKeep.About(f.Keep, longest.Format("02/01/2006"))
	}
	return nil
}

// fileBeside refuses what the documents of a file, or the day, do not let be done with it.
func fileBeside(in *store.Inside, f *office.WorkFile) error {
	switch in.Step() {
	case StepDestroy:
		end, is := f.RetentionEnds()
		if !is {
			return KeptForever
		}
		if in.Time().Before(end.AddDate(0, 0, 1)) {
			return StillKept.About(end.Format("02/01/2006"))
		}
		return notFrozen(in, f.ID)
	case StepClose, StepHandIn:
		return cmp.Or(notToCome(in, f.Ended), notFrozen(in, f.ID))
	}
	return nil
}

// notToCome refuses a day that has not come: what is kept, and when it is due, counts from it.
func notToCome(in *store.Inside, day string) error {
	if at, is := office.BeginOf(day); is && at.After(in.Time()) {
		return NotCome.About(at.Format("02/01/2006"))
	}
	return nil
}

// notFrozen fails with Frozen where a document of the file was recalled and nobody has looked.
func notFrozen(in *store.Inside, file office.ID) error {
	frozen, err := store.EveryBy[office.Filed](in, KindFiled, facetFrozen, string(file))
	if err == nil && len(frozen) > 0 {
		return Frozen.About(len(frozen))
	}
	return err
}

// filedBeside refuses what the state of the file or of the document does not let be done.
func filedBeside(in *store.Inside, f *office.Filed) error {
	switch in.Step() {
	case StepAdd, StepEdit, StepTakeOut:
	default:
		return nil
	}
	file, err := store.OneInside[office.WorkFile](in, KindFile, f.File)
	if err != nil {
		return err
	}
	if file.Shut() {
		return IsShut.About(file.Notation)
	}
	if err := notFrozen(in, f.File); err != nil || in.Step() != StepAdd {
		return err
	}
	r, err := store.OneInside[office.Registered](in, documents.Registered.Name, f.Document)
	if err == nil && r.State != office.RegisteredStands {
		return DocumentGone.About(r.Said())
	}
	return err
}

func checkFiled(was *office.Filed, f office.Filed, step string) error {
	switch {
	case was != nil && (was.File != f.File || was.Document != f.Document):
		return fmt.Errorf("filed %s was moved", f.ID)
	case f.Pages < 0 || f.Pages > mostPages:
		return BadPages.About(f.Pages, mostPages)
	case (step == StepTakeOut || step == StepLook) && f.Reason == "":
		return NoReason
	}
	return bounded(field{"Ghi chú", f.Note, mostNote}, field{"Lý do", f.Reason, mostNote})
}

// orderClosing fixes the ordinals of all that lies in the file when it is closed. It fails with
// Empty.
func orderClosing(in *store.Inside, c *office.FileClosing) error {
	all, err := store.EveryBy[office.Filed](in, KindFiled, facetStands, string(c.File))
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return Empty
	}
	read := func(id office.ID) (office.Registered, error) {
		return store.OneInside[office.Registered](in, documents.Registered.Name, id)
	}
	ordered, err := inOrder(all, read)
	for _, d := range ordered {
		c.Order = append(c.Order, d.Filed.ID)
	}
	return err
}

// Recalled are the changes by which a document that is cancelled or recalled freezes the files in
// which it lies (Phụ lục VI, Phần I, III.8). They are kept with the step that recalls it.
func Recalled(ctx context.Context, s *store.Store, document office.ID) (all []store.Change, err error) {
	in, err := store.By(ctx, s, Filed, facetDocument, string(document))
	for _, f := range in {
		if f.State == office.FiledIn {
			f.State = office.FiledRecalled
			all = append(all, Filed.Put(&f))
		}
	}
	return all, err
}
