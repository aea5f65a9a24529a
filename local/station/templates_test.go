package station

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tram/local/docx"
	"tram/local/drafting"
	"tram/local/office"
)

// draftWords saves a draft and reads its words.
func (d *desk) draftWords(t *testing.T, w office.DraftWish) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "du-thao.docx")
	if err := d.SaveDraft(t.Context(), w, path); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	c, err := docx.Read(t.Context(), bytes.NewReader(content), int64(len(content)), "du-thao.docx")
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, p := range c.Parts {
		all = append(all, p.Words...)
	}
	return strings.Join(all, "\n")
}

// TestADraftIsFilledFromTheRegister: number, symbol, day, subject, who gets and who signs it; what is
// offered follows from the position of who signs. Nothing is overwritten, and nothing is kept.
func TestADraftIsFilledFromTheRegister(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	boss := d.hired(t)[1]
	boss.Position = "Phó Chủ tịch"
	if _, err := d.SaveClerk(t.Context(), boss); err != nil {
		t.Fatal(err)
	}
	r := decision("Ban hành Quy chế ví dụ")
	r.Signer, r.To, r.Keeper, r.Document.Issued = "trần thị ví dụ", "Phòng Ví dụ; Công an xã;", "VP", "2026-11-05"
	r = d.registers(t, r)
	is, err := d.DraftFormOf(t.Context(), r.ID)
	o, failed := d.store.Office(t.Context())
	if err != nil || failed != nil {
		t.Fatal(err, failed)
	}
	want := office.DraftWish{Document: r.ID, Place: placeNamed(o.Name), Authority: o.Name, To: "Phòng Ví dụ\nCông an xã", Capacity: "TM. Ủy ban nhân dân\nKT. Chủ tịch", Position: "Phó Chủ tịch", Signer: boss.Name, Unit: "VP"}
	if is.DraftWish != want || is.Form != "Mẫu 1.3 - Quyết định (quy định gián tiếp)" || !slices.Contains(is.Asks, office.DraftGrounds) || want.Place == "" {
		t.Errorf("it offers\n%+v\nnot\n%+v", is, want)
	}
	said := d.draftWords(t, is.DraftWish)
	for _, w := range []string{"Số: " + r.Said() + "/QĐ-UBND", want.Place + ", ngày 05 tháng 11 năm 2026", "Điều 1. Ban hành kèm theo Quyết định này Quy chế ví dụ.", "- Công an xã;", "- Lưu: VT, VP.", "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\n" + boss.Name} {
		if !strings.Contains(said, w) {
			t.Errorf("without %q:\n%s", w, said)
		}
	}
	path := filepath.Join(t.TempDir(), "co.docx")
	if err := os.WriteFile(path, []byte("của người khác"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := d.SaveDraft(t.Context(), is.DraftWish, path); !errors.Is(err, FileExists) {
		t.Errorf("over a file that is there: %v", err)
	}
	if has, err := os.ReadFile(path); err != nil || string(has) != "của người khác" {
		t.Errorf("the file is %q %v", has, err)
	}
	bad := is.DraftWish
	bad.Capacity = "Thay mặt"
	none := filepath.Join(t.TempDir(), "khong.docx")
	if err := d.SaveDraft(t.Context(), bad, none); !errors.Is(err, drafting.BadCapacity) {
		t.Errorf("a capacity that nobody signs in: %v", err)
	}
	if left, err := os.ReadDir(filepath.Dir(none)); err != nil || len(left) > 0 {
		t.Errorf("half a draft is left: %v %v", left, err)
	}
	if w, err := d.RegisteredWhole(t.Context(), r.ID); err != nil || len(w.Files) > 0 {
		t.Errorf("a draft that was saved became a file of the document: %+v %v", w.Files, err)
	}
	r = decision("ví dụ")
	r.Document.Type, r.Document.Symbol = "hop-dong", "HĐ-UBND"
	r = d.registers(t, r)
	if _, err := d.DraftFormOf(t.Context(), r.ID); !errors.Is(err, drafting.NoForm) {
		t.Errorf("a contract: %v", err)
	}
	if err := d.SaveDraft(t.Context(), office.DraftWish{Document: r.ID}, none); !errors.Is(err, drafting.NoForm) {
		t.Errorf("a contract: %v", err)
	}
}

// TestAProvisionalNumberStandsOnNoDraft: another station may be given the final one.
func TestAProvisionalNumberStandsOnNoDraft(t *testing.T) {
	a := newDesk(t)
	b := secondDesk(t, a)
	a.begins(t)
	a.enters(t, "một")
	a.brings(t, b)
	waits := b.registers(t, decision("ở máy hai"))
	if waits.Number != 0 {
		t.Fatalf("%+v", waits)
	}
	said := b.draftWords(t, office.DraftWish{Document: waits.ID})
	if strings.Contains(said, waits.Waiting) || strings.Contains(said, "tạm") || !strings.Contains(said, "/QĐ-UBND") {
		t.Errorf("a provisional number stands on it:\n%s", said)
	}
}

// TestADraftIsMadeOfWhatStands: a document whose number was cancelled, and one that was replaced, have no
// draft any more; one that only was put right has.
func TestADraftIsMadeOfWhatStands(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	clerk := staff[0]
	gone, old, anew, right := d.registers(t, decision("một")), d.registers(t, decision("hai")), d.registers(t, decision("ba")), d.registers(t, decision("bốn"))
	if _, err := d.CancelRegistered(t.Context(), clerk, gone.ID, "ghi nhầm"); err != nil {
		t.Fatal(err)
	}
	for _, a := range []office.Amended{{Business: office.BusinessReplace, Document: old.ID, By: anew.ID, Why: "sai số tiền"}, {Business: office.BusinessUpdate, Document: right.ID, By: anew.ID, Why: "sai chính tả"}} {
		if _, err := d.Amend(t.Context(), clerk, a); err != nil {
			t.Fatal(err)
		}
	}
	for _, r := range []office.Registered{gone, old} {
		path := filepath.Join(t.TempDir(), "a.docx")
		if _, err := d.DraftFormOf(t.Context(), r.ID); !errors.Is(err, NoMoreDraft) {
			t.Errorf("%s: %v", r.Document.Subject, err)
		}
		if err := d.SaveDraft(t.Context(), office.DraftWish{Document: r.ID}, path); !errors.Is(err, NoMoreDraft) {
			t.Errorf("%s: %v", r.Document.Subject, err)
		}
	}
	for _, r := range []office.Registered{anew, right} {
		if said := d.draftWords(t, office.DraftWish{Document: r.ID}); !strings.Contains(said, r.Document.Subject) {
			t.Errorf("%s:\n%s", r.Document.Subject, said)
		}
		for _, name := range []string{"a.pdf", "a"} {
			if err := d.SaveDraft(t.Context(), office.DraftWish{Document: r.ID}, filepath.Join(t.TempDir(), name)); !errors.Is(err, DraftNoDOCX) {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

// TestASymbolOfAnotherBodyHasNoHead: whose document it is nobody knows, where symbol and issuer name
// two; the clerk is told.
func TestASymbolOfAnotherBodyHasNoHead(t *testing.T) {
	const committee, council = "Ủy ban nhân dân xã Mẫu", "Hội đồng nhân dân xã Mẫu"
	for _, c := range []struct{ symbol, issuer, want string }{
		{"NQ-HĐND", "", ""}, {"NQ-HĐND", committee, ""}, {"NQ-HĐND", council, council}, {"TB-TT.HĐND", committee, ""},
		{"QĐ-UBND", "", committee}, {"QĐ-UBND", council, ""}, {"UBND-VP", committee, committee}, {"BC-BCĐ", "Ban Chỉ đạo Mẫu", "Ban Chỉ đạo Mẫu"}, {"", "", committee},
	} {
		if got := headed(office.Document{Symbol: c.symbol, Issuer: c.issuer}, office.Office{Name: committee}); got != c.want {
			t.Errorf("%s of %s has the head %q", c.symbol, c.issuer, got)
		}
	}
	d := newDesk(t)
	d.begins(t)
	o, err := d.store.Office(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	r := decision("thông qua kế hoạch mẫu\u200b")
	r.Document.Type, r.Document.Symbol, r.To = "nghi-quyet", "NQ-HĐND", "Phòng Mẫu\u00ad\nLưu: VT"
	r = d.registers(t, r)
	if r.Document.Subject != "thông qua kế hoạch mẫu" || r.To != "Phòng Mẫu\nLưu: VT" {
		t.Errorf("what no eye sees was kept: %q %q", r.Document.Subject, r.To)
	}
	is, err := d.DraftFormOf(t.Context(), r.ID)
	if err != nil || !strings.Contains(is.Say, "NQ-HĐND") || is.Authority != "" || is.Capacity != "" {
		t.Errorf("%+v %v", is, err)
	}
	if said := d.draftWords(t, is.DraftWish); strings.Contains(strings.ToUpper(said), strings.ToUpper(o.Name)) {
		t.Errorf("the committee issues it:\n%s", said)
	}
}

func TestTheNameOfAnOfficeTellsItsPlace(t *testing.T) {
	for name, want := range map[string]string{
		"Ủy ban nhân dân xã Mẫu Sơn": "Mẫu Sơn", "Ủy ban nhân dân phường 3": "Phường 3", "ỦY BAN NHÂN DÂN XÃ VÍ DỤ": "VÍ DỤ",
		"Hội đồng nhân dân đặc khu Ví Dụ": "Ví Dụ", "Ủy ban nhân dân thị xã Mẫu": "Mẫu", "Trung tâm Ví dụ": "", "": "", "Ủy ban nhân dân xã": "",
	} {
		if is := placeNamed(name); is != want {
			t.Errorf("%q lies in %q, not in %q", name, is, want)
		}
	}
}

func TestWhoSignsIsOfferedByTheirPosition(t *testing.T) {
	const body, other = "Ủy ban nhân dân xã Mẫu", "Trung tâm Ví dụ"
	for _, c := range [][4]string{
		{body, "Chủ tịch", "TM. Ủy ban nhân dân", body},
		{body, "Phó Chủ tịch UBND xã", "TM. Ủy ban nhân dân\nKT. Chủ tịch UBND xã", body},
		{body, "Chánh Văn phòng", "TL. Chủ tịch", "Chánh Văn phòng " + body},
		{body, "", "", body},
		{other, "Giám đốc", "", "Giám đốc " + other},
		{other, "Phó Giám đốc", "KT. Giám đốc", "Giám đốc " + other},
		{other, "Phó", "", "Phó " + other},
	} {
		if is := capacityOf(c[0], c[1]); is != c[2] {
			t.Errorf("%s, %s signs %q, not %q", c[0], c[1], is, c[2])
		}
		if is := authorityOf(c[0], c[2], c[1]); is != c[3] {
			t.Errorf("%s, %s: %q decides, not %q", c[0], c[1], is, c[3])
		}
	}
}

// TestTheSlipTellsWhoseWordItWas: what a leader said is told as theirs; what the desk passed on by
// itself is not.
func TestTheSlipTellsWhoseWordItWas(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	who := d.hired(t)
	r := d.registers(t, arrived("về việc đến"))
	d.routes(t, who[0], office.RouteWish{Document: r.ID, Deed: office.RoutePresent, To: who[1].ID})
	d.routes(t, who[1], office.RouteWish{Document: r.ID, Deed: office.RouteAssign, To: who[0].ID, Due: "30/12/2030", Say: "làm ngay"})
	d.routes(t, who[0], office.RouteWish{Document: r.ID, Deed: office.RouteTakeUp})
	d.routes(t, who[0], office.RouteWish{Document: r.ID, Deed: office.RouteSubmit, To: who[1].ID, Say: "đề xuất trả lời"})
	d.routes(t, who[1], office.RouteWish{Document: r.ID, Deed: office.RouteReturn, Say: "thiếu căn cứ"})
	d.routes(t, who[0], office.RouteWish{Document: r.ID, Deed: office.RouteReturn, Say: "không thuộc việc của tôi"})
	said := d.draftWords(t, office.DraftWish{Document: r.ID, Place: "Mẫu"})
	if is, err := d.DraftFormOf(t.Context(), r.ID); err != nil || !strings.Contains(is.Form, "Phiếu giải quyết văn bản đến") || len(is.Asks) > 0 {
		t.Errorf("%+v %v", is, err)
	}
	head, rest, _ := strings.Cut(said, "2. Ý kiến của lãnh đạo đơn vị")
	for _, w := range []string{"137/UBND-VP", "về việc đến", "(số đến " + r.Said() + ")", "Giao " + who[0].Name + ": làm ngay, hạn 30/12/2030 (" + who[1].Name, "Trả lại: thiếu căn cứ (" + who[1].Name} {
		if !strings.Contains(head, w) {
			t.Errorf("without %q:\n%s", w, said)
		}
	}
	if !strings.Contains(rest, "Trình "+who[1].Name+": đề xuất trả lời ("+who[0].Name) || !strings.Contains(rest, "Trả lại: không thuộc việc của tôi ("+who[0].Name) || strings.Contains(said, "Văn thư đã ghi chuyển") {
		t.Errorf("%s", said)
	}
	r = d.registers(t, office.Registered{Flow: office.FlowIn, Document: office.Document{Number: "138", Symbol: "UBND-VP", Issuer: "Ủy ban nhân dân tỉnh Mẫu", Subject: "khác", Secrecy: office.Ordinary}})
	d.routes(t, who[0], office.RouteWish{Document: r.ID, Deed: office.RouteAssign, To: who[1].ID})
	said = d.draftWords(t, office.DraftWish{Document: r.ID})
	head, rest, _ = strings.Cut(said, "Văn thư đã ghi chuyển:")
	if strings.Contains(head, "Giao "+who[1].Name) || !strings.Contains(head, "Giao đơn vị, cá nhân chủ trì") || !strings.Contains(rest, "Giao "+who[1].Name) {
		t.Errorf("%s", said)
	}
}
