package page

import "strings"

// exif is what the first directory of an EXIF block says.
type exif struct {
	orientation int
	density     density
}

// fromAPP1 reads a JPEG APP1 body. A broken EXIF block does not break the
// page: it only says nothing.
func (e *exif) fromAPP1(b []byte) {
	const head = "Exif\x00\x00"
	if strings.HasPrefix(string(b[:min(len(b), len(head))]), head) && e.orientation == 0 {
		e.from(b[len(head):])
	}
}

// from reads a block that begins with a TIFF header.
func (e *exif) from(b []byte) {
	r := strings.NewReader(string(b))
	f, err := openDirectories(r, int64(len(b)))
	if err != nil {
		return
	}
	d, _, err := f.read(f.first)
	if err != nil {
		return
	}
	e.orientation = int(d.number(tagOrientation, 1))
	e.density = d.density()
}

// upright is the orientation, 1 where none is told.
func (e exif) upright() int {
	if e.orientation < 1 || e.orientation > 8 {
		return 1
	}
	return e.orientation
}
