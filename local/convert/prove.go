package convert

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"tram/local/job"
	"tram/local/office"
	"tram/local/pdf"
	"tram/local/store"
)

// shownDigits is how much of a hash a sentence carries; the whole stands in the
// record.
const shownDigits = 16

// Prove finds again, from what is stored and without a network, that a finished
// conversion is what the clerk finished: the sealed PDF, the page images in
// it, their number, the words of the mark, and the journal.
func (d *Desk) Prove(ctx context.Context, id office.ID, p *job.Progress) (office.Proof, error) {
	c, err := d.Records.Conversion(ctx, id)
	if err != nil {
		return office.Proof{}, err
	}
	return d.prove(ctx, c, p)
}

// ProveCode proves the conversion of a lookup code.
func (d *Desk) ProveCode(ctx context.Context, typed string, p *job.Progress) (office.Proof, error) {
	code, err := office.ParseLookupCode(typed)
	if err != nil {
		return office.Proof{}, err
	}
	c, err := d.Records.ConversionByCode(ctx, code)
	if err != nil {
		return office.Proof{}, err
	}
	return d.prove(ctx, c, p)
}

func (d *Desk) prove(ctx context.Context, c office.Conversion, p *job.Progress) (office.Proof, error) {
	if c.Direction == office.DataToPaper && d.Paper != nil {
		proof, err := d.Paper(ctx, c, p)
		if err != nil {
			return proof, err
		}
		return d.withFollowers(ctx, proof, c)
	}
	if c.State != office.Finished {
		return d.unfinishedProof(ctx, c)
	}
	p.Say("Đang đọc lại tệp trong kho")
	checks := d.checkFile(ctx, c)
	p.Say("Đang xét chữ ký số")
	signed, report, err := d.checkSigned(ctx, c)
	if err != nil {
		return office.Proof{}, err
	}
	p.Say("Đang đối chiếu nhật ký")
	chain, err := JournalHolds(ctx, d.Journal, c, p)
	if err != nil {
		return office.Proof{}, err
	}
	proof := office.Proof{
		Verdict: office.Proven, Conversion: c.ID, Code: c.Code, Checks: append(append(checks, signed...), chain), Reserved: chain.Met == office.IsOwed,
		Said: fmt.Sprintf("Hồ sơ %s nguyên vẹn: đúng như lúc hoàn thành %s.", c.Code, c.Finished.In(office.VietNam).Format("15:04 ngày 02/01/2006")),
	}
	if proof.Reserved {
		proof.Said = Doubted(c, chain)
	}
	if i := slices.IndexFunc(proof.Checks, isMissing); i >= 0 {
		if err := d.Vault.Unread(ctx, d.filesOf(ctx, c)...); err != nil {
			return office.Proof{}, err
		}
		proof.Verdict = office.Broken
		proof.Said = fmt.Sprintf("Hồ sơ %s không còn nguyên vẹn: %s", c.Code, proof.Checks[i].Evidence)
	}
	return d.withFollowers(ctx, reported(proof, report), c)
}

// Doubted tells of a record that is as the journal has it, where the journal itself is
// not vouched for from the first.
func Doubted(c office.Conversion, chain office.Condition) string {
	return fmt.Sprintf("Hồ sơ %s giống điều nhật ký ghi, nhưng chính nhật ký cần lưu ý: %s", c.Code, chain.Evidence)
}

// withFollowers adds to a proof that the office has withdrawn the document: the
// file may be whole, and not to be relied on all the same.
func (d *Desk) withFollowers(ctx context.Context, proof office.Proof, c office.Conversion) (office.Proof, error) {
	w, err := d.withdrawal(ctx, c.ID)
	if err != nil || w == nil {
		return proof, err
	}
	proof.Withdrawn = w
	proof.Checks = append([]office.Condition{withdrawn(*w)}, proof.Checks...)
	proof.Said = w.Said()
	return proof, nil
}

