package main

import (
	"bytes"
	"fmt"
	"image/color"
	"image/jpeg"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tram/local/office"
	"tram/local/page/pagetest"
	"tram/local/page/retouch"
)

// askewScan is an A4 page at 150 dpi in colour that a feeder pulled askew, on grey paper.
func askewScan(t *testing.T, degrees float64) string {
	t.Helper()
	s := pagetest.NewSheet(t, 210, 297, 150, color.White).Lines(30, 40, 150, 25, 13).Stamp(150, 230, 36)
	grey := pagetest.Optics{Blur: 0.6, Noise: 2, Ink: 30, Paper: 215, Seed: 3}.Sense(pagetest.Laid(s.Grey(), degrees, false, 255))
	var b bytes.Buffer
	if err := jpeg.Encode(&b, grey, &jpeg.Options{Quality: 85}); err != nil {
		t.Fatal(err)
	}
	jfif := append([]byte("\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x01\x00\x96\x00\x96\x00\x00"), b.Bytes()[2:]...)
	return lay(t, fmt.Sprintf("nghiêng %.1f.jpg", degrees), jfif)
}

// TestARetouchedPageIsInTheFileAndItsCaptureInTheVault: as the clerk chose, told by the record,
// and proven; what was put aside again goes in byte for byte.
func TestARetouchedPageIsInTheFileAndItsCaptureInTheVault(t *testing.T) {
	d := newDesk(t)
	scans := []string{askewScan(t, 2.4), askewScan(t, -1.3)}
	id := d.must("convert", "--type", "QĐ", scans[0], scans[1])["id"].(string)
	answer := d.must("page", "--straighten", "--lighten", id)
	if first := answer["pages"].([]any)[0].(map[string]any); first["said"] != "làm thẳng 2,40° ngược chiều kim đồng hồ, làm sáng nền" {
		if turned := first["retouch"].(map[string]any)["straightened"].(float64); math.Abs(turned-2.4) > 0.1 {
			t.Errorf("the first page is %v", first)
		}
	}
	if back := d.must("page", "--as-scanned", id, "2"); back["pages"].([]any)[1].(map[string]any)["retouch"].(map[string]any)["aside"] != true {
		t.Errorf("the second page is %v", back["pages"])
	}
	done := d.must("finish", "--pages", "2", "--seen", "--secrecy", "thuong", "--subject", "Về việc thử chỉnh trang", id)
	if done["state"] != "finished" {
		t.Fatalf("%v", done)
	}
	said := fmt.Sprint(d.must("show", id)["record"])
	for _, want := range []string{"Trang đã chỉnh theo lựa chọn", "làm sáng nền; JPEG chất lượng 95", "theo tệp quét", "Không phải ảnh màu", "trang 1 (xám)"} {
		if !strings.Contains(said, want) {
			t.Errorf("the record does not tell %q: %s", want, said)
		}
	}
	proof := fmt.Sprint(d.must("verify", id))
	for _, want := range []string{"1 tệp gốc còn nguyên", "Là ảnh JPEG đã quét, nguyên từng byte: trang 2.", "Là ảnh đã chỉnh, không phải ảnh đã quét: trang 1.",
		"Làm lại từ ảnh đã quét trong kho, ra đúng từng byte ảnh trong tệp: trang 1."} {
		if !strings.Contains(proof, want) {
			t.Errorf("the proof does not tell %q: %s", want, proof)
		}
	}
	told := readBytes(t, d.exported(id))
	if want := "Trang 1: làm thẳng 2,"; !bytes.Contains(told, []byte(want)) || bytes.Contains(told, []byte("Trang 2: ")) ||
		!bytes.Contains(told, []byte("ảnh đã quét SHA-256 "+string(office.DigestOf(readBytes(t, scans[0])))+"</stEvt:parameters>")) {
		t.Errorf("the file does not say of itself %q", want)
	}
	if shown := d.says("show", id); !strings.Contains(shown, "[lưu ý] Luật GDĐT 12.1a") || strings.Contains(shown, "[còn nợ]") {
		t.Errorf("shown of what is over: %s", shown)
	}
	dir := t.TempDir()
	tool(t, "pdfimages", "-all", d.exported(id), filepath.Join(dir, "p"))
	first, second := readBytes(t, filepath.Join(dir, "p-000.jpg")), readBytes(t, filepath.Join(dir, "p-001.jpg"))
	if !bytes.Equal(second, readBytes(t, scans[1])) {
		t.Error("the page that goes in as it was scanned is not the capture")
	}
	img, err := jpeg.Decode(bytes.NewReader(first))
	if err != nil {
		t.Fatal(err)
	}
	if leans, told := retouch.Skew(img); !told || math.Abs(leans) > 0.1 {
		t.Errorf("the page in the file leans by %.2f° %v", leans, told)
	}
	if r, _, _, _ := img.At(30, 30).RGBA(); r>>8 < 245 {
		t.Errorf("its background is %d", r>>8)
	}
}

