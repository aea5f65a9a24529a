package station

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tram/local/documents"
	"tram/local/office"
	"tram/local/store"
)

// TestCommentsOnADraftAreNeverLost: each stays with its version and its place, a new version carries
// what is open of the former ones, and a drafter alone settles one, once.
func TestCommentsOnADraftAreNeverLost(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	who := d.hired(t)
	none := d.registers(t, decision("chưa trình"))
	if _, err := d.CommentDraft(t.Context(), who[1], office.DraftNoteWish{Document: none.ID, Say: "x"}); !errors.Is(err, documents.NoVersion) {
		t.Errorf("of no version: %v", err)
	}
	r := d.submits(t, map[string][]byte{"a.pdf": draftPDF(t, "một", "hai")})
	comment := func(w office.DraftNoteWish) office.RouteTold {
		t.Helper()
		w.Document = r.ID
		is, err := d.CommentDraft(t.Context(), who[1], w)
		if err != nil {
			t.Fatal(err)
		}
		return is
	}
	comment(office.DraftNoteWish{Say: "  sai căn cứ ", Page: 2, Quote: "Căn cứ Luật"})
	is := comment(office.DraftNoteWish{Say: "thiếu nơi nhận"})
	first, second := is.Comments[0], is.Comments[1]
	if is.OpenComments != 2 || first.Say != "sai căn cứ" || first.Page != 2 || first.Quote != "Căn cứ Luật" || first.Number != 1 || first.By.Name != who[1].Name || !first.Open || first.At.IsZero() {
		t.Errorf("%+v", is.Comments)
	}
	for _, c := range []struct {
		w    office.DraftNoteWish
		want office.Failure
	}{
		{office.DraftNoteWish{Say: " "}, documents.NothingSaid},
		{office.DraftNoteWish{Say: strings.Repeat("ă", 1001)}, documents.TooLong},
		{office.DraftNoteWish{Say: "x", Page: 3}, documents.NoSuchPage},
		{office.DraftNoteWish{Say: "x", Page: -1}, documents.NoSuchPage},
		{office.DraftNoteWish{Say: "x", Draft: 2}, NoSuchDraft},
		{office.DraftNoteWish{Say: "x", Draft: -1}, NoSuchDraft},
	} {
		c.w.Document = r.ID
		if _, err := d.CommentDraft(t.Context(), who[1], c.w); !errors.Is(err, c.want) {
			t.Errorf("%+v: %v", c.w, err)
		}
	}
	answer := func(by office.Clerk, w office.DraftNoteWish) error {
		w.Document = r.ID
		_, err := d.AnswerComment(t.Context(), by, w)
		return err
	}
	d.routes(t, who[1], office.RouteWish{Document: r.ID, Deed: office.RouteReturn, Say: "xem góp ý"})
	if err := answer(who[1], office.DraftNoteWish{Of: first.ID, Settles: true, Say: "xong"}); !errors.Is(err, documents.NotDrafter) {
		t.Errorf("who neither drafted nor has it settles: %v", err)
	}
	if err := answer(who[1], office.DraftNoteWish{Of: first.ID, Say: "xem Điều 5"}); err != nil {
		t.Error(err)
	}
	if err := answer(who[0], office.DraftNoteWish{Of: first.ID, Settles: true, Say: "đã sửa căn cứ"}); err != nil {
		t.Error(err)
	}
	for _, settles := range []bool{true, false} {
		if err := answer(who[0], office.DraftNoteWish{Of: first.ID, Settles: settles, Say: "lần nữa"}); !errors.Is(err, documents.SettledAlready) {
			t.Errorf("twice: %v", err)
		}
	}
	if err := answer(who[0], office.DraftNoteWish{Of: is.Steps[0].ID, Say: "x"}); !errors.Is(err, documents.NoComment) {
		t.Errorf("an answer to nothing: %v", err)
	}
	d.routes(t, who[0], office.RouteWish{Document: r.ID, Deed: office.RouteSubmit, To: who[1].ID, With: office.Enclosing{Paths: []string{kept(t, "a.pdf", draftPDF(t, "một", "hai", "ba"))}}})
	is = comment(office.DraftNoteWish{Say: "ở bản hai", Page: 3})
	if len(is.Comments) != 3 || is.OpenComments != 2 || is.Comments[0].Open || len(is.Comments[0].Answers) != 2 || !is.Comments[1].Open || is.Comments[1].Number != 1 || is.Comments[2].Number != 2 || is.Comments[1].ID != second.ID {
		t.Errorf("the new version carries %+v", is.Comments)
	}
	rows, err := d.RegisteredRows(t.Context(), d.keysOf(t, r.ID, none.ID))
	if err != nil || len(rows) != 2 {
		t.Fatal(rows, err)
	}
	for _, row := range rows {
		if want := map[office.ID]int{r.ID: 2}[row.ID]; row.Comments != want {
			t.Errorf("the list counts %d comments of %s, not %d", row.Comments, row.ID, want)
		}
	}
	first.DraftNote.Say = "đổi lời"
	if err := d.store.Save(t.Context(), store.Act{Actor: "x", Step: documents.StepComment}, documents.DraftNotes.Put(&first.DraftNote)); err == nil {
		t.Error("a comment was changed")
	}
	if _, err := d.CancelRegistered(t.Context(), who[0], r.ID, "nhầm"); err != nil {
		t.Fatal(err)
	}
	if _, err := d.CommentDraft(t.Context(), who[1], office.DraftNoteWish{Document: r.ID, Say: "x"}); err == nil {
		t.Error("a cancelled document was commented on")
	}
	if is, err := d.RouteOf(t.Context(), r.ID); err != nil || len(is.Comments) != 3 {
		t.Errorf("what was said of a cancelled one: %+v %v", is.Comments, err)
	}
}

