package documents

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tram/local/office"
	"tram/local/station/stationtest"
	"tram/ui/kit"
)

// TestADraftIsBegunFromItsFormAtTheWindow: the questions come filled in from the register, what was
// typed of them is there again after a refusal, and the draft is a new file.
func TestADraftIsBegunFromItsFormAtTheWindow(t *testing.T) {
	s := begun(t)
	r, err := s.Register(t.Context(), stationtest.Clerk(t, s), office.Registered{Flow: office.FlowOut, To: "Phòng Ví dụ", Signer: "Nguyễn Văn Mẫu", Document: office.Document{Type: "quyet-dinh", Symbol: "QĐ-UBND", Subject: "về việc ví dụ", Secrecy: office.Ordinary}})
	if err != nil {
		t.Fatal(err)
	}
	p, w := at(t, s)
	path, proposed := filepath.Join(t.TempDir(), "du-thao.docx"), ""
	p.desk.AskSave = func(s kit.Saving, then func(string, bool)) {
		proposed = s.Name
		then(path, false)
	}
	p.Open(r.ID)
	kit.Settle()
	tap(t, w, kit.T("documents.draft"))
	is := p.detail.road.Template
	if got := is.Form.Value(); got.To != "Phòng Ví dụ" || got.Signer != "Nguyễn Văn Mẫu" || got.Authority == "" {
		t.Errorf("it comes with %+v", got)
	}
	is.Form.Type(map[string]string{"capacity": "Thay mặt Ủy ban", "grounds": "Căn cứ Luật Ví dụ"})
	kit.Press(is.Yes)
	kit.Settle()
	if _, err := os.Stat(path); !os.IsNotExist(err) || !strings.Contains(p.desk.News.Said(), "TM., KT., Q., TL. hay TUQ.") {
		t.Errorf("%v, it says %q", err, p.desk.News.Said())
	}
	tap(t, w, kit.T("documents.draft"))
	is = p.detail.road.Template
	if got := is.Form.Value(); got.Grounds != "Căn cứ Luật Ví dụ" {
		t.Errorf("what was typed is gone: %+v", got)
	}
	is.Form.Type(map[string]string{"capacity": "TM. Ủy ban nhân dân"})
	kit.Press(is.Yes)
	kit.Settle()
	if content, err := os.ReadFile(path); err != nil || !strings.HasPrefix(string(content), "PK") || !strings.HasSuffix(proposed, ".docx") {
		t.Errorf("%d bytes, %v, proposed %q", len(content), err, proposed)
	}
	if said := p.desk.News.Said(); !strings.Contains(said, "kèm tệp ấy khi trình duyệt") {
		t.Errorf("it says %q", said)
	}
	in, err := s.Register(t.Context(), stationtest.Clerk(t, s), office.Registered{Flow: office.FlowIn, Document: office.Document{Number: "1", Symbol: "UBND", Issuer: "Ủy ban nhân dân tỉnh Mẫu", Subject: "ví dụ", Secrecy: office.Ordinary}})
	if err != nil {
		t.Fatal(err)
	}
	p.Open(in.ID)
	kit.Settle()
	tap(t, w, kit.T("documents.draft-slip"))
	if said := labels(w); strings.Contains(said, kit.T("documents.draft-capacity")) || !strings.Contains(said, "Phiếu giải quyết văn bản đến") {
		t.Errorf("of a document that came in it asks\n%s", said)
	}
	p.detail.road.Template.Over.Hide()
}
