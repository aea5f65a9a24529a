package convert

import (
	"context"
	"fmt"
	"image"
	"io"
	"strings"

	"golang.org/x/sync/semaphore"

	"tram/local/office"
	"tram/local/page"
	"tram/local/page/retouch"
	"tram/local/pdf"
)

// made is the picture of a page that a clerk chose to retouch, of its capture, which goes to
// the vault untouched. A JPEG becomes one of a stated quality, a page in black and white
// stays of two shades, and everything else is packed without loss.
//
// Large pictures are laid out one after another: done gives the room back, once the picture is
// written.
func made(ctx context.Context, content io.ReaderAt, size int64, p office.Page) (_ *pdf.Made, done func(), err error) {
	done, err = room(ctx, p)
	if err != nil {
		return nil, nil, err
	}
	defer func() {
		if err != nil {
			done()
		}
	}()
	img, err := page.Decode(ctx, content, size, p.Frame)
	if err != nil {
		return nil, nil, err
	}
	m := &pdf.Made{Picture: retouch.Apply(img, p.Retouch, image.Pt(p.Width, p.Height))}
	if grey, is := m.Picture.(*image.Gray); is && p.Tone == office.LineartTone {
		twoShades(grey)
		m.Bilevel = true
	} else if p.Media == office.JPEG {
		m.Quality = office.RetouchedQuality
	}
	return m, done, nil
}

// checkRetouched makes the pictures of the retouched pages anew, of what was scanned, and
// sets them against those that the file has. Another version of the program may write the
// same picture in other bytes: where they differ, that is told, and by itself breaks nothing.
func (d *Desk) checkRetouched(ctx context.Context, c office.Conversion) (k office.Condition, any bool) {
	k = office.Condition{Point: "Luật GDĐT 12.1a", Asks: "Trang đã chỉnh làm lại được từ ảnh đã quét"}
	var same, others []string
	for i, p := range c.Pages {
		if !p.Retouched() {
			continue
		}
		stream, err := d.madeAgain(ctx, p)
		switch {
		case err != nil:
			return unsound(k, ofPage(i, p, err)), true
		case stream == p.Stream:
			same = append(same, fmt.Sprint(i+1))
		default:
			others = append(others, fmt.Sprint(i+1))
		}
	}
	if len(others) > 0 {
		return k.Owe("Làm lại bằng phiên bản này không ra đúng từng byte ảnh trong tệp: "+pagesText(others),
			"Hãy xem các trang ấy cạnh ảnh đã quét trong kho."), true
	}
	return k.Meet("Làm lại từ ảnh đã quét trong kho, ra đúng từng byte ảnh trong tệp: %s", pagesText(same)), len(same) > 0
}

// madeAgain is the hash of the picture that a retouched page of a finished act becomes today.
func (d *Desk) madeAgain(ctx context.Context, p office.Page) (office.Digest, error) {
	file, err := d.Vault.Read(p.Capture)
	if err != nil {
		return "", err
	}
	defer file.Close()
	leaf := pdf.Leaf{DPIX: p.DPIX, DPIY: p.DPIY, Orientation: p.Upright()}
	m, done, err := made(ctx, file, file.Size(), p)
	if err != nil {
		return "", err
	}
	defer done()
	leaf.Made = m
	drawn, err := pdf.NewWriter(io.Discard, pdf.About{}).Page(ctx, leaf)
	return drawn.Stream, err
}

// roomy is for how many pixels pictures are laid out side by side.
var roomy = semaphore.NewWeighted(page.MaxPixels)

// room waits until a page can be laid out.
func room(ctx context.Context, p office.Page) (done func(), err error) {
	pixels := min(int64(p.Width)*int64(p.Height), page.MaxPixels)
	if err := roomy.Acquire(ctx, pixels); err != nil {
		return nil, err
	}
	return func() { roomy.Release(pixels) }, nil
}

// twoShades makes each pixel black or white, whichever is nearer.
func twoShades(grey *image.Gray) {
	for i, v := range grey.Pix {
		grey.Pix[i] = 0
		if v >= 128 {
			grey.Pix[i] = 255
		}
	}
}

