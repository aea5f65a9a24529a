package sign

import (
	"context"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"os"
	"slices"
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

var now = time.Date(2026, 11, 23, 7, 5, 9, 0, time.UTC)

// What the real station says of a PIN, of a token that was pulled out, and of
// a signature that cannot be drawn.
var (
	errPIN     = office.Failure{Name: "sign.pin-wrong", Said: "Mã PIN không đúng.", Next: "Hãy gõ lại mã PIN."}
	errPINLast = office.Failure{Name: "sign.pin-last-try", Said: "Mã PIN không đúng, và chỉ còn một lần thử cuối trước khi token bị khóa.", Next: "Hãy hỏi người giữ mã PIN."}
	errPINLock = office.Failure{Name: "sign.pin-locked", Said: "USB Token đã bị khóa vì gõ sai mã PIN quá số lần.", Next: "Hãy liên hệ nơi cấp chứng thư."}
	errNone    = office.Failure{Name: "station.no-token", Said: "Chưa thấy USB Token nào.", Next: "Hãy cắm token, chờ đèn sáng rồi bấm “Tìm lại”."}
	errEmpty   = office.Failure{Name: "station.empty-key-store", Said: "Kho chứng thư của Windows chưa có chứng thư nào kèm khóa.", Next: "Hãy cắm token, chờ đèn sáng rồi bấm “Tìm lại”. Nếu vẫn không thấy, hãy dùng lối USB Token."}
	errWord    = office.Failure{Name: "sign.password-wrong", Said: "Mật khẩu không mở được tệp khóa ký.", Next: "Hãy gõ lại mật khẩu."}
	errAway    = office.Failure{Name: "sign.token-away", Said: "Không còn thấy USB Token.", Next: "Hãy cắm lại token, chờ đèn sáng rồi ký lại. Văn bản chưa bị thay đổi gì."}
	errBusy    = office.Failure{Name: "sign.stale", Said: "Văn bản vừa được sửa ở nơi khác.", Next: "Hãy kiểm lại trang trong Số hóa rồi ký lại."}
	errNoHand  = office.Failure{Name: "sign.no-hand", Said: "Chưa có hình chữ ký của người ký.", Next: "Hãy thêm hình chữ ký trong Cài đặt, hoặc chọn cách hiện khác."}
	errStore   = office.Failure{Name: "store.closed", Said: "Không đọc được kho hồ sơ.", Next: "Hãy thử lại."}
)

const (
	rightPIN  = "12345678"
	rightWord = "mật khẩu"
	module    = "/usr/lib/mau/libmau-pkcs11.so"
)

// station is a stand-in for the real one that keeps all in memory. It follows
// the same rules as far as this page can see them.
type station struct {
	mu      sync.Mutex
	tasks   []office.SigningTask
	looked  []string // documents with their pages at which a person looked
	pages   map[office.ID]int
	spots   map[office.Look]office.LookSpot
	failing map[office.ID]error // how signing it goes wrong
	broken  error               // nothing can be read
	noHand  bool

	owns   bool // the system keeps certificates itself
	own    []office.SigningCertificate
	tokens []office.Token
	tries  int // PINs left
	held   *office.HeldKey
	setup  office.SigningSetup

	secrets [][]byte // as they were handed in, to see that they are wiped
	signed  []office.SigningWish
	asked   int           // looks that were asked for
	turn    chan struct{} // while it is set, each document waits for one
	late    chan struct{} // while it is set, a key opens when it closes
	find    chan struct{} // while it is set, the search for tokens waits for it
}

var clerks = []office.Clerk{
	{ID: "c1", Name: "Nguyễn Văn Mẫu", Position: "Văn thư"}, {ID: "c2", Name: "Trần Thị Ví Dụ", Position: "Chủ tịch"},
	{ID: "c3", Name: "Lê Đã Nghỉ", Left: true},
}

var (
	officeCert = office.SigningCertificate{Subject: "Ủy ban nhân dân xã Mẫu Sơn", Organisation: "Ủy ban nhân dân tỉnh Mẫu",
		Issuer: "Cơ quan chứng thực mẫu", Serial: "5A01", SHA256: office.DigestOf([]byte("office")), From: now.AddDate(-1, 0, 0), To: now.AddDate(2, 0, 0)}
	oldCert = office.SigningCertificate{Subject: "Ủy ban nhân dân xã Mẫu Sơn", Organisation: "Ủy ban nhân dân tỉnh Mẫu",
		Issuer: "Cơ quan chứng thực mẫu", Serial: "4001", SHA256: office.DigestOf([]byte("old")), From: now.AddDate(-4, 0, 0), To: now.AddDate(-1, 0, 0),
		Trouble: "Đã hết hạn từ 23/11/2025."}
	personCert = office.SigningCertificate{Subject: "Trần Thị Ví Dụ", Organisation: "Ủy ban nhân dân xã Mẫu Sơn",
		Issuer: "Cơ quan chứng thực mẫu", Serial: "7B20", SHA256: office.DigestOf([]byte("person")), From: now.AddDate(-1, 0, 0), To: now.AddDate(1, 3, 0)}
)

func newStation() *station {
	s := &station{
		pages: map[office.ID]int{}, failing: map[office.ID]error{}, tries: 3,
		spots: map[office.Look]office.LookSpot{
			office.LookOnMark: {X: 120, Y: 8, W: 75, H: 13}, office.LookCopy: {X: 120, Y: 8, W: 70, H: 15}, office.LookAnnex: {X: 120, Y: 8, W: 70, H: 10},
			office.LookPerson: {Page: 2, X: 120, Y: 180, W: 45, H: 25}, office.LookSeal: {Page: 2, X: 105, Y: 172, W: 36, H: 36},
		},
		tokens: []office.Token{{Module: module, Slot: 1, Label: "Token Mẫu", Model: "M-3000", Serial: "0042", Certificates: []office.SigningCertificate{oldCert, officeCert}}},
	}
	s.setup.StampURL = "http://tsa.mau.example"
	return s
}

// add puts documents on the list of what waits.
func (s *station) add(task office.Task, docs ...office.Row) {
	for _, r := range docs {
		r.Clerk, r.At, r.Pages = clerks[0].Name, now, 3
		t := office.SigningTask{Task: task, Row: r}
		switch task {
		case office.TaskFinish:
			t.Row.State, t.Why = office.Checked, "Luật Giao dịch điện tử, Điều 12.1d: loại này phải có chữ ký số của cơ quan mới hoàn thành được."
		case office.TaskSign:
			t.Row.State, t.Why = office.Finished, "Đã hoàn thành nhưng chưa có chữ ký số."
		case office.TaskExtend:
			t.Row.State, t.Why, t.Signer = office.Finished, "Ký lúc không có mạng: còn thiếu dấu thời gian.", officeCert.Subject
		}
		s.tasks = append(s.tasks, t)
		s.pages[r.ID] = r.Pages
	}
}

func permit(id office.ID, number string) office.Row {
	return office.Row{ID: id, Code: "7K4M-Q2XN-9RT2", Form: office.Plain, Type: "giay-phep", Number: number, Symbol: "GP-UBND",
		Subject: "Cấp phép xây dựng nhà ở riêng lẻ cho hộ ông Nguyễn Văn Mẫu, thôn Mẫu Hạ", Issuer: "Ủy ban nhân dân xã Mẫu Sơn"}
}

func decision(id office.ID, number string) office.Row {
	return office.Row{ID: id, Code: "8H4M-Q2XN-9RT3", Form: office.TrueCopy, Type: "quyet-dinh", Number: number, Symbol: "QĐ-UBND",
		Subject: "Về việc kiện toàn Ban Chỉ huy phòng thủ dân sự xã Mẫu Sơn", Issuer: "Ủy ban nhân dân xã Mẫu Sơn"}
}

// office3 has something of each kind waiting.
func office3() *station {
	s := newStation()
	s.add(office.TaskSign, permit("p1", "12"), permit("p2", "13"), permit("p3", "14"))
	s.add(office.TaskFinish, decision("d1", "105"))
	s.add(office.TaskExtend, decision("e1", "98"), decision("e2", "99"))
	return s
}

func (s *station) Types() []office.DocumentType {
	types, err := office.DecodeTypes(assets.Types)
	if err != nil {
		panic(err)
	}
	return types
}

func (s *station) Clerks(context.Context) ([]office.Clerk, error) {
	return slices.Clone(clerks), s.broken
}

func (s *station) SigningTasks(context.Context) ([]office.SigningTask, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.tasks), s.broken
}

