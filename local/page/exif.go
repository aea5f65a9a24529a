package page

import "strings"

// exif is what the first directory of an EXIF block says.
type exif struct {
	orientation int
	density     density
	camera      bool
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
	e.camera = d.ofCamera()
}

// Tags of a picture's circumstances, which scanners have none of.
const (
	tagCircumstances              = 34665 // where those below lie
	tagPlace                      = 34853 // of the earth
	tagExposure, tagAperture      = 33434, 33437
	tagSensitivity, tagFlash      = 34855, 37385
	tagFocalLength, tagShutter    = 37386, 37377
	tagApertureValue, tagMetering = 37378, 37383
)

// ofCamera tells whether the block says how a camera took the picture.
func (d directory) ofCamera() bool {
	if _, placed := d.entries[tagPlace]; placed {
		return true
	}
	at := d.number(tagCircumstances, 0)
	if at == 0 {
		return false
	}
	told, _, err := d.of.read(at)
	if err != nil {
		return false
	}
	for _, tag := range []int{tagExposure, tagAperture, tagSensitivity, tagFlash, tagFocalLength, tagShutter, tagApertureValue, tagMetering} {
		if _, is := told.entries[tag]; is {
			return true
		}
	}
	return false
}

// upright is the orientation, 1 where none is told.
func (e exif) upright() int {
	if e.orientation < 1 || e.orientation > 8 {
		return 1
	}
	return e.orientation
}
