package page

import (
	"errors"
	"fmt"
	"io"

	"tram/local/office"
)

// The JPEG of TIFF 6.0 (compression 6) left so much open that readers guess. Taken
// is what they all read alike: one whole JPEG in the file, in which the only strip
// of the page lies.

// oldJPEG finds that JPEG. It is then a strip as those of compression 7 are.
func (f *directories) oldJPEG(d directory, info Info) (Info, error) {
	if err := d.blocks(&info); err != nil {
		return Info{}, err
	}
	t, whole := info.TIFF, f.oldStream(d)
	if whole.Offset <= 0 || len(t.Strips) != 1 || t.Tiled || !whole.holds(t.Strips[0]) {
		return Info{}, OldJPEG
	}
	t.Strips[0] = whole
	err := f.jpegBlocks(d, info)
	switch _, told := office.FailureIn(err); {
	case err == nil:
		return info, nil
	case told, errors.Is(err, io.ErrUnexpectedEOF) && whole.Offset+whole.Size == f.size:
		return Info{}, err
	}
	return Info{}, OldJPEG.Because(fmt.Errorf("the JPEG at byte %d: %w", whole.Offset, err))
}

// oldStream is where the JPEG lies; to the end of the file where its length is not
// told, or wrong.
func (f *directories) oldStream(d directory) Span {
	s := Span{d.number(tagOldJPEG, 0), d.number(tagOldJPEGSize, 0)}
	if rest := f.size - s.Offset; s.Size <= 0 || s.Size > rest {
		s.Size = rest
	}
	return s
}

// holds tells whether another span begins inside.
func (s Span) holds(other Span) bool {
	return other.Offset >= s.Offset && other.Offset < s.Offset+s.Size
}
