package digitise

import (
	"context"
	"fmt"
	"image"
	"image/color"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tram/assets"
	"tram/local/job"
	"tram/local/office"
	"tram/ui/kit"
)

func TestMain(m *testing.M) {
	if err := kit.Speak(kit.Vietnamese); err != nil {
		panic(err)
	}
	kit.Rehearse()
	os.Exit(m.Run())
}

// station is a stand-in for the real one that keeps all in memory. It follows
// the same rules as far as this page can see them.
type station struct {
	mu      sync.Mutex
	records map[office.ID]office.Conversion
	trays   map[office.ID][]office.Page
	undo    map[office.ID][][]office.Page
	redo    map[office.ID][][]office.Page
	mark    office.Spot
	named   map[string]office.Page // what a file of that name holds
	saves   int
	entered int // papers on the register

	notEntered   error // of TakeIn, before anything is done
	betweenFails error // of TakeIn, once the paper is digitised
	tried        int   // places for the mark
	wiped        []office.ID
	hold         chan struct{} // while it is set, Describe waits for it to close
	failing      error         // of Describe
	holdAct      chan struct{} // Finish waits for it to close
	holdDrafts   chan struct{} // the next reading of the drafts waits for it to close
	holdIn       chan struct{} // Take waits for it to close

	headings  int                       // pages whose head was read
	headingOf map[string]office.Heading // by the name of a page
	readings  []int                     // how many pages a draft had each time that its words were read
	noReader  bool
	onItsSide bool // the first page, until it is turned

	afterwards error // of Finish, with a record that says it is finished

	wrong
}

var now = time.Date(2026, 11, 23, 7, 5, 9, 0, time.UTC)

func newStation() *station {
	return &station{
		records: map[office.ID]office.Conversion{}, trays: map[office.ID][]office.Page{},
		undo: map[office.ID][][]office.Page{}, redo: map[office.ID][][]office.Page{},
		mark: office.Spot{Where: office.OnPage, X: 120, Y: 8, W: 75, H: 13}, named: map[string]office.Page{},
	}
}

func scanned(name string, dpi float64) office.Page {
	return office.Page{ID: office.NewID(now), Name: name, Media: office.JPEG, Width: 1654, Height: 2339, DPIX: dpi, DPIY: dpi, Orientation: 1}
}

func (s *station) Types() []office.DocumentType {
	types, err := office.DecodeTypes(assets.Types)
	if err != nil {
		panic(err)
	}
	return types
}

func (s *station) Clerks(context.Context) ([]office.Clerk, error) {
	return []office.Clerk{
		{ID: "c1", Name: "Nguyễn Văn Mẫu", Position: "Văn thư"}, {ID: "c2", Name: "Trần Thị Ví Dụ"},
		{ID: "c3", Name: "Lê Đã Nghỉ", Left: true},
	}, nil
}

func (s *station) AllClerks(ctx context.Context) ([]office.Clerk, error) { return s.Clerks(ctx) }

func (s *station) RegisterWords(context.Context, office.Flow) (office.RegisterWords, error) {
	return office.RegisterWords{To: []string{"Công chức Văn phòng"}}, nil
}

func (s *station) HeldKey() (office.HeldKey, bool) { return office.HeldKey{}, false }

// TakeIn finishes as Finish does, and gives a number.
func (s *station) TakeIn(ctx context.Context, _ office.Clerk, id office.ID, _ *office.SigningWish, p *job.Progress) (is office.TakenIn, err error) {
	if s.notEntered != nil {
		return is, s.notEntered
	}
	s.mu.Lock()
	is.Conversion = s.records[id]
	s.mu.Unlock()
	if is.Conversion.State != office.Finished {
		if is.Conversion, err = s.Finish(ctx, id, p); err != nil {
			return is, err
		}
	}
	if s.betweenFails != nil {
		return is, s.betweenFails
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.entered++
	is.Document = office.Registered{ID: office.NewID(now), Flow: office.FlowIn, Number: s.entered, Document: is.Conversion.Document}
	return is, nil
}

func (s *station) Used(context.Context) (office.Used, error) {
	return office.Used{Issuers: []string{"Ủy ban nhân dân tỉnh Mẫu", "Ủy ban nhân dân xã Mẫu Sơn"}, Symbols: []string{"QĐ-UBND"}}, nil
}

func (s *station) DraftHeading(_ context.Context, id office.ID) (office.Heading, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.headings++
	if s.noReader {
		return office.Heading{}, office.Failure{Name: "ocr.no-program", Said: "không có chương trình đọc chữ", Next: "hãy cài"}
	}
	return s.headingOf[s.trays[id][0].Name], nil
}

func (s *station) ReadDraft(_ context.Context, id office.ID, _ *job.Progress) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.readings = append(s.readings, len(s.trays[id])); s.noReader {
		return office.Failure{Name: "ocr.no-program", Said: "không có chương trình đọc chữ", Next: "hãy cài"}
	}
	return nil
}

