package ocr

import (
	"bytes"
	"image"
	_ "image/jpeg"
	"testing"

	"tram/assets"
	"tram/local/heading"
	"tram/local/office"
)

// TestAScannedDecisionNamesItselfToTheForm reads a page as a scanner gave it: what the form
// asks is found, each in its field.
func TestAScannedDecisionNamesItselfToTheForm(t *testing.T) {
	types, err := office.DecodeTypes(assets.Types)
	if err != nil {
		t.Fatal(err)
	}
	b, err := assets.Samples.ReadFile("samples/quyet-dinh-mau-1.jpg")
	if err != nil {
		t.Fatal(err)
	}
	img, _, err := image.Decode(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	got, err := reader(t).Read(t.Context(), img, 200)
	if err != nil {
		t.Fatal(err)
	}
	page := office.PageShape{W: float64(got.W) / 200 * 25.4, H: float64(got.H) / 200 * 25.4}
	h := heading.Read(Laid(got.Read(), page), page, types, nil)
	want := office.Heading{
		Type: "quyet-dinh", Number: "15", Symbol: "QĐ-UBND", Place: "Mẫu Sơn", Issued: "2026-11-09", Issuer: "Ủy ban nhân dân xã Mẫu Sơn",
		Subject: "Về việc kiện toàn Tổ công nghệ số cộng đồng các thôn trên địa bàn xã Mẫu Sơn",
	}
	if h.Said() != want {
		t.Errorf("%+v\nnot %+v\n%s", h, want, got)
	}
}

func TestColumnsAreNotOneLine(t *testing.T) {
	word := func(s string, from, to int) Word { return Word{S: s, Box: image.Rect(from, 100, to, 130), Sure: 1} }
	t1 := Text{W: 1000, H: 1000, Lines: []Line{{Words: []Word{word("Số:", 100, 140), word("15/QĐ-UBND", 150, 300), word("Mẫu", 400, 460), word("Sơn,", 505, 560)}},
		{Words: []Word{{S: "UBNO", Box: image.Rect(100, 10, 200, 40), Sure: 0.3}}}, {}}}
	got := Laid(t1.Read(), office.PageShape{W: 100, H: 200})
	if len(got) != 2 || got[0] != (office.TextLine{Text: "Số: 15/QĐ-UBND", Box: [4]float64{10, 20, 30, 26}, Sure: 1, Read: true}) || got[1].Text != "Mẫu Sơn," {
		t.Errorf("%+v", got)
	}
	if got := Laid(Text{}.Read(), office.PageShape{W: 210, H: 297}); got != nil {
		t.Errorf("of nothing: %+v", got)
	}
}

// TestARuleThatIsReadAsPartOfAWordJoinsNoColumns has the rule below a name read as a line below its
// last letter.
func TestARuleThatIsReadAsPartOfAWordJoinsNoColumns(t *testing.T) {
	word := func(s string, from, to, high int) Word {
		return Word{S: s, Box: image.Rect(from, 100, to, 100+high), Sure: 1}
	}
	read := Text{W: 1000, H: 1000, Lines: []Line{{Words: []Word{word("UBND", 100, 180, 30), word("XÃ", 190, 220, 30), word("DỰC_", 230, 300, 60), word("CỘNG", 370, 450, 30), word("HÒA", 460, 520, 30)}}}}
	if got := Laid(read.Read(), office.PageShape{W: 100, H: 100}); len(got) != 2 || got[0].Text != "UBND XÃ DỰC_" {
		t.Errorf("%+v", got)
	}
}

// TestFewWordsDoNotTellHowAPageLies has words that follow each other upwards: so many as stand along
// the edge of a stamp, and more.
func TestFewWordsDoNotTellHowAPageLies(t *testing.T) {
	for words, want := range map[int]int{fewTurned - 1: 0, fewTurned: 1} {
		var line office.ReadLine
		for i := range words {
			y := 0.9 - 0.1*float64(i)
			line = append(line, office.ReadWord{S: "chữ", Box: [4]float64{0.5, y - 0.08, 0.52, y}, Sure: 1})
		}
		if got := Turned([]office.ReadLine{line}); got != want {
			t.Errorf("%d words: %d quarters, not %d", words, got, want)
		}
	}
}