// TestTwoStationsAnswerOneCommentApart: both answers stand.
func TestTwoStationsAnswerOneCommentApart(t *testing.T) {
	a := newDesk(t)
	b := secondDesk(t, a)
	a.begins(t)
	r := a.submits(t, map[string][]byte{"a.pdf": draftPDF(t, "một")})
	who := a.hired(t)
	is, err := a.CommentDraft(t.Context(), who[1], office.DraftNoteWish{Document: r.ID, Say: "sai"})
	if err != nil {
		t.Fatal(err)
	}
	a.brings(t, b)
	for i, at := range []*desk{a, b} {
		if _, err := at.AnswerComment(t.Context(), who[0], office.DraftNoteWish{Document: r.ID, Of: is.Comments[0].ID, Settles: i == 0, Say: []string{"ở máy một", "ở máy hai"}[i]}); err != nil {
			t.Fatal(err)
		}
	}
	a.brings(t, b)
	b.brings(t, a)
	for _, at := range []*desk{a, b} {
		is, err := at.RouteOf(t.Context(), r.ID)
		if err != nil || len(is.Comments) != 1 || len(is.Comments[0].Answers) != 2 || is.Comments[0].Open {
			t.Errorf("%+v %v", is.Comments, err)
		}
	}
}

// kept writes a file for a version.
func kept(t *testing.T, name string, content []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// keysOf are the keys of documents for the rows of a list.
func (d *desk) keysOf(t *testing.T, ids ...office.ID) (keys []int64) {
	t.Helper()
	all, err := d.store.KeysOf(t.Context(), office.KindRegistered, ids)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range ids {
		keys = append(keys, all[id])
	}
	return keys
}

// TestADecisionSaysWhichDraftItIsAbout decides over a comment that is open, and over none.
func TestADecisionSaysWhichDraftItIsAbout(t *testing.T) {
	d := newDesk(t)
	d.begins(t)
	who := d.hired(t)
	r := d.submits(t, map[string][]byte{"a.pdf": draftPDF(t, "một")})
	decides := func() string {
		t.Helper()
		is, err := d.Route(t.Context(), who[1], office.RouteWish{Document: r.ID, Deed: office.RouteDecide, Say: "đồng ý"})
		if err != nil {
			t.Fatal(err)
		}
		return is.Steps[len(is.Steps)-1].About
	}
	told, err := d.CommentDraft(t.Context(), who[1], office.DraftNoteWish{Document: r.ID, Say: "thiếu căn cứ"})
	if err != nil || !told.Readable {
		t.Fatal(told.Readable, err)
	}
	if said := decides(); said != "Về bản trình lần 1. Lúc ấy còn 1 góp ý chưa xong." {
		t.Errorf("over an open comment: %q", said)
	}
	d.routes(t, who[1], office.RouteWish{Document: r.ID, Deed: office.RouteReturn, Say: "xem góp ý"})
	if _, err := d.AnswerComment(t.Context(), who[0], office.DraftNoteWish{Document: r.ID, Of: told.Comments[0].ID, Settles: true, Say: "đã thêm"}); err != nil {
		t.Fatal(err)
	}
	d.routes(t, who[0], office.RouteWish{Document: r.ID, Deed: office.RouteSubmit, To: who[1].ID, With: office.Enclosing{Paths: []string{kept(t, "a.pdf", draftPDF(t, "một", "hai"))}}})
	if said := decides(); said != "Về bản trình lần 2." {
		t.Errorf("after it was settled: %q", said)
	}
	is, err := d.RouteOf(t.Context(), r.ID)
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for _, step := range is.Steps {
		if step.Deed == office.RouteDecide {
			all = append(all, step.About)
		}
	}
	if want := []string{"Về bản trình lần 1. Lúc ấy còn 1 góp ý chưa xong.", "Về bản trình lần 2."}; !slices.Equal(all, want) {
		t.Errorf("the decisions say %q", all)
	}
	d.routes(t, who[1], office.RouteWish{Document: r.ID, Deed: office.RouteReturn, Say: "xem lại"})
	d.routes(t, who[0], office.RouteWish{Document: r.ID, Deed: office.RouteSubmit, To: who[1].ID, Say: "bản giấy"})
	if said := decides(); said != "Lần trình ngay trước không kèm tệp ở đây." {
		t.Errorf("of paper alone: %q", said)
	}
	without := d.registers(t, decision("chưa có gì"))
	if is, err := d.RouteOf(t.Context(), without.ID); err != nil || is.Readable {
		t.Errorf("of a document without a file there is something to read: %v", err)
	}
}
