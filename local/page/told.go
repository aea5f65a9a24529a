package page

import (
	"bytes"
	"io"
	"regexp"
	"time"
)

// lookedAt is how much of the head and of the tail of a file is searched for times,
// in bytes: EXIF stands at the head, the information of a PDF at either end.
const lookedAt = 64 << 10

// Times as EXIF and TIFF ("2026:11:23 10:20:30"), and as PDF (D:20261123102030)
// write them.
var (
	exifTime = regexp.MustCompile(`(?:^|[^0-9:])((?:19|20)\d\d:[01]\d:[0-3]\d [0-2]\d:[0-5]\d:[0-5]\d)\x00`)
	pdfTime  = regexp.MustCompile(`/(?:CreationDate|ModDate)\s*\(D:(\d{14})`)
)

// ToldTime is the latest time that a file writes of itself; zero: none was found.
// Foreign bytes say what they like: it is good for a question, and for no answer.
func ToldTime(r io.ReaderAt, size int64) time.Time {
	var last time.Time
	for _, from := range []int64{0, max(lookedAt, size-lookedAt)} {
		if from >= size {
			continue
		}
		b := make([]byte, min(lookedAt, size-from))
		n, _ := r.ReadAt(b, from)
		for _, at := range timesIn(b[:n]) {
			if at.After(last) {
				last = at
			}
		}
	}
	return last
}

// timesIn reads times without a zone as those of Viet Nam's clocks.
func timesIn(b []byte) (all []time.Time) {
	const ahead = 7 * 60 * 60
	here := time.FixedZone("", ahead)
	for _, window := range exifWindows(b) {
		if found := exifTime.FindSubmatch(window); found != nil {
			if at, err := time.ParseInLocation("2006:01:02 15:04:05", string(found[1]), here); err == nil {
				all = append(all, at)
			}
		}
	}
	for _, found := range pdfTime.FindAllSubmatch(b, -1) {
		if at, err := time.ParseInLocation("20060102150405", string(found[1]), here); err == nil {
			all = append(all, at)
		}
	}
	return all
}

// exifWindows are the places of a file where a time of EXIF may stand, by its
// colons. The expression alone would walk through the pixels of every page for
// longer than all else that is done with it.
func exifWindows(b []byte) (windows [][]byte) {
	const before, after = len("x2026"), len(":11:23 10:20:30\x00")
	for at := 0; ; at++ {
		i := bytes.IndexByte(b[at:], ':')
		if i < 0 {
			return windows
		}
		at += i
		if at+after <= len(b) && b[at+3] == ':' && b[at+9] == ':' && b[at+12] == ':' {
			windows = append(windows, b[max(0, at-before):at+after])
		}
	}
}
