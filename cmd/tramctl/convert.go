package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"io"
	"strings"

	"tram/local/convert"
	"tram/local/office"
	"tram/local/station"
)

// made is a conversion as scripts want it: what they look for at the top, the
// whole record below.
type made struct {
	ID     office.ID         `json:"id"`
	Code   office.LookupCode `json:"code"`
	State  office.State      `json:"state"`
	Pages  int               `json:"pages"`
	SHA256 office.Digest     `json:"sha256"`
	Lines  []string          `json:"mark_lines,omitempty"`
	QR     string            `json:"qr,omitempty"`
	Flags  []string          `json:"flags,omitempty"`
	Signed *outcome          `json:"signed,omitempty"` // the signature that finished it

	SignedSHA256 office.Digest      `json:"signed_sha256,omitempty"` // of the file with its signatures, which is handed out
	Withdrawn    *office.Withdrawal `json:"withdrawn,omitempty"`
	Station      office.ID          `json:"station,omitempty"` // where it was born; empty: here

	Record office.Conversion `json:"record"`
}

func madeOf(c office.Conversion) made {
	m := made{ID: c.ID, Code: c.Code, State: c.State, Pages: pagesOf(c), SHA256: c.PDF, Flags: flagsOf(c.Pages), Record: c}
	if c.Mark != nil {
		m.Lines, m.QR = c.Mark.Lines, c.Mark.QR
	}
	for _, k := range c.Conditions {
		if k.Met == office.IsOwed {
			m.Flags = append(m.Flags, k.Evidence)
		}
	}
	return m
}

// pagesOf counts the pages of paper, or of the data message that became paper.
func pagesOf(c office.Conversion) int {
	if c.Message != nil {
		return c.Message.Pages
	}
	return len(c.Pages)
}

func (m made) print(w io.Writer) {
	fmt.Fprintf(w, "Mã hồ sơ:   %s\nMã tra cứu: %s\nTình trạng: %s\nSố trang:   %d\n", m.ID, m.Code, m.State.Name(), m.Pages)
	printStation(w, m.Station)
	if m.SHA256 != "" {
		fmt.Fprintf(w, "SHA-256:    %s\n", m.SHA256)
	}
	if m.SignedSHA256 != "" {
		fmt.Fprintf(w, "Bản đã ký:  SHA-256 %s\n", m.SignedSHA256)
	}
	printWithdrawn(w, m.Withdrawn)
	if m.Signed != nil {
		fmt.Fprintf(w, "Chữ ký số:  mức %s\n", m.Signed.Level)
	}
	for _, f := range m.Flags {
		fmt.Fprintln(w, "Lưu ý:      "+f)
	}
}

// printStation tells where a record came from, if not from here.
func printStation(w io.Writer, id office.ID) {
	if id != "" {
		fmt.Fprintln(w, "Của trạm:   "+office.StationSaid(id))
	}
}

// flagsOf tells what the clerk should look at again.
func flagsOf(pages []office.Page) (flags []string) {
	for i, p := range pages {
		if p.Blank == office.Yes {
			flags = append(flags, fmt.Sprintf("trang %d có vẻ trắng", i+1))
		}
		if p.Coarse() {
			flags = append(flags, fmt.Sprintf("trang %d chỉ %.0f dpi", i+1, p.Sharpness()))
		}
		if p.Rendered {
			flags = append(flags, fmt.Sprintf("trang %d được vẽ lại theo hình hiển thị, không phải ảnh gốc của máy quét", i+1))
		}
		if p.Photo {
			flags = append(flags, fmt.Sprintf("trang %d là ảnh chụp, không đo được tỷ lệ", i+1))
		}
		if how := p.Askew(); how != "" {
			flags = append(flags, fmt.Sprintf("trang %d %s", i+1, how))
		}
		if !p.SizeKnown() {
			flags = append(flags, fmt.Sprintf("trang %d không rõ khổ giấy", i+1))
		}
	}
	return flags
}