// unfinishedProof refuses to prove a draft, and tells of a finished conversion
// whose record was turned into one.
func (d *Desk) unfinishedProof(ctx context.Context, c office.Conversion) (office.Proof, error) {
	entries, err := d.Journal.Entries(ctx, c.ID)
	if err != nil {
		return office.Proof{}, err
	}
	if !slices.ContainsFunc(entries, func(e office.Entry) bool { return e.Step == "finish" }) {
		return office.Proof{}, NotFinished.About(c.Code)
	}
	k := office.Condition{Point: "Nhật ký", Asks: "Hồ sơ giống bước hoàn thành trong nhật ký"}
	return office.Proof{
		Verdict: office.Broken, Conversion: c.ID, Code: c.Code,
		Said:   fmt.Sprintf("Hồ sơ %s đã bị can thiệp: nhật ký ghi đã hoàn thành, mà hồ sơ lại là “%s”.", c.Code, c.State.Name()),
		Checks: []office.Condition{k.Miss("Hồ sơ bị đổi ngoài phần mềm.", "Hãy kiểm tra cả nhật ký và phục hồi từ bản sao lưu.")},
	}, nil
}

// filesOf lists what a record has in the vault.
func (d *Desk) filesOf(ctx context.Context, c office.Conversion) []office.Digest {
	files := []office.Digest{c.PDF}
	for _, p := range c.Pages {
		files = append(files, p.Container, p.Capture)
	}
	if f, err := d.Followers.SignedOf(ctx, c.ID); err == nil {
		files = append(files, f.Pieces()...)
	}
	slices.Sort(files)
	return slices.Compact(files)
}

func isMissing(c office.Condition) bool { return c.Met == office.IsMissed }

// checkFile reads the sealed PDF once whole for its hash, then takes it apart.
func (d *Desk) checkFile(ctx context.Context, c office.Conversion) []office.Condition {
	whole := office.Condition{Point: "Kho", Asks: "Tệp PDF trong kho đúng mã băm"}
	if err := d.Vault.Check(ctx, c.PDF); err != nil {
		return []office.Condition{unsound(whole, err)}
	}
	checks := []office.Condition{whole.Meet("SHA-256 %s…", c.PDF[:shownDigits])}
	file, err := d.Vault.Read(c.PDF)
	if err != nil {
		return append(checks, unsound(whole, err))
	}
	defer file.Close()
	parts := office.Condition{Point: "PDF", Asks: "Đọc lại được cấu trúc tệp"}
	anatomy, err := pdf.Dissect(ctx, file, file.Size())
	if err != nil {
		return append(checks, unsound(parts, err))
	}
	checks = append(checks, compare(c, anatomy)...)
	checks = append(checks, d.checkCaptures(ctx, c)...)
	if again, any := d.checkRetouched(ctx, c); any {
		checks = append(checks, again)
	}
	return checks
}

// compare sets what the PDF holds against what the record says.
func compare(c office.Conversion, a pdf.Anatomy) []office.Condition {
	return []office.Condition{comparePages(c, a), compareMark(c, a)}
}

func comparePages(c office.Conversion, a pdf.Anatomy) office.Condition {
	k := office.Condition{Point: "NĐ 137 4.2a", Asks: "Ảnh từng trang trong PDF đúng như lúc hoàn thành"}
	sheets := len(c.Pages)
	if c.Mark != nil && c.Mark.Spot.Where == office.OwnSheet {
		sheets++
	}
	if len(a.Pages) != sheets {
		return k.Miss(fmt.Sprintf("Tệp có %d trang, hồ sơ ghi %d trang.", len(a.Pages), sheets), "")
	}
	for i, p := range c.Pages {
		if !slices.Equal(a.Pages[i].Streams, []office.Digest{p.Stream}) {
			return k.Miss(fmt.Sprintf("Ảnh trang %d khác ảnh lúc hoàn thành.", i+1), "")
		}
	}
	scanned := numbersOf(c.FromPaper, office.Page.Verbatim)
	if len(scanned) == len(c.Pages) {
		return k.Meet("%d trang, mã băm từng ảnh đúng như ghi lúc hoàn thành; mọi ảnh là ảnh JPEG đã quét, nguyên từng byte.", len(c.Pages))
	}
	k = k.Meet("%d trang, mã băm từng ảnh đúng như ghi lúc hoàn thành.", len(c.Pages))
	if len(scanned) > 0 {
		k.Evidence += " Là ảnh JPEG đã quét, nguyên từng byte: " + pagesText(scanned)
	}
	if made := numbersOf(c.FromPaper, office.Page.Retouched); len(made) > 0 {
		k.Evidence += " Là ảnh đã chỉnh, không phải ảnh đã quét: " + pagesText(made)
	}
	return k
}

