package station

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"tram/local/dayend"
	"tram/local/job"
	"tram/local/office"
	"tram/local/papercode"
)

// A sheet may bear several codes: a forged one beside the genuine, or that of
// another paper. Each is judged by itself; the worst answer leads, and the others
// are told with it. The codes of other trades, which papers bear too, count for
// nothing.

// mostCodes is how many codes of a sheet are looked at.
const mostCodes = 8

// provePaper judges the codes that were found on a paper, at least one of them a
// mark's.
func (s *Proving) provePaper(ctx context.Context, texts, names []string, p *job.Progress) (office.Proof, error) {
	var all []office.Proof
	for _, text := range marksAmong(texts, names) {
		proof, err := s.proveText(ctx, text, names, p)
		if err != nil {
			return proof, err
		}
		all = append(all, proof)
	}
	return together(all), nil
}

// marksAmong are the texts that are a mark's, or say so, each once.
func marksAmong(texts, names []string) (chosen []string) {
	for _, text := range texts {
		if claimsToBeMark(text, names) && !slices.Contains(chosen, text) {
			chosen = append(chosen, text)
		}
	}
	return chosen[:min(len(chosen), mostCodes)]
}

// claimsToBeMark tells whether a text says of itself that it is the mark of a conversion,
// or the sheet of a day: by its proof, its lookup code, its words or the name of this
// office.
func claimsToBeMark(text string, names []string) bool {
	if code, err := papercode.Read(text); err == nil && code.Signed() {
		return true
	}
	if otherTrade.MatchString(text) {
		return false
	}
	lines := strings.Split(text, "\n")
	return namesOffice(lines, names) || dayend.IsSheet(lines) || slices.ContainsFunc(lines, func(line string) bool {
		return tellsConversion(line) || slices.ContainsFunc(strings.Fields(line), isLookupCode)
	})
}

// otherTrade matches codes that are made for programs of another kind, whoever they
// name: links and cards (a scheme and a colon), payments (EMVCo), identity cards.
var otherTrade = regexp.MustCompile(`^\s*(?:[A-Za-z][A-Za-z0-9+.-]+:[^\s]|000201[0-9]{4}|[0-9]{12}\|)`)

// tellsConversion tells a line that speaks of a conversion, and not of what offices
// call "chuyển đổi số".
func tellsConversion(line string) bool {
	return strings.Contains(strings.ReplaceAll(office.Fold(line), "chuyen doi so", ""), "chuyen doi")
}

func isLookupCode(word string) bool {
	_, err := office.ParseLookupCode(word)
	return err == nil
}

// together lets the worst of several proofs lead.
func together(all []office.Proof) office.Proof {
	lead := 0
	for i, proof := range all {
		if was := all[lead].Relied(); was.Worse(proof.Relied()) != was {
			lead = i
		}
	}
	first := all[lead]
	for i, proof := range all {
		if i != lead {
			first.Paper.Others = append(first.Paper.Others, *proof.Paper)
		}
	}
	return first
}

// proveText checks one code against the keys at hand, and sets the record that it
// names beside it.
func (s *Proving) proveText(ctx context.Context, text string, names []string, p *job.Progress) (office.Proof, error) {
	code, err := papercode.Read(text)
	paper := office.PaperProof{Lines: code.Lines, KeyID: string(code.Key)}
	if err == nil {
		err = s.checkCode(ctx, code, &paper)
	}
	if err = judgePaper(&paper, err); err != nil {
		return office.Proof{}, err
	}
	proof := office.Proof{Verdict: office.Stranger, Paper: &paper, Checks: []office.Condition{}}
	if dayend.IsSheet(code.Lines) {
		return s.proveDaySheet(ctx, proof, names, p)
	}
	c, found, err := s.recordOf(ctx, code.Lines)
	if err != nil {
		return proof, err
	}
	if found {
		return s.beside(ctx, proof, c, p)
	}
	if namesOffice(code.Lines, names) {
		weighName(&paper, namesOffice([]string{paper.Office}, names))
	}
	proof.Said = paper.Said
	return proof, nil
}

// weighName judges a code that names this office, of which no record is kept here.
// This station proves each code that it makes; another one of the office may have
// its own key.
func weighName(paper *office.PaperProof, byOffice bool) {
	switch {
	case paper.KeyID == "":
		notOurs(paper, "Mã ghi tên cơ quan này, nhưng không có dòng chứng minh mà trạm ghi vào mọi mã, và trong kho không có hồ sơ nào như vậy.")
	case paper.Office == "":
		paper.Reasons = append(paper.Reasons, "Mã ghi tên cơ quan này, nhưng không phải do khóa của trạm này ký.")
	case paper.Verdict == office.SignatureValid && !byOffice:
		paper.Verdict = office.SignatureReserved
		paper.Reasons = append(paper.Reasons, "Mã ghi tên cơ quan này, nhưng do khóa của "+paper.Office+" ký.")
		paper.Said = "Mã trên giấy do " + paper.Office + " ký, nhưng ghi tên cơ quan này. Hãy hỏi lại nơi ký trước khi dùng."
	}
}

// notOurs rejects a code that this station cannot have made.
func notOurs(paper *office.PaperProof, why string) {
	paper.Verdict = office.SignatureInvalid
	paper.Said = why + " Đừng tin bản giấy này: hãy tra văn bản theo mã tra cứu, hoặc hỏi người ghi trên giấy."
}

// madeUnsigned tells whether the mark of a conversion was printed with a code that
// has no proof, as old versions did.
func madeUnsigned(c office.Conversion) bool {
	if c.Mark == nil || c.Mark.QR == "" {
		return false
	}
	code, err := papercode.Read(c.Mark.QR)
	return err == nil && !code.Signed()
}

// ownNames are the names that this office has and had.
func (s *Proving) ownNames(ctx context.Context) ([]string, error) {
	o, err := s.store.Office(ctx)
	if err != nil {
		return nil, err
	}
	keys, err := s.store.StationKeys(ctx)
	if err != nil {
		return nil, err
	}
	names := []string{o.Name}
	for _, k := range keys {
		if k.Ours {
			names = append(names, k.Office)
		}
	}
	return names, nil
}

// namesOffice tells whether a line names one of these offices, and none whose name
// only begins like it.
func namesOffice(lines, names []string) bool {
	return slices.ContainsFunc(lines, func(line string) bool {
		line = strings.Join(strings.Fields(office.Fold(line)), " ")
		return slices.ContainsFunc(names, func(name string) bool {
			_, rest, found := strings.Cut(line, strings.Join(strings.Fields(office.Fold(name)), " "))
			return found && name != "" && endsName(rest)
		})
	})
}

// endsName tells whether the name of an office ends before the rest of a line: only
// the place above it may follow.
func endsName(rest string) bool {
	word, isMore := strings.CutPrefix(rest, " ")
	above := slices.ContainsFunc([]string{"tinh ", "huyen ", "quan ", "thi xa ", "thanh pho ", "tp"}, func(s string) bool { return strings.HasPrefix(word, s) })
	first, _ := utf8.DecodeRuneInString(word)
	return rest == "" || isMore && above || !unicode.IsLetter(first) && !unicode.IsDigit(first)
}
