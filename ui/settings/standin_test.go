package settings

import (
	"context"
	"errors"
	"image"
	"image/color"
	"image/draw"
	"math"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"tram/local/job"
	"tram/local/office"
)

// memory is an office in memory; each save makes a new version, as the store
// does, and a stale one is refused.
type memory struct {
	office    office.Office
	clerks    []office.Clerk
	templates []office.MarkTemplate
	brought   []office.MarkTemplate // come with the program, and have no ID
	failing   error
	drawn     []string // first line of each sample
	signing
	guarding
}

var stale = office.Failure{Name: "store.stale", Said: "Người khác vừa sửa mục này.", Next: "Hãy tải lại."}

func newMemory() *memory {
	return &memory{
		office: office.Office{ID: "o", Version: 1, Name: "Ủy ban nhân dân xã Mẫu Sơn", Code: "H49.10.02", System: "Trạm Công vụ", Owner: "Ủy ban nhân dân tỉnh Mẫu"},
		clerks: []office.Clerk{{ID: "b", Version: 1, Name: "Nguyễn Văn Mẫu", Left: true}, {ID: "a", Version: 1, Name: "Trần Thị Ví Dụ", Position: "Công chức Văn phòng"}},
		templates: []office.MarkTemplate{
			{ID: "t2", Version: 1, Form: office.TrueCopy, SizePt: 10, Lines: []string{"SAO Y", "{co-quan}"}},
			{ID: "t1", Version: 3, Form: office.Plain, SizePt: 9, Lines: []string{"VĂN BẢN ĐIỆN TỬ ĐƯỢC CHUYỂN ĐỔI TỪ VĂN BẢN GIẤY", "Thời gian chuyển đổi: {thoi-gian}", "Cơ quan thực hiện: {co-quan}"}},
		},
	}
}

func (m *memory) Office(context.Context) (office.Office, error) { return m.office, m.failing }

func (m *memory) SaveOffice(_ context.Context, o office.Office) (office.Office, error) {
	if m.failing != nil {
		return o, m.failing
	}
	if o.Version != m.office.Version {
		return o, stale
	}
	o.Version++
	m.office = o
	return o, nil
}

func (m *memory) AllClerks(context.Context) ([]office.Clerk, error) {
	return append([]office.Clerk(nil), m.clerks...), m.failing
}

func (m *memory) SaveClerk(_ context.Context, c office.Clerk) (office.Clerk, error) {
	for i, each := range m.clerks {
		if each.ID != c.ID {
			continue
		}
		if each.Version != c.Version {
			return c, stale
		}
		c.Version++
		m.clerks[i] = c
		return c, nil
	}
	c.ID, c.Version = office.ID(c.Name), 1
	m.clerks = append(m.clerks, c)
	return c, m.failing
}

func (m *memory) Templates(context.Context) ([]office.MarkTemplate, error) {
	all := append([]office.MarkTemplate(nil), m.templates...)
	return append(all, m.brought...), m.failing
}

func (m *memory) SaveTemplate(_ context.Context, t office.MarkTemplate) (office.MarkTemplate, error) {
	for i, each := range m.templates {
		if each.ID == t.ID {
			if each.Version != t.Version {
				return t, stale
			}
			t.Version++
			m.templates[i] = t
			return t, nil
		}
	}
	t.ID, t.Version = office.ID("own-"+t.Form), 1
	m.templates = append(m.templates, t)
	return t, nil
}

func (m *memory) SampleMark(_ context.Context, t office.MarkTemplate) (office.MarkView, error) {
	if strings.Contains(strings.Join(t.Lines, ""), "☃") {
		return office.MarkView{}, office.Failure{Name: "mark.no-glyph", Said: "Chữ “☃” không in được.", Next: "Hãy xóa chữ đó."}
	}
	m.drawn = append(m.drawn, strings.Join(t.Lines[:1], ""))
	sample := image.NewGray(image.Rect(0, 0, 400, 120))
	draw.Draw(sample, sample.Bounds(), image.NewUniform(color.Gray{Y: 200}), image.Point{}, draw.Src)
	return office.MarkView{Picture: sample}, nil
}

func (m *memory) Types() []office.DocumentType {
	return []office.DocumentType{{Code: "quyet-dinh", Name: "Quyết định"}}
}
func (m *memory) Home() string { return "/home/mau/.local/share/tram" }

func (m *memory) KeptSaid() (string, bool) {
	return "Chìa niêm phong nằm trong kho khóa của hệ điều hành.", false
}

// signing is how an office in memory signs and whom it trusts. It answers as
// the station does: each save is a new version, a stale one is refused, and
// what is not trusted any more is kept, but not listed.
type signing struct {
	setup   office.SigningSetup
	modules []string
	roots   []office.TrustedRoot
	keys    []office.StationKey
	away    error // of reading what is shown
	refused error // of changing it
	unseen  error // of looking at a picture
	asked   []string

	keysRead     chan struct{} // closed once the keys are read; nil: the search waits for nothing
	waitedInVain bool          // the search for tokens waited until it gave up
}

