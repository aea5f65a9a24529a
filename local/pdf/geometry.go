package pdf

import "tram/local/office"

// A PDF viewer knows nothing of EXIF: the page's content matrix turns the
// image upright, and the image's own bytes stay as they were captured.

// Least and greatest side of a sheet in points that PDF 1.7 readers must
// accept (ISO 32000-1, Annex C).
const (
	minSidePt = 3.0
	maxSidePt = 14400.0
)

// matrix is a PDF transformation [a b c d e f].
type matrix [6]float64

// upright maps the unit square of an image of the given EXIF orientation to
// the rectangle 0,0–w,h, the page as it is to be seen, in points.
func upright(orientation int, w, h float64) matrix {
	switch orientation {
	case 2:
		return matrix{-w, 0, 0, h, w, 0}
	case 3:
		return matrix{-w, 0, 0, -h, w, h}
	case 4:
		return matrix{w, 0, 0, -h, 0, h}
	case 5:
		return matrix{0, -h, -w, 0, w, h}
	case 6:
		return matrix{0, -h, w, 0, 0, h}
	case 7:
		return matrix{0, h, w, 0, 0, 0}
	case 8:
		return matrix{0, h, -w, 0, w, 0}
	}
	return matrix{w, 0, 0, h, 0, 0}
}

// sheetSize is the true size of an upright page in points.
func sheetSize(width, height int, dpiX, dpiY float64, orientation int) (w, h float64, err error) {
	if !(dpiX > 0) || !(dpiY > 0) {
		return 0, 0, SizeUnknown
	}
	w, h = float64(width)/dpiX*office.PointsPerInch, float64(height)/dpiY*office.PointsPerInch
	if orientation >= 5 {
		w, h = h, w
	}
	if !paperSized(w) || !paperSized(h) {
		return 0, 0, SheetSize.About(w/office.PointsPerMM, h/office.PointsPerMM)
	}
	return w, h, nil
}

func paperSized(pt float64) bool { return pt >= minSidePt && pt <= maxSidePt }