func compareMark(c office.Conversion, a pdf.Anatomy) office.Condition {
	k := office.Condition{Point: "NĐ 137 4.1a", Asks: "Ký hiệu riêng trong PDF giống hồ sơ"}
	for i, p := range a.Pages {
		var want []string
		if c.Mark != nil && c.Mark.Spot.Page == i {
			want = c.Mark.Lines
		}
		if !sameWords(p.MarkLines, want) {
			return k.Miss(fmt.Sprintf("Ký hiệu riêng ở trang %d khác hồ sơ.", i+1), "")
		}
	}
	if c.Mark == nil {
		return k.Meet("%s: không có ký hiệu của cơ quan, đúng như hồ sơ.", c.Form.Name())
	}
	return k.Meet("“%s”, %s.", c.Mark.Lines[0], office.ISO(c.Finished))
}

// checkCaptures looks at the originals that lie beside the PDF.
func (d *Desk) checkCaptures(ctx context.Context, c office.Conversion) []office.Condition {
	k := office.Condition{Point: "Kho", Asks: "Bản quét gốc (PNG, TIFF, PDF của máy quét, trang đã chỉnh)"}
	looked := c.Originals()
	for _, digest := range looked {
		if err := d.Vault.Check(ctx, digest); err != nil {
			return []office.Condition{unsound(k, err)}
		}
	}
	if len(looked) == 0 {
		return nil
	}
	list := []office.Condition{k.Meet("%d tệp gốc còn nguyên.", len(looked))}
	if chosen, any := retouched(c.FromPaper); any {
		list = append(list, chosen.Meet("%s", chosen.Evidence))
	}
	return list
}

// JournalHolds walks the whole chain, and finds in it the entry that made a
// conversion what it is.
func JournalHolds(ctx context.Context, journal Journal, c office.Conversion, p *job.Progress) (office.Condition, error) {
	k := office.Condition{Point: "Nhật ký", Asks: "Bước hoàn thành nằm trong chuỗi nhật ký"}
	report, err := journal.VerifyJournal(ctx, p)
	if err != nil {
		return k, err
	}
	if len(report.Faults) > 0 {
		return k.Miss(report.Faults[0].Said, ""), nil
	}
	entries, err := journal.Entries(ctx, c.ID)
	if err != nil {
		return k, err
	}
	if said := notOne(report, c.ID); said != "" {
		return k.Miss(said, "Hãy so các bản với giấy tờ, và báo cho người phụ trách máy."), nil
	}
	at := slices.IndexFunc(entries, func(e office.Entry) bool { return e.Version == c.Version && e.Here })
	if at < 0 {
		at = slices.IndexFunc(entries, func(e office.Entry) bool { return e.Version == c.Version })
	}
	if at < 0 {
		return k.Miss("Nhật ký không có bước hoàn thành của hồ sơ này.", "Hãy so hồ sơ này với giấy tờ, và báo cho người phụ trách máy."), nil
	}
	last := entries[at]
	if !last.Here {
		return elsewhere(k, report, last), nil
	}
	if report.Open != "" {
		return k.Owe(fmt.Sprintf("Mục %d trong %d mục, chuỗi không đứt. %s", last.Seq, report.Entries, report.Open),
			"Hãy hỏi vì sao các sổ ấy không còn (chuyển máy, khôi phục), rồi ghi lý do bằng “tramctl journal accept --because LÝ-DO” hoặc ở Cài đặt, Dữ liệu."), nil
	}
	for _, doubt := range report.Doubts {
		if doubt.From <= last.Seq && last.Seq <= doubt.To {
			return k.Owe(fmt.Sprintf("Mục %d trong %d mục, chuỗi không đứt. %s", last.Seq, report.Entries, doubt.Said), doubt.Next), nil
		}
	}
	return k.Meet("Mục %d trong %d mục, chuỗi không đứt.", last.Seq, report.Entries), nil
}

