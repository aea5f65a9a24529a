package station

import (
	"context"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"tram/local/job"
	"tram/local/office"
	"tram/local/page"
	"tram/local/papercode"
	"tram/local/pdf"
	"tram/local/store"
)

const (
	codePages = 3   // of a PDF are looked at for a code: it stands on page one, or beside it
	codeDPI   = 200 // at which they are drawn
)

// provePicture tells what the code on a photo or scan says. Those of other trades,
// such as a link, say nothing of a paper.
func (s *Proving) provePicture(ctx context.Context, r io.ReaderAt, size int64, p *job.Progress) (office.Proof, error) {
	p.Say("Đang tìm mã trên ảnh")
	infos, err := page.ProbeAll(r, size)
	if err != nil {
		return office.Proof{}, err
	}
	names, err := s.ownNames(ctx)
	if err != nil {
		return office.Proof{}, err
	}
	texts, marked, err := firstMarked(len(infos), names, func(i int) ([]string, error) {
		img, err := page.Decode(ctx, r, size, i)
		if err != nil {
			return nil, err
		}
		return page.FindCodes(ctx, img)
	})
	switch {
	case err != nil:
		return office.Proof{}, err
	case len(texts) == 0:
		return office.Proof{}, NoCode
	case !marked:
		return office.Proof{}, OtherCode
	}
	return s.provePaper(ctx, texts, names, p)
}

// codeOfPDF looks for a code on the pages of a PDF that is none of ours and
// carries no signature: a paper that was scanned. nil: there is none, or only those of
// other trades.
func (s *Proving) codeOfPDF(ctx context.Context, r io.ReaderAt, size int64, p *job.Progress) (*office.Proof, error) {
	p.Say("Đang tìm mã trên trang giấy")
	names, err := s.ownNames(ctx)
	if err != nil {
		return nil, err
	}
	texts, marked := codesOn(ctx, r, size, names)
	if ctx.Err() != nil || !marked {
		return nil, ctx.Err()
	}
	proof, err := s.provePaper(ctx, texts, names, p)
	return &proof, err
}

// codesOn are the codes of a PDF up to the first page with a mark. A page that
// cannot be seen has none.
func codesOn(ctx context.Context, r io.ReaderAt, size int64, names []string) (texts []string, marked bool) {
	b, err := pdf.Open(ctx, r, size, "")
	if err != nil {
		return nil, false
	}
	defer b.Close()
	ahead := lookAhead(ctx, b, min(len(b.Shapes()), codePages))
	defer ahead.stop()
	texts, marked, _ = firstMarked(len(ahead.found), names, func(i int) ([]string, error) { return <-ahead.found[i], nil })
	return texts, marked
}

// ahead looks for codes on pages before somebody asks for them: one is drawn while the
// processors look at those before it.
type ahead struct {
	found []chan []string // by page; of a page that cannot be seen nothing
	stop  func()          // ends what nobody asks for any more, and waits for it
}

func lookAhead(ctx context.Context, b *pdf.Reading, pages int) ahead {
	ctx, cancel := context.WithCancel(ctx)
	a := ahead{found: make([]chan []string, pages)}
	for i := range a.found {
		a.found[i] = make(chan []string, 1)
	}
	var looking errgroup.Group
	looking.SetLimit(runtime.GOMAXPROCS(0))
	drawn := make(chan struct{})
	go func() {
		defer close(drawn)
		for i, found := range a.found {
			img, err := b.Picture(ctx, i, codeDPI)
			looking.Go(func() error {
				var texts []string
				if err == nil {
					texts, _ = page.FindCodes(ctx, img)
				}
				found <- texts
				return nil
			})
		}
	}()
	a.stop = func() {
		cancel()
		<-drawn
		_ = looking.Wait()
	}
	return a
}

// firstMarked gives the codes of the first page that bears a mark, else all that
// were found.
func firstMarked(pages int, names []string, on func(i int) ([]string, error)) (texts []string, marked bool, err error) {
	for i := range min(pages, codePages) {
		found, err := on(i)
		if err != nil {
			return nil, false, err
		}
		if slices.ContainsFunc(found, func(text string) bool { return claimsToBeMark(text, names) }) {
			return found, true, nil
		}
		texts = append(texts, found...)
	}
	return texts, false, nil
}

