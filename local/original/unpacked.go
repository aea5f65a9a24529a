package original

import (
	"archive/zip"
	"compress/flate"
	"io"
)

const (
	// mostUnpacked is what the parts of an office file may come to, in bytes.
	mostUnpacked = 200 << 20
	// mostRatio is how much larger than the file its parts may be once they are
	// larger than smallParts: text seldom packs to a hundredth.
	mostRatio  = 200
	smallParts = 20 << 20
)

// unpacks tells whether a packed file opens to no more than this machine should be
// asked to hold. What its list of parts says is believed only where it says too much:
// every part is unpacked and counted. A file that is not packed, or broken, is for
// the office suite to judge.
func unpacks(file string) bool {
	z, err := zip.OpenReader(file)
	if err != nil {
		return true
	}
	defer z.Close()
	var packed, said, real uint64
	for _, part := range z.File {
		packed += part.CompressedSize64
		said += min(part.UncompressedSize64, mostUnpacked+1)
	}
	if tooMuch(said, packed) {
		return false
	}
	for _, part := range z.File {
		real += unpackedSize(part, mostUnpacked-real)
		if tooMuch(real, packed) {
			return false
		}
	}
	return true
}

func tooMuch(size, packed uint64) bool {
	return size > mostUnpacked || size > smallParts && size/mostRatio > packed
}

// unpackedSize counts one part, one byte further than most at the most. It unpacks
// by itself, for a reader of archives stops where the list says that the part ends.
func unpackedSize(part *zip.File, most uint64) uint64 {
	if part.Method != zip.Deflate {
		return min(part.CompressedSize64, most+1)
	}
	r, err := part.OpenRaw()
	if err != nil {
		return 0
	}
	n, _ := io.Copy(io.Discard, io.LimitReader(flate.NewReader(r), int64(most)+1))
	return uint64(n)
}
