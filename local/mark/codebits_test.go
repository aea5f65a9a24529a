package mark

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"github.com/makiuchi-d/gozxing"
	"github.com/makiuchi-d/gozxing/qrcode/decoder"
	"github.com/makiuchi-d/gozxing/qrcode/encoder"

	"tram/assets"
	"tram/local/office"
	"tram/local/page"
)

// proofChars is how long the last line of a signed code is.
const proofChars = 126

// withProof adds a line that looks as the proof of a signed code does.
func withProof(lines string, seed uint64) string {
	r := rand.New(rand.NewPCG(seed, 2))
	b := make([]byte, proofChars)
	for i := range b {
		b[i] = capitals[r.IntN(len(capitals))]
	}
	return lines + "\n" + string(b)
}

// asBytes encodes a text as the library does: in one way.
func asBytes(t *testing.T, text string) *encoder.ByteMatrix {
	t.Helper()
	code, err := encoder.Encoder_encode(text, level, map[gozxing.EncodeHintType]any{
		gozxing.EncodeHintType_CHARACTER_SET: "UTF-8",
	})
	if err != nil {
		t.Fatal(err)
	}
	return code.GetMatrix()
}

func TestTheCodeOfAnOlderMarkKeepsItsModules(t *testing.T) {
	texts := []string{"a", "SAO Y\nỦy ban", "ô\n7K4M-Q2XN-9RT2", "ô\n" + strings.Repeat("A", leastPacked-1)}
	for _, form := range markedForms() {
		texts = append(texts, QRText(composed(t, form)))
	}
	for n := range 60 {
		texts = append(texts, strings.Repeat("Mẫu Sơn ", n+1))
	}
	for _, text := range texts {
		got, err := encode(text)
		if err != nil {
			t.Fatal(err)
		}
		want := asBytes(t, text)
		if len(got) != want.GetWidth() {
			t.Errorf("%q: %d modules, were %d", text, len(got), want.GetWidth())
			continue
		}
		for y := range got {
			for x := range got[y] {
				if got[y][x] != (want.Get(x, y) == 1) {
					t.Fatalf("%q: another module at %d, %d", text, x, y)
				}
			}
		}
	}
}

// TestACodeWithAProofReadsAlikeEverywhere in every version that a mark may have.
func TestACodeWithAProofReadsAlikeEverywhere(t *testing.T) {
	seen := map[int]bool{}
	for n := 1; ; n++ {
		text := withProof(strings.Repeat("ữ", n), uint64(n))
		text = text[:len(text)-n%(proofChars-leastPacked)]
		bits, err := encode(text)
		if err != nil {
			break
		}
		if seen[len(bits)] {
			continue
		}
		seen[len(bits)] = true
		side := modulePt * float64(len(bits)+2*quiet)
		img := Draw(compound(words{}, 0, 0, bits, 0, 0, side, side), scanDPI)
		if got, err := decoder.NewDecoder().DecodeBoolMap(bits, nil); err != nil || got.GetText() != text {
			t.Errorf("gozxing read %v of %q (%v)", got, text, err)
		}
		path := filepath.Join(t.TempDir(), "code.png")
		save(t, path, img)
		if got := zbar(t, path); got != text {
			t.Errorf("zbarimg read %q of %q", got, text)
		}
	}
	if !seen[mostModules] || len(seen) < 15 {
		t.Errorf("only codes of these sides were read: %v", seen)
	}
}

func TestAProofTakesLessRoomThanItsBytes(t *testing.T) {
	for _, form := range markedForms() {
		lines := QRText(composed(t, form))
		signed, err := encode(withProof(lines, 1))
		if err != nil {
			t.Fatal(err)
		}
		mm := modulePt / office.PointsPerMM * float64(len(signed)+2*quiet)
		if others := asBytes(t, withProof(lines, 1)).GetWidth(); len(signed) >= others || mm > 33 {
			t.Errorf("%s: %d modules, %.1f mm; as bytes %d modules", form, len(signed), mm, others)
		}
	}
}

// TestWhatHadACodeHasOneWithAProof: the longest text that fitted the greatest
// code of the marks before (version 22) still fits with its proof.
func TestWhatHadACodeHasOneWithAProof(t *testing.T) {
	const before = 105
	lines := ""
	for next := "Mẫu"; asBytes(t, next).GetWidth() <= before; next += " Sơn" {
		lines = next
	}
	bits, err := encode(withProof(lines, 1))
	if err != nil {
		t.Fatalf("%d bytes with a proof: %v", len(lines), err)
	}
	if all := withCode(words{}, bits); all[0].H > tallestPt || all[0].W > widestPt {
		t.Errorf("a code of %.0f pt", all[0].H)
	}
}

// TestAMarkWithAProofFindsRoomOnTheSamples: no page needs a sheet of its own,
// and only the copies a strip, because their place is the top right.
func TestAMarkWithAProofFindsRoomOnTheSamples(t *testing.T) {
	for n := 1; n <= 4; n++ {
		file, err := assets.Samples.ReadFile(fmt.Sprintf("samples/quyet-dinh-mau-%d.jpg", n))
		if err != nil {
			t.Fatal(err)
		}
		img, err := page.Decode(t.Context(), bytes.NewReader(file), int64(len(file)), 0)
		if err != nil {
			t.Fatal(err)
		}
		ink := page.InkOf(img, scanDPI, scanDPI, 1)
		for _, form := range markedForms() {
			lines := composed(t, form)
			shapes, err := Layouts(form, lines, template(t, form).SizePt, withProof(QRText(lines), 1))
			if err != nil {
				t.Fatal(err)
			}
			spot := Place(ink, form, shapes)
			if spot.Where != office.OnPage && !(form.IsCopy() && spot.Where == office.StripTop) {
				t.Errorf("sample %d, %s: %+v", n, form, spot)
			}
		}
	}
}

func TestTheLongestOfficeStillHasACodeWithAProof(t *testing.T) {
	f := sample(office.Dossier)
	f.Office.Name = "Trung tâm Phục vụ hành chính công xã Mẫu Sơn thuộc Ủy ban nhân dân xã Mẫu Sơn, tỉnh Mẫu Giang, thực hiện nhiệm vụ theo ủy quyền của Sở Tư pháp tỉnh Mẫu Giang và Công an xã Mẫu Sơn tỉnh Mẫu Giang"
	f.Clerk.Position = "Công chức Tư pháp - Hộ tịch kiêm Văn phòng - Thống kê"
	f.Office.Lookup = "https://tracuu.mauson.example.gov.vn/van-ban"
	lines, err := Compose(template(t, office.Dossier), f)
	if err != nil {
		t.Fatal(err)
	}
	text := withProof(QRText(lines), 1)
	all, err := Layouts(office.Dossier, lines, 9, text)
	if err != nil {
		t.Fatalf("%d bytes: %v", len(text), err)
	}
	if got, err := page.FindCodes(t.Context(), Draw(all[0], scanDPI)); err != nil || len(got) != 1 || got[0] != text {
		t.Errorf("read %q (%v)", got, err)
	}
}
