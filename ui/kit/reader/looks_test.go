package reader

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"tram/local/office"
	"tram/ui/kit"
)

var signedBoth = &office.SignatureReport{Verdict: office.SignatureInvalid, Said: "Có chữ ký không dùng được.", Signatures: []office.SignatureFinding{
	{Verdict: office.SignatureValid, Signer: "Ủy ban nhân dân xã Mẫu Sơn", Issuer: "CA Mẫu", At: time.Date(2026, 11, 2, 3, 4, 5, 0, time.UTC),
		AtFrom: office.TimeStamped, Level: office.LevelLT, CoversFile: true},
	{Verdict: office.SignatureInvalid, Signer: "Nguyễn Văn Mẫu", Issuer: "CA Mẫu", At: time.Date(2026, 11, 3, 3, 4, 5, 0, time.UTC),
		AtFrom: office.TimeClaimed, Level: office.LevelB, Reasons: []string{"Nội dung đã đổi sau khi ký."}},
}}

func TestTheReaderLooksAsItDid(t *testing.T) {
	for name, state := range map[string]func(t *testing.T) *Reader{
		"empty":  empty,
		"filled": func(t *testing.T) *Reader { return reading(t, newBook(a4, a4, a3, a4)) },
		"found": func(t *testing.T) *Reader {
			b := newBook(a4, a4, a4)
			b.words = map[string][]int{"chợ": {0, 1}}
			r := reading(t, b)
			r.bar.words.SetText("chợ")
			return r
		},
		"failed": func(t *testing.T) *Reader {
			b := newBook(a4, a4)
			b.torn = 0
			return reading(t, b)
		},
		"marked": func(t *testing.T) *Reader {
			r := reading(t, newBook(a4, a4))
			r.SetMarks(map[int][]Mark{0: {{Box: [4]float64{30, 40, 90, 48}, Tone: kit.Bad, Number: 1}, {Box: [4]float64{60, 80, 150, 90}, Tone: kit.Info}}})
			return r
		},
		"side": func(t *testing.T) *Reader {
			r := reading(t, newBook(a4, a4))
			r.SetAbout(About{Signatures: signedBoth, Attachments: []office.Attachment{{Name: "Phụ lục 1.xlsx", Size: 182_000}, {Name: "hỏng.bin", Size: -1}}})
			r.ShowSide(true)
			return r
		},
		"narrow": func(t *testing.T) *Reader {
			r := reading(t, newBook(a4))
			r.SetAbout(About{})
			r.desk.Window.Resize(fyne.NewSize(720, 560))
			return r
		},
		"side-empty": func(t *testing.T) *Reader {
			r := reading(t, newBook(a4))
			r.SetAbout(About{Signatures: &office.SignatureReport{}})
			r.ShowSide(true)
			return r
		},
		"side-waiting": func(t *testing.T) *Reader {
			r := reading(t, newBook(a4))
			r.SetAbout(About{})
			r.ShowSide(true)
			return r
		},
	} {
		t.Run(name, func(t *testing.T) {
			r := state(t)
			kit.Settle()
			r.desk.Window.Canvas().Unfocus()
			test.AssertRendersToMarkup(t, name+".xml", r.desk.Window.Canvas())
		})
	}
}
