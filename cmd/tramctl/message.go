package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"reflect"
	"strings"

	"tram/local/office"
	"tram/local/station"
	"tram/local/whole"
)

// message is an act of Điều 5 as scripts want it.
type message struct {
	ID         office.ID          `json:"id"`
	Code       office.LookupCode  `json:"code"`
	State      office.State       `json:"state"`
	Pages      int                `json:"pages"`            // of the original
	SHA256     office.Digest      `json:"sha256"`           // of the original's file
	Copy       office.Digest      `json:"copy,omitempty"`   // of the print copy
	CopyPages  int                `json:"copy_pages"`       // 0: not made yet
	Number     string             `json:"number,omitempty"` // of a copy: 05/SY-UBND
	Printed    int                `json:"printed"`          // copies on paper
	Lines      []string           `json:"mark_lines,omitempty"`
	Flags      []string           `json:"flags,omitempty"`
	Printout   *office.Printout   `json:"printout,omitempty"` // of this command
	Conditions []office.Condition `json:"conditions"`
	Withdrawn  *office.Withdrawal `json:"withdrawn,omitempty"`
	Record     office.Conversion  `json:"record"`
	Station    office.ID          `json:"station,omitempty"` // where it was born; empty: here
}

func messageOf(ctx context.Context, s *station.Station, c office.Conversion) (message, error) {
	m := message{ID: c.ID, Code: c.Code, State: c.State, Copy: c.PDF, Record: c}
	if c.Message != nil {
		m.Pages, m.SHA256 = c.Message.Pages, c.Message.File
	}
	if c.Print != nil {
		m.CopyPages = c.Print.Pages
		if n := c.Print.Number; n != nil {
			m.Number = n.Said()
		}
	}
	if c.Mark != nil {
		m.Lines = c.Mark.Lines
	}
	now, err := s.OnPaper(ctx, c.ID, nil)
	if err != nil {
		return m, err
	}
	m.Withdrawn, m.Station, m.Printed, m.Conditions = now.Withdrawn, now.Station, now.Printouts.Came(), now.Conditions
	for _, k := range m.Conditions {
		if k.Met != office.IsMet {
			m.Flags = append(m.Flags, strings.TrimSpace(k.Evidence+" "+k.Next))
		}
	}
	return m, nil
}

func (m message) print(w io.Writer) {
	fmt.Fprintf(w, "Mã hồ sơ:   %s\nMã tra cứu: %s\nTình trạng: %s\nBản gốc:    %d trang, SHA-256 %s\n", m.ID, m.Code, m.State.Name(), m.Pages, m.SHA256)
	printStation(w, m.Station)
	if m.CopyPages > 0 {
		fmt.Fprintf(w, "Bản in:     %d trang, đã ra %d bản\n", m.CopyPages, m.Printed)
	}
	if m.Number != "" {
		fmt.Fprintf(w, "Số bản sao: %s\n", m.Number)
	}
	if m.Printout != nil {
		fmt.Fprintf(w, "Lệnh in:    %s\n", m.Printout.Job.State.Name())
		for _, stop := range m.Printout.Job.Stops {
			fmt.Fprintf(w, "            %s %s\n", stop.Said, stop.Next)
		}
	}
	printWithdrawn(w, m.Withdrawn)
	for _, f := range m.Flags {
		fmt.Fprintln(w, "Lưu ý:      "+f)
	}
}

