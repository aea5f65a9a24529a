package pdf

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/pdfcpu/pdfcpu/pkg/filter"

	"tram/local/pdf/cos"
)

const (
	mostOldContent = 256 << 20 // bytes of the content of one page, unpacked
	mostMended     = 32 << 20  // of one that is written anew
)

// errFilter says that content is packed in a way that is not known here.
var errFilter = errors.New("content of an unknown packing")

// leftOpen runs the streams of a page and tells what they leave open. Content
// that is packed in an unknown way counts as closed.
func (o *overlaying) leftOpen(streams []cos.Ref) (leftovers, error) {
	content, err := o.unpackedContent(streams)
	if errors.Is(err, errFilter) {
		return leftovers{}, nil
	}
	if err != nil {
		return leftovers{}, err
	}
	limited := &io.LimitedReader{R: content, N: mostOldContent}
	left, err := scanContent(limited)
	if err == nil && limited.N == 0 {
		err = errors.New("content without end")
	}
	return left, err
}

// mended writes the content of a page anew without the operators that every
// reader passes over: behind a q of ours they would not be passed over.
func (o *overlaying) mended(old []cos.Ref, left leftovers, r *room, forms []putForm, shape pageShape) (string, error) {
	content, err := o.unpackedContent(old)
	if err != nil {
		return "", err
	}
	var b bytes.Buffer
	b.WriteString("q\n")
	from := int64(b.Len())
	if _, err := io.Copy(&b, io.LimitReader(content, mostMended+1)); err != nil {
		return "", err
	}
	if b.Len() > mostMended {
		return "", errors.New("content that is too long to be mended")
	}
	for _, at := range left.excess {
		b.Bytes()[from+at] = ' '
	}
	b.WriteString(left.closing() + "Q\n")
	r.show(&b, forms, shape)
	return pointer(o.stream(b.Bytes())), nil
}

// unpackedContent reads the streams of a page one after the other. A stream that
// is broken ends where it breaks, as readers take it.
func (o *overlaying) unpackedContent(streams []cos.Ref) (io.Reader, error) {
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
		parts = append(parts, &lenient{ctx: o.ctx, r: unpacked}, bytes.NewReader([]byte("\n")))
	}
	return io.MultiReader(parts...), nil
}

// lenient takes a break for the end. Work that was called off is an error.
type lenient struct {
	ctx context.Context
	r   io.Reader
}

func (l *lenient) Read(b []byte) (int, error) {
	if err := l.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := l.r.Read(b)
	if err != nil {
		err = io.EOF
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
			f, err := filter.NewFilter(called, nil, mostMended)
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
