package office

import (
	"fmt"
	"slices"
)

// Answer is the one answer of a proof to "may I rely on this?". It takes in all
// that was found: what is kept here, the code on the paper, the signatures, and
// whether the office still stands by the document.
type Answer string

// The answers, the gravest first. AnswerPaperUnknown: nobody here knows whose
// key signed the code. AnswerPaperUnsigned: no key signed it. AnswerUnchecked:
// whether it is signed could not be looked at. AnswerStranger: it is neither signed
// nor ours. AnswerSheetGone, AnswerSheetOpen and AnswerSheetStands: of the sheet of a
// closed day, whether the journal still has the head that is printed on it;
// AnswerSheetDiffers: it has, but what else is printed was changed; AnswerSheetUnseen: or
// could not be compared.
const (
	AnswerWithdrawn       Answer = "withdrawn"
	AnswerSheetGone       Answer = "sheet-gone"
	AnswerBroken          Answer = "broken"
	AnswerChanged         Answer = "changed"
	AnswerPaperInvalid    Answer = "paper-invalid"
	AnswerSignedInvalid   Answer = "signed-invalid"
	AnswerPaperUnsigned   Answer = "paper-unsigned"
	AnswerPaperUnknown    Answer = "paper-unknown"
	AnswerPaperReserved   Answer = "paper-reservation"
	AnswerSignedReserved  Answer = "signed-reservation"
	AnswerJournalReserved Answer = "journal-reserved"
	AnswerSheetOpen       Answer = "sheet-open"
	AnswerSheetDiffers    Answer = "sheet-differs"
	AnswerSheetUnseen     Answer = "sheet-unseen"
	AnswerSheetStands     Answer = "sheet-stands"
	AnswerPaperValid      Answer = "paper-valid"
	AnswerProven          Answer = "proven"
	AnswerSignedValid     Answer = "signed-valid"
	AnswerJournal         Answer = "journal"

	AnswerUnchecked Answer = "unchecked"
	AnswerStranger  Answer = "stranger"
)

// answering tells of an answer how it is said, how far one may rely on what was
// proven, and when it holds.
type answering struct {
	answer  Answer
	name    string
	verdict SignatureVerdict
	holds   func(Proof) bool
}

// answers are tried in this order. A paper with a good code is not yet proven,
// though its document is: the clerk has to compare the two. That a file is none
// of ours counts only where nothing else vouches for it.
var answers = []answering{
	{AnswerWithdrawn, "Văn bản đã bị thu hồi", SignatureInvalid, func(p Proof) bool { return p.Withdrawal() != nil }},
	{AnswerSheetGone, "Nhật ký không còn khớp tờ khóa sổ", SignatureInvalid, func(p Proof) bool { return p.sheetIs(SheetGone, SheetCut, SheetParted) }},
	{AnswerBroken, "Bản lưu bị hỏng", SignatureInvalid, func(p Proof) bool { return p.Verdict == Broken }},
	{AnswerChanged, "Đã bị thay đổi", SignatureInvalid, func(p Proof) bool { return p.Verdict == Changed }},
	{AnswerPaperInvalid, "Mã trên giấy không đúng", SignatureInvalid, func(p Proof) bool { return p.paperIs(SignatureInvalid) }},
	{AnswerSignedInvalid, "Chữ ký số không hợp lệ", SignatureInvalid, func(p Proof) bool { return p.signedIs(SignatureInvalid) }},
	{AnswerPaperUnsigned, "Mã trên giấy chưa chứng minh được gì", SignatureReserved,
		func(p Proof) bool { return p.paperIs(SignatureReserved) && p.Paper.KeyID == "" }},
	{AnswerPaperUnknown, "Chưa biết mã trên giấy là của cơ quan nào", SignatureReserved,
		func(p Proof) bool { return p.paperIs(SignatureReserved) && p.Paper.Office == "" }},
	{AnswerPaperReserved, "Mã trên giấy đúng, nhưng cần lưu ý", SignatureReserved, func(p Proof) bool { return p.paperIs(SignatureReserved) }},
	{AnswerSignedReserved, "Chữ ký số cần lưu ý", SignatureReserved, func(p Proof) bool { return p.signedIs(SignatureReserved) }},
	{AnswerJournalReserved, "Nhật ký nối nhau, nhưng cần lưu ý", SignatureReserved, func(p Proof) bool { return p.Verdict == Proven && p.Reserved }},
	{AnswerSheetOpen, "Tờ khóa sổ đúng, nhưng không so được với nhật ký ở đây", SignatureReserved, func(p Proof) bool { return p.sheetIs(SheetTwin, SheetNotHere, SheetForeign) }},
	{AnswerSheetDiffers, "Mã trên tờ khóa sổ đúng, nhưng chữ trông khác bản trong kho", SignatureReserved, func(p Proof) bool { return p.sheetIs(SheetDiffers) }},
	{AnswerSheetUnseen, "Mã trên tờ khóa sổ đúng, nhưng chưa so được hết chữ", SignatureReserved, func(p Proof) bool { return p.sheetIs(SheetUnseen) }},
	{AnswerSheetStands, "Tờ khóa sổ khớp với nhật ký", SignatureValid, func(p Proof) bool { return p.sheetIs(SheetStands, SheetElsewhere) }},
	{AnswerPaperValid, "Mã trên giấy đúng", SignatureValid, func(p Proof) bool { return p.paperIs(SignatureValid) }},
	{AnswerProven, "Đúng là văn bản đã chuyển đổi, chưa bị thay đổi", SignatureValid,
		func(p Proof) bool { return p.Verdict == Proven && p.Conversion != "" }},
	{AnswerSignedValid, "Chữ ký số hợp lệ", SignatureValid, func(p Proof) bool { return p.signedIs(SignatureValid) }},
	{AnswerJournal, "Nhật ký nguyên vẹn", SignatureValid, func(p Proof) bool { return p.Verdict == Proven }},
	{AnswerUnchecked, "Chưa kiểm tra được chữ ký số", SignatureReserved, func(p Proof) bool { return p.Unchecked }},
	{AnswerStranger, "Không có chữ ký số, không do cơ quan này chuyển đổi", SignatureUnsigned, func(Proof) bool { return true }},
}

