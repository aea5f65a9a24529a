package settings

import (
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"tram/local/office"
	"tram/ui/kit"
)

// troubled is an office whose data were turned back, with a file of nobody and a
// secret document that was turned away.
func troubled() *memory {
	m := newMemory()
	at := time.Date(2026, 11, 23, 8, 0, 0, 0, office.VietNam)
	m.trouble = &office.JournalTrouble{Said: "Dữ liệu trên máy là bản cũ hơn bản đã ghi lần cuối.", By: "sổ mốc ngoài thư mục dữ liệu"}
	m.orphans = []office.Orphan{{Digest: office.DigestOf([]byte("a")), At: at, Kind: "pdf"}, {Digest: office.DigestOf([]byte("b")), At: at}}
	m.refusals = []office.Refusal{{At: at, Secrecy: office.Secret, Number: "7", Symbol: "BC-UBND", Issuer: "Cơ quan ví dụ", Clerk: "Trần Thị Ví Dụ"}}
	m.rest = office.AtRest{Records: true, Weak: true, Said: "Hồ sơ được mã hóa, nhưng chìa nằm ngay bên cạnh.", DiskIs: "Ổ đĩa có được mã hóa hay không: không rõ."}
	m.traces = []office.SecretTrace{{Code: "7K4M-Q2XN-9RT2", Secrecy: office.Secret, Entries: []int64{12, 13}}}
	return m
}

func dataOf(t *testing.T, m *memory) (*table, *dataSection) {
	t.Helper()
	l := lay(t, m)
	l.ToData()
	kit.Settle()
	return l, l.sections[data].(*dataSection)
}

func TestHowTheDataLieOnTheDiskIsToldWithItsWorth(t *testing.T) {
	for word, rest := range map[string]office.AtRest{
		"Chưa mã hóa":            {Weak: true, Said: "Ai lấy được tệp thì đọc được.", DiskIs: "Ổ đĩa: không rõ."},
		"Chìa nằm ngay bên cạnh": {Records: true, Weak: true, Said: "Ai lấy được cả thư mục thì đọc được.", DiskIs: "Ổ đĩa không được mã hóa."},
		"Đã mã hóa":              {Records: true, Said: "Ai lấy được ổ đĩa cũng không đọc được.", DiskIs: "Ổ đĩa được mã hóa."},
	} {
		m := troubled()
		m.rest = rest
		_, p := dataOf(t, m)
		if p.rest.Said() != word || !strings.Contains(p.restSaid.Text, rest.Said) || !strings.Contains(p.restSaid.Text, rest.DiskIs) {
			t.Errorf("%q: %s", p.rest.Said(), p.restSaid.Text)
		}
	}
}

func (p *dataSection) answer(t *testing.T, why string) {
	t.Helper()
	if p.asking == nil {
		t.Fatal("nothing was asked")
	}
	p.asking.Why.SetText(why)
	test.Tap(&p.asking.Yes.Button)
	kit.Settle()
}

func TestDataThatWereTurnedBackAreToldAndAcceptedByAWord(t *testing.T) {
	m := troubled()
	l, p := dataOf(t, m)
	l.shows(t, "data")
	if !p.trouble.Visible() || !strings.Contains(p.said.Text, "bản cũ hơn") || !strings.Contains(p.said.Text, "sổ mốc ngoài") {
		t.Fatalf("shown %v: %s", p.trouble.Visible(), p.said.Text)
	}
	test.Tap(&p.accept.Button)
	p.answer(t, "  ")
	if len(m.whys) > 0 {
		t.Fatal("accepted in silence")
	}
	p.answer(t, "Khôi phục từ bản sao lưu")
	if len(m.whys) != 1 || m.whys[0] != "Trần Thị Ví Dụ: Khôi phục từ bản sao lưu" || p.trouble.Visible() {
		t.Errorf("recorded %v, still shown %v", m.whys, p.trouble.Visible())
	}
}

// TestWhatIsFoundLiesOverNoOtherCard: the list fills after its page was laid out.
func TestWhatIsFoundLiesOverNoOtherCard(t *testing.T) {
	for name, m := range map[string]*memory{"nothing": newMemory(), "files of nobody": troubled()} {
		_, p := dataOf(t, m)
		if has, needs := p.orphans.Size().Height, p.orphans.MinSize().Height; has < needs {
			t.Errorf("%s: the list has %.0f of %.0f", name, has, needs)
		}
	}
}

func TestAFileOfNobodyIsSweptByAWordOnly(t *testing.T) {
	m := troubled()
	l, p := dataOf(t, m)
	var sweep *kit.Button
	for _, o := range test.LaidOutObjects(l.window.Content()) {
		if b, is := o.(*kit.Button); is && b.Text == kit.T("settings.data-sweep") && sweep == nil {
			sweep = b
		}
	}
	if sweep == nil {
		t.Fatal("no file can be swept")
	}
	test.Tap(&sweep.Button)
	if len(m.orphans) != 2 {
		t.Fatal("swept before anybody said why")
	}
	p.answer(t, "Đã xem")
	if len(m.orphans) != 1 || len(m.whys) != 1 {
		t.Errorf("left %v, recorded %v", m.orphans, m.whys)
	}
}

func TestTheRegisterOfSecretDocumentsAndWhatIsLeftOfThemAreShown(t *testing.T) {
	_, p := dataOf(t, troubled())
	for _, want := range []string{"7/BC-UBND", "Cơ quan ví dụ", "7K4M-Q2XN-9RT2", "12, 13"} {
		if !strings.Contains(p.register.Text, want) {
			t.Errorf("%q is not shown: %s", want, p.register.Text)
		}
	}
	_, p = dataOf(t, newMemory())
	if p.register.Text != kit.T("settings.data-no-refusals") || p.trouble.Visible() {
		t.Errorf("an honest office: %q", p.register.Text)
	}
	test.Tap(&p.check.Button)
	kit.Settle()
	if !strings.Contains(p.anchors.Text, "Mốc có khóa trạm: Mục 1–7") {
		t.Errorf("the anchors: %q", p.anchors.Text)
	}
}
