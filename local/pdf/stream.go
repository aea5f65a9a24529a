package pdf

import (
	"errors"
	"fmt"
	"io"
)

// StreamOf finds the image stream of a page, from 0, in a file that Writer
// made: for a JPEG page, the captured file byte for byte.
func StreamOf(r io.ReaderAt, size int64, page int) (*io.SectionReader, error) {
	stream, err := imageStream(r, size, page)
	if err != nil {
		return nil, NotOurs.Because(fmt.Errorf("the image of page %d: %w", page+1, err))
	}
	return stream, nil
}

func imageStream(r io.ReaderAt, size int64, page int) (*io.SectionReader, error) {
	b, err := openBook(r, size)
	if err != nil {
		return nil, err
	}
	catalog, _, err := b.dict(b.trailer["Root"])
	if err != nil {
		return nil, err
	}
	pages, _, err := b.dict(catalog["Pages"])
	if err != nil {
		return nil, err
	}
	kids, _ := pages["Kids"].(array)
	if page < 0 || page >= len(kids) {
		return nil, errors.New("there is no such page")
	}
	self, _, err := b.dict(kids[page])
	if err != nil {
		return nil, err
	}
	resources, _ := self["Resources"].(dict)
	objects, _ := resources["XObject"].(dict)
	_, stream, err := b.stream(objects["Image"])
	return stream, err
}