// importMessage brings a data message in.
func importMessage(set *flag.FlagSet) action {
	var o office.MessageOrder
	var docType, form, source, secrecy, date, clerk, system, owner string
	d := &o.Document
	set.StringVar(&system, "system", "", "hệ thống thông tin đã tạo lập, gửi, nhận, lưu trữ bản gốc")
	set.StringVar(&owner, "owner", "", "chủ quản của hệ thống đó")
	parts := map[office.SystemPart]*string{}
	for _, p := range office.SystemParts {
		parts[p] = set.String(string(p), "", "riêng hệ thống "+strings.ToLower(p.Name())+": “TÊN|CHỦ QUẢN”")
	}
	set.StringVar(&o.Address, "address", "", "đường dẫn đầy đủ hoặc mã duy nhất của bản gốc trong hệ thống đó")
	set.StringVar(&docType, "type", "", "loại văn bản (xem “tramctl types”)")
	set.StringVar(&form, "form", "", "plain, sao-y, sao-luc, trich-sao, tthc")
	set.StringVar(&source, "source", "", "nguồn của bản sao: dien-tu, sao-y-dien-tu")
	set.StringVar(&d.Subject, "subject", "", "trích yếu")
	set.StringVar(&d.Number, "number", "", "số")
	set.StringVar(&d.Symbol, "symbol", "", "ký hiệu")
	set.StringVar(&d.Issuer, "issuer", "", "cơ quan ban hành")
	set.StringVar(&d.Dossier, "dossier", "", "mã hồ sơ thủ tục hành chính")
	set.StringVar(&date, "date", "", "ngày văn bản, 23/11/2026 hoặc 2026-11-23")
	set.StringVar(&secrecy, "secrecy", "", "độ mật: thuong, mat, toi-mat, tuyet-mat")
	set.StringVar(&clerk, "clerk", "", "người thực hiện")
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		if len(args) != 1 || system == "" && owner != "" {
			return nil, errUsage
		}
		o.Path = args[0]
		return t.ready(ctx, func(s *station.Station) (result, error) {
			kind := office.DocumentType{}
			var err error
			if docType != "" {
				if kind, err = office.FindType(s.Types(), docType); err != nil {
					return nil, err
				}
			}
			d.Type, o.Source = kind.Code, office.Source(source)
			if o.Form, err = office.ParseForm(form); err != nil {
				return nil, err
			}
			if d.Secrecy, err = office.ParseSecrecy(secrecy); err != nil {
				return nil, err
			}
			if d.Issued, err = office.ParseDate(date); err != nil {
				return nil, err
			}
			if o.Clerk, err = clerkNamed(ctx, s, clerk); err != nil {
				return nil, err
			}
			o.Systems = systemsOf(system, owner, parts)
			return t.importOrder(ctx, s, o)
		})
	}
}

// importOrder asks for the password of a locked file.
func (t *terminal) importOrder(ctx context.Context, s *station.Station, o office.MessageOrder) (result, error) {
	c, err := s.ImportMessage(ctx, o, nil)
	if f, told := office.FailureIn(err); told && f.Name == "pdf.password-needed" {
		secret, asked := t.secret("Mật khẩu của tệp PDF: ", false)
		if asked != nil {
			return nil, asked
		}
		o.Password = string(secret)
		c, err = s.ImportMessage(ctx, o, nil)
	}
	if err != nil {
		return nil, err
	}
	return messageOf(ctx, s, c)
}

// systemsOf reads the systems of the command line: one that did all, and such that
// did one part.
func systemsOf(system, owner string, parts map[office.SystemPart]*string) (all []office.InfoSystem) {
	for _, p := range office.SystemParts {
		name, whose := "", ""
		if own := parts[p]; own != nil {
			name, whose, _ = strings.Cut(*own, "|")
		}
		if name == "" {
			name, whose = system, owner
		}
		if name != "" {
			all = append(all, office.InfoSystem{Part: p, Name: name, Owner: whose})
		}
	}
	return all
}

// printMessage makes the print copy of a data message where it has none, and sends
// it to a printer.
func printMessage(set *flag.FlagSet) action {
	var w printWords
	set.StringVar(&w.wish.Printer, "printer", "", "máy in (xem “tramctl printers”); bỏ trống: máy in mặc định")
	set.StringVar(&w.wish.File, "to-file", "", "in ra tệp PDF mới")
	set.IntVar(&w.wish.Copies, "copies", 1, "số bản")
	set.StringVar(&w.duplex, "duplex", "", "in hai mặt: long (lật cạnh dài), short (lật cạnh ngắn)")
	set.StringVar(&w.wish.Paper, "paper", "", "khổ giấy, theo tên máy in đặt")
	set.StringVar(&w.wish.Tray, "tray", "", "khay giấy, theo tên máy in đặt")
	set.StringVar(&w.pages, "pages", "", "chỉ in các trang này: 1-3,5")
	set.BoolVar(&w.wish.Colour, "colour", false, "in màu")
	set.BoolVar(&w.qr, "qr", false, "ký hiệu riêng kèm mã QR")
	set.StringVar(&w.kind, "type", "", "loại văn bản, khi lúc đưa vào chưa chọn (xem “tramctl types”)")
	set.StringVar(&w.system, "system", "", "hệ thống thông tin của bản gốc, khi lúc đưa vào chưa ghi")
	set.StringVar(&w.owner, "owner", "", "chủ quản của hệ thống đó")
	set.StringVar(&w.secrecy, "secrecy", "", "độ mật biết sau khi đưa vào: từ mật trở lên thì xóa tệp, bản in và từ chối")
	set.StringVar(&w.because, "because", "", "lý do vẫn in khi bản gốc có điều phải cân nhắc")
	set.StringVar(&w.clockWhy, "clock-because", "", "lý do vẫn làm khi ngày giờ của máy có vẻ sai; được ghi vào nhật ký")
	set.StringVar(&w.signer.Place, "place", "", "địa danh ghi trên bản sao")
	set.StringVar(&w.signer.Position, "position", "", "chức vụ người ký bản sao")
	set.StringVar(&w.signer.Name, "signer", "", "họ tên người ký bản sao")
	set.StringVar(&w.recipients, "recipients", "", "nơi nhận bản sao, cách nhau bằng dấu chấm phẩy")
	set.StringVar(&w.clerk, "clerk", "", "người in")
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		if len(args) != 1 || w.wish.Printer != "" && w.wish.File != "" || (w.system == "") != (w.owner == "") || !w.read() {
			return nil, errUsage
		}
		return t.ready(ctx, func(s *station.Station) (result, error) { return w.print(ctx, s, t.folder(), args[0]) })
	}
}