// Lying is what a page that was turned upright is not.
func (s *station) Lying(_ context.Context, id office.ID) (map[office.ID]int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	found := map[office.ID]int{}
	for i, p := range s.trays[id] {
		if s.onItsSide && i == 0 && p.Turn == 0 {
			found[p.ID] = 1
		}
	}
	return found, nil
}

func (s *station) Begin(_ context.Context, clerk office.Clerk) (office.Conversion, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := office.Conversion{ID: office.NewID(now), Version: 1, State: office.Draft, Form: office.Plain, Clerk: clerk, Begun: now,
		Code: "7K4M-Q2XN-9RT2"}
	s.records[c.ID] = c
	return c, nil
}

func (s *station) Drafts(context.Context) ([]office.Row, error) {
	s.mu.Lock()
	rows, hold := s.rows(), s.holdDrafts
	s.holdDrafts = nil
	s.mu.Unlock()
	if hold != nil {
		<-hold
	}
	return rows, nil
}

func (s *station) rows() (rows []office.Row) {
	for id, c := range s.records {
		if c.State == office.Draft || c.State == office.Checked {
			rows = append(rows, office.Row{ID: id, State: c.State, Number: c.Document.Number, Symbol: c.Document.Symbol,
				Subject: c.Document.Subject, Clerk: c.Clerk.Name, Pages: len(s.trays[id]), At: c.Begun})
		}
	}
	slices.SortFunc(rows, func(a, b office.Row) int { return strings.Compare(string(b.ID), string(a.ID)) })
	return rows
}

func (s *station) Resume(_ context.Context, id office.ID) (office.Conversion, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.records[id], nil
}

func (s *station) Discard(_ context.Context, id office.ID) error {
	return s.state(id, office.Discarded)
}
func (s *station) Restore(_ context.Context, id office.ID) error { return s.state(id, office.Draft) }

func (s *station) state(id office.ID, to office.State) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	c := s.records[id]
	c.State = to
	s.records[id] = c
	return nil
}

var errNotChecked = office.Failure{Name: "test.not-checked", Said: "Chưa xem hoặc chưa đếm đủ trang.", Next: "Hãy xem và đếm lại."}

var errNotAPage = office.Failure{Name: "test.not-a-page", Said: "Tệp “%s” không phải ảnh.", Next: "Hãy quét lại."}

func (s *station) Take(_ context.Context, id office.ID, at int, paths []string, _ string, p *job.Progress) ([]office.Page, []error, error) {
	if s.holdIn != nil {
		<-s.holdIn
	}
	var taken []office.Page
	var refused []error
	p.Expect(int64(len(paths)))
	for _, path := range paths {
		page, known := s.named[path]
		if !known {
			refused = append(refused, errNotAPage.About(path))
			continue
		}
		page.ID = office.NewID(now)
		taken = append(taken, page)
		p.Did(1)
	}
	s.edit(id, func(pages []office.Page) []office.Page {
		if at < 0 || at > len(pages) {
			at = len(pages)
		}
		return slices.Insert(pages, at, taken...)
	})
	return taken, refused, nil
}

// edit changes a tray's pages and keeps the old ones for Undo.
func (s *station) edit(id office.ID, change func([]office.Page) []office.Page) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.undo[id] = append(s.undo[id], slices.Clone(s.trays[id]))
	s.redo[id] = nil
	s.trays[id] = change(slices.Clone(s.trays[id]))
}

func (s *station) one(id, page office.ID, change func(*office.Page)) error {
	s.edit(id, func(pages []office.Page) []office.Page {
		for i := range pages {
			if pages[i].ID == page {
				change(&pages[i])
			}
		}
		return pages
	})
	return nil
}

func (s *station) Pages(_ context.Context, id office.ID) ([]office.Page, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.trays[id]), nil
}

func (s *station) Picture(ctx context.Context, id, page office.ID, side int) (image.Image, error) {
	img := image.NewGray(image.Rect(0, 0, max(1, side*210/297), side))
	for i := range img.Pix {
		img.Pix[i] = 250
	}
	for x := range img.Bounds().Dx() / 2 {
		img.SetGray(x+img.Bounds().Dx()/4, side/8, color.Gray{Y: 20})
	}
	return img, ctx.Err()
}

func (s *station) MovePage(_ context.Context, id, page office.ID, to int) error {
	s.edit(id, func(pages []office.Page) []office.Page {
		i := slices.IndexFunc(pages, func(p office.Page) bool { return p.ID == page })
		held := pages[i]
		return slices.Insert(slices.Delete(pages, i, i+1), to, held)
	})
	return nil
}

