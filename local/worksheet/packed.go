package worksheet

import (
	"errors"
	"io"

	"tram/local/packed"
)

// packed reads a workbook, which is an archive of XML.
func (r *reading) packed(file io.ReaderAt, size int64) (Book, error) {
	z, err := packed.Open(r.ctx, file, size)
	if err != nil {
		return Book{}, err
	}
	parts := archive{Archive: z, r: r}
	switch {
	case parts.Has("content.xml"):
		return parts.openDocument()
	case parts.Has("[content_types].xml"):
		return parts.workbook()
	}
	return Book{}, Unknown.About(r.name)
}

// archive is a packed file that is being read.
type archive struct {
	packed.Archive
	r *reading
}

// said tells people what kept an archive from being read.
func (r *reading) said(err error) error {
	switch {
	case errors.Is(err, packed.TooLarge):
		return TooLarge.About(r.name, MostFile>>20).Because(err)
	case errors.Is(err, packed.Broken):
		return r.broken(err)
	}
	return err
}
