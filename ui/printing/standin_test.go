package printing

import (
	"cmp"
	"context"
	"image"
	"image/color"
	"image/draw"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"tram/assets"
	"tram/local/job"
	"tram/local/office"
)

// station is a stand-in for the real one that keeps all in memory. It follows
// the same rules as far as this page can see them.
type station struct {
	used    office.Used
	heading office.Heading

	mu          sync.Mutex
	records     map[office.ID]office.Conversion
	printouts   map[office.ID][]office.Printout
	printers    []office.Printer
	found       office.Comparison // what comparing paper finds
	saves       int
	followed    int
	opened      int // books that are open now
	exported    []string
	compared    []string
	kept        map[office.ID]office.ComparedPaper // what was compared another day
	lookedAt    []office.ID
	reopened    []office.ID                 // whose scans of another day were opened
	failing     error                       // of the list
	withdrawn   office.ID                   // of the one act that was withdrawn
	holdCompare chan struct{}               // comparing waits for it to close
	hold        chan struct{}               // while it is set, DescribeMessage and MakeCopy wait for it to close
	silent      bool                        // the printers do not answer
	read        func() (office.Book, error) // what a book is; nil: a drawn one
	wrong
}

var now = time.Date(2026, 11, 23, 7, 5, 9, 0, time.UTC)

var (
	errTorn    = office.Failure{Name: "pdf.broken", Said: "Tệp này hỏng, không đọc được trang nào.", Next: "Hãy tải lại tệp từ hệ thống đã gửi."}
	errLocked  = office.Failure{Name: "pdf.password-needed", Said: "Tệp này có mật khẩu.", Next: "Hãy gõ mật khẩu."}
	errWrong   = office.Failure{Name: "pdf.password-wrong", Said: "Mật khẩu không mở được tệp này.", Next: "Hãy hỏi người gửi rồi gõ lại, chú ý chữ hoa và bộ gõ tiếng Việt."}
	errUnknown = office.Failure{Name: "store.no-such-record", Said: "Không có văn bản nào mang mã này ở trạm.", Next: "Hãy gõ lại đúng như trên giấy, hoặc hỏi cơ quan ghi trên giấy."}
	errFull    = office.Failure{Name: "spool.full", Said: "Hàng đợi của máy in đã đầy, lệnh in không gửi được.", Next: "Hãy đợi các lệnh trước in xong rồi gửi lại."}
)

func newStation() *station {
	return &station{records: map[office.ID]office.Conversion{}, printouts: map[office.ID][]office.Printout{}, printers: somePrinters()}
}

func somePrinters() []office.Printer {
	papers := []office.PaperSize{{Name: "A4", Key: "iso_a4_210x297mm", W: 210, H: 297}, {Name: "A3", Key: "iso_a3_297x420mm", W: 297, H: 420}}
	return []office.Printer{
		{Key: "hp", Name: "HP LaserJet M404", Where: "phòng Văn thư", Usual: true, Papers: papers[:1], Usually: "iso_a4_210x297mm", Duplex: true, Ready: true,
			Trays: []office.PaperTray{{Name: "Khay tay", Key: "by-pass"}, {Name: "Khay 1", Key: "tray-1"}}},
		{Key: "canon", Name: "Canon iR 2625", Where: "tầng 2", Papers: papers, Usually: "iso_a4_210x297mm", Colour: true, Ready: false,
			Stops: []office.PrintStop{{Key: "media-empty", Said: "Máy in hết giấy.", Next: "Hãy nạp giấy A4 vào khay 1."}}},
		{Key: "file", Name: "Tệp PDF trên máy này", ToFile: true, Ready: true, Most: 1},
	}
}

func (s *station) Types() []office.DocumentType {
	types, err := office.DecodeTypes(assets.Types)
	if err != nil {
		panic(err)
	}
	return types
}

func (s *station) Clerks(context.Context) ([]office.Clerk, error) {
	return []office.Clerk{{ID: "c1", Name: "Trần Thị Ví Dụ", Position: "Văn thư"}, {ID: "c2", Name: "Nguyễn Văn Mẫu"}, {ID: "c3", Name: "Lê Đã Nghỉ", Left: true}}, nil
}