// Answer is the gravest thing that the proof has to say.
func (p Proof) Answer() Answer {
	return answers[slices.IndexFunc(answers, func(a answering) bool { return a.holds(p) })].answer
}

// Verdict is how far one may rely on what was proven.
func (a Answer) Verdict() SignatureVerdict { return a.told().verdict }

// Name is how the answer is told.
func (a Answer) Name() string { return a.told().name }

func (a Answer) told() answering {
	if i := slices.IndexFunc(answers, func(t answering) bool { return t.answer == a }); i >= 0 {
		return answers[i]
	}
	return answering{verdict: SignatureInvalid}
}

func (p Proof) paperIs(v SignatureVerdict) bool { return p.Paper != nil && p.Paper.Verdict == v }

func (p Proof) signedIs(v SignatureVerdict) bool {
	return p.Signatures != nil && p.Signatures.Verdict == v
}

// Withdrawal is that of the document or of the paper that was proven; nil: the
// office stands by it.
func (p Proof) Withdrawal() *Withdrawal {
	if p.Withdrawn == nil && p.Paper != nil {
		return p.Paper.Withdrawn
	}
	return p.Withdrawn
}

// Sentences are all that the proof says of the whole, in Vietnamese, none twice:
// first what decides the answer.
func (p Proof) Sentences() []string {
	var said []string
	say := func(s string) {
		if s != "" && !slices.Contains(said, s) {
			said = append(said, s)
		}
	}
	if w := p.Withdrawal(); w != nil {
		say(w.Said())
	}
	if a := p.Answer(); p.Signatures != nil && (a == AnswerSignedInvalid || a == AnswerSignedReserved || a == AnswerSignedValid) {
		say(p.Signatures.Said)
	}
	if p.Sheet != nil {
		say(p.Sheet.Said)
	}
	if p.Paper != nil {
		say(p.Paper.Said)
	}
	say(p.Said)
	if p.Signatures != nil {
		say(p.Signatures.Said)
	}
	return said
}

// Said tells of a withdrawal in a sentence.
func (w Withdrawal) Said() string {
	said := fmt.Sprintf("Cơ quan đã thu hồi văn bản này lúc %s.", w.At.In(VietNam).Format("15:04 ngày 02/01/2006"))
	if w.Reason != "" {
		said += " Lý do: " + w.Reason
	}
	return said
}

// Comparable tells that the code on the paper was signed by a key that is known
// here and that the document stands, so that the paper is right where it says
// what the lines of the code say.
func (p Proof) Comparable() bool {
	return p.Paper != nil && p.Paper.Verdict != SignatureInvalid && p.Paper.KeyID != "" && p.Paper.Office != "" && p.Withdrawal() == nil
}

// PointSigned and PointStamped name the checks that tell of a signature in one
// line.
const (
	PointSigned  = "Chữ ký số"
	PointStamped = "Dấu thời gian"
)

// OtherChecks are the checks without those of signatures, where the report tells
// of each at length.
func (p Proof) OtherChecks() []Condition {
	if p.Signatures == nil {
		return p.Checks
	}
	return slices.DeleteFunc(slices.Clone(p.Checks), func(c Condition) bool { return c.Point == PointSigned || c.Point == PointStamped })
}
