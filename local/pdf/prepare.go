package pdf

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"tram/local/pdf/cos"
)

// Kinds of signature (/SubFilter).
const (
	CAdES         = "ETSI.CAdES.detached" // PAdES
	DocumentStamp = "ETSI.RFC3161"        // a time stamp of the whole document
)

// Field is a signature that is to be put into a PDF.
type Field struct {
	Name      string // of the form field; a free one where it is empty
	SubFilter string // CAdES where it is empty

	Signer, Reason, Location string
	At                       time.Time // claimed; zero: not said

	Reserve int // bytes of CMS that must find room; 0: ReservedBytes
	Certify int // 0: an approval; 1…3: a certification (DocMDP) that allows nothing, filling and signing, and notes too

	// Page, from 0, and where on it the signature shows: left, top, right,
	// bottom in points from the top left of the page as it is seen. Without a
	// look it is invisible.
	Page int
	Rect [4]float64
	Look *Look
}

// ReservedBytes is the room for a signature with its certificates and time
// stamp.
const ReservedBytes = 16 << 10

const (
	mostReserved = 1 << 20
	sigFlags     = 3       // signatures exist, and the file is only to be appended to (ISO 32000-1, table 219)
	widgetFlags  = 4 | 128 // Print, as PDF/A asks (ISO 19005-2, 6.3.2), and Locked
)

// PrepareSignature makes the increment that signs a PDF, with an empty hole for
// the signature. Earlier signatures keep what they cover. What the file forbids
// or cannot bear is a Failure.
func PrepareSignature(ctx context.Context, r io.ReaderAt, size int64, f Field) (inc *Increment, err error) {
	if f.SubFilter == "" {
		f.SubFilter = CAdES
	}
	if f.Reserve == 0 {
		f.Reserve = ReservedBytes
	}
	if f.Reserve > mostReserved {
		return nil, SignatureTooLarge.Because(fmt.Errorf("a place of %d bytes", f.Reserve))
	}
	if f.Reserve < 0 || f.Certify < 0 || f.Certify > 3 {
		return nil, errors.New("a signature of no sensible size or kind")
	}
	err = guarded(func() error {
		s, err := openSigning(ctx, r, size)
		if err != nil {
			return err
		}
		inc, err = s.sign(f)
		return err
	})
	return inc, err
}

// signing is a PDF that is about to get an increment.
type signing struct {
	ctx     context.Context
	f       *cos.File
	d       *draft
	root    cos.Ref
	catalog cos.Dict
	source  []byte    // in which the catalog stands
	sets    []cos.Set // of the catalog
}

func openSigning(ctx context.Context, r io.ReaderAt, size int64) (*signing, error) {
	f, err := openSound(ctx, r, size)
	if err != nil {
		return nil, err
	}
	s := &signing{ctx: ctx, f: f}
	root, is := f.Trailer.Get("Root").(cos.Ref)
	if !is {
		return nil, broken(errors.New("the file has no catalog"))
	}
	item, err := f.Follow(root)
	if err != nil {
		return nil, broken(err)
	}
	if s.catalog, is = item.Value.(cos.Dict); !is || s.catalog.Twice() {
		return nil, broken(errors.New("the file has no catalog"))
	}
	s.root, s.source = root, item.Source
	s.d, err = newDraft(f, r, size)
	return s, err
}

// sign writes everything in the order in which it refers to each other.
func (s *signing) sign(f Field) (*Increment, error) {
	form, err := s.readForm()
	if err != nil {
		return nil, err
	}
	if err := form.permits(s, f); err != nil {
		return nil, err
	}
	if f.Name, err = form.freeName(f.Name); err != nil {
		return nil, err
	}
	page, err := s.page(f.Page)
	if err != nil {
		return nil, err
	}
	signature := cos.Ref{Num: s.d.e.reserve()}
	look, err := s.look(f, page)
	if err != nil {
		return nil, err
	}
	widget := s.d.add(fmt.Sprintf("<< /Type /Annot /Subtype /Widget /FT /Sig /T %s /V %s /F %d /P %s %s >>",
		text(f.Name), pointer(signature), widgetFlags, pointer(page.at), look))
	if err := s.annotate(page, widget); err != nil {
		return nil, err
	}
	if err := s.enter(form, widget); err != nil {
		return nil, err
	}
	if f.Certify > 0 {
		if err := s.certify(signature); err != nil {
			return nil, err
		}
	}
	if len(s.sets) > 0 {
		s.d.replace(s.root, s.catalog.With(s.source, s.sets...))
	}
	place, hole := s.write(signature, f)
	b, err := s.d.finish()
	if err != nil {
		return nil, err
	}
	covered := fmt.Sprintf("0 %d %d %d", s.d.size+hole.Offset-1, s.d.size+hole.Offset+hole.Length+1,
		int64(len(b))-hole.Offset-hole.Length-1)
	copy(b[place.Offset:place.Offset+place.Length], covered)
	return &Increment{Bytes: b, Hole: hole}, nil
}

// write writes the signature dictionary; the range and the hole are filled when
// the rest is known.
func (s *signing) write(at cos.Ref, f Field) (covered, hole Span) {
	e := s.d.e
	kind := "Sig"
	if f.SubFilter == DocumentStamp {
		kind = "DocTimeStamp"
	}
	const room = len("0 1000000000000 1000000000000 1000000000000")
	e.begin(at.Num)
	e.put("<< /Type /%s /Filter /Adobe.PPKLite /SubFilter /%s /ByteRange [", kind, f.SubFilter)
	covered = Span{e.at - s.d.size, int64(room)}
	e.put("%s] /Contents <", strings.Repeat(" ", room))
	hole = Span{e.at - s.d.size, 2 * int64(f.Reserve)}
	e.put("%s>", strings.Repeat("0", 2*f.Reserve))
	for _, said := range []struct{ key, value string }{{"Name", f.Signer}, {"Reason", f.Reason}, {"Location", f.Location}} {
		if said.value != "" && kind == "Sig" {
			e.put(" /%s %s", said.key, text(said.value))
		}
	}
	if !f.At.IsZero() && kind == "Sig" {
		e.put(" /M (%s)", date(f.At))
	}
	if f.Certify > 0 {
		e.put(" /Reference [<< /Type /SigRef /TransformMethod /DocMDP /TransformParams << /Type /TransformParams /P %d /V /1.2 >> >>]", f.Certify)
	}
	e.put(" >>\nendobj\n")
	return covered, hole
}

// certify names the signature as the one that says what may still change.
func (s *signing) certify(signature cos.Ref) error {
	perms, err := s.f.Dict(s.catalog.Get("Perms"))
	if err != nil {
		return broken(err)
	}
	if perms.To > 0 {
		return CertifyFirst
	}
	s.sets = append(s.sets, cos.Set{Key: "Perms", Value: "<< /DocMDP " + pointer(signature) + " >>"})
	return nil
}

func pointer(r cos.Ref) string { return fmt.Sprintf("%d %d R", r.Num, r.Gen) }