func (s *station) TurnPage(_ context.Context, id, page office.ID, quarters int) error {
	return s.one(id, page, func(p *office.Page) { p.Turn = (p.Turn + quarters + 4) % 4 })
}

func (s *station) RemovePage(_ context.Context, id, page office.ID) error {
	s.edit(id, func(pages []office.Page) []office.Page {
		return slices.DeleteFunc(pages, func(p office.Page) bool { return p.ID == page })
	})
	return nil
}

// Retouch measures nothing: each page leans by the same.
func (s *station) Retouch(_ context.Context, id office.ID, pages []office.ID, wish office.Retouching, _ *job.Progress) (told office.RetouchTold, err error) {
	s.edit(id, func(list []office.Page) []office.Page {
		return slices.DeleteFunc(list, func(p office.Page) bool { return wish == office.DropBlank && slices.Contains(pages, p.ID) })
	})
	told.Changed = pages
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, p := range s.trays[id] {
		if !slices.Contains(pages, p.ID) {
			continue
		}
		r := &s.trays[id][i].Retouch
		switch wish {
		case office.Straighten:
			*r = office.Retouch{Straightened: 1.3, Lightened: r.Lightened}
		case office.Lighten:
			r.Lightened, r.Aside = true, false
		case office.AsScanned, office.AsRetouched:
			r.Aside = wish == office.AsScanned
		case office.Upright:
			s.trays[id][i].Turn = 1
		case office.KeepBlank:
			s.trays[id][i].BlankKept = true
		}
	}
	return told, nil
}

func (s *station) ReplacePage(_ context.Context, id, page office.ID, path, _ string) error {
	fresh, known := s.named[path]
	if !known {
		return errNotAPage.About(path)
	}
	return s.one(id, page, func(p *office.Page) { fresh.ID = office.NewID(now); *p = fresh })
}

func (s *station) PaperOf(_ context.Context, id, page office.ID, paper string) error {
	return s.one(id, page, func(p *office.Page) { *p, _ = p.OnPaper(paper) })
}

func (s *station) Undo(_ context.Context, id office.ID) (bool, error) {
	return s.back(id, s.undo, s.redo)
}
func (s *station) Redo(_ context.Context, id office.ID) (bool, error) {
	return s.back(id, s.redo, s.undo)
}

func (s *station) back(id office.ID, from, to map[office.ID][][]office.Page) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	steps := from[id]
	if len(steps) == 0 {
		return false, nil
	}
	to[id] = append(to[id], s.trays[id])
	s.trays[id] = steps[len(steps)-1]
	from[id] = steps[:len(steps)-1]
	return true, nil
}

func (s *station) Describe(_ context.Context, c office.Conversion) (office.Conversion, error) {
	if s.hold != nil {
		<-s.hold
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.saves++
	if s.failing != nil {
		return c, s.failing
	}
	if err := c.Document.Validate(); err != nil {
		if c.Document.Secrecy.Secret() {
			delete(s.trays, c.ID)
			delete(s.records, c.ID)
			s.wiped = append(s.wiped, c.ID)
		}
		return c, err
	}
	c.Version = s.records[c.ID].Version + 1
	s.records[c.ID] = c
	return c, nil
}

func (s *station) Weigh(_ context.Context, c office.Conversion) ([]office.Condition, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return conditionsOf(c, s.trays[c.ID]), nil
}

func (s *station) Look(_ context.Context, id office.ID, _ *job.Progress) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, p := range s.trays[id] {
		if p.Blank == office.NotLooked {
			s.trays[id][i].Blank = office.No
		}
	}
	return nil
}

func (s *station) TryMark(_ context.Context, _ office.ID, x, y float64) (office.MarkView, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tried++
	v := s.markView()
	v.Mark.Spot.X, v.Mark.Spot.Y = max(0, min(x, 210-s.mark.W)), max(0, min(y, 297-s.mark.H))
	return v, nil
}

func (s *station) Conditions(_ context.Context, id office.ID) ([]office.Condition, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return conditionsOf(s.records[id], s.trays[id]), nil
}

