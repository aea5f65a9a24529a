package docx_test

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"tram/local/docx"
	"tram/local/office"
)

const (
	rootRels = `<Relationships><Relationship Id="r1" Type="x/officeDocument" Target="word/document.xml"/></Relationships>`
	bodyRels = `<Relationships><Relationship Id="r1" Type="x/header" Target="header1.xml"/><Relationship Id="r2" Type="x/header" Target="header2.xml"/><Relationship Id="r3" Type="x/footnotes" Target="footnotes.xml"/><Relationship Id="r4" Type="x/comments" Target="comments.xml"/></Relationships>`
)

// foreign is a document of somebody else, of a body and other parts.
func foreign(t testing.TB, body string, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	all := append([]string{"_rels/.rels", rootRels, "word/_rels/document.xml.rels", bodyRels, "word/document.xml", `<w:document xmlns:w="w"><w:body>` + body + `</w:body></w:document>`}, parts...)
	for i := 0; i < len(all); i += 2 {
		w, err := z.Create(all[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(all[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func readAs(ctx context.Context, content []byte) (docx.Content, error) {
	return docx.Read(ctx, bytes.NewReader(content), int64(len(content)), "/nhà/du-thao.docx")
}

// words are those of a place.
func words(c docx.Content, place docx.Place) string {
	var all []string
	for _, p := range c.Parts {
		if p.Place == place {
			all = append(all, p.Words...)
		}
	}
	return strings.Join(all, "|")
}

func TestTheWordsOfADocumentAreRead(t *testing.T) {
	for name, c := range map[string]struct {
		body, want string
		unread     docx.Unread
	}{
		"runs are joined":                     {`<w:p><w:r><w:t>1 0</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">0 000 đồng</w:t></w:r></w:p><w:p/>`, "1 00 000 đồng", docx.Unread{}},
		"signs":                               {`<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>d</w:t></w:r></w:p>`, "a\tb\nc-d", docx.Unread{}},
		"a tab stop is none":                  {`<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs><w:numPr/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>`, "a", docx.Unread{Numbered: 1}},
		"cells":                               {`<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>1.000</w:t></w:r></w:p></w:tc></w:tr></w:tbl>`, "a|1.000", docx.Unread{}},
		"recorded changes":                    {`<w:p><w:del><w:r><w:delText>cũ</w:delText></w:r></w:del><w:ins><w:r><w:t>mới</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>đi</w:t></w:r></w:moveFrom><w:r><w:t>, ở lại</w:t></w:r></w:p>`, "mới, ở lại", docx.Unread{Removed: 2, Added: 1}},
		"hidden and struck":                   {`<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn</w:t></w:r><w:r><w:rPr><w:strike w:val="0"/></w:rPr><w:t> không</w:t></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t> gạch</w:t></w:r></w:p>`, "ẩn không gạch", docx.Unread{Hidden: 1, Struck: 1}},
		"a box within":                        {`<w:p><w:r><w:t>ngoài </w:t></w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p><w:r><w:t>trong hộp</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>trong hộp</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent><w:r><w:t>sau</w:t></w:r></w:p>`, "trong hộp|ngoài sau", docx.Unread{}},
		"pictures and objects":                {`<w:p><w:r><w:drawing><a:blip/></w:drawing><w:pict><v:imagedata/></w:pict><w:object><o:OLEObject/></w:object></w:r><w:r><w:t>x</w:t></w:r></w:p><w:altChunk/>`, "x", docx.Unread{Pictures: 2, Objects: 2}},
		"a field of nothing":                  {`<w:p><w:r><w:instrText>DATE</w:instrText></w:r><w:r><w:t>25/11</w:t></w:r></w:p>`, "25/11", docx.Unread{}},
		"a page number":                       {`<w:p><w:r><w:t>trang </w:t></w:r>` + field(" PAGE ", "2") + `<w:fldSimple w:instr=" NUMPAGES "><w:r><w:t>9</w:t></w:r></w:fldSimple><w:r><w:t>hết</w:t></w:r></w:p>`, "trang hết", docx.Unread{Counted: 2}},
		"a clock":                             {`<w:p>` + field(` DATE \@ "dd/MM/yyyy" `, "25/11/2026") + `<w:r><w:t>, nay</w:t></w:r></w:p>`, ", nay", docx.Unread{Clocks: 1}},
		"another field":                       {`<w:p>` + field(" REF muc ", "mục 3") + field(" MERGEFIELD Ngay ", " và ngày 5") + `</w:p>`, "mục 3 và ngày 5", docx.Unread{}},
		"a field within":                      {`<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText> IF </w:instrText></w:r>` + field("PAGE", "2") + `<w:r><w:instrText> = 1 "a" </w:instrText><w:fldChar w:fldCharType="separate"/><w:t>là a</w:t><w:fldChar w:fldCharType="end"/></w:r></w:p>`, "là a", docx.Unread{Counted: 1}},
		"a field without end":                 {`<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText><w:fldChar w:fldCharType="separate"/><w:t>2</w:t></w:r></w:p><w:p><w:r><w:t>thân</w:t></w:r></w:p>`, "thân", docx.Unread{Counted: 1}},
		"letters that stand high":             {`<w:p><w:r><w:t>12</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>0</w:t></w:r><w:r><w:rPr><w:vertAlign w:val="baseline"/></w:rPr><w:t> H</w:t></w:r><w:r><w:rPr><w:position w:val="-6"/></w:rPr><w:t>2</w:t></w:r></w:p>`, "120 H2", docx.Unread{Raised: 2}},
		"how it looked before":                {`<w:p><w:pPr><w:pPrChange><w:pPr><w:numPr/></w:pPr></w:pPrChange></w:pPr><w:r><w:rPr><w:rPrChange><w:rPr><w:strike/><w:vanish/></w:rPr></w:rPrChange></w:rPr><w:t>nay</w:t></w:r></w:p>`, "nay", docx.Unread{}},
		"no eye sees it":                      {`<w:p><w:r><w:rPr><w:color w:val="FFFFFF"/></w:rPr><w:t>trắng</w:t></w:r><w:r><w:rPr><w:sz w:val="2"/></w:rPr><w:t>&#160;</w:t><w:t> nhỏ</w:t></w:r><w:r><w:rPr><w:sz w:val="24"/><w:color w:val="auto"/></w:rPr><w:t> vừa</w:t></w:r></w:p>`, "trắng\u00a0 nhỏ vừa", docx.Unread{Faint: 2}},
		"signs of a font":                     {`<w:p><w:r><w:sym w:font="Wingdings" w:char="F0A8"/><w:sym w:font="Symbol" w:char="F0B3"/><w:sym w:font="Wingdings" w:char="F04A"/><w:sym w:font="Arial" w:char="00B2"/></w:r></w:p>`, "☐≥[Wingdings F04A]²", docx.Unread{Foreign: 1}},
		"the end of a paragraph is taken out": {`<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>Kinh phí 1</w:t></w:r></w:p><w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr></w:p><w:p><w:r><w:t>20 triệu</w:t></w:r></w:p><w:p><w:r><w:t>Hết</w:t></w:r></w:p>`, "Kinh phí 120 triệu|Hết", docx.Unread{Removed: 2}},
		"taken out before a table":            {`<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>trước</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>ô</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>kề</w:t></w:r></w:p></w:tc></w:tr></w:tbl>`, "trước|ô|kề", docx.Unread{Removed: 2}},
		"the last end is taken out":           {`<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>cuối</w:t></w:r></w:p>`, "cuối", docx.Unread{Removed: 1}},
		"a paragraph was parted":              {`<w:p><w:pPr><w:rPr><w:ins/></w:rPr></w:pPr><w:r><w:t>một</w:t></w:r></w:p><w:p><w:r><w:t>hai</w:t></w:r></w:p>`, "một|hai", docx.Unread{Added: 1}},
	} {
		got, err := readAs(t.Context(), foreign(t, c.body))
		if err != nil || words(got, docx.Body) != c.want || got.Unread != c.unread {
			t.Errorf("%s: %q %+v %v", name, words(got, docx.Body), got.Unread, err)
		}
	}
}

// field is a field as word processors write it.
func field(code, made string) string {
	return `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>` + code + `</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>` + made + `</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>`
}

// TestLettersThatStandHighAreTold: with their own forms, or behind a sign.
func TestLettersThatStandHighAreTold(t *testing.T) {
	run := func(align, said string) string {
		return `<w:r><w:rPr><w:vertAlign w:val="` + align + `"/></w:rPr><w:t>` + said + `</w:t></w:r>`
	}
	got, err := readAs(t.Context(), foreign(t, `<w:p>`+run("baseline", "12")+run("superscript", "0")+run("baseline", " H")+run("subscript", "2")+run("baseline", "O ghi chú")+run("superscript", "đ")+run("superscript", " ")+`</w:p><w:p>`+run("baseline", "m²")+`</w:p>`))
	if err != nil || strings.Join(got.Parts[0].Raised(), "|") != "12⁰ H₂O ghi chú^đ |m²" || words(got, docx.Body) != "120 H2O ghi chúđ |m²" {
		t.Errorf("%q %v", got.Parts[0].Raised(), err)
	}
}

// TestTheCellOfWordsIsKnown by its row and column.
func TestTheCellOfWordsIsKnown(t *testing.T) {
	p := func(said string) string { return `<w:p><w:r><w:t>` + said + `</w:t></w:r></w:p>` }
	cells := func(all ...string) string {
		return `<w:tr><w:tc>` + strings.Join(all, `</w:tc><w:tc>`) + `</w:tc></w:tr>`
	}
	got, err := readAs(t.Context(), foreign(t, p("trước")+`<w:tbl>`+cells(p("a"), p("b"))+cells(p("c"), `<w:tbl>`+cells(p("trong"), p("trong"))+`</w:tbl>`+p("d"))+`</w:tbl>`+p("giữa")+`<w:tbl>`+cells(p("e"))+`</w:tbl>`))
	want := []docx.InTable{{}, {1, 1, 1}, {1, 1, 2}, {1, 2, 1}, {1, 2, 2}, {1, 2, 2}, {1, 2, 2}, {}, {2, 1, 1}}
	if err != nil || !slices.Equal(got.Parts[0].In, want) {
		t.Errorf("%v %v", got.Parts, err)
	}
}

func TestWhatStandsBesideTheTextIsReadOnce(t *testing.T) {
	p := func(words string) string { return `<w:x><w:p><w:r><w:t>` + words + `</w:t></w:r></w:p></w:x>` }
	got, err := readAs(t.Context(), foreign(t, `<w:p><w:r><w:t>thân</w:t></w:r></w:p>`, "word/header1.xml", p("đầu"), "word/header2.xml", p("đầu"), "word/footnotes.xml", p("chú thích 5 %"),
		"word/comments.xml", `<w:comments><w:comment><w:p><w:r><w:t>bên lề</w:t></w:r></w:p></w:comment></w:comments>`))
	if err != nil || words(got, docx.Header) != "đầu" || words(got, docx.Footnotes) != "chú thích 5 %" || got.Unread.Comments != 1 || len(got.Parts) != 3 {
		t.Errorf("%+v %v", got, err)
	}
}

func TestWhatWasWrittenIsReadAgain(t *testing.T) {
	got, err := readAs(t.Context(), written(t, paper()))
	if err != nil || !strings.HasPrefix(words(got, docx.Body), "ỦY BAN NHÂN DÂN|CỘNG HÒA <XÃ> & HỘI|TT|Ghi chú|Số tiền|1|gộp hai cột|2|Căn cứ") {
		t.Errorf("%v\n%.200s", err, words(got, docx.Body))
	}
}

func TestWhatIsNoDocumentIsRefusedInASentence(t *testing.T) {
	var book bytes.Buffer
	z := zip.NewWriter(&book)
	if _, err := z.Create("xl/workbook.xml"); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	long := foreign(t, `<w:p><w:r><w:t>`+strings.Repeat("a", 8_100_000)+`</w:t></w:r></w:p>`)
	bomb := foreign(t, strings.Repeat("<w:p                         />", 65<<20/31))
	for name, c := range map[string]struct {
		content []byte
		want    office.Failure
	}{
		"old":      {[]byte{0xd0, 0xcf, 0x11, 0xe0, 1}, docx.OldDocument},
		"empty":    {nil, docx.NotDocument},
		"a PDF":    {[]byte("%PDF-1.7"), docx.NotDocument},
		"a book":   {book.Bytes(), docx.NotDocument},
		"cut":      {long[:len(long)/2], docx.DocumentBroken},
		"no XML":   {foreign(t, "<w:p"), docx.DocumentBroken},
		"a bomb":   {bomb, docx.DocumentTooLarge},
		"too long": {long, docx.DocumentTooLong},
	} {
		_, err := readAs(t.Context(), c.content)
		if !errors.Is(err, c.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
	ctx, end := context.WithCancel(t.Context())
	end()
	if _, err := readAs(ctx, foreign(t, strings.Repeat("<w:p/>", 1<<15))); !errors.Is(err, context.Canceled) {
		t.Errorf("ended: %v", err)
	}
}

// FuzzRead: whatever comes, it is read within its bounds, or refused in a sentence.
func FuzzRead(f *testing.F) {
	f.Add(foreign(f, `<w:p><w:r><w:t>a</w:t></w:r></w:p>`))
	f.Add(foreign(f, `</w:p><w:p></w:del><w:p><w:r><w:t>a`))
	f.Fuzz(func(t *testing.T, content []byte) {
		_, err := readAs(t.Context(), content)
		var said office.Failure
		if err != nil && !errors.As(err, &said) {
			t.Errorf("refused without a sentence: %v", err)
		}
	})
}