// ProveFile tells of a PDF from anywhere whether it is one of ours, unchanged,
// and which.
func (d *Desk) ProveFile(ctx context.Context, r io.ReaderAt, size int64, p *job.Progress) (office.Proof, error) {
	digest, err := digestOf(ctx, r, size)
	if err != nil {
		return office.Proof{}, err
	}
	c, same, err := d.ours(ctx, digest)
	if err == nil {
		proof, err := d.prove(ctx, c, p)
		proof.Checks = append([]office.Condition{same}, proof.Checks...)
		return proof, err
	}
	if !errors.Is(err, store.NoSuchRecord) {
		return office.Proof{}, err
	}
	proof, err := d.stranger(ctx, r, size)
	if err != nil {
		return proof, err
	}
	return d.withSignatures(ctx, proof, r, size)
}

// elsewhere tells of an act that another station's journal holds: its chain hangs
// together, and none of its marks is here.
func elsewhere(k office.Condition, report store.JournalReport, last office.Entry) office.Condition {
	if report.Stations[last.Station] {
		return k.Owe(fmt.Sprintf("Mục %d trong một chuỗi khác cũng mang tên trạm này, do máy khác ghi từ một bản chép của dữ liệu. Không mốc nào ở đây bảo vệ mục ấy.", last.Seq),
			"Hãy hỏi ai đã chép dữ liệu của trạm sang máy khác, và so hồ sơ này với giấy tờ.")
	}
	return k.Owe(fmt.Sprintf("Mục %d trong nhật ký của trạm %s, nối liền từ khai sinh của trạm ấy. Máy này không giữ mốc nào của trạm ấy.", last.Seq, last.Station),
		"Muốn chắc hơn, hãy kiểm chứng hồ sơ này ở trạm đã lập.")
}

// notOne tells why a record is not the one that it has to be: several versions of it
// stand, or another bears its code or number. Empty: it is.
func notOne(report store.JournalReport, id office.ID) string {
	for _, p := range report.Apart {
		if p.Record == id {
			return fmt.Sprintf("Hồ sơ này có %d bản khác nhau, do các trạm sửa riêng.", p.Versions)
		}
	}
	for _, d := range report.Doubles {
		if slices.Contains(d.Records, id) {
			return fmt.Sprintf("%d hồ sơ cùng mang %s.", len(d.Records), d.Said)
		}
	}
	return ""
}

// ours finds the conversion that a file is of: as it was made, or in a state
// that its signed form has or once had.
func (d *Desk) ours(ctx context.Context, digest office.Digest) (office.Conversion, office.Condition, error) {
	k := office.Condition{Point: "Tệp", Asks: "Tệp đưa vào giống hệt tệp trong kho"}
	same := k.Meet("Giống từng byte, SHA-256 %s…", digest[:shownDigits])
	c, err := d.Records.ConversionByPDF(ctx, digest)
	if err == nil && c.Signed != nil {
		same.Met, same.Next = office.IsOwed, "Hãy dùng bản đã ký số xuất từ hồ sơ."
		same.Evidence += " Đây là bản trước khi ký số."
	}
	if !errors.Is(err, store.NoSuchRecord) {
		return c, same, err
	}
	f, err := d.Followers.SignedByPDF(ctx, digest)
	if err != nil {
		return c, same, err
	}
	if f.PDF() != digest {
		same.Evidence += " Đây là bản ký số trước khi được bổ sung."
	}
	c, err = d.Records.Conversion(ctx, f.Conversion)
	return c, same, err
}

// NoPaper tells that a PDF is the file of a record, signed or not: what the office made of
// paper, or made for paper, is digitised by nobody (Điều 4: from paper to a data message).
func (d *Desk) NoPaper(ctx context.Context, file office.Digest) error {
	c, _, err := d.ours(ctx, file)
	switch {
	case errors.Is(err, store.NoSuchRecord):
		return nil
	case err != nil:
		return err
	}
	return OwnFile.About(c.Code)
}