// takes tells why the file that is printed to cannot be written; nil where a printer
// was named.
func (w *printWords) takes(home string) error {
	file := w.wish.File
	if file == "" {
		return nil
	}
	if err := station.Outward(home, file); err != nil {
		return err
	}
	if exists(file) {
		return whole.AlreadyThere.About(filepath.Base(file))
	}
	return nil
}

// printWords is what is typed after “print”.
type printWords struct {
	wish                                      office.PrintWish
	duplex, pages, because, recipients, clerk string
	kind, system, owner                       string // that the import left open
	clockWhy                                  string
	qr                                        bool
	signer                                    office.CopySigner
	secrecy                                   string
}

// read turns the words into a wish; false: they were typed wrong.
func (w *printWords) read() bool {
	sides, known := map[string]office.Sides{"": office.OneSide, "long": office.LongEdge, "short": office.ShortEdge}[w.duplex]
	w.wish.Sides = sides
	for r := range strings.SplitSeq(w.recipients, ";") {
		if r = strings.TrimSpace(r); r != "" {
			w.signer.Recipients = append(w.signer.Recipients, r)
		}
	}
	spans, right := office.ParsePages(w.pages)
	w.wish.Pages = spans
	return known && right
}

// print describes first: a secret grade wipes the message (Điều 6.1) whether or not
// there is anything to print on.
func (w *printWords) print(ctx context.Context, s *station.Station, home, name string) (result, error) {
	c, err := s.Named(ctx, name)
	if err != nil {
		return nil, err
	}
	clerk, err := clerkNamed(ctx, s, w.clerk)
	if err != nil {
		return nil, err
	}
	if c, err = w.describe(ctx, s, c, clerk); err != nil {
		return nil, err
	}
	if err := w.takes(home); err != nil { // before an order is on record
		return nil, err
	}
	if err := w.choose(ctx, s); err != nil {
		return nil, err
	}
	c, bare, err := s.MakeCopy(ctx, c.ID, nil)
	if err != nil {
		return nil, err
	}
	order, err := s.PrintCopy(ctx, c.ID, clerk, w.wish, nil)
	if err != nil {
		return nil, err
	}
	m, err := messageOf(ctx, s, c)
	m.Printout = &order
	if order.First > 1 {
		m.Flags = append(m.Flags, fmt.Sprintf("Đây là bản in thêm, từ bản thứ %d.", order.First))
	}
	if len(bare) > 0 {
		m.Flags = append(m.Flags, "Trang "+office.PageRuns(bare)+" không có dòng ghi mã tra cứu vì kín chữ tới mép giấy hoặc không vẽ thử được.")
	}
	next := "Đếm giấy đã ra rồi xác nhận:"
	if order.Filed() {
		next = "Chưa có bản nào trên giấy. Nếu in tệp này ra, ghi số bản đủ trang:"
	}
	m.Flags = append(m.Flags, next+" tramctl confirm "+string(c.Code)+" --came SỐ-BẢN")
	return m, err
}

// choose takes the usual printer where none was named, or the one that writes
// files.
func (w *printWords) choose(ctx context.Context, s *station.Station) (err error) {
	if w.wish.Printer == "" {
		w.wish.Printer, err = usualPrinter(ctx, s.Printers, w.wish.File != "")
	}
	return err
}

