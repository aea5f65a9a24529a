package audit

import (
	"bufio"
	"bytes"
	"unicode"
)

// Programs that open an export and save it put a mark of its encoding in front, or blanks.
// Nothing is said by them, and what was signed is still there. What they put between, or
// another encoding, changes the bytes that each entry was hashed in.

const (
	mostFront = 4 << 10 // bytes in front of the first line that are passed over
	utf8Mark  = "\ufeff"
)

var exportMark = []byte(`{"format":"` + exportFormat + `"`)

// IsExport tells by its beginning whether a file says that it is a signed export, also one
// that another program saved.
func IsExport(beginning []byte) bool {
	return bytes.HasPrefix(bare(beginning), exportMark)
}

// bare is a text without what it does not say: marks of its encoding, blanks, and the
// zeros of an encoding in two bytes.
func bare(b []byte) []byte {
	for _, mark := range []string{"\xff\xfe", "\xfe\xff"} {
		b = bytes.TrimPrefix(b, []byte(mark))
	}
	return bytes.Map(func(r rune) rune {
		if r == 0 || r == '\ufeff' || unicode.IsSpace(r) {
			return -1
		}
		return r
	}, b)
}

// skipFront passes over marks and blanks before the first line, and counts their bytes.
func skipFront(r *bufio.Reader) (skipped int) {
	for skipped < mostFront {
		next, _ := r.Peek(len(utf8Mark))
		switch {
		case string(next) == utf8Mark:
			skipped += len(utf8Mark)
			_, _ = r.Discard(len(utf8Mark))
		case len(next) > 0 && bytes.IndexByte([]byte(" \t\r\n"), next[0]) >= 0:
			skipped++
			_, _ = r.Discard(1)
		default:
			return skipped
		}
	}
	return skipped
}

// isResaved tells an export that begins in other bytes than a station writes.
func isResaved(r *bufio.Reader) bool {
	const enough = 32 << 10 // bytes: past most first lines
	beginning, _ := r.Peek(enough)
	asWritten := bytes.HasPrefix(beginning, exportMark) && !bytes.Contains(beginning, []byte("\r\n"))
	return !asWritten && IsExport(beginning)
}

func openingSaid(resaved bool) string {
	if resaved {
		return "Tệp là bản xuất nhật ký của một trạm, nhưng đã được một chương trình khác lưu lại bằng bảng mã hay cách xuống dòng khác, nên không còn kiểm được. Hãy xin lại tệp gốc và đừng mở rồi lưu."
	}
	return "Tệp nói là bản xuất nhật ký của một trạm, nhưng phần đầu của nó đã bị sửa hoặc bị cắt."
}