// typed is the words of an order as they stand on the command line.
type typed struct {
	docType, form, source, secrecy, date, clerk string
	order                                       convert.Order
	sign                                        bool
	keys                                        *keyFlags
	cert                                        office.Certification
}

func convertFiles(set *flag.FlagSet) action {
	var w typed
	d := &w.order.Document
	set.StringVar(&w.docType, "type", "", "loại văn bản (xem “tramctl types”)")
	set.StringVar(&w.form, "form", "", "plain, sao-y, sao-luc, trich-sao, tthc, cong-chung, chung-thuc")
	set.StringVar(&w.source, "source", "", "nguồn của bản sao: ban-chinh, ban-sao-y, ban-khac, dien-tu")
	set.StringVar(&d.Subject, "subject", "", "trích yếu")
	set.StringVar(&d.Number, "number", "", "số")
	set.StringVar(&d.Symbol, "symbol", "", "ký hiệu")
	set.StringVar(&d.Issuer, "issuer", "", "cơ quan ban hành")
	set.StringVar(&d.Dossier, "dossier", "", "mã hồ sơ thủ tục hành chính")
	set.StringVar(&w.date, "date", "", "ngày văn bản, 23/11/2026 hoặc 2026-11-23")
	set.StringVar(&w.secrecy, "secrecy", "", "độ mật: thuong, mat, toi-mat, tuyet-mat")
	set.StringVar(&w.clerk, "clerk", "", "người thực hiện")
	set.StringVar(&w.order.Paper, "paper", "", "khổ giấy khi ảnh không ghi độ phân giải: A4, A3, A5…")
	set.IntVar(&w.order.Counted, "pages", 0, "số trang đếm trên bản giấy; thiếu thì hồ sơ là bản nháp")
	set.BoolVar(&w.order.Seen, "seen", false, "người thực hiện khai đã xem đủ từng trang của các tệp, cạnh bản giấy")
	set.BoolVar(&w.order.WithQR, "qr", false, "ký hiệu riêng kèm mã QR")
	set.BoolVar(&w.order.Thorough, "thorough", false, "giải mã mọi trang trước khi hoàn thành (chậm hơn)")
	set.StringVar(&w.cert.Body, "cert-body", "", "nơi công chứng, chứng thực")
	set.StringVar(&w.cert.Number, "cert-number", "", "số chứng")
	set.StringVar(&w.cert.Date, "cert-date", "", "ngày chứng")
	set.StringVar(&w.order.LegalBasis, "no-signature", "", "không ký số vì pháp luật quy định khác: căn cứ pháp lý")
	set.StringVar(&w.order.ClockWhy, "clock-because", "", "lý do vẫn làm khi ngày giờ của máy có vẻ sai; được ghi vào nhật ký")
	set.BoolVar(&w.sign, "sign", false, "ký số khi hoàn thành, kèm --key hoặc --token")
	w.keys = addKeyFlags(set)
	return func(ctx context.Context, t *terminal, files []string) (result, error) {
		if len(files) == 0 || w.docType == "" || w.order.Counted < 0 || w.order.Seen && w.order.Counted == 0 {
			return nil, errUsage
		}
		w.order.Files = files
		return t.ready(ctx, func(s *station.Station) (result, error) {
			if err := w.read(ctx, s); err != nil {
				return nil, err
			}
			return w.carryOut(ctx, t, s)
		})
	}
}

// carryOut does the order, and signs it where that was asked for.
func (w *typed) carryOut(ctx context.Context, t *terminal, s *station.Station) (result, error) {
	if !w.sign {
		c, err := s.CarryOut(ctx, w.order, nil)
		return carriedOut(c, err)
	}
	w.keys.clerk = w.order.Clerk.Name
	wish, err := w.keys.wish(ctx, s)
	if err != nil {
		return nil, err
	}
	if err := w.keys.open(ctx, t, s); err != nil {
		return nil, err
	}
	c, done, err := s.CarryOutSigned(ctx, w.order, wish, nil)
	if err != nil {
		return nil, err
	}
	return signedOf(ctx, t, s, c, done), nil
}