var since = time.Date(2026, 11, 23, 7, 5, 9, 0, time.UTC)

func root(name string) office.TrustedRoot {
	return office.TrustedRoot{ID: office.ID("id " + name), Version: 1, Name: name, SHA256: office.DigestOf([]byte(name)), Certificate: []byte(name), ValidTo: since.AddDate(10, 0, 0)}
}

// filled is an office that has set up all of it.
func filled() signing {
	return signing{
		setup: office.SigningSetup{ID: "s", Version: 1, StampURL: "http://tsa.vi-du.vn", Module: "/usr/lib/softhsm/libsofthsm2.so",
			Seal:  &office.LookPicture{Digest: office.DigestOf([]byte("seal")), WidthMM: 36},
			Hands: map[office.ID]office.LookPicture{"a": {Digest: office.DigestOf([]byte("hand")), WidthMM: 42.5}}},
		modules: []string{"/usr/lib/x86_64-linux-gnu/opensc-pkcs11.so", "/usr/lib/softhsm/libsofthsm2.so"},
		roots:   []office.TrustedRoot{root("Chứng thực Ví Dụ cho cơ quan nhà nước G2"), root("Gốc Ví Dụ")},
		keys: []office.StationKey{
			{ID: "k1", Version: 1, KeyID: "9c41aa0752e6b0d1", Office: "Ủy ban nhân dân xã Mẫu Sơn", OfficeCode: "H49.10.02", Created: since, Ours: true, CertifiedBy: "Ủy ban nhân dân xã Mẫu Sơn"},
			{ID: "k0", Version: 2, KeyID: "0011223344556677", Office: "Ủy ban nhân dân xã Mẫu Sơn", Created: since.AddDate(-1, 0, 0), Ours: true, Retired: true},
			{ID: "k2", Version: 1, KeyID: "d2f0c1b7a6958473", Office: "Ủy ban nhân dân xã Ví Dụ", OfficeCode: "H49.10.03", Created: since, CertifiedBy: "Ủy ban nhân dân xã Ví Dụ"},
			{ID: "k3", Version: 1, KeyID: "77aa00bb11cc22dd", Office: "Trung tâm Phục vụ hành chính công tỉnh Mẫu", OfficeCode: "H49.20", Created: since},
		},
	}
}

func (s *signing) SigningSetup(context.Context) (office.SigningSetup, error) { return s.setup, s.away }

func (s *signing) SaveSigningSetup(_ context.Context, n office.SigningSetup) (office.SigningSetup, error) {
	if s.refused != nil {
		return n, s.refused
	}
	if n.Version != s.setup.Version {
		return n, stale
	}
	n.Version++
	s.setup = n
	return n, nil
}

// KeyModules takes until the keys are read, as a slow search would.
func (s *signing) KeyModules() []string {
	if s.keysRead != nil {
		select {
		case <-s.keysRead:
		case <-time.After(2 * time.Second):
			s.waitedInVain = true
		}
	}
	return s.modules
}

var notPNG = office.Failure{Name: "test.not-png", Said: "Tệp này không phải hình PNG.", Next: "Hãy chọn tệp PNG có nền trong suốt."}

func (s *signing) TakePicture(ctx context.Context, clerk office.ID, path string) (office.SigningSetup, []string, error) {
	if filepath.Ext(path) != ".png" {
		return office.SigningSetup{}, nil, notPNG
	}
	n, p := s.setup, office.LookPicture{Digest: office.DigestOf([]byte(path)), WidthMM: 36}
	if clerk == "" {
		n.Seal = &p
	} else {
		n.Hands = map[office.ID]office.LookPicture{clerk: p}
	}
	n, err := s.SaveSigningSetup(ctx, n)
	return n, []string{"Nền của hình không trong suốt: chữ nằm dưới hình sẽ bị che."}, err
}

func (s *signing) DropPicture(ctx context.Context, clerk office.ID) (office.SigningSetup, error) {
	n := s.setup
	if clerk == "" {
		n.Seal = nil
	} else {
		n.Hands = map[office.ID]office.LookPicture{}
	}
	return s.SaveSigningSetup(ctx, n)
}

func (s *signing) LookPicture(_ context.Context, d office.Digest) (image.Image, error) {
	s.asked = append(s.asked, string(d))
	return ringed(180), s.unseen
}

// ringed is a seal: a red ring on nothing.
func ringed(side int) image.Image {
	m := image.NewNRGBA(image.Rect(0, 0, side, side))
	for y := range side {
		for x := range side {
			r := math.Hypot(float64(x-side/2), float64(y-side/2)) / float64(side) * 2
			if r < 0.98 && r > 0.9 || r < 0.4 && r > 0.36 {
				m.SetNRGBA(x, y, color.NRGBA{R: 200, G: 30, B: 30, A: 230})
			}
		}
	}
	return m
}

