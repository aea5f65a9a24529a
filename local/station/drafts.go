package station

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"tram/local/documents"
	"tram/local/docx"
	"tram/local/job"
	"tram/local/office"
	"tram/local/pdf"
	"tram/local/redline"
)

// A version of a draft (bản dự thảo) is what was submitted by one step with files. Versions are
// numbered from 1, in the order of the timeline, and never change.

// versionOf is one of them.
type versionOf struct {
	step  office.ID
	files []office.Enclosed
}

// drafts are the versions of a document's draft.
func drafts(is office.RouteTold, files []office.Enclosed) (all []versionOf) {
	for _, step := range is.Steps {
		if len(step.RouteEntry.Files) == 0 {
			continue
		}
		v := versionOf{step: step.ID}
		for _, id := range step.RouteEntry.Files {
			if i := slices.IndexFunc(files, func(e office.Enclosed) bool { return e.ID == id }); i >= 0 {
				v.files = append(v.files, files[i])
			}
		}
		all = append(all, v)
	}
	return all
}

// CompareDrafts lays two versions of what was submitted beside each other; to 0 is the last, from 0
// the one before. Words are compared, and what was not is told. It fails with OneDraft and
// NoSuchDraft.
func (s *Routing) CompareDrafts(ctx context.Context, id office.ID, from, to int, p *job.Progress) (is office.DraftsCompared, err error) {
	if err := s.entrance.reads(ctx); err != nil {
		return is, err
	}
	defer s.entrance.seen(ctx, id, &err)
	told, err := s.told(ctx, id)
	if err != nil {
		return is, err
	}
	w, err := documents.Whole(ctx, s.store, id)
	if err != nil {
		return is, err
	}
	all := drafts(told, w.Files)
	if len(all) < 2 {
		return is, OneDraft.About(len(all))
	}
	to = cmp.Or(to, len(all))
	from = cmp.Or(from, max(1, to-1))
	for _, n := range []int{from, to} {
		if n < 1 || n > len(all) {
			return is, NoSuchDraft.About(n, len(all))
		}
	}
	if from == to {
		return is, SameDraft.About(to)
	}
	was, now := all[from-1], all[to-1]
	is = office.DraftsCompared{Document: id, From: from, To: to, Steps: [2]office.ID{was.step, now.step}}
	ctx = pdf.OneAct(ctx)
	for _, pair := range paired(was.files, now.files) {
		p.Say("Đang so " + cmp.Or(fileName(pair[1]), fileName(pair[0])))
		one, err := s.compareFiles(ctx, pair[0], pair[1])
		if err != nil {
			return is, err
		}
		is.Files = append(is.Files, one)
	}
	is.Said = draftsSaid(is)
	return is, nil
}

// paired lays files of two versions beside each other: those of one name, then the others in their
// order that have words to be compared. What has no other is alone.
func paired(was, is []office.Enclosed) (all [][2]*office.Enclosed) {
	taken := map[office.ID]bool{}
	partner := map[office.ID]*office.Enclosed{}
	take := func(fits func(a, b *office.Enclosed) bool) {
		for i := range is {
			for n := range was {
				if !taken[is[i].ID] && !taken[was[n].ID] && fits(&was[n], &is[i]) {
					taken[is[i].ID], taken[was[n].ID], partner[is[i].ID] = true, true, &was[n]
				}
			}
		}
	}
	take(func(a, b *office.Enclosed) bool { return fileName(a) == fileName(b) })
	take(func(a, b *office.Enclosed) bool { return hasWords(*a) && hasWords(*b) })
	for i := range is {
		all = append(all, [2]*office.Enclosed{partner[is[i].ID], &is[i]})
	}
	for n := range was {
		if !taken[was[n].ID] {
			all = append(all, [2]*office.Enclosed{&was[n], nil})
		}
	}
	return all
}

// hasWords tells whether there may be words to be read in a file.
func hasWords(e office.Enclosed) bool { return e.Shown() || isTyped(e) }

// fileName is what a file of a document is called; nil: there is none.
func fileName(e *office.Enclosed) string {
	switch {
	case e == nil:
		return ""
	case e.Message == nil:
		return "bản số hóa"
	}
	return e.Message.Name
}

// notLooked is what no comparison of words looks at.
const notLooked = "Không so: hình, con dấu, chữ ký; kiểu chữ, cỡ chữ, màu; khung và hình dạng bảng; chỗ ngắt dòng, ngắt đoạn, ngắt trang."

// otherLayout is what is not known where one file is typed text and the other has pages.
const otherLayout = "Một bản là DOCX, một bản là PDF hoặc hình: thứ tự chữ ở các cột trên trang không được so."