// carriedOut tells an act that is on record. An error says that it is not: what
// fails beside an act is told apart from it.
func carriedOut(c office.Conversion, err error) (result, error) {
	if err != nil {
		return nil, err
	}
	return madeOf(c), nil
}

// doneBut says what failed after an act that is on record.
func (t *terminal) doneBut(err error) office.Failure {
	return doneButUnclosed.About(t.told(err).Said).Because(err)
}

// signedOf is a conversion that was finished by its signature.
func signedOf(ctx context.Context, t *terminal, s *station.Station, c office.Conversion, done office.SigningResult) made {
	m, o := madeOf(c), t.outcomeOf(ctx, s, done)
	m.Signed = &o
	if o.Note != "" {
		m.Flags = append(m.Flags, o.Note)
	}
	return m
}

// read turns the words into an order, or tells which is wrong.
func (w *typed) read(ctx context.Context, s *station.Station) (err error) {
	o := &w.order
	t, err := office.FindType(s.Types(), w.docType)
	if err != nil {
		return err
	}
	o.Document.Type, o.Source = t.Code, office.Source(w.source)
	if o.Form, err = office.ParseForm(w.form); err != nil {
		return err
	}
	if o.Document.Secrecy, err = office.ParseSecrecy(w.secrecy); err != nil {
		return err
	}
	if o.Document.Issued, err = office.ParseDate(w.date); err != nil {
		return err
	}
	if w.cert != (office.Certification{}) {
		if w.cert.Date, err = office.ParseDate(w.cert.Date); err != nil {
			return err
		}
		o.Certification = &w.cert
	}
	o.Clerk, err = clerkNamed(ctx, s, w.clerk)
	return err
}

// clerkNamed finds who converts: whoever works; where nobody has an account, by name, or
// the first one there is.
func clerkNamed(ctx context.Context, s *station.Station, name string) (office.Clerk, error) {
	if l, err := s.Acting(ctx); err != nil {
		return office.Clerk{}, err
	} else if own := l.Person(); own.Name != "" {
		if name != "" && office.Fold(own.Name) != office.Fold(strings.TrimSpace(name)) {
			return office.Clerk{}, notYourName.About(own.Name)
		}
		return own, nil
	}
	clerks, err := s.Clerks(ctx)
	if err != nil {
		return office.Clerk{}, err
	}
	var names []string
	for _, c := range clerks {
		if name == "" || office.Fold(c.Name) == office.Fold(strings.TrimSpace(name)) {
			return c, nil
		}
		names = append(names, c.Name)
	}
	f := station.UnknownClerk.About(name)
	f.Next = fmt.Sprintf(f.Next, strings.Join(names, ", "))
	return office.Clerk{}, f
}

