package pdf

import (
	"encoding/binary"
	"errors"
	"strings"
	"testing"

	"tram/local/office"
)

// boxOf is a box of JPEG 2000.
func boxOf(kind string, body ...byte) []byte {
	return append(append(binary.BigEndian.AppendUint32(nil, uint32(8+len(body))), kind...), body...)
}

// codestreamOf is the head of a codestream with so many channels.
func codestreamOf(channels byte) []byte {
	b := append([]byte(jpxStart), make([]byte, jpxChannels+2-len(jpxStart))...)
	b[jpxChannels+1] = channels
	return b
}

// TestJPEG2000WithMoreThanColoursIsNotDrawn: PDFium takes further channels for
// colours.
func TestJPEG2000WithMoreThanColoursIsNotDrawn(t *testing.T) {
	grey, rgb, rgba := codestreamOf(1), codestreamOf(3), codestreamOf(4)
	whole := func(header []byte, stream []byte) []byte {
		return append(append(boxOf("jP  ", 13, 10, 0x87, 10), boxOf("jp2h", header...)...), boxOf("jp2c", stream...)...)
	}
	toEnd := whole(nil, rgba)
	copy(toEnd[len(toEnd)-len(rgba)-8:], []byte{0, 0, 0, 0})
	for name, c := range map[string]struct {
		b   []byte
		odd bool
	}{
		"grey": {grey, false}, "colours": {rgb, false}, "grey and alpha": {codestreamOf(2), true}, "colours and alpha": {rgba, true},
		"in boxes": {whole(nil, rgb), false}, "four in boxes": {whole(nil, rgba), true}, "four to the end": {toEnd, true},
		"a palette":       {whole(boxOf("pclr", 0, 2, 3), grey), true},
		"alpha told":      {whole(boxOf("cdef", 0, 1, 0, 0, 0, 1, 0, 0), rgb), true},
		"colours told":    {whole(boxOf("cdef", 0, 1, 0, 0, 0, 0, 0, 1), rgb), false},
		"not to be read":  {[]byte("not a picture at all"), false},
		"a box in itself": {boxOf("jp2h", boxOf("jp2h", boxOf("jp2h", boxOf("pclr")...)...)...), false},
	} {
		if why := oddChannels(c.b); (why != "") != c.odd {
			t.Errorf("%s: %q", name, why)
		}
		image := streamOf("/Type /XObject /Subtype /Image /Width 827 /Height 1169 /Filter /JPXDecode", c.b)
		for _, content := range []string{wholePage, wholePage + " BT 0 Tr (Da nhan) Tj ET"} {
			err := judged(t, scan("", content, image))
			if errors.Is(err, JPXChannels) != c.odd {
				t.Errorf("%s, %q: %v", name, content, err)
			}
			if f, _ := office.FailureIn(err); !strings.Contains(f.Said, "Trang 1 ") {
				t.Errorf("%s: %s", name, f.Said)
			}
		}
	}
}
