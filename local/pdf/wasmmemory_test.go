package pdf

import (
	"testing"
	"unsafe"

	"tram/local/pdf/halt"
)

func TestTheRenderersMemoryGrowsWhereItLies(t *testing.T) {
	const most = 64 << 20
	whole, err := reserve(most)
	if err != nil {
		t.Fatal(err)
	}
	m := &inPlace{whole: whole}
	first := m.Reallocate(wasmPage)
	first[0], first[wasmPage-1] = 1, 2
	for size := uint64(wasmPage); size <= most; size *= 2 {
		b := m.Reallocate(size)
		if unsafe.SliceData(b) != unsafe.SliceData(first) || uint64(len(b)) != size || b[0] != 1 || b[wasmPage-1] != 2 {
			t.Fatalf("at %d bytes it is another piece, or holds something else", size)
		}
		b[size-1] = 2
	}
	if m.Reallocate(most+1) != nil {
		t.Error("it grows over its limit")
	}
	m.Free()
	m.Free()
	// A PDFium that was ended at work may still look; it must not end the program.
	if first[0] != 0 {
		t.Error("what was given back is still there")
	}
	if first[halt.At] == 0 {
		t.Error("a PDFium whose memory was given back is not told to end")
	}
}

func TestMemoryOnTheHeapTellsPDFiumToEndToo(t *testing.T) {
	m := &copied{}
	m.Reallocate(wasmPage)
	m.end()
	if b := m.Reallocate(2 * wasmPage); b[halt.At] == 0 {
		t.Error("it is not told to end")
	}
	late := &copied{}
	late.end()
	if b := late.Reallocate(wasmPage); b[halt.At] == 0 {
		t.Error("one that starts after the end is not told")
	}
}

func TestAMemoryWhosePlaceIsGoneIsLeftAlone(t *testing.T) {
	whole, err := reserve(wasmPage)
	if err != nil {
		t.Fatal(err)
	}
	m := &inPlace{whole: whole}
	m.end()
	m.leave()
	m.end() // would end the program
}
