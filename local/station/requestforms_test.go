package station

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tram/local/counterforms"
	"tram/local/letter/lettertest"
	"tram/local/office"
	"tram/local/requests"
)

// formOf is a form of a request as a reader of PDFs has it.
func (d *desk) formOf(t *testing.T, w office.RequestFormWish) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.pdf")
	if err := d.SaveRequestForm(t.Context(), w, path); err != nil {
		t.Fatalf("%s: %v", w.Form, err)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(lettertest.Text(t, content)), " ")
}

// TestEachFormOfARequestIsWrittenFromItsRecord, with the telephone that the office has on its papers,
// and each that there is nothing to make of is refused and leaves no file.
func TestEachFormOfARequestIsWrittenFromItsRecord(t *testing.T) {
	d := newDesk(t)
	p := d.procedure(t, "1.000001", nil)
	if _, err := d.KeepSheet(t.Context(), "ung-pho", staff[0], office.Sheet{Answers: map[string]string{"phone": "0200 000 000"}}); err != nil {
		t.Fatal(err)
	}
	is := d.asksFor(t, p)
	id, digits := is.Request.ID, office.RequestDigits(is.Request.Code)
	for form, want := range map[string]error{
		"supplement": counterforms.NotSupplemented, "refusal": counterforms.NotRefused, "apology": counterforms.NotPutOff, "bien-lai": counterforms.NoSuchForm,
	} {
		path := filepath.Join(t.TempDir(), "a.pdf")
		err := d.SaveRequestForm(t.Context(), office.RequestFormWish{Request: id, Form: form}, path)
		if _, there := os.Stat(path); !errors.Is(err, want) || there == nil {
			t.Errorf("%s of what was only received: %v, a file: %v", form, err, there == nil)
		}
	}
	if err := d.SaveRequestForm(t.Context(), office.RequestFormWish{Request: "x", Form: "receipt"}, filepath.Join(t.TempDir(), "a.pdf")); !errors.Is(err, requests.NoSuchRequest) {
		t.Errorf("of no request: %v", err)
	}
	if err := d.SaveRequestForm(t.Context(), office.RequestFormWish{Request: id, Form: "receipt", Sign: true}, filepath.Join(t.TempDir(), "a.pdf")); err == nil {
		t.Error("signed without a key")
	}
	who := d.whoWorks(t)[0]
	d.doesWith(t, id, office.RequestEntry{Deed: office.RequestHand, To: office.RoutePerson{ID: who.ID}})
	asked := d.doesWith(t, id, office.RequestEntry{Deed: office.RequestSupplement, Lacks: []string{"Bản sao giấy chứng sinh", "Trang 2 của tờ khai"}})
	d.doesWith(t, id, office.RequestEntry{Deed: office.RequestSupplied}, office.RequestEntry{Deed: office.RequestSupplement, Lacks: []string{"Chữ ký"}, Say: "Tờ khai chưa ký"}, office.RequestEntry{Deed: office.RequestRefuse, Say: "Không thuộc thẩm quyền"})
	first := asked.Steps[len(asked.Steps)-1].ID
	for name, c := range map[string]struct {
		w    office.RequestFormWish
		says []string
	}{
		"receipt":      {office.RequestFormWish{Form: "receipt"}, []string{"Số: " + digits + "/GTN-BPTNTKQ", "Mã hồ sơ: " + is.Request.Code, "Tờ khai (bản chính)", "là: 3 ngày làm việc", is.Request.Due.In(office.VietNam).Format("15 giờ 04 phút")}},
		"first sheet":  {office.RequestFormWish{Form: "supplement", Entry: first}, []string{digits + "/PBS", "1. Bản sao giấy chứng sinh 2. Trang 2 của tờ khai", "số điện thoại 0200 000 000"}},
		"second sheet": {office.RequestFormWish{Form: "supplement"}, []string{digits + "-2/PBS", "1. Chữ ký Lý do: Tờ khai chưa ký"}},
		"refusal":      {office.RequestFormWish{Form: "refusal"}, []string{digits + "/PTC", "như sau: Không thuộc thẩm quyền Xin thông báo"}},
		"slip":         {office.RequestFormWish{Form: "control"}, []string{"2. Nhận: " + who.Name, "1. Giao: " + who.Name, "Trước hạn"}},
	} {
		c.w.Request = id
		got := d.formOf(t, c.w)
		for _, want := range c.says {
			if !strings.Contains(got, want) {
				t.Errorf("the %s lacks %q:\n%s", name, want, got)
			}
		}
	}
	path := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(path, []byte("của người khác"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := d.SaveRequestForm(t.Context(), office.RequestFormWish{Request: id, Form: "receipt"}, path); !errors.Is(err, FileExists) {
		t.Errorf("over a file that is there: %v", err)
	}
}

// TestTheFollowUpRegisterHasEachRequestOfItsYear, one that stations took apart too, and none of another.
func TestTheFollowUpRegisterHasEachRequestOfItsYear(t *testing.T) {
	a := newDesk(t)
	b := secondDesk(t, a)
	p := a.procedure(t, "1.000001", nil)
	given, torn := a.asksFor(t, p), a.asksFor(t, p)
	a.doesWith(t, given.Request.ID, office.RequestEntry{Deed: office.RequestResult, Say: "Trên Cổng dịch vụ công", Result: office.RequestOutcome{Medium: office.ResultElectronic, Said: "Giấy"}}, deliveredTo("Lê Thị Thí Dụ"))
	a.brings(t, b)
	a.doesWith(t, torn.Request.ID, office.RequestEntry{Deed: office.RequestRefuse, Say: "Không thuộc thẩm quyền"})
	b.doesWith(t, torn.Request.ID, paperResult)
	b.brings(t, a)
	a.brings(t, b)
	year := given.Request.Received.In(office.VietNam).Year()
	for name, d := range map[string]*desk{"a": a, "b": b} {
		path := filepath.Join(t.TempDir(), "so.pdf")
		count, err := d.SaveRequestRegister(t.Context(), year, path, "")
		if err != nil || count != 2 {
			t.Fatalf("%s: %d rows, %v", name, count, err)
		}
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		got := lettertest.Text(t, content)
		for _, want := range []string{"Cộng: 2 dòng.", "0900000001", "Hai máy ghi", "Tại nơi nộp"} {
			if !strings.Contains(got, want) {
				t.Errorf("%s: no %q in\n%s", name, want, got)
			}
		}
		if count, err := d.SaveRequestRegister(t.Context(), year-1, filepath.Join(t.TempDir(), "so.xlsx"), ""); err != nil || count != 0 {
			t.Errorf("%s, of the year before: %d, %v", name, count, err)
		}
		if err := d.SaveRequestForm(t.Context(), office.RequestFormWish{Request: torn.Request.ID, Form: "refusal"}, filepath.Join(t.TempDir(), "a.pdf")); !errors.Is(err, counterforms.Parted) {
			t.Errorf("%s: a refusal of what stations took apart: %v", name, err)
		}
	}
	if _, err := a.SaveRequestRegister(t.Context(), 26, filepath.Join(t.TempDir(), "so.pdf"), ""); !errors.Is(err, BadYear) {
		t.Errorf("of a year of two digits: %v", err)
	}
}
