package station

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"tram/local/documents"
	"tram/local/office"
	"tram/local/pdf/pdftest"
	"tram/local/routing"
)

// TestADocumentSentWithMistakesIsRecalledUpdatedOrReplaced: both documents tell of it, the answer to
// whoever asks and the printed register, too, and nothing of it is done twice.
func TestADocumentSentWithMistakesIsRecalledUpdatedOrReplaced(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	ctx := t.Context()
	old, anew, letter, other := d.registers(t, decision("về việc cũ")), d.registers(t, decision("về việc mới")), d.registers(t, decision("đính chính")), d.registers(t, decision("việc khác"))
	amend := func(b office.Business, of, by office.ID, why string) (office.RegisteredWhole, error) {
		return d.Amend(ctx, staff[0], office.Amended{Business: b, Document: of, By: by, Why: why})
	}
	for name, c := range map[string]struct {
		business office.Business
		of, by   office.ID
		why      string
		want     error
	}{
		"no reason":    {office.BusinessRecall, old.ID, "", " ", documents.NoReasonToAmend},
		"by nothing":   {office.BusinessReplace, old.ID, "", "sai", documents.NoOther},
		"by itself":    {office.BusinessReplace, old.ID, old.ID, "sai", documents.Itself},
		"no such":      {"burn", old.ID, "", "sai", documents.NoSuchBusiness},
		"too long":     {office.BusinessRecall, old.ID, "", strings.Repeat("a", 2000), documents.TooLong},
		"by no record": {office.BusinessReplace, old.ID, "x", "sai", nil},
	} {
		if _, err := amend(c.business, c.of, c.by, c.why); err == nil || c.want != nil && !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if w, err := d.RegisteredWhole(ctx, old.ID); err != nil || len(w.Amended) > 0 {
		t.Fatalf("what was refused left %+v, %v", w.Amended, err)
	}
	if _, err := amend(office.BusinessUpdate, old.ID, letter.ID, "sai chính tả"); err != nil {
		t.Fatal(err)
	}
	for _, c := range [][2]office.ID{{old.ID, letter.ID}, {letter.ID, old.ID}} {
		if _, err := amend(office.BusinessUpdate, c[0], c[1], "lần nữa"); !errors.Is(err, documents.TiedAlready) {
			t.Errorf("tied twice: %v", err)
		}
	}
	w, err := amend(office.BusinessReplace, old.ID, anew.ID, "sai số tiền")
	if err != nil || len(w.Amended) != 2 || w.Amended[1].Said != "Đã bị thay thế bởi văn bản đi số "+anew.Numbered()+": sai số tiền" || w.Amended[0].Said != "Đã được sửa đổi, bổ sung bởi văn bản đi số "+letter.Numbered()+": sai chính tả" {
		t.Errorf("%+v %v", w.Amended, err)
	}
	if w, err := d.RegisteredWhole(ctx, anew.ID); err != nil || len(w.Amended) != 1 || w.Amended[0].Said != "Thay thế văn bản đi số "+old.Numbered()+": sai số tiền" {
		t.Errorf("the other one: %+v %v", w.Amended, err)
	}
	if _, err := amend(office.BusinessRecall, old.ID, "", "lần nữa"); !errors.Is(err, documents.EndedAlready) {
		t.Errorf("its force ended twice: %v", err)
	}
	if _, err := amend(office.BusinessReplace, other.ID, old.ID, "vòng"); !errors.Is(err, documents.EndedAlready) {
		t.Errorf("by one that is no more in force: %v", err)
	}
	is, err := d.RouteAsked(ctx, office.RouteQuery{Number: old.Numbered()})
	if err != nil || !strings.Contains(is[0], "Đã bị thay thế bởi văn bản đi số "+anew.Numbered()+".") || strings.Contains(is[0], "sai số tiền") {
		t.Errorf("%q %v", is, err)
	}
	for _, typed := range []string{"1/qd-ubnd", "01 / qđ – UBND", "001/QĐ-UBND", "01.QĐ.UBND"} {
		if again, err := d.RouteAsked(ctx, office.RouteQuery{Number: typed}); err != nil || len(again) != 1 || again[0] != is[0] {
			t.Errorf("%q: %q %v", typed, again, err)
		}
	}
	if _, err := d.RouteAsked(ctx, office.RouteQuery{Number: "0/1QĐ-UBND"}); !errors.Is(err, NoSuchNumber) {
		t.Errorf("what nobody numbered so: %v", err)
	}
	v, err := documents.Volume(ctx, d.store, office.FlowOut, old.Year, d.types)
	if err != nil {
		t.Fatal(err)
	}
	notes := map[string]string{}
	for row, err := range v.Rows {
		if err != nil {
			t.Fatal(err)
		}
		notes[row[0]] = row[len(row)-1]
	}
	if !strings.Contains(notes[old.Numbered()], "Đã bị thay thế bởi") || !strings.Contains(notes[anew.Numbered()], "Thay thế văn bản") || notes[other.Numbered()] != "" {
		t.Errorf("the printed register says %q", notes)
	}
	d.restart(t)
	if w, err := d.RegisteredWhole(ctx, old.ID); err != nil || len(w.Amended) != 2 {
		t.Errorf("after a restart %+v %v", w.Amended, err)
	}
}

// TestFilesOfARecalledDocumentAreFrozen until a person has looked; what is replaced freezes none.
func TestFilesOfARecalledDocumentAreFrozen(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	d.plan(t)
	ctx := t.Context()
	came := d.registers(t, arrived("bị thu hồi"))
	f := d.opens(t, file("01.VP"))
	d.adds(t, f, came, 1)
	if _, err := d.Amend(ctx, staff[0], office.Amended{Business: office.BusinessRecall, Document: came.ID, Why: "nơi gửi thu hồi"}); err != nil {
		t.Fatal(err)
	}
	c, err := d.FileContents(ctx, f.ID)
	if err != nil || !c.Frozen || !c.Documents[0].Recalled() {
		t.Errorf("%+v %v", c, err)
	}
	old, anew, g := d.registers(t, decision("cũ")), d.registers(t, decision("mới")), d.opens(t, file("02.VP"))
	d.adds(t, g, old, 1)
	if _, err := d.Amend(ctx, staff[0], office.Amended{Business: office.BusinessReplace, Document: old.ID, By: anew.ID, Why: "sai"}); err != nil {
		t.Fatal(err)
	}
	if c, err := d.FileContents(ctx, g.ID); err != nil || c.Frozen {
		t.Errorf("replaced: %+v %v", c, err)
	}
}

// goesOut takes a document of the office through its road up to a step.
func (d *desk) goesOut(t *testing.T, r office.Registered, until office.RouteDeed) {
	t.Helper()
	who := d.hired(t)
	for _, w := range []office.RouteWish{{Deed: office.RouteTakeUp}, {Deed: office.RouteSubmit, To: who[0].ID}, {Deed: office.RouteDecide, Say: "đồng ý"}, {Deed: office.RouteSign}, {Deed: office.RouteIssue}, {Deed: office.RouteFile}} {
		w.Document = r.ID
		d.routes(t, who[0], w)
		if w.Deed == until {
			return
		}
	}
}

// TestOnlyWhatWentOutIsRecalledAndOnlyWhatDidNotIsCancelled (Nghị định 30, Điều 18): whoever has the paper in
// their hands is never told that it was not; and a draft is no document yet.
func TestOnlyWhatWentOutIsRecalledAndOnlyWhatDidNotIsCancelled(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	ctx := t.Context()
	amend := func(b office.Business, of, by office.ID) error {
		_, err := d.Amend(ctx, staff[0], office.Amended{Business: b, Document: of, By: by, Why: "sai"})
		return err
	}
	cancel := func(id office.ID) error {
		_, err := d.CancelRegistered(ctx, staff[0], id, "nhầm")
		return err
	}
	drafted, issued, filed, anew, letter := d.registers(t, decision("dự thảo")), d.registers(t, decision("đã gửi")), d.registers(t, decision("đã lưu")), d.registers(t, decision("mới")), d.registers(t, arrived("thư đến"))
	d.goesOut(t, drafted, office.RouteSubmit)
	d.goesOut(t, issued, office.RouteIssue)
	d.goesOut(t, filed, office.RouteFile)
	for name, c := range map[string]struct{ is, want error }{
		"a draft recalled":               {amend(office.BusinessRecall, drafted.ID, ""), documents.NotIssued},
		"replaced by a draft":            {amend(office.BusinessReplace, issued.ID, drafted.ID), documents.NotIssued},
		"replaced by what another wrote": {amend(office.BusinessReplace, issued.ID, letter.ID), documents.OtherRegister},
		"what was issued cancelled":      {cancel(issued.ID), documents.WentOut},
		"what was filed cancelled":       {cancel(filed.ID), documents.WentOut},
	} {
		if !errors.Is(c.is, c.want) {
			t.Errorf("%s: %v", name, c.is)
		}
	}
	if err := amend(office.BusinessReplace, issued.ID, anew.ID); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct{ is, want error }{
		"what replaces cancelled":     {cancel(anew.ID), documents.AmendsOther},
		"put right when it was over":  {amend(office.BusinessUpdate, issued.ID, filed.ID), documents.EndedAlready},
		"puts right when it was over": {amend(office.BusinessUpdate, filed.ID, issued.ID), documents.EndedAlready},
		"a draft cancelled":           {cancel(drafted.ID), nil},
	} {
		if !errors.Is(c.is, c.want) {
			t.Errorf("%s: %v", name, c.is)
		}
	}
	if r, err := d.RegisteredOf(ctx, issued.ID); err != nil || r.State != office.RegisteredStands {
		t.Errorf("%+v, %v", r, err)
	}
}

// TestWhatIsOverIsOnlyFiled: nobody signs or issues a document whose force has ended.
func TestWhatIsOverIsOnlyFiled(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	who := d.hired(t)
	old, paper := d.registers(t, decision("đã gửi")), d.registers(t, decision("trên giấy"))
	d.goesOut(t, old, office.RouteIssue)
	for _, id := range []office.ID{old.ID, paper.ID} { // of the second no step is known: it went out before there were roads
		if _, err := d.Amend(t.Context(), staff[0], office.Amended{Business: office.BusinessRecall, Document: id, Why: "sai"}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := d.Route(t.Context(), who[0], office.RouteWish{Document: paper.ID, Deed: office.RouteTakeUp}); !errors.Is(err, routing.Over) {
		t.Errorf("taken up: %v", err)
	}
	if is := d.routes(t, who[0], office.RouteWish{Document: old.ID, Deed: office.RouteFile}); is.Ends[0].Stage != office.StageFiled {
		t.Errorf("%+v", is.Ends)
	}
}

// TestWhatWasSignedKeepsItsSymbolAndItsDay: whoever holds the paper finds it by what stands on it.
func TestWhatWasSignedKeepsItsSymbolAndItsDay(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	draft, signed := d.registers(t, decision("dự thảo")), d.registers(t, decision("đã ký"))
	d.goesOut(t, draft, office.RouteDecide)
	d.goesOut(t, signed, office.RouteSign)
	edit := func(r office.Registered, change func(*office.Document)) error {
		r, err := d.RegisteredOf(t.Context(), r.ID)
		if err != nil {
			t.Fatal(err)
		}
		change(&r.Document)
		_, err = d.EditRegistered(t.Context(), staff[0], r)
		return err
	}
	symbol := func(is *office.Document) { is.Symbol = "QĐ-HĐND" }
	for name, c := range map[string]struct{ is, want error }{
		"the symbol of a draft":        {edit(draft, symbol), nil},
		"the symbol":                   {edit(signed, symbol), documents.SymbolStays},
		"the day":                      {edit(signed, func(is *office.Document) { is.Issued = "2020-01-01" }), documents.SymbolStays},
		"its subject without why":      {edit(signed, func(is *office.Document) { is.Subject = "đã ký, sửa" }), documents.WhyPutRight},
		"the symbol of another type":   {edit(draft, func(is *office.Document) { is.Symbol = "TB-UBND" }), documents.SymbolOfOther},
		"and a symbol that names none": {edit(draft, func(is *office.Document) { is.Symbol = "UBND-VP" }), nil},
	} {
		if !errors.Is(c.is, c.want) {
			t.Errorf("%s: %v", name, c.is)
		}
	}
}

// attaches puts a page to a document that stands on a register.
func (d *desk) attaches(t *testing.T, id office.ID, name string) {
	t.Helper()
	with := office.Enclosing{Paths: []string{pdftest.Letter(t, name, "Trang của "+name)}}
	if _, err := d.Enclose(t.Context(), staff[0], id, with, nil); err != nil {
		t.Fatal(err)
	}
}

// TestWhatWasSignedIsPutRightWithWhyAndItsHistorySaysSo: the words that were approved and signed are
// not those that the register says by now, and neither are its files.
func TestWhatWasSignedIsPutRightWithWhyAndItsHistorySaysSo(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	r := d.registers(t, decision("về việc cũ"))
	d.attaches(t, r.ID, "trước.pdf")
	d.goesOut(t, r, office.RouteSign)
	d.attaches(t, r.ID, "sau ký.pdf")
	now, err := d.RegisteredOf(t.Context(), r.ID)
	if err != nil {
		t.Fatal(err)
	}
	now.Document.Subject, now.Why = "về việc mới", "gõ nhầm trích yếu"
	if _, err := d.EditRegistered(t.Context(), staff[0], now); err != nil {
		t.Fatal(err)
	}
	told, err := d.RouteOf(t.Context(), r.ID)
	if err != nil || len(told.Beside) != 3 {
		t.Fatalf("%+v %v", told.Beside, err)
	}
	var said []string
	told.Past(func(s office.RouteStep) { said = append(said, s.Said) }, func(b office.RouteBeside) {
		said = append(said, strings.TrimSpace(b.Did()+" "+b.File+strings.Join(b.Say, "; ")))
	})
	want := []string{"Kèm tệp trước.pdf", "Nhận xử lý", "Trình duyệt", "Cho ý kiến chỉ đạo, duyệt", "Ghi là đã ký", "Kèm tệp (sau khi ký) sau ký.pdf",
		"Sửa trong sổ (sau khi ký) Vì sao sửa sau khi ký: gõ nhầm trích yếu; Trích yếu: từ “về việc cũ” thành “về việc mới”"}
	if !slices.Equal(said, want) {
		t.Errorf("the history says\n%s", strings.Join(said, "\n"))
	}
}

// TestWhatCameInAndWasRecalledIsOnlyPutAway: nobody decides on it, no day is owed, and no step is offered
// that is refused.
func TestWhatCameInAndWasRecalledIsOnlyPutAway(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	who := d.hired(t)
	r, by := d.registers(t, letterIn("15", "về việc đến")), d.registers(t, letterIn("16", "thu hồi"))
	d.routes(t, who[0], office.RouteWish{Document: r.ID, Deed: office.RouteAssign, To: who[0].ID, Due: time.Now().AddDate(0, 0, 5).Format(time.DateOnly)})
	late := func() bool {
		all, err := d.RoutesOverdue(t.Context(), time.Now().AddDate(0, 0, 30))
		if err != nil {
			t.Fatal(err)
		}
		return slices.ContainsFunc(all, func(i office.RouteItem) bool { return i.Document.ID == r.ID })
	}
	was := late()
	if _, err := d.Amend(t.Context(), staff[0], office.Amended{Business: office.BusinessRecall, Document: r.ID, By: by.ID, Why: "bên gửi thu hồi"}); err != nil {
		t.Fatal(err)
	}
	if !was || late() {
		t.Errorf("late before %v, and now %v", was, late())
	}
	d.routes(t, who[0], office.RouteWish{Document: r.ID, Deed: office.RouteTakeUp})
	if _, err := d.Route(t.Context(), who[0], office.RouteWish{Document: r.ID, Deed: office.RouteSubmit, To: who[0].ID}); !errors.Is(err, routing.Over) {
		t.Errorf("submitted: %v", err)
	}
	ways, err := d.RouteWays(t.Context(), who[0], r.ID)
	if err != nil || len(ways) == 0 {
		t.Fatalf("%+v %v", ways, err)
	}
	for _, w := range ways {
		if w.Deed != office.RouteFile && w.Deed != office.RouteAssign && w.Deed != office.RouteReturn {
			t.Errorf("%s is offered", w.Deed)
		}
	}
	d.routes(t, who[0], office.RouteWish{Document: r.ID, Deed: office.RouteFile, Say: "đã bị thu hồi"})
}

// TestNoTwoDocumentsOfAYearAreCalledAlike (Nghị định 30, Điều 15): each register and type counts by itself,
// and it is the symbol that tells 01 from 01.
func TestNoTwoDocumentsOfAYearAreCalledAlike(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	enters := func(f office.Flow, kind, symbol string) error {
		_, err := d.Register(t.Context(), staff[0], office.Registered{Flow: f, Document: office.Document{Type: kind, Symbol: symbol, Subject: "x", Secrecy: office.Ordinary}})
		return err
	}
	for _, c := range []struct {
		flow         office.Flow
		kind, symbol string
		want         error
	}{
		{office.FlowOut, "quyet-dinh", "QĐ-UBND", nil},
		{office.FlowInternal, "quyet-dinh", "QĐ-UBND", documents.CalledAlready},
		{office.FlowInternal, "quyet-dinh", "qđ – ubnd", documents.CalledAlready},
		{office.FlowInternal, "quyet-dinh", "QÐ-UBND", documents.CalledAlready}, // the Ð of Iceland, which old typefaces left
		{office.FlowInternal, "quyet-dinh", "QD-UBND", documents.CalledAlready},
		{office.FlowInternal, "quyet-dinh", "QĐUBND", documents.CalledAlready},
		{office.FlowOut, "thong-bao", "QÐ-UBND", documents.SymbolOfOther},
		{office.FlowOut, "thong-bao", "QD-UBND", documents.SymbolOfOther},
		{office.FlowOut, "hop-dong", "HĐ-UBND", nil},
		{office.FlowOut, "huong-dan", "HD-UBND", documents.CalledAlready}, // nobody tells 01/HĐ from 01/HD by ear
		{office.FlowOut, "du-an", "DA-UBND", nil},
		{office.FlowInternal, "quyet-dinh", "QĐ-VP", nil},
		{office.FlowOut, "cong-van", "UBND-VP", nil},
		{office.FlowOut, "giay-moi", "UBND-VP", documents.CalledAlready},
		{office.FlowOut, "thong-bao", "", documents.NoSymbol},
		{office.FlowInternal, "thong-bao", " ", documents.NoSymbol},
		{office.FlowOut, "thong-bao", "-UBND", documents.NoSymbol},
		{office.FlowCopies, "", "", documents.NoCopyForm},
		{office.FlowCopies, "", "UBND", documents.NoCopyForm},
		{office.FlowCopies, "", "SYB-UBND", documents.NoCopyForm},
		{office.FlowCopies, "", "SY-UBND", nil},
		{office.FlowCopies, "", "TrS-UBND", nil},
		{office.FlowIn, "", "", nil},
		{office.FlowPost, "", "QĐ-UBND", nil},
	} {
		if err := enters(c.flow, c.kind, c.symbol); !errors.Is(err, c.want) {
			t.Errorf("%s %s %q: %v", c.flow, c.kind, c.symbol, err)
		}
	}
	if err := enters(office.FlowOut, "giay-moi", "GM-UBND"); err != nil {
		t.Errorf("what was refused took a number: %v", err)
	}
	r, _, err := d.FindRegistered(t.Context(), office.RegisteredWish{Text: "GM-UBND"}, 1)
	if err != nil || len(r) != 1 {
		t.Fatalf("%v %v", r, err)
	}
	rows, err := d.RegisteredRows(t.Context(), r)
	if err != nil || rows[0].Numbered() != "01/GM-UBND" {
		t.Errorf("%+v %v", rows, err)
	}
	rows[0].Document.Symbol = "UBND-VP"
	if _, err := d.EditRegistered(t.Context(), staff[0], rows[0].Registered); !errors.Is(err, documents.CalledAlready) {
		t.Errorf("put right to the symbol of another: %v", err)
	}
}

// TestADocumentIsNotEnteredUnderTheSymbolOfAnotherType: 01/QĐ-UBND would be a decision and a letter.
func TestADocumentIsNotEnteredUnderTheSymbolOfAnotherType(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	for kind, want := range map[string]error{"quyet-dinh": nil, "thong-bao": documents.SymbolOfOther, "cong-van": documents.SymbolOfOther} {
		r := decision("về việc mẫu")
		r.Document.Type = kind
		if _, err := d.Register(t.Context(), staff[0], r); !errors.Is(err, want) {
			t.Errorf("%s: %v", kind, err)
		}
	}
	r := decision("công văn")
	r.Document.Type, r.Document.Symbol = "cong-van", "UBND-VP"
	if _, err := d.Register(t.Context(), staff[0], r); err != nil {
		t.Error(err)
	}
	r = arrived("đến") // another office writes as it likes
	r.Document.Type, r.Document.Symbol = "cong-van", "QĐ-UBND"
	if _, err := d.Register(t.Context(), staff[0], r); err != nil {
		t.Error(err)
	}
}

// TestWhatWasTiedByMistakeIsTakenBack: the document is in force again, its history and the journal keep
// both, and it can be replaced by the right one.
func TestWhatWasTiedByMistakeIsTakenBack(t *testing.T) {
	d, ctx := newDesk(t), t.Context()
	d.begins(t)
	old, wrong, right := d.registers(t, decision("bản cũ")), d.registers(t, decision("nhầm")), d.registers(t, decision("bản mới"))
	w, err := d.Amend(ctx, staff[0], office.Amended{Business: office.BusinessReplace, Document: old.ID, By: wrong.ID, Why: "sai"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.TakeBackAmended(ctx, staff[0], w.Amended[0].ID, " "); !errors.Is(err, documents.NoReasonToAmend) {
		t.Errorf("without why: %v", err)
	}
	if w, err = d.TakeBackAmended(ctx, staff[0], w.Amended[0].ID, "chọn nhầm văn bản"); err != nil || len(w.Amended) != 0 {
		t.Fatalf("%+v %v", w.Amended, err)
	}
	if told, err := d.RouteOf(ctx, old.ID); err != nil || strings.Contains(told.Said, "thay thế") || len(told.Beside) != 2 || !slices.Equal(told.Beside[1].Say, []string{"chọn nhầm văn bản"}) {
		t.Errorf("%q %+v %v", told.Said, told.Beside, err)
	}
	if _, err := d.CancelRegistered(ctx, staff[0], wrong.ID, "không dùng"); err != nil {
		t.Errorf("what replaced nothing by now: %v", err)
	}
	if w, err = d.Amend(ctx, staff[0], office.Amended{Business: office.BusinessReplace, Document: old.ID, By: right.ID, Why: "sai số tiền"}); err != nil || len(w.Amended) != 1 {
		t.Errorf("replaced by the right one: %+v %v", w.Amended, err)
	}
}

// torn are the documents of which “Hôm nay” says that stations wrote different things.
func (d *desk) torn(t *testing.T) (all []office.ID) {
	t.Helper()
	is, err := d.WaitingOf(t.Context(), "torn")
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range is.Newest {
		all = append(all, w.Record)
	}
	return all
}

// TestWhatStationsWroteThatCannotBothBeIsToldAndSettled: apart, each was right; together a person is told,
// whoever asks for the document hears of it, and taking one back ends it.
func TestWhatStationsWroteThatCannotBothBeIsToldAndSettled(t *testing.T) {
	a, b := twoThatMet(t)
	ctx := t.Context()
	one, two, three, out := a.registers(t, decision("một")), a.registers(t, decision("hai")), a.registers(t, decision("ba")), a.registers(t, decision("bốn"))
	b.brings(t, a)
	a.brings(t, b)
	amend := func(d *desk, of, by office.ID) office.ID {
		t.Helper()
		w, err := d.Amend(ctx, staff[0], office.Amended{Business: office.BusinessReplace, Document: of, By: by, Why: "sai"})
		if err != nil {
			t.Fatal(err)
		}
		return w.Amended[len(w.Amended)-1].ID
	}
	here := amend(a, one.ID, two.ID)
	amend(b, two.ID, one.ID)
	a.goesOut(t, out, office.RouteIssue)
	if _, err := b.CancelRegistered(ctx, staff[0], out.ID, "nhầm"); err != nil {
		t.Fatal(err)
	}
	if all := a.torn(t); len(all) != 0 {
		t.Errorf("before they met: %v", all)
	}
	b.brings(t, a)
	a.brings(t, b)
	want := []office.ID{one.ID, two.ID, out.ID}
	slices.Sort(want)
	for _, d := range []*desk{a, b} {
		if all := d.torn(t); !slices.Equal(all, want) {
			t.Errorf("told of %v, want %v", all, want)
		}
		if told, err := d.RouteOf(ctx, one.ID); err != nil || told.Torn == "" || !strings.Contains(told.Said, "Các máy ghi khác nhau") {
			t.Errorf("%q %q %v", told.Torn, told.Said, err)
		}
	}
	if _, err := b.TakeBackAmended(ctx, staff[0], here, "ghi nhầm ở máy một"); err != nil {
		t.Fatal(err)
	}
	if r, err := b.UncancelRegistered(ctx, staff[0], out.ID, "máy một đã phát hành"); err != nil || r.State != office.RegisteredStands {
		t.Errorf("%+v %v", r, err)
	}
	b.brings(t, a)
	for _, d := range []*desk{a, b} {
		if all := d.torn(t); len(all) != 0 {
			t.Errorf("after it was settled: %v", all)
		}
		if told, err := d.RouteOf(ctx, one.ID); err != nil || strings.Contains(told.Said, "Đã bị thay thế") {
			t.Errorf("%q %v", told.Said, err)
		}
		if r, err := d.RegisteredOf(ctx, out.ID); err != nil || r.State != office.RegisteredStands || r.Why != "máy một đã phát hành" {
			t.Errorf("%+v %v", r, err)
		}
	}
	if _, err := a.CancelRegistered(ctx, staff[0], three.ID, "nhầm"); err != nil {
		t.Fatal(err)
	}
	if _, err := a.UncancelRegistered(ctx, staff[0], three.ID, "x"); !errors.Is(err, documents.NotOut) {
		t.Errorf("what never went out: %v", err)
	}
}

// TestAProvisionalNumberIsNeitherSignedNorIssued (Nghị định 30, Điều 15): it stands on no paper.
func TestAProvisionalNumberIsNeitherSignedNorIssued(t *testing.T) {
	a, b := twoThatMet(t)
	r, err := b.Register(t.Context(), staff[0], decision("ở máy hai"))
	if err != nil || r.Number != 0 {
		t.Fatalf("%+v %v", r, err)
	}
	b.goesOut(t, r, office.RouteDecide)
	who := b.hired(t)
	if _, err := b.Route(t.Context(), who[0], office.RouteWish{Document: r.ID, Deed: office.RouteSign}); !errors.Is(err, routing.NoNumberYet) {
		t.Errorf("signed: %v", err)
	}
	b.brings(t, a)
	a.brings(t, b)
	b.routes(t, who[0], office.RouteWish{Document: r.ID, Deed: office.RouteSign})
}

// TestWhatPutsADocumentRightIsALetterOrOfItsForm corrects a decision by each, and by a notice, and replaces it, which none
// but a decision can (Nghị định 30/2020, Điều 18).
func TestWhatPutsADocumentRightIsALetterOrOfItsForm(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	old := d.registers(t, decision("về việc cũ"))
	for _, c := range []struct {
		kind, symbol string
		want         error
	}{{"cong-van", "UBND-VP", nil}, {"quyet-dinh", "QĐ-UBND", nil}, {"thong-bao", "TB-UBND", documents.OtherForm}} {
		by := d.registers(t, made(office.FlowOut, c.kind, c.symbol))
		if _, err := d.Amend(t.Context(), staff[0], office.Amended{Business: office.BusinessUpdate, Document: old.ID, By: by.ID, Why: "sai chính tả"}); !errors.Is(err, c.want) {
			t.Errorf("by %s: %v", by.Numbered(), err)
		}
	}
	for _, c := range []struct {
		kind, symbol string
		want         error
	}{{"cong-van", "UBND-VP", documents.OtherFormReplaces}, {"thong-bao", "TB-UBND", documents.OtherFormReplaces}, {"quyet-dinh", "QĐ-UBND", nil}} {
		by := d.registers(t, made(office.FlowOut, c.kind, c.symbol))
		_, err := d.Amend(t.Context(), staff[0], office.Amended{Business: office.BusinessReplace, Document: old.ID, By: by.ID, Why: "sai số tiền"})
		if said, _ := office.FailureIn(err); !errors.Is(err, c.want) || c.want != nil && !strings.HasPrefix(said.Said, by.Numbered()+" không cùng tên loại") {
			t.Errorf("replaced by %s: %v", by.Numbered(), err)
		}
	}
	came := d.registers(t, came("137", "về việc đến"))
	theirs := d.registers(t, office.Registered{Flow: office.FlowIn, Document: office.Document{Type: "thong-bao", Number: "138", Symbol: "TB-UBND", Issuer: "Ủy ban nhân dân tỉnh Mẫu", Issued: "2026-11-20", Subject: "đính chính"}})
	if _, err := d.Amend(t.Context(), staff[0], office.Amended{Business: office.BusinessUpdate, Document: came.ID, By: theirs.ID, Why: "họ đính chính"}); err != nil {
		t.Errorf("how others put theirs right is refused: %v", err)
	}
	if _, err := d.Amend(t.Context(), staff[0], office.Amended{Business: office.BusinessReplace, Document: theirs.ID, By: d.registers(t, arrived("thay thông báo")).ID, Why: "họ thay"}); err != nil {
		t.Errorf("how others replace theirs is refused: %v", err)
	}
}

// TestAnUpdateIsToldByTheFormOfWhatMadeIt has a decision put right by a công văn and by a decision, a công văn by another,
// and a letter by whoever sent it: both documents, the printed register and the list tell each in the words of
// Nghị định 30/2020, Điều 18, and of what the forms do not tell in words for both.
func TestAnUpdateIsToldByTheFormOfWhatMadeIt(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	out := func(kind, symbol string) office.Registered {
		return d.registers(t, made(office.FlowOut, kind, symbol))
	}
	for _, c := range []struct {
		name      string
		old, by   office.Registered
		told, has string
		how       office.Correction
	}{
		{"by a công văn", out("quyet-dinh", "QĐ-UBND"), out("cong-van", "UBND-VP"), "Đính chính văn bản đi số ", "Đã được đính chính bởi văn bản đi số ", office.CorrectsForm},
		{"by its own form", out("quyet-dinh", "QĐ-UBND"), out("quyet-dinh", "QĐ-UBND"), "Sửa đổi, bổ sung văn bản đi số ", "Đã được sửa đổi, bổ sung bởi văn bản đi số ", office.CorrectsContent},
		{"a công văn by another", out("cong-van", "UBND-VP"), out("cong-van", "UBND-VP"), "Sửa đổi, đính chính văn bản đi số ", "Đã được sửa đổi, đính chính bởi văn bản đi số ", ""},
		{"theirs", d.registers(t, arrived("một")), d.registers(t, arrived("hai")), "Sửa đổi, đính chính văn bản đến số ", "Đã được sửa đổi, đính chính bởi văn bản đến số ", ""},
	} {
		w, err := d.Amend(t.Context(), staff[0], office.Amended{Business: office.BusinessUpdate, Document: c.old.ID, By: c.by.ID, Why: "sai"})
		if want := c.has + c.by.Numbered() + ": sai"; err != nil || len(w.Amended) != 1 || w.Amended[0].Said != want || w.Amended[0].Correction != c.how {
			t.Errorf("%s: %+v and not %q, %v", c.name, w.Amended, want, err)
		}
		if w, err := d.RegisteredWhole(t.Context(), c.by.ID); err != nil || w.Amended[0].Said != c.told+c.old.Numbered()+": sai" {
			t.Errorf("%s, the other one: %+v, %v", c.name, w.Amended, err)
		}
		keys, _, err := d.FindRegistered(t.Context(), office.RegisteredWish{Flow: c.old.Flow}, 50)
		if err != nil {
			t.Fatal(err)
		}
		rows, err := d.RegisteredRows(t.Context(), keys)
		if err != nil || !slices.ContainsFunc(rows, func(r office.RegisteredRow) bool {
			return r.ID == c.old.ID && r.Amended == office.BusinessUpdate && r.Corrected == c.how && r.AmendedBy == c.by.Numbered()
		}) {
			t.Errorf("%s: the list has %+v, %v", c.name, rows, err)
		}
	}
}