func (s *station) Office(context.Context) (office.Office, error) {
	return office.Office{Name: "Ủy ban nhân dân xã Mẫu Sơn", Code: "H49.10.02", System: "Trạm Công vụ xã Mẫu Sơn", Owner: "Ủy ban nhân dân tỉnh Mẫu"}, nil
}

func (s *station) sorted() []office.Conversion {
	var all []office.Conversion
	for _, c := range s.records {
		if c.State != office.Discarded {
			all = append(all, c)
		}
	}
	slices.SortFunc(all, func(a, b office.Conversion) int { return cmp.Or(b.Begun.Compare(a.Begun), cmp.Compare(b.ID, a.ID)) })
	return all
}

func (s *station) FindMessages(_ context.Context, text string, _ int) ([]int64, bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var keys []int64
	for i, c := range s.sorted() {
		if strings.Contains(office.Fold(c.Document.Number+" "+c.Document.Subject+" "+string(c.Code)), office.Fold(text)) {
			keys = append(keys, int64(i))
		}
	}
	return keys, false, s.failing
}

func (s *station) Rows(_ context.Context, keys []int64) ([]office.Row, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := s.sorted()
	var rows []office.Row
	for _, k := range keys {
		if k >= int64(len(all)) { // discarded since; the real one still knows its key
			continue
		}
		c := all[k]
		d := c.Document
		rows = append(rows, office.Row{ID: c.ID, Code: c.Code, Direction: c.Direction, State: c.State, Form: c.Form, Type: d.Type, Number: d.Number, Symbol: d.Symbol,
			Subject: d.Subject, Issuer: d.Issuer, At: c.Begun})
	}
	return rows, nil
}

func (s *station) Conversion(_ context.Context, id office.ID) (office.Conversion, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, known := s.records[id]
	if !known {
		return c, errUnknown
	}
	return c, nil
}

