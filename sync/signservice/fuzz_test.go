package signservice

import (
	"bytes"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"unicode"
)

func FuzzAnUploadIsTakenOnlyWithTheOriginalInFront(f *testing.F) {
	const kind = "multipart/form-data; boundary=x"
	part := "--x\r\nContent-Disposition: form-data; name=\"uploadfile\"; filename=\"a.pdf\"\r\n\r\n"
	f.Add(kind, []byte(part+"%PDF-1.7 gốc và thêm\r\n--x--\r\n"))
	f.Add(kind, []byte(part+"%PDF-1.7 gốc"))
	f.Add(kind, []byte(part+"%PDF-1.7 gố\r\n--x--\r\n"))
	f.Add(kind, []byte("--x\r\nContent-Disposition: form-data; name=\"uploadfile\"\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n=25PDF-1.7 g=E1=BB=91c=00\r\n--x--\r\n"))
	f.Add("application/pdf", []byte("%PDF-1.7 gốc"))
	original := []byte("%PDF-1.7 gốc")
	f.Fuzz(func(t *testing.T, kind string, body []byte) {
		d := &door{file: File{ReaderAt: bytes.NewReader(original), Size: int64(len(original))}}
		r := httptest.NewRequest(http.MethodPost, "/", bytes.NewReader(body))
		r.Header.Set("Content-Type", kind)
		added, err := d.read(r)
		if (err == nil) != (len(added) > 0) {
			t.Errorf("%d bytes, %v", len(added), err)
		}
		encoded := bytes.Contains(bytes.ToLower(body), []byte("quoted-printable"))
		if err == nil && !encoded && !bytes.Contains(body, append(bytes.Clone(original), added...)) {
			t.Errorf("%q was never sent after the original", added)
		}
	})
}

func FuzzWhatTheServiceSaysStaysOnOneLine(f *testing.F) {
	for _, s := range []string{"", "Sai mã PIN\r\n", "\u202eđảo\x00", "\xff\xfe", strings.Repeat("ạ", 2*maxSaid)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		line := spoken(s)
		if len([]rune(line)) > maxSaid+1 || strings.ContainsFunc(line, func(r rune) bool { return !unicode.IsPrint(r) }) || strings.TrimSpace(line) != line {
			t.Errorf("%q is told as %q", s, line)
		}
		if again := spoken(line); len(line) <= maxSaid && again != line {
			t.Errorf("%q becomes %q", line, again)
		}
	})
}
