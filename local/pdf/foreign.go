package pdf

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// foreign is a PDF that another program made, read by pdfcpu. Nothing in it is
// trusted: every way into it has a limit.
type foreign struct {
	x *model.XRefTable
}

// Limits on a PDF that is taken in.
const (
	MaxFile  = 300 << 20 // bytes
	MaxPages = 1000

	mostContent  = 32 << 20  // bytes of a content stream, unpacked
	mostImage    = 256 << 20 // bytes of an image, unpacked
	mostCoded    = 64 << 20  // bytes of a JPEG or G4 image inside another packing
	mostPadding  = 64 << 10  // bytes behind the pixels of an image
	mostNodes    = 20_000    // of the page tree
	mostRefHops  = 20
	mostForeign  = 500_000 // objects
	recursionMax = 64
)

// withoutConfig keeps pdfcpu from writing a folder of settings into the home
// of whoever runs the program.
var withoutConfig = sync.OnceFunc(api.DisableConfigDir)

func openForeign(ctx context.Context, r io.ReaderAt, size int64) (*foreign, error) {
	withoutConfig()
	if err := bounded(ctx, r, size); err != nil {
		return nil, err
	}
	conf := model.NewDefaultConfiguration()
	conf.ValidationMode = model.ValidationRelaxed
	conf.DecodeAllStreams = false
	conf.Offline = true
	limits := model.DefaultResourceLimits()
	limits.MaxStreamBytes = size
	limits.MaxDecodeBytes = mostContent
	limits.MaxObjectCount, limits.MaxXRefEntries = mostForeign, mostForeign
	limits.MaxRecursionDepth = recursionMax
	conf.Limits = limits
	read, err := pdfcpu.ReadWithContext(ctx, io.NewSectionReader(r, 0, size), conf)
	if err != nil {
		return nil, err
	}
	return &foreign{x: read.XRefTable}, nil
}

// value follows references to what they stand for.
func (f *foreign) value(o types.Object) (types.Object, error) {
	for range mostRefHops {
		at, is := o.(types.IndirectRef)
		if !is {
			return o, nil
		}
		var err error
		if o, err = f.x.Dereference(at); err != nil {
			return nil, err
		}
	}
	return nil, errors.New("references that run in a circle")
}

// dict gives a dictionary; nil where there is none.
func (f *foreign) dict(o types.Object) (types.Dict, error) {
	v, err := f.value(o)
	if err != nil {
		return nil, err
	}
	switch v := v.(type) {
	case types.Dict:
		return v, nil
	case types.StreamDict:
		return v.Dict, nil
	}
	return nil, nil
}

// stream gives a stream; nil where there is none.
func (f *foreign) stream(o types.Object) (*types.StreamDict, error) {
	v, err := f.value(o)
	if err != nil {
		return nil, err
	}
	if s, is := v.(types.StreamDict); is {
		return &s, nil
	}
	return nil, nil
}

// list gives an array; nil where there is none.
func (f *foreign) list(o types.Object) types.Array {
	v, err := f.value(o)
	if err != nil {
		return nil
	}
	a, _ := v.(types.Array)
	return a
}

func (f *foreign) nameOf(o types.Object) string {
	v, err := f.value(o)
	if err != nil {
		return ""
	}
	n, _ := v.(types.Name)
	return string(n)
}

func (f *foreign) number(o types.Object) (float64, bool) {
	v, err := f.value(o)
	if err != nil {
		return 0, false
	}
	switch v := v.(type) {
	case types.Integer:
		return float64(v), true
	case types.Float:
		return float64(v), true
	}
	return 0, false
}

func (f *foreign) truth(o types.Object) bool {
	v, err := f.value(o)
	b, is := v.(types.Boolean)
	return err == nil && is && bool(b)
}

// numbers reads an array of exactly n numbers.
func (f *foreign) numbers(o types.Object, n int) ([]float64, bool) {
	a := f.list(o)
	if len(a) != n {
		return nil, false
	}
	out := make([]float64, n)
	for i, v := range a {
		var ok bool
		if out[i], ok = f.number(v); !ok {
			return nil, false
		}
	}
	return out, true
}

// decoded unpacks a stream, at most so many bytes.
func (f *foreign) decoded(s *types.StreamDict, most int64) ([]byte, error) {
	if len(s.FilterPipeline) == 0 {
		if int64(len(s.Raw)) > most {
			return nil, fmt.Errorf("a stream of %d bytes", len(s.Raw))
		}
		return s.Raw, nil
	}
	if b, known, err := inflated(s, most); known {
		return b, err
	}
	unpacked := *s
	unpacked.Content = nil
	if err := unpacked.DecodeWithLimit(most); err != nil {
		return nil, fmt.Errorf("unpacking a stream: %w", err)
	}
	return unpacked.Content, nil
}

// signed tells whether the file carries a digital signature, also an empty
// place for one that says so.
func (f *foreign) signed() bool {
	catalog, err := f.x.Catalog()
	if err != nil {
		return false
	}
	if form, err := f.dict(catalog["AcroForm"]); err == nil {
		if flags, is := f.number(form["SigFlags"]); is && int(flags)&1 != 0 {
			return true
		}
	}
	if catalog["Perms"] != nil {
		return true
	}
	for _, entry := range f.x.Table {
		if entry == nil {
			continue
		}
		if d, is := entry.Object.(types.Dict); is && d["ByteRange"] != nil {
			return true
		}
	}
	return false
}