func (s *station) OnPaper(ctx context.Context, id office.ID, words *office.Conversion) (is office.OnPaper, err error) {
	if is.Conversion, err = s.Conversion(ctx, id); err != nil {
		return is, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	weighed := is.Conversion
	if words != nil {
		weighed = *words
	}
	is.Printouts, is.Conditions = slices.Clone(s.printouts[id]), s.conditions(weighed)
	if s.withdrawn == id {
		is.Withdrawn = &office.Withdrawal{Conversion: id, Reason: "In nhầm bản cũ", Clerk: "Trần Thị Ví Dụ", At: now}
	}
	return is, nil
}

func (s *station) Named(_ context.Context, typed string) (office.Conversion, error) {
	code, err := office.ParseLookupCode(typed)
	if err != nil {
		return office.Conversion{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, c := range s.records {
		if c.Code == code {
			return c, nil
		}
	}
	return office.Conversion{}, errUnknown
}

func (s *station) ImportMessage(_ context.Context, o office.MessageOrder, p *job.Progress) (office.Conversion, error) {
	name := filepath.Base(o.Path)
	p.Say("Đang đọc " + name)
	m := office.DataMessage{Name: name, Media: "pdf", File: office.DigestOf([]byte(name)), PDF: office.DigestOf([]byte(name)), Size: 184_320, PDFLen: 184_320, Pages: 3}
	switch {
	case strings.HasPrefix(name, "hỏng"):
		return office.Conversion{}, errTorn
	case strings.HasPrefix(name, "khóa") && o.Password == "":
		return office.Conversion{}, errLocked
	case strings.HasPrefix(name, "khóa") && o.Password != "đúng mật khẩu":
		return office.Conversion{}, errWrong
	case strings.HasPrefix(name, "chữ ký chưa rõ"):
		m.Signatures = &office.SignatureReport{Verdict: office.SignatureReserved, Said: "Chưa kiểm tra được chứng thư."}
	case strings.HasPrefix(name, "chữ ký sai"):
		m.Signatures = &office.SignatureReport{Verdict: office.SignatureInvalid, Said: "Văn bản đã bị sửa sau khi ký.", Signatures: []office.SignatureFinding{{
			Verdict: office.SignatureInvalid, Signer: "Ủy ban nhân dân tỉnh Mẫu", Issuer: "Chứng thực Ví Dụ", At: now, AtFrom: office.TimeClaimed, Level: office.LevelB,
			CertificateThen: office.CertificateGood, CertificateNow: office.CertificateGood, Reasons: []string{"Nội dung tệp không còn như lúc ký."}}}}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	c := office.Conversion{ID: office.NewID(now), Version: 1, Direction: office.DataToPaper, State: office.Draft, Code: codes[len(s.records)%len(codes)],
		Form: o.Form, Source: office.ElectronicFile, Document: o.Document, Clerk: o.Clerk, Begun: now.Add(time.Duration(len(s.records)) * time.Minute), FromMessage: office.FromMessage{Message: &m, Print: &office.PrintCopy{}}}
	c.Office, _ = s.Office(context.Background())
	s.records[c.ID] = c
	return c, nil
}

// codes are sound ones, the same every time, so that pictures stay the same.
var codes = []office.LookupCode{soundCode("7K4M-Q2XN-9RT"), soundCode("H3WD-5FYC-7AE"), soundCode("M9PX-2RKT-4QN")}

func soundCode(start string) office.LookupCode {
	for _, last := range "23456789ACDEFGHJKMNPQRSTVWXYZ" {
		if code, err := office.ParseLookupCode(start + string(last)); err == nil {
			return code
		}
	}
	panic(start)
}

func (s *station) DescribeMessage(_ context.Context, c office.Conversion) (office.Conversion, error) {
	s.wait()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.saves++
	old := s.records[c.ID]
	if err := c.Document.Validate(); err != nil {
		if c.Document.Secrecy != office.Ordinary {
			old.State = office.Discarded
			s.records[c.ID] = old
		}
		return c, err
	}
	if _, err := c.Form.AllowDataToPaper(c.Source); err != nil {
		return c, err
	}
	c.Version = old.Version + 1
	m := c.Message.Tidy()
	c.Message = &m
	s.records[c.ID] = c
	return c, nil
}

func (s *station) wait() {
	if s.hold != nil {
		<-s.hold
	}
}

// conditions has the shape, not the law, of what the station answers.
func (s *station) conditions(c office.Conversion) []office.Condition {
	k := func(point, asks string, part office.Part) office.Condition {
		return office.Condition{Point: point, Asks: asks, Part: part}
	}
	described := k("Luật GDĐT 12.2a", "Biết rõ văn bản nào được in", office.PartDescription).Miss("Chưa chọn loại văn bản.", "Hãy chọn loại văn bản.")
	if c.Document.Type != "" {
		described = described.Meet("Đã có loại, số và ký hiệu.")
	}
	system := k("NĐ 137 5.1a", "Hệ thống thông tin của bản gốc và chủ quản", office.PartSystems).Miss("Chưa ghi hệ thống nào.", "Hãy gõ tên hệ thống và tên đầy đủ của chủ quản.")
	if len(c.Message.Systems) > 0 {
		system = system.Meet("%s.", strings.Join(c.Message.SystemLines(), "; "))
	}
	list := []office.Condition{described, system, k("NĐ 137 5.1b", "Mã duy nhất để tra bản gốc", office.PartSystems).Meet("Mã tra cứu %s.", c.Code), trusted(c)}
	if c.Document.Secrecy == "" {
		secrecy := k("NĐ 137 6.1", "Không phải văn bản mật", office.PartSecrecy).Miss("Chưa chọn độ mật.", "Hãy chọn độ mật.")
		list = append([]office.Condition{secrecy}, list...)
	}
	if ahead, is := c.Document.Ahead(now); is {
		list = append(list, ahead)
	}
	if c.Form.IsCopy() {
		list = append(list, signerCondition(c))
	}
	list = append(list, k("NĐ 137 5.2a", "Ký hiệu riêng, thời gian, tên cơ quan", office.PartMark).Meet("Sẽ ghi khi làm bản in."), s.paperCondition(c))
	if needsInk(c) {
		ink := k("Luật GDĐT 12.2d", "Chữ ký, con dấu của cơ quan trên bản giấy", office.PartWet).Owe("Chờ ký, đóng dấu trên bản giấy.", "Sau khi in, hãy trình ký, đóng dấu rồi xác nhận.")
		if c.Print.Wet != nil {
			ink = ink.Meet("%s đã ký và đóng dấu.", c.Print.Wet.Signer)
		}
		list = append(list, ink)
	}
	return list
}

func trusted(c office.Conversion) office.Condition {
	k := office.Condition{Point: "NĐ 137 5.3a", Asks: "Bản gốc đáng tin: chữ ký số còn đúng", Part: office.PartDecision}
	switch {
	case c.Message.Signatures == nil:
		return k.Meet("Tệp không có chữ ký số.")
	case c.Message.Signatures.Verdict == office.SignatureReserved:
		return k.Owe("Chưa kiểm tra được chứng thư.", "In được. Khi có mạng nên kiểm tra lại chữ ký.")
	case c.Print == nil || c.Print.Decision == nil:
		return k.Miss("Cần cân nhắc: chữ ký số không hợp lệ (văn bản đã bị sửa sau khi ký).", "Hãy hỏi lại nơi gửi. Nếu vẫn in, hãy gõ lý do để ghi vào nhật ký.")
	}
	return k.Meet("Vẫn in vì: %s (%s).", c.Print.Decision.Why, c.Print.Decision.Clerk)
}

func signerCondition(c office.Conversion) office.Condition {
	k := office.Condition{Point: "NĐ 30 PL I", Asks: c.Form.Name() + ": địa danh, chức vụ và họ tên người ký", Part: office.PartSigner}
	if c.Print == nil || c.Print.Signer == nil || c.Print.Signer.Name == "" {
		return k.Miss("Chưa ghi họ tên người ký.", "Hãy gõ như sẽ ghi trên bản sao.")
	}
	return k.Meet("%s ký.", c.Print.Signer.Name)
}

func (s *station) paperCondition(c office.Conversion) office.Condition {
	k := office.Condition{Point: "NĐ 137 5.3", Asks: "Bản giấy đã ra khỏi máy in, đủ trang", Part: office.PartPrint}
	if n := s.came(c.ID); n > 0 {
		return k.Meet("Đã ra %d bản, người in xác nhận.", n)
	}
	return k.Owe("Chưa in.", "Hãy làm bản in rồi chọn máy in.")
}

func (s *station) came(id office.ID) (n int) {
	for _, p := range s.printouts[id] {
		n += p.Came
	}
	return n
}

func needsInk(c office.Conversion) bool { return c.Form.IsCopy() || c.Document.Type == "giay-phep" }

// edit changes a record.
func (s *station) edit(id office.ID, change func(*office.Conversion)) office.Conversion {
	c := s.records[id]
	var p office.PrintCopy
	if c.Print != nil {
		p = *c.Print
	}
	c.Print = &p
	change(&c)
	c.Version++
	s.records[id] = c
	return c
}

func (s *station) DecideMessage(_ context.Context, id office.ID, clerk office.Clerk, why string) (office.Conversion, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.edit(id, func(c *office.Conversion) { c.Print.Decision = &office.Decision{Why: why, Clerk: clerk.Name, At: now} }), nil
}

func (s *station) DiscardMessage(_ context.Context, id office.ID) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.edit(id, func(c *office.Conversion) { c.State = office.Discarded })
	return nil
}

func (s *station) RestoreMessage(_ context.Context, id office.ID) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.edit(id, func(c *office.Conversion) { c.State = office.Draft })
	return nil
}

func (s *station) MakeCopy(ctx context.Context, id office.ID, _ *job.Progress) (office.Conversion, []int, error) {
	if s.hold != nil {
		select {
		case <-s.hold:
		case <-ctx.Done():
			return office.Conversion{}, nil, ctx.Err()
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.doubted {
		return office.Conversion{}, nil, doubted
	}
	var bare []int
	c := s.edit(id, func(c *office.Conversion) {
		c.State, c.Finished, c.PDF = office.Printed, now, office.DigestOf([]byte("bản in"))
		c.Print.Pages = c.Message.Pages
		if c.Form.IsCopy() {
			c.Print.Number = &office.CopyNumber{Year: 2026, Number: 7, Symbol: "SY-UBND"}
		}
		if strings.HasPrefix(c.Message.Name, "kín") {
			bare = []int{1, 2}
		}
	})
	return c, bare, nil
}

func (s *station) ReopenMessage(_ context.Context, id office.ID) (office.Conversion, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.edit(id, func(c *office.Conversion) { c.State = office.Draft; c.PDF = ""; c.Print.Pages = 0 }), nil
}

func (s *station) OpenOriginal(context.Context, office.ID) (office.Book, error) { return s.openBook() }
func (s *station) OpenCopy(context.Context, office.ID) (office.Book, error)     { return s.openBook() }
func (s *station) OpenScan(context.Context, []string) (office.Book, error)      { return s.openBook() }

func (s *station) openBook() (office.Book, error) {
	if s.read != nil {
		return s.read()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.opened++
	return &drawn{s: s}, nil
}

// drawn is a book of three pages of grey lines.
type drawn struct{ s *station }

func (*drawn) Shapes() []office.PageShape {
	return []office.PageShape{{W: 210, H: 297}, {W: 210, H: 297}, {W: 297, H: 210}}
}

func (d *drawn) Picture(ctx context.Context, page int, dpi float64) (image.Image, error) {
	shape := d.Shapes()[page]
	px := func(mm float64) int { return int(mm * dpi / 25.4) }
	img := image.NewGray(image.Rect(0, 0, max(1, px(shape.W)), max(1, px(shape.H))))
	draw.Draw(img, img.Bounds(), image.White, image.Point{}, draw.Src)
	for y := 30.0; y < shape.H-25; y += 8 {
		line := image.Rect(px(30), px(y), px(shape.W-20), px(y+2.5))
		draw.Draw(img, line, image.NewUniform(color.Gray{Y: 120}), image.Point{}, draw.Src)
	}
	return img, ctx.Err()
}

func (*drawn) Find(_ context.Context, words string, from, _ int) ([]office.TextHit, error) {
	return []office.TextHit{{Page: from, Boxes: [][4]float64{{30, 30, 60, 33}}}}, nil
}

func (*drawn) Attachments(context.Context) ([]office.Attachment, error) { return nil, nil }

func (d *drawn) Close() error {
	d.s.mu.Lock()
	defer d.s.mu.Unlock()
	d.s.opened--
	return nil
}

func (s *station) Printers(context.Context) ([]office.Printer, error) { return s.printers, nil }

func (s *station) PrintCopy(_ context.Context, id office.ID, clerk office.Clerk, wish office.PrintWish, _ *job.Progress) (office.Printout, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if wish.Printer == "canon" && wish.Copies > 50 {
		return office.Printout{}, errFull
	}
	at := now.Add(time.Duration(len(s.printouts[id])+1) * time.Minute)
	o := office.Printout{ID: office.NewID(at), Version: 1, Conversion: id, Order: wish, Clerk: clerk.Name, At: at, First: s.came(id) + 1,
		Job: office.PrintJob{Printer: wish.Printer, Key: "1", Title: wish.Title, State: office.JobWaiting, Sides: 3 * wish.Copies, At: at, File: wish.File}}
	if wish.File != "" {
		o.Job.State, o.Told, o.ToldBy = office.JobFiled, at, clerk.Name
	}
	s.printouts[id] = append(s.printouts[id], o)
	return o, nil
}

// FollowPrint prints a side at each question; the printer without paper stops.
func (s *station) FollowPrint(_ context.Context, o office.Printout) (office.Printout, error) {
	if s.silent {
		return o, errTorn
	}
	return s.turn(o, func(j *office.PrintJob) {
		s.followed++
		j.State, j.Done = office.JobPrinting, j.Done+1
		if j.Printer == "canon" {
			j.State, j.Done, j.Stops = office.JobStopped, 1, s.printers[1].Stops
		} else if j.Done >= j.Sides {
			j.State, j.Done = office.JobPrinted, j.Sides
		}
	}), nil
}

func (s *station) CancelPrint(_ context.Context, o office.Printout) (office.Printout, error) {
	return s.turn(o, func(j *office.PrintJob) { j.State, j.Stops = office.JobCancelled, nil }), nil
}

func (s *station) turn(o office.Printout, change func(*office.PrintJob)) office.Printout {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, each := range s.printouts[o.Conversion] {
		if each.ID == o.ID {
			change(&each.Job)
			s.printouts[o.Conversion][i] = each
			return each
		}
	}
	return o
}

func (s *station) TellPrint(_ context.Context, id office.ID, clerk office.Clerk, came int) (office.Conversion, office.Printout, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	orders := s.printouts[id]
	asked, _ := office.Printouts(orders).Tellable()
	at := slices.IndexFunc(orders, func(p office.Printout) bool { return p.ID == asked.ID })
	orders[at].Came, orders[at].Told, orders[at].ToldBy = came, orders[at].At.Add(time.Minute), clerk.Name
	c := s.records[id]
	if came > 0 && c.State == office.Printed {
		c = s.edit(id, func(c *office.Conversion) {
			c.State = office.Finished
			if needsInk(*c) {
				c.State = office.Unsealed
			}
		})
	}
	return c, orders[at], nil
}

var errNotSealed = office.Failure{Name: "hardcopy.not-sealed", Said: "Chưa xác nhận đã đóng dấu trên bản giấy.", Next: "Hãy đóng dấu cơ quan lên bản giấy rồi đánh dấu vào ô xác nhận."}

func (s *station) ConfirmInk(_ context.Context, id office.ID, clerk office.Clerk, wet office.WetSignature) (office.Conversion, error) {
	if !wet.Sealed {
		return office.Conversion{}, errNotSealed
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	wet.At, wet.Clerk = now, clerk.Name
	for i, p := range s.printouts[id] {
		if p.Came > 0 && p.Wet == nil {
			s.printouts[id][i].Wet = &wet
			break
		}
	}
	return s.edit(id, func(c *office.Conversion) {
		c.State = office.Finished
		if c.Print.Wet == nil {
			c.Print.Wet = &wet
		}
	}), nil
}

func (s *station) Compared(_ context.Context, id office.ID) (office.ComparedPaper, bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	kept, there := s.kept[id]
	return kept, there, nil
}

func (s *station) OpenCompared(_ context.Context, id office.ID) (office.Book, error) {
	s.mu.Lock()
	s.reopened = append(s.reopened, id)
	s.mu.Unlock()
	return s.openBook()
}

func (s *station) LookedAtCompared(_ context.Context, id office.ID) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.lookedAt = append(s.lookedAt, id)
	return nil
}

func (s *station) ComparePaper(_ context.Context, _ office.ID, paths []string, _ *job.Progress) (office.Comparison, error) {
	if s.holdCompare != nil {
		<-s.holdCompare
	}
	s.compared = paths
	return s.found, nil
}

func (s *station) CompareCode(ctx context.Context, paths []string, p *job.Progress) (office.Conversion, office.Comparison, error) {
	s.mu.Lock()
	all := s.sorted()
	s.mu.Unlock()
	if len(all) == 0 {
		return office.Conversion{}, office.Comparison{}, errUnknown
	}
	found, err := s.ComparePaper(ctx, all[0].ID, paths, p)
	return all[0], found, err
}

func (s *station) ExportCopy(_ context.Context, _ office.ID, path string) error {
	s.exported = append(s.exported, path)
	return nil
}

func (s *station) Used(context.Context) (office.Used, error) { return s.used, nil }

func (s *station) Heading(context.Context, office.ID) (office.Heading, error) { return s.heading, nil }
