package page

import (
	"bytes"
	"fmt"
	"io"

	"tram/local/office"
)

// Kind is what a file turns out to be by its first bytes.
type Kind string

// The kinds that are told apart. All but JPEG, PNG, TIFF and PDF are refused
// by name.
const (
	KindJPEG    Kind = "jpeg"
	KindPNG     Kind = "png"
	KindTIFF    Kind = "tiff"
	KindBigTIFF Kind = "bigtiff"
	KindPDF     Kind = "pdf"
	KindJBIG2   Kind = "jbig2"
	KindGIF     Kind = "gif"
	KindWebP    Kind = "webp"
	KindHEIC    Kind = "heic"
	KindAVIF    Kind = "avif"
	KindBMP     Kind = "bmp"
	KindJP2     Kind = "jp2"
	KindOffice  Kind = "office" // Word, Excel and other packed documents
	KindOther   Kind = "other"
)

// sniffed is how many bytes decide. A PDF may begin with some other bytes.
const sniffed = 1024

var openings = []struct {
	at   int
	with string
	kind Kind
}{
	{0, "\xff\xd8\xff", KindJPEG},
	{0, "\x89PNG\r\n\x1a\n", KindPNG},
	{0, "II*\x00", KindTIFF}, {0, "MM\x00*", KindTIFF},
	{0, JBIG2Head[:8], KindJBIG2},
	{0, "II+\x00", KindBigTIFF}, {0, "MM\x00+", KindBigTIFF},
	{0, "GIF87a", KindGIF}, {0, "GIF89a", KindGIF},
	{8, "WEBP", KindWebP},
	{4, "ftypavif", KindAVIF}, {4, "ftypavis", KindAVIF},
	{4, "ftypheic", KindHEIC}, {4, "ftypheix", KindHEIC}, {4, "ftyphevc", KindHEIC},
	{4, "ftypmif1", KindHEIC}, {4, "ftypmsf1", KindHEIC},
	{0, "\x00\x00\x00\x0cjP  ", KindJP2}, {0, "\xff\x4f\xff\x51", KindJP2},
	{0, "BM", KindBMP},
	{0, "PK\x03\x04", KindOffice}, {0, "\xd0\xcf\x11\xe0", KindOffice},
}

// Sniff tells the kind of a file from its first bytes (1,024 are enough).
func Sniff(head []byte) Kind {
	for _, o := range openings {
		if len(head) >= o.at && bytes.HasPrefix(head[o.at:], []byte(o.with)) {
			return o.kind
		}
	}
	if bytes.Contains(head, []byte("%PDF-")) {
		return KindPDF
	}
	return KindOther
}

// SniffAt is Sniff on an open file.
func SniffAt(r io.ReaderAt, size int64) (Kind, error) {
	head := make([]byte, min(size, sniffed))
	if n, err := r.ReadAt(head, 0); n < len(head) {
		return "", Unreadable.Because(fmt.Errorf("read the first bytes: %w", err))
	}
	return Sniff(head), nil
}

// refusal is the sentence for a kind that is no page image.
func (k Kind) refusal() office.Failure {
	names := map[Kind]string{KindGIF: "GIF", KindWebP: "WebP", KindHEIC: "HEIC (ảnh iPhone)", KindAVIF: "AVIF",
		KindBMP: "BMP", KindJP2: "JPEG 2000", KindBigTIFF: "BigTIFF"}
	switch name, isImage := names[k]; {
	case isImage:
		return OtherImage.About(name)
	case k == KindPDF:
		return IsPDF
	case k == KindOffice:
		return IsOfficeFile
	}
	return NotAnImage
}