func (s *station) SigningTaskOf(_ context.Context, id office.ID) (office.SigningTask, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, t := range s.tasks {
		if t.Row.ID == id {
			return t, s.broken
		}
	}
	row := decision(id, "77")
	row.State = office.Finished
	s.pages[id] = 3
	return office.SigningTask{Row: row, Why: "Văn bản đã có chữ ký. Ký nữa là thêm một chữ ký; chữ ký trước vẫn giữ nguyên."}, s.broken
}

func (s *station) HasOwnStore() bool { return s.owns }

func (s *station) Certificates(ctx context.Context, place office.KeyPlace) ([]office.Token, error) {
	if place == office.KeyInStore {
		if len(s.own) == 0 {
			return nil, errEmpty
		}
		return []office.Token{{Certificates: slices.Clone(s.own)}}, s.broken
	}
	s.mu.Lock()
	find := s.find
	s.mu.Unlock()
	if find != nil {
		select {
		case <-find:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	tokens := slices.Clone(s.tokens)
	if len(tokens) == 0 {
		return nil, errNone
	}
	for i := range tokens {
		tokens[i].PINTried, tokens[i].PINLastTry, tokens[i].PINLocked = s.tries < 3 && s.tries > 0, s.tries == 1, s.tries == 0
	}
	return tokens, nil
}

func (s *station) OpenKey(_ context.Context, source office.KeySource, secret []byte) (office.HeldKey, error) {
	if s.late != nil {
		<-s.late
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.secrets = append(s.secrets, secret)
	held := office.HeldKey{Source: source, Standing: office.CertificateGood}
	switch source.Place {
	case office.KeyInFile:
		if string(secret) != rightWord {
			return office.HeldKey{}, errWord
		}
		held.Certificate, held.Standing = personCert, office.CertificateUnknown
	case office.KeyInStore:
		for _, c := range s.own {
			if c.SHA256 == source.SHA256 {
				held.Certificate = c
			}
		}
		if held.Certificate.Subject == "" {
			return office.HeldKey{}, errAway
		}
	case office.KeyOnToken:
		if err := s.pin(string(secret)); err != nil {
			return office.HeldKey{}, err
		}
		for _, t := range s.tokens {
			for _, c := range t.Certificates {
				if c.SHA256 == source.SHA256 {
					held.Certificate = c
				}
			}
		}
	}
	s.held, s.setup.LastKey = &held, source
	return held, nil
}

// pin counts wrong ones, as a token does.
func (s *station) pin(typed string) error {
	if s.tries == 0 {
		return errPINLock
	}
	if typed == rightPIN {
		s.tries = 3
		return nil
	}
	s.tries--
	switch s.tries {
	case 0:
		return errPINLock
	case 1:
		return errPINLast
	}
	return errPIN
}

func (s *station) HeldKey() (office.HeldKey, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.held == nil {
		return office.HeldKey{}, false
	}
	return *s.held, true
}

func (s *station) PutKeyAway() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.held = nil
	return nil
}

func (s *station) SigningSetup(context.Context) (office.SigningSetup, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.setup, s.broken
}

func (s *station) LookView(_ context.Context, id office.ID, wish office.SigningWish) (office.LookView, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked++
	v := office.LookView{Look: wish.Look, SheetW: 210, SheetH: 297, Choices: []office.Look{office.LookOnMark, office.LookCopy, office.LookSeal, office.LookHidden}}
	if wish.Role == office.ByPerson {
		v.Choices = []office.Look{office.LookPerson, office.LookCopy, office.LookHidden}
	}
	if !slices.Contains(v.Choices, v.Look) {
		v.Look = v.Choices[0]
	}
	if v.Look == office.LookPerson && s.noHand {
		return office.LookView{}, errNoHand
	}
	v.Spot = s.spots[v.Look]
	if wish.Spot != nil {
		v.Spot.Page, v.Spot.X, v.Spot.Y = wish.Spot.Page, wish.Spot.X, wish.Spot.Y
	}
	v.Spot.Page = min(v.Spot.Page, s.pages[id]-1)
	v.Spot.X = max(0, min(v.Spot.X, 210-v.Spot.W))
	v.Spot.Y = max(0, min(v.Spot.Y, 297-v.Spot.H))
	if v.Spot.Page == 0 && v.Spot.Y+v.Spot.H > 22 && v.Spot.Y < 60 { // the head of the document
		v.Spot.Y = 60
	}
	s.draw(&v)
	return v, nil
}

// draw makes the picture of a signature, and says what there is to know of it.
func (s *station) draw(v *office.LookView) {
	ink := map[office.Look]color.NRGBA{office.LookCopy: {A: 255}, office.LookAnnex: {A: 255}, office.LookPerson: {B: 200, A: 255}, office.LookSeal: {R: 200, A: 255}}[v.Look]
	switch v.Look {
	case office.LookOnMark:
		v.Notes = []string{"Chữ ký nằm trên ký hiệu riêng, không thêm chữ nào trên trang. Ô tô màu cho biết chỗ bấm vào để xem chữ ký."}
		return
	case office.LookHidden:
		v.Notes = []string{"Người đọc chỉ thấy chữ ký trong bảng chữ ký của trình đọc PDF."}
		return
	}
	const perMM = office.PictureDPI / 25.4
	picture := image.NewNRGBA(image.Rect(0, 0, int(v.Spot.W*perMM), int(v.Spot.H*perMM)))
	stroke := image.NewUniform(ink)
	for y := 8; y < picture.Rect.Dy(); y += 40 {
		draw.Draw(picture, image.Rect(8, y, picture.Rect.Dx()-8, y+10), stroke, image.Point{}, draw.Src)
	}
	v.Picture = picture
}

func (s *station) SigningPicture(ctx context.Context, id office.ID, page, side int) (image.Image, error) {
	if s.mu.Lock(); !office.IsAgain(ctx) {
		s.looked = append(s.looked, fmt.Sprint(id, "/", page+1))
	}
	s.mu.Unlock()
	img := image.NewGray(image.Rect(0, 0, max(1, side*210/297), side))
	for i := range img.Pix {
		img.Pix[i] = 250
	}
	for x := range img.Bounds().Dx() / 2 {
		img.SetGray(x+img.Bounds().Dx()/4, side/8+page, color.Gray{Y: 20})
	}
	return img, ctx.Err()
}

func (s *station) SigningPages(_ context.Context, id office.ID) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.pages[id], nil
}

func (s *station) SignAll(ctx context.Context, asked []office.SigningAsk, p *job.Progress, each func(office.SigningResult)) error {
	ids, wishes := []office.ID{}, map[office.ID]office.SigningWish{}
	for _, a := range asked {
		ids, wishes[a.ID] = append(ids, a.ID), a.Wish
	}
	return s.work(ctx, ids, p, each, func(id office.ID) office.SigningResult {
		s.signed = append(s.signed, wishes[id])
		if s.setup.StampURL == "" {
			return office.SigningResult{ID: id, Level: office.LevelB, Note: "Chưa có dấu thời gian: chưa đặt máy chủ."}
		}
		return office.SigningResult{ID: id, Level: office.LevelT}
	})
}

func (s *station) ExtendAll(ctx context.Context, ids []office.ID, p *job.Progress, each func(office.SigningResult)) error {
	return s.work(ctx, ids, p, each, func(id office.ID) office.SigningResult {
		return office.SigningResult{ID: id, Level: office.LevelLT}
	})
}

func (s *station) work(ctx context.Context, ids []office.ID, p *job.Progress, each func(office.SigningResult), do func(office.ID) office.SigningResult) error {
	p.Expect(int64(len(ids)))
	for _, id := range ids {
		if s.turn != nil {
			select {
			case <-s.turn:
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		s.mu.Lock()
		r := office.SigningResult{ID: id, Err: s.failing[id]}
		if r.Err == nil {
			r = do(id)
			s.over(r)
		}
		s.mu.Unlock()
		each(r)
		p.Did(1)
	}
	return nil
}

// over takes a document off the list, or lists it for what it owes.
func (s *station) over(r office.SigningResult) {
	i := slices.IndexFunc(s.tasks, func(t office.SigningTask) bool { return t.Row.ID == r.ID })
	if i < 0 {
		return
	}
	t := s.tasks[i]
	s.tasks = slices.Delete(s.tasks, i, i+1)
	if r.Note != "" {
		t.Task, t.Why, t.Signer, t.Row.State = office.TaskExtend, "Ký lúc không có mạng: còn thiếu dấu thời gian.", officeCert.Subject, office.Finished
		s.tasks = append(s.tasks, t)
	}
}

// hold opens a key without asking.
func (s *station) hold() *station {
	s.held = &office.HeldKey{Source: office.KeySource{Place: office.KeyOnToken, Path: module, Slot: 1, SHA256: officeCert.SHA256}, Certificate: officeCert, Standing: office.CertificateGood}
	return s
}

// shown is the page on a window of the size that offices have.
func shown(t *testing.T, s Services) *Page {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(kit.Look{})
	w := test.NewTempWindow(t, nil)
	p := New(kit.NewDesk(t.Context(), w), s)
	p.OpenRecord, p.StartDigitising, p.OpenSettings = func(office.ID) {}, func() {}, func() {}
	w.SetContent(p.Content())
	w.Resize(fyne.NewSize(1122, 680))
	t.Cleanup(func() {
		p.Leave()
		kit.Settle()
	})
	p.Enter()
	kit.Settle()
	return p
}

func focused(p *Page) fyne.Focusable { return p.desk.Window.Canvas().Focused() }

// states tells a round as a clerk reads it: "p1 x waiting".
func states(r *office.SigningRound) (all []string) {
	for _, l := range r.Lines {
		all = append(all, fmt.Sprint(l.Row.ID, map[bool]string{true: " x ", false: " - "}[l.Ticked], [...]string{"waiting", "under way", "done", "failed"}[l.State]))
	}
	return all
}