// retouched tells which pages a clerk chose to retouch, and how. Where the background was made
// even, faint strokes may be gone: that is to be weighed.
func retouched(of office.FromPaper) (k office.Condition, any bool) {
	k = office.Condition{Point: "Luật GDĐT 12.1a", Asks: "Trang đã chỉnh theo lựa chọn của người thực hiện", Part: office.PartPages}
	var said []string
	lightened := false
	for i, p := range of.Pages {
		if p.Retouched() {
			said = append(said, fmt.Sprintf("trang %d (%s%s)", i+1, p.Retouch.Said(), remadeAs(p)))
			lightened = lightened || p.Retouch.Lightened
		}
	}
	if len(said) == 0 {
		return k, false
	}
	k.Evidence = "Trong tệp: " + listed(said) + ". Ảnh nguyên như máy quét ghi được cất riêng trong kho."
	if lightened {
		return k.Owe(k.Evidence, "Hãy so các trang đã làm sáng nền với bản giấy: nét bút chì, dấu mờ có thể mất."), true
	}
	return k.Meet("%s", k.Evidence), true
}

// changed tells in the file itself what its pages are that are not what was scanned, and of
// which capture each was made.
func changed(of office.FromPaper) (said []string) {
	for i, p := range of.Pages {
		switch {
		case p.Retouched():
			said = append(said, fmt.Sprintf("Trang %d: %s%s; ảnh đã quét SHA-256 %s", i+1, p.Retouch.Said(), remadeAs(p), p.Capture))
		case p.Rendered:
			said = append(said, fmt.Sprintf("Trang %d: vẽ lại theo hình hiển thị của tệp PDF SHA-256 %s", i+1, p.Container))
		}
	}
	return said
}

// remadeAs tells how a retouched page was written.
func remadeAs(p office.Page) string {
	if p.Media == office.JPEG {
		return fmt.Sprintf("; JPEG chất lượng %d", office.RetouchedQuality)
	}
	return "; không mất dữ liệu"
}

// listed joins the first of some sayings.
func listed(said []string) string {
	const most = 12
	if len(said) > most {
		return fmt.Sprintf("%s và %d trang nữa", strings.Join(said[:most], ", "), len(said)-most)
	}
	return strings.Join(said, ", ")
}

// coloured tells of pages that were not captured in colour: what of a seal, a picture or a
// hand is seen only in colour is not in them.
func coloured(of office.FromPaper) (k office.Condition, any bool) {
	k = office.Condition{Point: "NĐ 30 PL I, NĐ 137 Điều 4", Asks: "Ảnh màu", Part: office.PartPages}
	var said []string
	for i, p := range of.Pages {
		if name := p.Tone.Name(); name != "" {
			said = append(said, fmt.Sprintf("trang %d (%s)", i+1, name))
		}
	}
	if len(said) == 0 {
		return k, false
	}
	return k.Owe("Không phải ảnh màu, theo số bit mỗi điểm ảnh trong tệp quét: "+listed(said)+".",
		"Nếu trang có dấu, ảnh hoặc bút phê, hãy quét lại bằng màu."), true
}

// takenOut tells of sides that the program found blank and a clerk took out.
func takenOut(of office.FromPaper) (k office.Condition, any bool) {
	k = office.Condition{Point: "NĐ 137 4.2a", Asks: "Mặt trắng không đưa vào tệp", Part: office.PartPages}
	var names []string
	for _, s := range of.BlankOut {
		names = append(names, "“"+s.Name+"”")
	}
	return k.Meet("Người thực hiện đã lấy ra %d mặt mà phần mềm thấy trắng: %s.", len(names), listed(names)), len(names) > 0
}

// readBelow tells of words in the file that nobody sees.
func readBelow(of office.FromPaper) (k office.Condition, any bool) {
	k = office.Condition{Point: "Luật GDĐT 12.1b", Asks: "Lớp chữ ẩn để tìm kiếm"}
	return k.Meet("Dưới hình của %d trang có chữ do máy đọc, không hiện ra và có thể sai; hình của trang mới là nội dung.", of.WordsBelow), of.WordsBelow > 0
}
