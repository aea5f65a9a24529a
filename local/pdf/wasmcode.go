package pdf

import (
	"fmt"

	_ "unsafe" // for go:linkname

	"tram/local/pdf/halt"
)

// pdfiumCode is the module that the library carries. It gives it to nobody, and a
// second one would weigh 6 MB.
//
//go:linkname pdfiumCode github.com/klippa-app/go-pdfium/webassembly.pdfiumWasm
var pdfiumCode []byte

// module is PDFium that ends when its memory tells it to. It lies outside the heap, which
// may grow to twice of what lies there, unless there is no room.
type module struct {
	bytes   []byte
	outside bool
}

func endable() (*module, error) {
	code, err := halt.InLoops(pdfiumCode)
	if err != nil {
		return nil, fmt.Errorf("preparing the page renderer: %w", err)
	}
	outside, err := reserve(len(code))
	if err != nil || commit(outside) != nil {
		return &module{bytes: code}, nil //nolint:nilerr // it is only larger there
	}
	copy(outside, code)
	return &module{outside, true}, nil
}

func (m *module) release() {
	if m.outside {
		release(m.bytes)
	}
	m.bytes = nil
}