// compareFiles compares the words of two files.
func (s *Routing) compareFiles(ctx context.Context, was, is *office.Enclosed) (f office.DraftFile, err error) {
	f.Was, f.Is = fileName(was), fileName(is)
	switch {
	case was == nil:
		f.Said = "Tệp mới, bản trước không có."
		return f, nil
	case is == nil:
		f.Said = "Bản sau không còn tệp này."
		return f, nil
	case was.Message != nil && is.Message != nil && was.Message.File == is.Message.File:
		f.Same, f.Whole, f.Said = true, true, "Hai tệp giống hệt nhau, đến từng byte."
		return f, nil
	case !hasWords(*was) || !hasWords(*is):
		f.Unread, f.Said = []string{notLooked}, "Hai tệp khác nhau; chữ trong tệp kiểu này không đọc được ở đây, nên chưa so."
		return f, nil
	}
	read, err := s.wordsOfBoth(ctx, *was, *is)
	if err != nil {
		return f, err
	}
	for i, r := range read {
		for _, said := range r.unread {
			f.Unread = append(f.Unread, []string{"Bản trước: ", "Bản sau: "}[i]+said)
		}
	}
	compare := redline.Compare
	if read[0].typed != read[1].typed {
		compare, f.Unread = redline.ComparePages, append(f.Unread, otherLayout)
	}
	f.Unread = append(f.Unread, notLooked)
	f.Words = [2]int{redline.Words(read[0].passages), redline.Words(read[1].passages)}
	if f.Words[0] == 0 || f.Words[1] == 0 { // of what was not read nobody knows what went or came
		f.Said = nothingToCompare(f.Words)
		return f, nil
	}
	told, err := compare(ctx, read[0].passages, read[1].passages)
	if err != nil {
		return f, err
	}
	f.Changes, f.Pieces, f.Coarse = told.Changes, told.Pieces, told.Coarse
	f.Whole = read[0].whole && read[1].whole
	f.Said = fileSaid(f)
	return f, nil
}

// nothingToCompare tells which version has no letters.
func nothingToCompare(words [2]int) string {
	switch {
	case words == [2]int{}:
		return "Không đọc được chữ nào ở cả hai bản, nên chưa so được."
	case words[0] == 0:
		return "Không đọc được chữ nào ở bản trước, nên chưa so được."
	}
	return "Không đọc được chữ nào ở bản sau, nên chưa so được."
}

// fileSaid is what was found between two files, and no more.
func fileSaid(f office.DraftFile) string {
	differ, numbers, reordered, doubtful := 0, 0, 0, 0
	for _, c := range f.Changes {
		switch {
		case c.Reordered:
			reordered++
		case c.Doubtful():
			doubtful++
		default:
			differ++
		}
		if c.Numbers() {
			numbers++
		}
	}
	var said string
	switch {
	case len(f.Changes) == 0:
		said = fmt.Sprintf("%d từ và dấu đã đọc được ở hai bản là như nhau.", f.Words[1])
	case differ == 0:
		said = "Ở phần so được không thấy chỗ nào khác."
	case numbers == 0:
		said = fmt.Sprintf("Có %d chỗ khác nhau; ở các chỗ ấy không có chữ số nào đổi.", differ)
	default:
		said = fmt.Sprintf("Có %d chỗ khác nhau, trong đó %d chỗ có số, ngày hoặc số tiền đổi.", differ, numbers)
	}
	for _, more := range []struct {
		is   bool
		said string
	}{
		{reordered > 0, fmt.Sprintf("Ở %d chỗ hai bản có cùng các chữ nhưng đọc ra theo thứ tự khác: thứ tự chữ trên trang chưa so được.", reordered)},
		{doubtful > 0, fmt.Sprintf("Ở %d chỗ chưa rõ chữ đã bỏ, mới thêm, hay nằm ở trang chưa đọc được.", doubtful)},
		{!f.Whole, "Có phần chưa đọc được nên chưa so, xem bên dưới."},
	} {
		if more.is {
			said += " " + more.said
		}
	}
	return said
}

func draftsSaid(is office.DraftsCompared) string {
	said := fmt.Sprintf("Bản trình lần %d so với lần %d: ", is.To, is.From)
	if len(is.Files) == 1 {
		return said + is.Files[0].Said
	}
	for _, f := range is.Files {
		said += "“" + cmp.Or(f.Is, f.Was) + "”: " + f.Said + " "
	}
	return strings.TrimSpace(said)
}

// draftWords are the words of a file, and what of it was not read.
type draftWords struct {
	passages []redline.Passage
	unread   []string
	whole    bool
	typed    bool // it was typed text (DOCX), however its words were read
}