// finish completes a draft whose pages wait in the tray.
func finish(set *flag.FlagSet) action {
	pages := set.Int("pages", 0, "số trang đếm trên bản giấy")
	seen := set.Bool("seen", false, "người thực hiện khai đã xem đủ từng trang; không cần khi đã xem trong cửa sổ")
	var words draftWords
	set.StringVar(&words.secrecy, "secrecy", "", "độ mật, nếu bản nháp chưa có: thuong, mat, toi-mat, tuyet-mat")
	set.StringVar(&words.docType, "type", "", "loại văn bản, nếu bản nháp chưa có (xem “tramctl types”)")
	set.StringVar(&words.subject, "subject", "", "trích yếu, nếu bản nháp chưa có")
	clock := set.String("clock-because", "", "lý do vẫn làm khi ngày giờ của máy có vẻ sai; được ghi vào nhật ký")
	set.StringVar(&words.clerk, "clerk", "", "người thực hiện, nếu bản nháp chưa có")
	paper := set.String("paper", "", "khổ giấy của những trang mà ảnh không ghi độ phân giải: A4, A3, A5…")
	sign := set.Bool("sign", false, "ký số khi hoàn thành, kèm --key hoặc --token")
	k := addKeyFlags(set)
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		if len(args) != 1 || *pages <= 0 {
			return nil, errUsage
		}
		return t.ready(ctx, func(s *station.Station) (result, error) {
			c, err := s.Named(ctx, args[0])
			if err != nil {
				return nil, err
			}
			// A secret paper is refused though another process has its pages open.
			if grade, _ := office.ParseSecrecy(words.secrecy); !grade.Secret() {
				if c, err = s.Resume(ctx, c.ID); err != nil {
					return nil, err
				}
			}
			if c, err = words.complete(ctx, s, c); err != nil {
				return nil, err
			}
			if err = layOn(ctx, s, c, *paper); err != nil {
				return nil, err
			}
			if err = check(ctx, s, c, *seen, *pages); err != nil {
				return nil, err
			}
			if *clock != "" {
				if _, err = s.VouchClock(ctx, c.ID, c.Clerk, *clock); err != nil {
					return nil, err
				}
			}
			if *sign {
				k.clerk = c.Clerk.Name
				return k.finish(ctx, t, s, c.ID)
			}
			c, err = s.Finish(ctx, c.ID, nil)
			return carriedOut(c, err)
		})
	}
}

// layOn says of each page whose size nobody knows on which paper it is; empty: nothing is said.
func layOn(ctx context.Context, s *station.Station, c office.Conversion, paper string) error {
	if paper == "" {
		return nil
	}
	for _, p := range c.Pages {
		if p.SizeKnown() {
			continue
		}
		if err := s.PaperOf(ctx, c.ID, p.ID, paper); err != nil {
			return err
		}
	}
	return nil
}

// draftWords are what a draft may still lack when it is finished: one that was scanned has
// pages and no words.
type draftWords struct{ clerk, secrecy, docType, subject string }

// complete puts them on record.
func (w draftWords) complete(ctx context.Context, s *station.Station, c office.Conversion) (office.Conversion, error) {
	was := c
	var err error
	if c.Clerk.Name == "" {
		if c.Clerk, err = clerkNamed(ctx, s, w.clerk); err != nil {
			return c, err
		}
	}
	if w.secrecy != "" {
		if c.Document.Secrecy, err = office.ParseSecrecy(w.secrecy); err != nil {
			return c, err
		}
	}
	if w.docType != "" {
		t, err := office.FindType(s.Types(), w.docType)
		if err != nil {
			return c, err
		}
		c.Document.Type = t.Code
	}
	c.Document.Subject = cmp.Or(w.subject, c.Document.Subject)
	if c.Clerk == was.Clerk && c.Document == was.Document {
		return c, nil
	}
	return s.Describe(ctx, c)
}

// check takes the clerk's count, and their word that each page was seen. Without that
// word only those count that were seen in the window.
func check(ctx context.Context, s *station.Station, c office.Conversion, seen bool, counted int) (err error) {
	if seen {
		_, err = s.Declare(ctx, c.ID, counted)
	} else {
		_, err = s.Check(ctx, c.ID, c.Ticked(), counted)
	}
	return err
}

// finish completes a checked draft by its signature.
func (k *keyFlags) finish(ctx context.Context, t *terminal, s *station.Station, id office.ID) (result, error) {
	wish, err := k.wish(ctx, s)
	if err != nil {
		return nil, err
	}
	if err := k.open(ctx, t, s); err != nil {
		return nil, err
	}
	var done office.SigningResult
	if err := s.SignAll(ctx, []office.SigningAsk{{ID: id, Wish: wish}}, nil, func(r office.SigningResult) { done = r }); err != nil && done.Err == nil {
		return nil, err
	}
	if done.Err != nil {
		return nil, done.Err
	}
	c, err := s.Conversion(ctx, id)
	return signedOf(ctx, t, s, c, done), err
}