// conditionsOf has the shape, not the law, of what the station answers.
func conditionsOf(c office.Conversion, pages []office.Page) []office.Condition {
	point := func(name, asks string, met bool, evidence, next string, part office.Part) office.Condition {
		o := office.Condition{Point: name, Asks: asks, Met: office.IsMet, Evidence: evidence, Part: part}
		if !met {
			o.Met, o.Next = office.IsMissed, next
		}
		return o
	}
	sized, seen := true, true
	for _, p := range pages {
		sized = sized && p.SizeKnown()
		seen = seen && slices.Contains(c.Viewed, p.ID)
	}
	conditions := []office.Condition{
		point("Luật GDĐT 12.1a", "Mỗi trang đúng khổ giấy", sized, "Khổ giấy của từng trang", "Hãy cho biết khổ giấy.", office.PartPaper),
		point("NĐ 137 Điều 4.2a", "Đã xem từng trang", seen, fmt.Sprintf("Đã xem %d/%d trang", len(c.Viewed), len(pages)), "Hãy xem các trang còn lại.", office.PartViewed),
		point("NĐ 137 Điều 4.2a", "Đủ số trang như bản giấy", c.PaperPages == len(pages), fmt.Sprintf("Có %d trang, đếm được %d", len(pages), c.PaperPages), "Hãy đếm số trang trên giấy và gõ vào ô dưới.", office.PartCount),
		point("NĐ 137 6.1", "Không phải văn bản mật", c.Document.Secrecy != "", "Độ mật: "+c.Document.Secrecy.Name(), "Hãy chọn độ mật.", office.PartSecrecy),
		point("Luật GDĐT 12.1b", "Tra cứu được về sau", c.Document.Type != "" && c.Document.Number != "", "Loại, số và ký hiệu của văn bản", "Hãy chọn loại văn bản và gõ số.", office.PartDescription),
		point("Luật GDĐT 12.1c", "Có ký hiệu riêng", true, "Ký hiệu riêng ở góc trên bên phải trang 1", "", office.PartMark),
	}
	if c.Document.Type == "giay-phep" || c.Form.IsCopy() {
		evidence := "Cơ quan chưa ký"
		if c.Exception != nil {
			evidence = "Không ký số: " + c.Exception.LegalBasis
		}
		signature := point("Luật GDĐT 12.1d", "Có chữ ký số của cơ quan", c.Exception != nil, evidence, "Hãy ký số khi hoàn thành.", office.PartSignature)
		conditions = append([]office.Condition{signature}, conditions...) // the page must not lean on the order
	}
	return conditions
}

// Check refuses what the real one refuses.
func (s *station) Check(_ context.Context, id office.ID, viewed []office.ID, counted int) (office.Conversion, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, pages := s.records[id], s.trays[id]
	unseen := slices.ContainsFunc(pages, func(p office.Page) bool { return !slices.Contains(viewed, p.ID) })
	if unseen || len(pages) == 0 || counted != len(pages) {
		return c, errNotChecked
	}
	c.Viewed, c.PaperPages, c.State = viewed, counted, office.Checked
	s.records[id] = c
	return c, nil
}

func (s *station) Mark(context.Context, office.ID) (office.MarkView, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.markView(), nil
}

func (s *station) markView() office.MarkView {
	picture := image.NewGray(image.Rect(0, 0, 590, 102))
	for i := range picture.Pix {
		picture.Pix[i] = 255
	}
	return office.MarkView{Mark: office.Mark{Lines: []string{"VĂN BẢN ĐIỆN TỬ"}, Spot: s.mark}, Picture: picture, SheetW: 210, SheetH: 297}
}

func (s *station) MoveMark(_ context.Context, _ office.ID, x, y float64) (office.MarkView, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.mark.X, s.mark.Y, s.mark.Moved = max(0, min(x, 210-s.mark.W)), max(0, min(y, 297-s.mark.H)), true
	return s.markView(), nil
}

func (s *station) Finish(_ context.Context, id office.ID, p *job.Progress) (office.Conversion, error) {
	if s.holdAct != nil {
		<-s.holdAct
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.doubted {
		return office.Conversion{}, doubted
	}
	c := s.records[id]
	c.Pages, c.State, c.Finished = s.trays[id], office.Finished, now
	if s.afterwards == nil {
		s.records[id] = c
	}
	return c, s.afterwards
}

// desk is a page on a window of the size that offices have.
func desk(t *testing.T, s *station) *Page {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(kit.Look{})
	w := test.NewTempWindow(t, nil)
	p := New(kit.NewDesk(t.Context(), w), s)
	w.SetContent(p.Content())
	w.Resize(fyne.NewSize(1160, 690))
	t.Cleanup(func() {
		p.Leave()
		kit.Settle()
	})
	p.Enter()
	kit.Settle()
	return p
}

// withPages has a document on the desk: files p1, p2, … taken in.
func withPages(t *testing.T, s *station, pages ...office.Page) *Page {
	t.Helper()
	p := desk(t, s)
	var paths []string
	for i, page := range pages {
		path := fmt.Sprintf("p%d.jpg", i+1)
		s.named[path] = page
		paths = append(paths, path)
	}
	p.Drop(paths)
	kit.Settle()
	if p.sitting == nil {
		t.Fatal("nothing lies on the desk")
	}
	return p
}