// wordsOfBoth reads the words of two files as both can be read: of two DOCX as they are written, of all
// others as the PDF has them that is shown. A DOCX in which changes are recorded, or words are hidden,
// has another text in its PDF; it is read as it is written.
func (s *Routing) wordsOfBoth(ctx context.Context, was, is office.Enclosed) (read [2]draftWords, err error) {
	var typed [2]*docx.Content
	for i, e := range []office.Enclosed{was, is} {
		if typed[i], err = s.typed(ctx, e); err != nil {
			return read, err
		}
	}
	both := typed[0] != nil && typed[1] != nil
	for i, e := range []office.Enclosed{was, is} {
		c := typed[i]
		switch {
		case both:
			read[i] = docxWords(*c, docx.Part.Raised)
		case c != nil && (c.Unread.Removed+c.Unread.Added+c.Unread.Hidden > 0 || !e.Message.Shown()):
			read[i] = docxWords(*c, func(p docx.Part) []string { return p.Words })
			read[i].unread = append(read[i].unread, besideSaid(docx.Unread{Raised: c.Unread.Raised}, asPages)...)
		default:
			if read[i], err = s.pageWords(ctx, e); err != nil {
				return read, err
			}
			if c != nil {
				read[i].unread = append([]string{"chữ được đọc từ bản PDF làm từ tệp DOCX."}, append(read[i].unread, besideSaid(c.Unread, asPages)...)...)
			} else if isTyped(e) {
				read[i].unread = append([]string{"không đọc được chữ trong tệp DOCX; chữ được đọc từ bản PDF làm từ tệp ấy."}, read[i].unread...)
			}
		}
		read[i].typed = c != nil
	}
	return read, nil
}

func isTyped(e office.Enclosed) bool { return e.Message != nil && e.Message.Media == "docx" }

// typed is what a DOCX says; nil: it is none, or cannot be read.
func (s *Routing) typed(ctx context.Context, e office.Enclosed) (*docx.Content, error) {
	if !isTyped(e) {
		return nil, nil
	}
	r, err := s.vault.Join(e.Message.File)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	c, err := docx.Read(ctx, r, r.Size(), e.Message.Name)
	if err != nil {
		return nil, ctx.Err()
	}
	return &c, nil
}

// pageWords reads the words of a file as the PDF has them that is shown.
func (s *Routing) pageWords(ctx context.Context, e office.Enclosed) (draftWords, error) {
	pieces, err := s.documents.pdfOf(ctx, e)
	if err != nil {
		return draftWords{}, err
	}
	if slices.Contains(pieces, "") {
		return draftWords{unread: []string{"tệp không có bản để đọc chữ."}}, nil
	}
	joined, err := s.vault.Join(pieces...)
	if err != nil {
		return draftWords{}, err
	}
	defer joined.Close()
	open, err := pdf.Open(ctx, joined, joined.Size(), "")
	if err != nil {
		return draftWords{}, err
	}
	defer open.Close()
	return pdfWords(ctx, open)
}

var docxPlaces = map[docx.Place]string{docx.Header: "đầu trang", docx.Footer: "chân trang", docx.Footnotes: "chú thích", docx.Endnotes: "chú thích cuối"}

// docxWords are the words of a DOCX, in letters as a part tells them.
func docxWords(c docx.Content, letters func(docx.Part) []string) draftWords {
	w := draftWords{whole: true, unread: besideSaid(c.Unread, asWritten)}
	for _, part := range c.Parts {
		paragraph := 0
		for i, words := range letters(part) {
			place := docxPlaces[part.Place]
			if in := part.In[i]; place == "" && in.Table > 0 {
				place = fmt.Sprintf("bảng thứ %d (kể cả bảng không kẻ khung), dòng %d, cột %d", in.Table, in.Row, in.Column)
			} else if place == "" {
				paragraph++
				place = fmt.Sprintf("đoạn %d", paragraph)
			}
			w.passages = append(w.passages, redline.Passage{Place: place, Text: words})
		}
	}
	return w
}

// As what the words of a DOCX are compared: what is not told of them differs.
const (
	asWritten = 1 << iota
	asPages
)

