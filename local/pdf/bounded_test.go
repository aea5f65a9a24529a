package pdf

import (
	"bytes"
	"compress/lzw"
	"compress/zlib"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/pdfcpu/pdfcpu/pkg/filter"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// bomb packs so many equal bytes, and that again, as often as is asked.
func bomb(t testing.TB, size int, times int) []byte {
	t.Helper()
	piece := bytes.Repeat([]byte{' '}, 1<<20)
	var out bytes.Buffer
	z := zlib.NewWriter(&out)
	for range size >> 20 {
		if _, err := z.Write(piece); err != nil {
			t.Fatal(err)
		}
	}
	z.Close()
	for range times - 1 {
		out = *bytes.NewBuffer(zipped(out.Bytes()))
	}
	return out.Bytes()
}

func zipped(b []byte) []byte {
	var out bytes.Buffer
	z := zlib.NewWriter(&out)
	z.Write(b)
	z.Close()
	return out.Bytes()
}

// streamFile is one object with a stream, whatever it calls itself.
func streamFile(entries string, body []byte) []byte {
	return fmt.Appendf(nil, "%%PDF-1.7\n1 0 obj\n<< %s /Length %d >>\nstream\r\n%s\nendstream\nendobj\n", entries, len(body), body)
}

func TestAStreamThatSwellsIsFoundBeforeItIsUnpacked(t *testing.T) {
	once, thrice, small := bomb(t, mostSwollen+(1<<20), 1), bomb(t, mostSwollen+(1<<20), 3), bomb(t, mostSwollen/2, 1)
	for name, c := range map[string]struct {
		file   []byte
		swells bool
	}{
		"a stream of cross-references":         {streamFile("/Type /XRef /Filter /FlateDecode", once), true},
		"an object stream, packed thrice":      {streamFile("/Type /ObjStm /Filter [/FlateDecode /FlateDecode /FlateDecode]", thrice), true},
		"one that says nothing of itself":      {streamFile("", once), true},
		"one that calls itself both":           {streamFile("/Type /XRef /Subtype /Image /Filter /FlateDecode", once), true},
		"one that calls itself an image twice": {streamFile("/Subtype /Image /Subtype /XML /Filter /FlateDecode", once), true},
		"an image, which has its own measure":  {streamFile("/Subtype /Image /Filter /FlateDecode", once), false},
		"one of a sensible size":               {streamFile("/Filter /FlateDecode", small), false},
		"one that is not packed":               {streamFile("", bytes.Repeat([]byte("abc "), 1000)), false},
		"one that is broken":                   {streamFile("/Filter /FlateDecode", small[:len(small)/2]), false},
	} {
		err := bounded(context.Background(), bytes.NewReader(c.file), int64(len(c.file)))
		if errors.Is(err, PDFSwells) != c.swells || !c.swells && err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// repeated packs so many equal bytes by the length of their runs.
func repeated(size int) []byte {
	const run = 128
	return append(bytes.Repeat([]byte{257 - run, ' '}, size/run), 128)
}

// lzwed packs so many equal bytes with LZW.
func lzwed(t testing.TB, size int) []byte {
	t.Helper()
	f, err := filter.NewFilter(filter.LZW, nil)
	if err != nil {
		t.Fatal(err)
	}
	packed, err := f.Encode(bytes.NewReader(bytes.Repeat([]byte{' '}, size)))
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(packed)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// lateLZW packs them with codes that grow late.
func lateLZW(size int) []byte {
	var out bytes.Buffer
	w := lzw.NewWriter(&out, lzw.MSB, 8)
	w.Write(bytes.Repeat([]byte{' '}, size))
	w.Close()
	return out.Bytes()
}

func hexOf(b []byte) []byte { return append([]byte(hex.EncodeToString(b)), '>') }

func TestAStreamThatSwellsByAnyOfItsPackingsIsFound(t *testing.T) {
	const much, little = mostSwollen + (1 << 20), mostSwollen / 2
	lzwed := lzwed(t, much)
	zs := func(size int) []byte { return append(bytes.Repeat([]byte{'z'}, size/4), "~>"...) }
	for name, c := range map[string]struct {
		filter string
		body   []byte
		swells bool
	}{
		"runs":                           {"/RunLengthDecode", repeated(much), true},
		"runs of a sensible size":        {"/RunLengthDecode", repeated(little), false},
		"runs by their short name":       {"[/RL]", repeated(much), true},
		"runs, packed":                   {"[/FlateDecode /RunLengthDecode]", zipped(repeated(much)), true},
		"runs, packed, of sensible size": {"[/FlateDecode /RunLengthDecode]", zipped(repeated(little)), false},
		"runs of runs":                   {"[/RunLengthDecode /RunLengthDecode]", repeated(2 * much / 64), false},
		"LZW":                            {"/LZWDecode", lzwed, true},
		"LZW of a sensible size":         {"/LZWDecode /DecodeParms << /EarlyChange 0 >>", lateLZW(little), false},
		"LZW, packed":                    {"[/Fl /LZW]", zipped(lzwed), true},
		"LZW that grows late":            {"/LZWDecode /DecodeParms << /EarlyChange 0 >>", lateLZW(much), true},
		"zeros of five":                  {"/ASCII85Decode", zs(much), true},
		"zeros of five, packed":          {"[/FlateDecode /A85]", zipped(zs(much)), true},
		"zeros of a sensible size":       {"/ASCII85Decode", zs(little), false},
		"digits of runs":                 {"[/ASCIIHexDecode /RunLengthDecode]", hexOf(repeated(much)), true},
		"digits of a bomb, unsaid":       {"/ASCIIHexDecode", hexOf(bomb(t, much, 1)), true},
		"more filters than anyone needs": {"[" + strings.Repeat("/AHx ", mostNamed+1) + "]", hexOf([]byte("q Q")), true},
		"a photograph":                   {"/DCTDecode", repeated(much), false},
	} {
		file := streamFile("/Type /XRef /Filter "+c.filter, c.body)
		err := bounded(context.Background(), bytes.NewReader(file), int64(len(file)))
		if errors.Is(err, PDFSwells) != c.swells || !c.swells && err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAStreamIsFoundWhereverItBegins(t *testing.T) {
	once := bomb(t, mostSwollen+(1<<20), 1)
	for _, before := range []int{scanBytes - 60, scanBytes - 30, 3*scanBytes - 35} {
		file := append([]byte(strings.Repeat(" ", before)), streamFile("/Filter /FlateDecode", once)...)
		if err := bounded(context.Background(), bytes.NewReader(file), int64(len(file))); !errors.Is(err, PDFSwells) {
			t.Errorf("behind %d bytes: %v", before, err)
		}
	}
}

func TestAFileOfTooManyPartsIsRefused(t *testing.T) {
	file := bytes.Repeat([]byte("1 0 obj null endobj\n"), mostForeign+2)
	if err := bounded(context.Background(), bytes.NewReader(file), int64(len(file))); !errors.Is(err, TooManyParts) {
		t.Error(err)
	}
}

func TestAPlainImageIsUnpackedIntoAPieceOfItsSize(t *testing.T) {
	content := bytes.Repeat([]byte("Nguyễn Văn Mẫu "), 50_000)
	s := &types.StreamDict{Raw: zipped(content), FilterPipeline: []types.PDFFilter{{Name: filter.Flate}}}
	b, known, err := inflated(s, int64(len(content)))
	if err != nil || !known || !bytes.Equal(b, content) || cap(b) > len(content)+len(content)/8 {
		t.Errorf("%d bytes of %d in a piece of %d, %v %v", len(b), len(content), cap(b), known, err)
	}
	if _, known, err := inflated(s, int64(len(content))-1); !known || err == nil {
		t.Errorf("one byte more than may be: %v %v", known, err)
	}
	s.Raw = s.Raw[:len(s.Raw)/2]
	if _, known, _ := inflated(s, int64(len(content))); known {
		t.Error("a broken one is for who mends it")
	}
}