func readBytes(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestWishesAboutPagesAreUndoneAndNamed: one undo takes a wish back for all pages.
func TestWishesAboutPagesAreUndoneAndNamed(t *testing.T) {
	d := newDesk(t)
	var white bytes.Buffer
	if err := jpeg.Encode(&white, pagetest.NewSheet(t, 210, 297, 100, color.White), nil); err != nil {
		t.Fatal(err)
	}
	id := d.must("convert", "--type", "QĐ", "--paper", "A4", askewScan(t, 1.5), lay(t, "trắng.jpg", white.Bytes()))["id"].(string)
	did := d.must("page", id, "--straighten")["did"].([]any)[0].(map[string]any)
	if fmt.Sprint(did["changed"], did["untold"]) != "[1] [2]" {
		t.Errorf("straightened: %v", did)
	}
	if name := d.refuses("page", id, "--drop-blank"); name != "tramctl.drop-unnamed" {
		t.Errorf("dropping sides that nobody named is refused by %q", name)
	}
	if dropped := d.must("page", id, "1", "2", "--drop-blank"); len(dropped["pages"].([]any)) != 1 {
		t.Errorf("without the blank side: %v", dropped)
	}
	back := d.must("page", id, "--undo")
	if len(back["pages"].([]any)) != 2 || back["undid"] != true {
		t.Errorf("undone: %v", back)
	}
	if told := fmt.Sprint(back["took_back"]); told != "map[changed:[] gone:[] moved:false returned:[trắng.jpg]]" {
		t.Errorf("what was undone is told as %s", told)
	}
	if told := fmt.Sprint(d.must("page", id, "--undo")["took_back"]); told != "map[changed:[nghiêng 1.5.jpg] gone:[] moved:false returned:[]]" {
		t.Errorf("what was undone is told as %s", told)
	}
	if name := d.refuses("page", id, "--undo"); name != "tramctl.undoes-more" {
		t.Errorf("undoing the taking of the pages is refused by %q", name)
	}
	if there := d.must("page", id)["pages"].([]any); len(there) != 2 {
		t.Errorf("after an undo that was refused there are %v", there)
	}
	kept := d.must("page", id, "--keep-blank")
	if fmt.Sprint(d.must("page", id, "2", "--drop-blank")["did"].([]any)[0].(map[string]any)["changed"]) != "[]" {
		t.Errorf("what was to be kept is dropped: %v", kept)
	}
	if name := d.refuses("page", id, "7", "--crop"); name != "tramctl.no-such-page" {
		t.Errorf("page 7 of 2 is refused by %s", name)
	}
	d.must("page", id, "--undo")
	if said := d.says("page", id, "--undo-any"); !strings.HasPrefix(said, "Đã hoàn tác, trang bị lấy ra khỏi bản nháp: nghiêng 1.5.jpg, trắng.jpg\n") {
		t.Errorf("told to undo anything it says %s", said)
	}
	if name := d.refuses("page", id, "--undo-any"); name != "tramctl.nothing-to-undo" {
		t.Errorf("an undo of nothing is refused by %q", name)
	}
}

// TestABlankSideThatWasDroppedIsOnTheRecord names it, and one that came back is not named.
func TestABlankSideThatWasDroppedIsOnTheRecord(t *testing.T) {
	d := newDesk(t)
	var white bytes.Buffer
	if err := jpeg.Encode(&white, pagetest.NewSheet(t, 210, 297, 100, color.White), nil); err != nil {
		t.Fatal(err)
	}
	id := d.must("convert", "--type", "QĐ", "--paper", "A4", askewScan(t, 0), lay(t, "mặt sau.jpg", white.Bytes()))["id"].(string)
	d.must("page", id, "2", "--drop-blank")
	const told = "Người thực hiện đã lấy ra 1 mặt mà phần mềm thấy trắng: “mặt sau.jpg”."
	d.must("page", id, "--undo")
	if said := fmt.Sprint(d.must("show", id)); strings.Contains(said, told) || strings.Contains(said, "blank_out") {
		t.Errorf("of a side that came back: %s", said)
	}
	d.must("page", id, "2", "--drop-blank")
	d.must("finish", "--pages", "1", "--seen", "--secrecy", "thuong", "--subject", "Về việc bỏ mặt trắng", id)
	if said := fmt.Sprint(d.must("show", id)["record"]); !strings.Contains(said, told) {
		t.Errorf("the record does not tell %q: %s", told, said)
	}
}