// checkCode holds the proof against the keys of this station and of those that
// the office took in.
func (s *Proving) checkCode(ctx context.Context, code papercode.Code, paper *office.PaperProof) error {
	keys, err := s.store.StationKeys(ctx)
	if err != nil {
		return err
	}
	var public []papercode.PublicKey
	for _, k := range keys {
		p, err := papercode.ParsePublicKey(k.Public)
		if err != nil {
			return KeySpoiled.About(k.Office).Because(err)
		}
		public = append(public, p)
	}
	with, err := code.Check(public)
	i := slices.IndexFunc(keys, func(k office.StationKey) bool { return k.KeyID == string(code.Key) })
	if i >= 0 {
		paper.Office, paper.Ours = keys[i].Office, keys[i].Ours
	}
	if err != nil {
		return err
	}
	k := keys[slices.IndexFunc(keys, func(k office.StationKey) bool { return k.KeyID == string(with.ID()) })]
	switch {
	case k.Retired && !k.Ours:
		paper.Reasons = append(paper.Reasons, "Khóa này đã bị cơ quan thôi tin cậy.")
		return errKeyRetired
	case k.Ours:
	case k.CertifiedBy != "":
		paper.Reasons = append(paper.Reasons, "Khóa do "+k.CertifiedBy+" chứng nhận bằng chữ ký số.")
	case k.Imported.IsZero():
		paper.Reasons = append(paper.Reasons, "Khóa của một trạm khác của cơ quan, đến qua gói trao đổi giữa các trạm.")
	default:
		paper.Reasons = append(paper.Reasons, "Khóa do cơ quan tự nhập, chưa có chữ ký số nào chứng nhận.")
	}
	return nil
}

// errKeyRetired marks a code of a key that is trusted no more.
var errKeyRetired = errors.New("the key is trusted no more")

// judgePaper turns what a check found into a verdict. What is no finding comes
// back as an error.
func judgePaper(paper *office.PaperProof, found error) error {
	f, told := office.FailureIn(found)
	switch {
	case found == nil:
		paper.Verdict = office.SignatureValid
		paper.Said = fmt.Sprintf("Mã trên giấy đúng là của %s, không chữ nào bị đổi. Hãy so từng dòng với chữ in trên giấy.", paper.Office)
	case errors.Is(found, errKeyRetired):
		paper.Verdict = office.SignatureReserved
		paper.Said = "Mã trên giấy đúng, nhưng khóa của nơi lập đã bị thôi tin cậy. Hãy hỏi lại nơi lập trước khi dùng."
	case errors.Is(found, papercode.Changed), errors.Is(found, papercode.Damaged):
		paper.Verdict = office.SignatureInvalid
		paper.Said = f.Said + " " + f.Next
	case errors.Is(found, papercode.UnknownKey), errors.Is(found, papercode.Unsigned):
		paper.Verdict = office.SignatureReserved
		paper.Said = f.Said + " " + f.Next
	case told, found != nil:
		return found
	}
	return nil
}

// recordOf finds the conversion whose lookup code stands in the lines.
func (s *Proving) recordOf(ctx context.Context, lines []string) (office.Conversion, bool, error) {
	for _, line := range lines {
		for word := range strings.FieldsSeq(line) {
			code, err := office.ParseLookupCode(word)
			if err != nil {
				continue
			}
			c, err := s.store.ConversionByCode(ctx, code)
			if err == nil {
				return c, true, nil
			}
			if !errors.Is(err, store.NoSuchRecord) {
				return c, false, err
			}
		}
	}
	return office.Conversion{}, false, nil
}

// beside proves the record that the paper names, and compares the lines.
func (s *Proving) beside(ctx context.Context, proof office.Proof, c office.Conversion, p *job.Progress) (office.Proof, error) {
	stored, err := s.desk.Prove(ctx, c.ID, p)
	if err != nil {
		return proof, err
	}
	stored.Paper = proof.Paper
	if proof.Paper.KeyID == "" && !madeUnsigned(c) {
		notOurs(stored.Paper, "Mã của hồ sơ "+string(c.Code)+" có dòng chứng minh hoặc không được in, còn mã trên giấy này thì không có dòng chứng minh.")
	}
	k := office.Condition{Point: "Giấy", Asks: "Các dòng trong mã giống hồ sơ " + string(c.Code), Met: office.IsMet, Evidence: "Giống từng dòng."}
	if c.Mark == nil || !slices.Equal(c.Mark.Lines, proof.Paper.Lines) {
		k.Met, k.Evidence, k.Next = office.IsMissed, "Có dòng khác với hồ sơ.", "Hãy dùng bản xuất từ hồ sơ này."
		stored.Paper.Verdict = office.SignatureInvalid
		stored.Paper.Reasons = append([]string{"Các dòng trong mã khác với hồ sơ " + string(c.Code) + " trong kho."}, stored.Paper.Reasons...)
	}
	if stored.Paper.Withdrawn = stored.Withdrawn; stored.Withdrawn != nil {
		stored.Paper.Verdict = office.SignatureInvalid
		stored.Paper.Said = "Mã trên giấy là của một văn bản đã bị thu hồi: không dùng tờ giấy này làm căn cứ."
	}
	stored.Checks = append([]office.Condition{k}, stored.Checks...)
	return stored, nil
}