// besideSaid tells what a DOCX has beside its words.
func besideSaid(u docx.Unread, as int) (all []string) {
	for _, n := range []struct {
		count int
		as    int
		said  string
	}{
		{u.Pictures, asWritten, "có %d hình, không so."}, {u.Objects, asWritten, "có %d biểu đồ hoặc tệp nhúng, không đọc chữ bên trong."},
		{u.Numbered, asWritten, "có %d đoạn được đánh số tự động; số ấy không được so."}, {u.Hidden, asWritten, "có %d chỗ chữ ẩn; vẫn được so."},
		{u.Struck, asWritten | asPages, "có %d chỗ chữ gạch ngang; vẫn được so như chữ thường."},
		{u.Raised, asPages, "có %d chỗ chữ nâng lên hoặc hạ xuống (như m²); được so như chữ thường."},
		{u.Faint, asWritten | asPages, "có %d chỗ chữ trắng hoặc quá nhỏ, mắt khó thấy; vẫn được so."},
		{u.Foreign, asWritten, "có %d dấu của phông chữ riêng; được so theo mã của dấu."},
		{u.Counted, asWritten, "có %d chỗ số trang tự đếm; không so."},
		{u.Clocks, asWritten, "có %d chỗ ngày, giờ tự đổi mỗi lần mở tệp; không so. Nên gõ hẳn ngày vào."},
		{u.Clocks, asPages, "có %d chỗ ngày, giờ tự đổi mỗi lần mở tệp. Nên gõ hẳn ngày vào."},
		{u.Removed, asWritten, "có %d chỗ đang đề nghị xóa (theo dõi thay đổi); coi như đã xóa."}, {u.Added, asWritten, "có %d chỗ đang đề nghị thêm (theo dõi thay đổi); coi như đã thêm."},
		{u.Comments, asWritten | asPages, "có %d ghi chú bên lề, không so."},
	} {
		if n.count > 0 && n.as&as != 0 {
			all = append(all, fmt.Sprintf(n.said, n.count))
		}
	}
	return all
}

// pdfWords reads all pages of a PDF. A page without letters is told: nothing is known of it.
func pdfWords(ctx context.Context, open *pdf.Reading) (w draftWords, err error) {
	var blank, machine, long, numbered []int
	for i, shape := range open.Shapes() {
		lines, all, err := open.Written(ctx, i)
		if err != nil {
			return w, err
		}
		isBlank := len(lines) == 0
		if isBlank {
			blank = append(blank, i+1)
		}
		if !all {
			long = append(long, i+1)
		}
		if len(lines) > 0 && pageNumber(lines[0], i+1, shape) {
			lines, numbered = lines[1:], append(numbered, i+1)
		}
		var text []string
		read := false
		for _, l := range lines {
			text, read = append(text, l.Text), read || l.Read
		}
		if read {
			machine = append(machine, i+1)
		}
		w.passages = append(w.passages, redline.Passage{Place: "trang " + strconv.Itoa(i+1), Page: i + 1, Text: strings.Join(text, "\n"), Unread: isBlank || !all})
	}
	for _, n := range []struct {
		pages []int
		said  string
	}{
		{blank, "trang %s không có lớp chữ, chưa so được."}, {long, "trang %s có quá nhiều chữ, phần sau không được so."},
		{machine, "trang %s là chữ do máy đọc từ hình, có thể đọc sai."}, {numbered, "số trang ở đầu trang %s không được so."},
	} {
		if len(n.pages) > 0 {
			w.unread = append(w.unread, fmt.Sprintf(n.said, pagesSaid(n.pages)))
		}
	}
	w.whole = len(blank)+len(long) == 0 && len(w.passages) > 0
	return w, nil
}

// Where the number of a page stands, in millimetres (Nghị định 30/2020, Phụ lục I).
const (
	numberAbove  = 20.0 // from the upper edge
	numberBeside = 15.0 // of the middle: margins are not alike
)

// pageNumber tells a line that is nothing but the number of its page, where the decree has it.
func pageNumber(l office.TextLine, page int, shape office.PageShape) bool {
	return l.Text == strconv.Itoa(page) && l.Box[3] < numberAbove && math.Abs((l.Box[0]+l.Box[2])/2-shape.W/2) < numberBeside
}

// pagesSaid writes numbers of pages as people do: 2, 4–7.
func pagesSaid(pages []int) string {
	var all []string
	for i := 0; i < len(pages); {
		last := i
		for last+1 < len(pages) && pages[last+1] == pages[last]+1 {
			last++
		}
		said := strconv.Itoa(pages[i])
		if last > i {
			said += "–" + strconv.Itoa(pages[last])
		}
		all, i = append(all, said), last+1
	}
	return strings.Join(all, ", ")
}

// What keeps versions of a draft from being compared.
var (
	OneDraft = office.Failure{
		Name: "station.one-draft",
		Said: "Văn bản này mới có %d bản dự thảo trình kèm tệp, nên chưa có gì để so.",
		Next: "Khi trình lại, hãy kèm tệp của bản mới.",
	}
	NoSuchDraft = office.Failure{
		Name: "station.no-such-draft",
		Said: "Không có bản dự thảo thứ %d; văn bản này có %d bản.",
		Next: "Hãy xem diễn biến để biết có những bản nào.",
	}
	SameDraft = office.Failure{
		Name: "station.same-draft",
		Said: "Bản dự thảo thứ %d không so với chính nó.",
		Next: "Hãy chọn hai bản khác nhau.",
	}
)
