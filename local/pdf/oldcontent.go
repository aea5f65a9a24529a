package pdf

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/filter"

	"tram/local/pdf/cos"
)

const (
	mostOldContent = 256 << 20 // bytes of the content of one page, unpacked
	mostApart      = 32 << 20  // of one that is written again
)

// errFilter says that content is packed in a way that is not known here.
var errFilter = errors.New("content of an unknown packing")

// leftOpen runs the streams of a page and tells what they leave open. A stream that
// is packed in an unknown way can be set apart only where it is alone.
func (o *overlaying) leftOpen(streams []cos.Ref) (leftovers, error) {
	content, err := o.unpackedContent(streams)
	if errors.Is(err, errFilter) {
		return leftovers{broken: len(streams) == 1}, nil
	}
	if err != nil {
		return leftovers{}, err
	}
	limited := &io.LimitedReader{R: content, N: mostOldContent}
	left, err := scanContent(limited)
	if err == nil && limited.N == 0 {
		err = errors.New("content without end")
	}
	left.broken = left.broken || content.broke
	return left, err
}

// apart puts the old content into a form of its own, out of which nothing comes
// that it leaves open or breaks. A single stream keeps its bytes and its packing.
func (o *overlaying) apart(old []cos.Ref, r *room, shape pageShape) (cos.Ref, error) {
	at := cos.Ref{Num: o.d.e.reserve()}
	form := []cos.Set{{Key: "Type", Value: "/XObject"}, {Key: "Subtype", Value: "/Form"}, {Key: "Resources", Value: pointer(r.at)},
		{Key: "BBox", Value: "[" + numbers(shape.sheet[:]...) + "]"}}
	if len(old) == 1 {
		return at, o.copied(at, old[0], form)
	}
	content, err := o.unpackedContent(old)
	if err != nil {
		return at, err
	}
	var b bytes.Buffer
	if _, err := io.Copy(&b, io.LimitReader(content, mostApart+1)); err != nil {
		return at, err
	}
	if b.Len() > mostApart {
		return at, errors.New("broken content that is too long to be set apart")
	}
	entries := extended(cos.Dict{}, nil, append(form, cos.Set{Key: "Filter", Value: "/FlateDecode"})...)
	o.d.e.bytes(at.Num, strings.TrimSuffix(strings.TrimPrefix(entries, "<<"), ">>"), deflate(b.Bytes()))
	return at, o.d.e.err
}

// copied writes a stream again under another number, with more in its dictionary.
func (o *overlaying) copied(at, old cos.Ref, more []cos.Set) error {
	item, err := o.f.Follow(old)
	if err != nil {
		return err
	}
	raw, err := o.f.Raw(item)
	if err != nil {
		return err
	}
	d, _ := item.Value.(cos.Dict)
	if raw.Size() > mostApart || d.Twice() {
		return errors.New("broken content that cannot be set apart")
	}
	o.d.e.begin(at.Num)
	o.d.e.put("%s\nstream\n", d.With(item.Source, append(more, cos.Set{Key: "Length", Value: fmt.Sprint(raw.Size())})...))
	if _, err := io.Copy(o.d.e, raw); err != nil {
		return err
	}
	o.d.e.put("\nendstream\nendobj\n")
	return o.d.e.err
}

// unpacking reads streams one after the other. One that is broken ends where it
// breaks, as readers take it.
type unpacking struct {
	io.Reader
	broke bool
}

func (o *overlaying) unpackedContent(streams []cos.Ref) (*unpacking, error) {
	u := &unpacking{}
	var parts []io.Reader
	for _, at := range streams {
		item, err := o.f.Follow(at)
		if err != nil {
			return nil, err
		}
		raw, err := o.f.Raw(item)
		if err != nil {
			return nil, fmt.Errorf("stream %d: %w", at.Num, err)
		}
		d, _ := item.Value.(cos.Dict)
		unpacked, err := o.unfiltered(d, raw)
		if err != nil {
			return nil, fmt.Errorf("stream %d: %w", at.Num, err)
		}
		parts = append(parts, &lenient{ctx: o.ctx, r: unpacked, of: u}, bytes.NewReader([]byte("\n")))
	}
	u.Reader = io.MultiReader(parts...)
	return u, nil
}

// lenient takes a break for the end. Work that was called off is an error.
type lenient struct {
	ctx context.Context
	r   io.Reader
	of  *unpacking
}

func (l *lenient) Read(b []byte) (int, error) {
	if err := l.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := l.r.Read(b)
	if err != nil && err != io.EOF {
		l.of.broke, err = true, io.EOF
	}
	return n, err
}

// unfiltered undoes the filters of a stream.
func (o *overlaying) unfiltered(d cos.Dict, r io.Reader) (io.Reader, error) {
	names, err := o.filters(d)
	if err != nil {
		return nil, err
	}
	for _, called := range names {
		switch called {
		case "FlateDecode", "Fl":
			z, err := zlib.NewReader(r)
			if err != nil {
				return nil, errFilter
			}
			r = z
		case filter.LZW, filter.ASCII85, filter.ASCIIHex, filter.RunLength:
			f, err := filter.NewFilter(called, nil, mostApart)
			if err != nil {
				return nil, errFilter
			}
			if r, err = f.Decode(r); err != nil {
				return nil, errFilter
			}
		default:
			return nil, errFilter
		}
	}
	return r, nil
}

// filters lists the filters of a stream, of which none may have parameters that
// change bytes.
func (o *overlaying) filters(d cos.Dict) ([]string, error) {
	v, err := o.f.Value(d.Get("Filter"))
	if err != nil {
		return nil, err
	}
	parms, err := o.f.Value(d.Get("DecodeParms"))
	if err != nil {
		return nil, err
	}
	all, is := v.(cos.Array)
	if !is && v != nil {
		all.Items = []cos.Object{v}
	}
	each, is := parms.(cos.Array)
	if !is && parms != nil {
		each.Items = []cos.Object{parms}
	}
	for _, parm := range each.Items {
		if p, err := o.f.Dict(parm); err != nil || p.Get("Predictor") != nil && p.Get("Predictor") != cos.Int(1) || p.Get("EarlyChange") != nil {
			return nil, errors.Join(errFilter, err)
		}
	}
	names := make([]string, len(all.Items))
	for i, item := range all.Items {
		called, err := o.f.Value(item)
		if err != nil {
			return nil, err
		}
		n, _ := called.(cos.Name)
		names[i] = string(n)
	}
	return names, nil
}