func (s *signing) Roots(context.Context) ([]office.TrustedRoot, error) {
	return slices.DeleteFunc(slices.Clone(s.roots), func(r office.TrustedRoot) bool { return r.Removed }), s.away
}

func (s *signing) AddRoots(_ context.Context, path string) ([]office.TrustedRoot, error) {
	if s.refused != nil {
		return nil, s.refused
	}
	s.asked = append(s.asked, filepath.Base(path))
	for i, r := range s.roots {
		if r.Removed {
			s.roots[i].Removed = false
			return []office.TrustedRoot{s.roots[i]}, nil
		}
	}
	r := root("Gốc mới")
	s.roots = append(s.roots, r)
	return []office.TrustedRoot{r}, nil
}

func (s *signing) RemoveRoot(_ context.Context, name string) (office.TrustedRoot, error) {
	for i, r := range s.roots {
		if string(r.ID) == name && s.refused == nil {
			s.roots[i].Removed = true
			return s.roots[i], nil
		}
	}
	return office.TrustedRoot{}, s.refused
}

func (s *signing) StationKeys(context.Context) ([]office.StationKey, error) {
	if s.keysRead != nil {
		close(s.keysRead)
	}
	return slices.Clone(s.keys), s.away
}

func (s *signing) ExportStationKey(context.Context) ([]byte, error) {
	return []byte("khóa"), s.refused
}

func (s *signing) CertifyStationKey(context.Context) (office.StationKey, error) {
	if s.refused != nil {
		return office.StationKey{}, s.refused
	}
	s.keys[0].CertifiedBy = "Ủy ban nhân dân xã Mẫu Sơn"
	return s.keys[0], nil
}

func (s *signing) ImportStationKey(_ context.Context, path string) (office.StationKey, []string, error) {
	if s.refused != nil {
		return office.StationKey{}, nil, s.refused
	}
	k := office.StationKey{ID: "k9", KeyID: "1234567890abcdef", Office: "Ủy ban nhân dân xã Khác", OfficeCode: "H49.10.09", Created: since}
	s.keys = append(s.keys, k)
	return k, []string{"Chưa có chữ ký số của cơ quan nào chứng nhận khóa này."}, nil
}

func (s *signing) RetireStationKey(_ context.Context, id office.ID) (office.StationKey, error) {
	for i, k := range s.keys {
		if k.ID == id && s.refused == nil {
			s.keys[i].Retired = true
			return s.keys[i], nil
		}
	}
	return office.StationKey{}, errors.Join(s.refused)
}

// guarding is what the station knows of its own data.
type guarding struct {
	trouble  *office.JournalTrouble
	orphans  []office.Orphan
	gaps     []office.Gap
	refusals []office.Refusal
	traces   []office.SecretTrace
	whys     []string
	rest     office.AtRest
}

func (g *guarding) AtRest(context.Context) office.AtRest { return g.rest }

func (g *guarding) JournalTrouble() (office.JournalTrouble, bool) {
	if g.trouble == nil {
		return office.JournalTrouble{}, false
	}
	return *g.trouble, true
}

func (g *guarding) AcceptJournal(_ context.Context, c office.Clerk, why string) (office.Notice, error) {
	g.trouble, g.whys = nil, append(g.whys, c.Name+": "+why)
	return office.Notice{}, nil
}

func (g *guarding) ProveJournal(context.Context, *job.Progress) (office.Proof, error) {
	return office.Proof{Verdict: office.Proven, Said: "Nhật ký nguyên vẹn: 7 mục nối chuỗi.",
		Checks: []office.Condition{{Point: "Mốc có khóa trạm", Evidence: "Mục 1–7 chưa đổi."}}}, nil
}

func (g *guarding) UnreadFiles(context.Context) ([]office.Gap, error) { return g.gaps, nil }

func (g *guarding) Orphans(context.Context) ([]office.Orphan, error) {
	return slices.Clone(g.orphans), nil
}

func (g *guarding) AdoptOrphan(_ context.Context, d office.Digest, c office.Clerk, why string) (office.Conversion, error) {
	return office.Conversion{}, g.SweepOrphan(context.Background(), d, c, why)
}

func (g *guarding) SweepOrphan(_ context.Context, d office.Digest, c office.Clerk, why string) error {
	g.whys = append(g.whys, c.Name+": "+why)
	g.orphans = slices.DeleteFunc(g.orphans, func(o office.Orphan) bool { return o.Digest == d })
	return nil
}

func (g *guarding) Refusals(context.Context) ([]office.Refusal, error) { return g.refusals, nil }

func (g *guarding) SecretTraces(context.Context) ([]office.SecretTrace, error) { return g.traces, nil }
