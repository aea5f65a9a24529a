package documents

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tram/local/office"
	"tram/local/store"
)

// facetCalled is how a document that the office makes is called within its year: its number with its
// symbol, however it is spelt.
const facetCalled = "called"

func calledIn(r office.Registered) []string {
	if r.Number == 0 || r.Document.Symbol == "" || !gives(r.Flow) || r.Flow.Makes() && r.Document.Type == "" {
		return nil
	}
	return []string{fmt.Sprintf("%d/%s/%s", r.Year, strings.TrimLeft(strings.ToLower(r.Said()), "0"), office.Fold(letters(r.Document.Symbol)))}
}

// gives tells the registers whose number is the one that stands on the paper.
func gives(f office.Flow) bool { return f.Makes() || f == office.FlowCopies }

// calledOnce keeps two documents of a year from being called alike, whichever registers they stand on
// (Nghị định 30/2020, Điều 15): each register and type counts by itself, and it is the symbol that
// tells them apart. A number that was cancelled nobody gets again.
func calledOnce(in *store.Inside, r office.Registered) error {
	for _, said := range calledIn(r) {
		all, err := store.EveryBy[office.Registered](in, office.KindRegistered, facetCalled, said)
		if err != nil {
			return err
		}
		other := slices.IndexFunc(all, func(o office.Registered) bool { return o.ID != r.ID })
		if other >= 0 {
			return CalledAlready.About(r.Numbered(), all[other].Flow.Said(), all[other].Document.Subject)
		}
	}
	return nil
}

// copyForms are the forms of a copy that Nghị định 30/2020, Điều 25 knows, by what their symbols begin
// with: sao y, sao lục, trích sao.
var copyForms = []string{"SY", "SL", "TrS"}

// signed refuses a new entry without the symbol that stands on the paper beside its number: a number
// alone names one document of each type (Nghị định 30/2020, Phụ lục I). Of a copy it tells the form.
func signed(was *office.Registered, r office.Registered, step string) error {
	if step != StepRegister && (step != StepEdit || was != nil && was.Document.Symbol == r.Document.Symbol) {
		return nil
	}
	switch {
	case r.Flow.Makes() && !begins(r.Document.Symbol):
		return NoSymbol
	case r.Flow == office.FlowCopies && !copyForm(r.Document.Symbol):
		return NoCopyForm
	}
	return nil
}

// begins tells whether a symbol begins as one does, with a letter or the year of a legal document.
func begins(symbol string) bool {
	first, _ := utf8.DecodeRuneInString(symbol)
	return unicode.IsLetter(first) || unicode.IsDigit(first)
}

func copyForm(symbol string) bool {
	for _, form := range copyForms {
		rest, has := strings.CutPrefix(strings.ToLower(symbol), strings.ToLower(form))
		if has && (rest == "" || strings.ContainsAny(rest[:1], "-/")) {
			return true
		}
	}
	return false
}

// signedStays keeps what stands on a document that was signed: its symbol and its day for good; what
// its register says of its subject and type is changed with why.
func signedStays(in *store.Inside, r office.Registered) error {
	was, err := standing(in, r.ID)
	if err != nil || !r.Flow.Makes() || was.Document == r.Document {
		return err
	}
	j, _, err := readIn(in, r.ID)
	if err != nil || len(j.Steps) == 0 {
		return err
	}
	if stage := j.Shown().Stage; stage != office.StageSigned && stage != office.StageIssued && stage != office.StageFiled {
		return nil
	}
	switch {
	case was.Document.Symbol != r.Document.Symbol || was.Document.Issued != r.Document.Issued:
		return SymbolStays
	case r.Why == "":
		return WhyPutRight
	}
	return nil
}

// How a document is called, and what was signed.
var (
	CalledAlready = office.Failure{
		Name: "documents.called-already",
		Said: "Số %s đã là của một văn bản trong sổ văn bản %s: “%s”.",
		Next: "Hãy ghi ký hiệu khác cho văn bản này, hoặc vào sổ ở sổ ấy.",
	}
	NoSymbol = office.Failure{
		Name: "documents.no-symbol",
		Said: "Chưa có ký hiệu: số đứng một mình không nói được là văn bản nào.",
		Next: "Hãy ghi ký hiệu in trên văn bản, ví dụ QĐ-UBND, rồi vào sổ.",
	}
	NoCopyForm = office.Failure{
		Name: "documents.no-copy-form",
		Said: "Ký hiệu của bản sao chưa nói hình thức sao.",
		Next: "Hãy ghi SY-… (sao y), SL-… (sao lục) hoặc TrS-… (trích sao), ví dụ SY-UBND.",
	}
	WhyPutRight = office.Failure{
		Name: "documents.why-put-right",
		Said: "Văn bản này đã ký: sửa điều sổ ghi thì phải nói vì sao.",
		Next: "Hãy so với văn bản đã ký, ghi lý do sửa, rồi lưu.",
	}
)