// stranger tells a changed file of ours from one that never was ours.
func (d *Desk) stranger(ctx context.Context, r io.ReaderAt, size int64) (office.Proof, error) {
	for _, id := range pdf.Named(r, size) {
		c, err := d.Records.Conversion(ctx, id)
		if errors.Is(err, store.NoSuchRecord) {
			continue
		}
		if err != nil {
			return office.Proof{}, err
		}
		return office.Proof{
			Verdict: office.Changed, Conversion: c.ID, Code: c.Code, Checks: d.differences(ctx, c, r, size),
			Said: fmt.Sprintf("Tệp này mang mã %s nhưng đã bị thay đổi: không giống bản trong kho. Hãy dùng bản xuất từ hồ sơ %s.", c.Code, c.Code),
		}, nil
	}
	return office.Proof{Verdict: office.Stranger, Said: strangerSaid(r, size)}, nil
}

// strangerSaid tells what a file is that is none of ours, and where to go on.
func strangerSaid(r io.ReaderAt, size int64) string {
	switch {
	case size == 0:
		return "Tệp rỗng, không có gì để kiểm chứng. Hãy chép lại tệp từ nơi đã nhận."
	case !isPDF(r, size) && mayBeSigned(r, size):
		return "Tệp này không phải là PDF. Chương trình chỉ kiểm tra chữ ký số trong tệp PDF, nên chưa biết tệp này có được ký hay không."
	case !isPDF(r, size):
		return "Tệp này không phải là PDF. Hãy chọn tệp PDF đã nhận, hoặc gõ mã tra cứu in trên văn bản."
	}
	return "Tệp này không phải do trạm này tạo ra, hoặc đã bị sửa đến mức không nhận ra được. Nếu trên văn bản có mã tra cứu, hãy gõ mã đó để tìm bản trong kho."
}

// headOf is the beginning of a file, within which a PDF says that it is one.
func headOf(r io.ReaderAt, size int64) []byte {
	const headBytes = 1024
	head := make([]byte, min(size, headBytes))
	n, _ := r.ReadAt(head, 0)
	return head[:n]
}

func isPDF(r io.ReaderAt, size int64) bool { return bytes.Contains(headOf(r, size), []byte("%PDF-")) }

func (d *Desk) differences(ctx context.Context, c office.Conversion, r io.ReaderAt, size int64) []office.Condition {
	k := office.Condition{Point: "Tệp", Asks: "Tệp đưa vào giống hệt tệp trong kho"}
	differs := "Nội dung khác bản trong kho, tuy dài bằng nhau."
	if size != c.PDFSize {
		differs = fmt.Sprintf("Dài %d byte, bản trong kho dài %d byte.", size, c.PDFSize)
	}
	list := []office.Condition{k.Miss(differs, "Hãy dùng bản xuất từ hồ sơ này.")}
	if start, is := startsAsOurs(ctx, c, r, size); is {
		list = append(list, start)
	}
	anatomy, err := pdf.Dissect(ctx, r, size)
	if err != nil {
		return list
	}
	return append(list, compare(c, anatomy)...)
}

// unsound turns an error of a check into its place in the list.
func unsound(k office.Condition, err error) office.Condition {
	if f, ok := office.FailureIn(err); ok {
		return k.Miss(f.Said, f.Next)
	}
	return k.Miss("Không đọc lại được.", "Hãy phục hồi tệp từ bản sao lưu.")
}

// sameWords compares a mark's lines without regard to where they were broken
// on the page.
func sameWords(a, b []string) bool {
	return joinWords(a) == joinWords(b)
}

func digestOf(ctx context.Context, r io.ReaderAt, size int64) (office.Digest, error) {
	h := sha256.New()
	section := io.NewSectionReader(r, 0, size)
	const slice = 4 << 20 // bytes between two looks at ctx
	for {
		_, err := io.CopyN(h, section, slice)
		if errors.Is(err, io.EOF) {
			return office.Digest(hex.EncodeToString(h.Sum(nil))), nil
		}
		if err != nil {
			return "", err
		}
		if err := ctx.Err(); err != nil {
			return "", err
		}
	}
}

func joinWords(lines []string) string {
	return strings.Join(strings.Fields(strings.Join(lines, " ")), " ")
}