// usualPrinter is the printer that is offered first, or the one that writes files.
func usualPrinter(ctx context.Context, printers func(context.Context) ([]office.Printer, error), toFile bool) (key string, err error) {
	all, err := printers(ctx) // the one that writes files is there even with an error
	for _, p := range all {
		if p.ToFile == toFile && (p.ToFile || p.Usual || key == "") {
			key = p.Key
		}
	}
	switch {
	case key != "":
		return key, nil
	case err != nil:
		return "", err
	}
	return "", noPrinter
}

// worded puts what was typed into the record of a draft.
func (w *printWords) worded(s *station.Station, c office.Conversion) (office.Conversion, error) {
	c.Office.WithQR = c.Office.WithQR || w.qr
	if w.signer.Name != "" || w.signer.Position != "" || w.signer.Place != "" {
		c.Print = &office.PrintCopy{Signer: &w.signer} // the only words of it that are the clerk's
	}
	if w.system != "" {
		m := *c.Message
		m.Systems = systemsOf(w.system, w.owner, nil)
		c.Message = &m
	}
	if w.secrecy != "" {
		var err error
		if c.Document.Secrecy, err = office.ParseSecrecy(w.secrecy); err != nil {
			return c, err
		}
	}
	if w.kind == "" {
		return c, nil
	}
	kind, err := office.FindType(s.Types(), w.kind)
	c.Document.Type = kind.Code
	return c, err
}

// describe puts what was typed on record. What describes the document cannot be
// changed once there is a print copy.
func (w *printWords) describe(ctx context.Context, s *station.Station, c office.Conversion, clerk office.Clerk) (office.Conversion, error) {
	if c.Message == nil || c.State != office.Draft && w.kind+w.system+w.secrecy == "" {
		return c, nil
	}
	was := c
	c, err := w.worded(s, c)
	if err != nil {
		return c, err
	}
	c.Clerk = clerk
	if !reflect.DeepEqual(was, c) {
		if c, err = s.DescribeMessage(ctx, c); err != nil {
			return c, err
		}
	}
	if w.clockWhy != "" {
		if c, err = s.VouchClock(ctx, c.ID, clerk, w.clockWhy); err != nil {
			return c, err
		}
	}
	if w.because != "" {
		return s.DecideMessage(ctx, c.ID, clerk, w.because)
	}
	return c, nil
}

// confirm records what came out of the printer, and the wet signature.
func confirm(set *flag.FlagSet) action {
	came := set.Int("came", -1, "số bản trọn vẹn đã ra giấy")
	signed := set.String("signed", "", "họ tên người đã ký trên giấy")
	position := set.String("position", "", "chức vụ người đã ký")
	sealed := set.Bool("sealed", false, "đã đóng dấu cơ quan")
	by := set.String("clerk", "", "người xác nhận")
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		if len(args) != 1 || *came < 0 && *signed == "" {
			return nil, errUsage
		}
		return t.ready(ctx, func(s *station.Station) (result, error) {
			c, err := s.Named(ctx, args[0])
			if err != nil {
				return nil, err
			}
			clerk, err := clerkNamed(ctx, s, *by)
			if err != nil {
				return nil, err
			}
			if *came >= 0 {
				if c, _, err = s.TellPrint(ctx, c.ID, clerk, *came); err != nil {
					return nil, err
				}
			}
			if *signed != "" {
				wet := office.WetSignature{Signer: *signed, Position: *position, Sealed: *sealed}
				if c, err = s.ConfirmInk(ctx, c.ID, clerk, wet); err != nil {
					return nil, err
				}
			}
			return messageOf(ctx, s, c)
		})
	}
}

// lookup opens the original of a code (Điều 5.1b): it tells the record, and writes
// the file where one is asked for.
func lookup(set *flag.FlagSet) action {
	file := addOutput(set, "o", "ghi bản gốc ra tệp mới này")
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		if len(args) != 1 {
			return nil, errUsage
		}
		return t.ready(ctx, func(s *station.Station) (result, error) {
			c, err := s.Named(ctx, args[0])
			if err != nil {
				return nil, err
			}
			if file.path != "" {
				err := file.through(s.Home(), func(path string) error { return s.ExportOriginal(ctx, c.ID, path) })
				if err != nil {
					return nil, err
				}
			}
			if c.Direction == office.DataToPaper {
				return messageOf(ctx, s, c)
			}
			m := madeOf(c)
			if m.Station, err = s.BornAt(ctx, c.ID); err != nil {
				return nil, err
			}
			m.Withdrawn, err = withdrawalOf(ctx, s, c.ID)
			return m, err
		})
	}
}
