package pdf

import (
	"bytes"
	"context"
	"crypto/sha1"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"tram/local/pdf/cos"
)

// Evidence is what shows years later that certificates were good when they
// signed (PAdES B-LT): each piece in DER.
type Evidence struct {
	Certs, CRLs, OCSPs [][]byte
	About              []EvidenceAbout
}

// EvidenceAbout tells which pieces are about one signature (VRI).
type EvidenceAbout struct {
	Contents           []byte // of the signature, with its zeros: Signature.Contents
	Certs, CRLs, OCSPs [][]byte
	At                 time.Time // when they were gathered; zero: not said
}

// The store of evidence in a PDF has three lists.
var evidenceKinds = [3]struct{ list, about cos.Name }{{"Certs", "Cert"}, {"CRLs", "CRL"}, {"OCSPs", "OCSP"}}

const (
	mostEvidence      = 20 << 20 // bytes of all pieces
	mostEvidencePiece = 10_000   // pieces in a file
)

// PrepareEvidence makes the increment that adds evidence to a signed PDF; its
// hole is empty. What the file already holds is not added again.
func PrepareEvidence(ctx context.Context, r io.ReaderAt, size int64, add Evidence) (inc *Increment, err error) {
	total := 0
	for _, list := range add.lists() {
		for _, piece := range list {
			total += len(piece)
		}
	}
	if total == 0 || total > mostEvidence {
		return nil, fmt.Errorf("evidence of %d bytes", total)
	}
	err = guarded(func() error {
		s, err := openSigning(ctx, r, size)
		if err != nil {
			return err
		}
		store, err := s.openStore()
		if err != nil {
			return broken(err)
		}
		if err := store.write(add); err != nil {
			return broken(err)
		}
		b, err := s.d.finish()
		inc = &Increment{Bytes: b}
		return err
	})
	return inc, err
}

func (e Evidence) lists() [3][][]byte      { return [3][][]byte{e.Certs, e.CRLs, e.OCSPs} }
func (e EvidenceAbout) lists() [3][][]byte { return [3][][]byte{e.Certs, e.CRLs, e.OCSPs} }

// Evidences reads the store of evidence of a PDF; empty where it has none.
func Evidences(ctx context.Context, r io.ReaderAt, size int64) (e Evidence, err error) {
	err = guardedReading(func() error {
		v, err := openView(ctx, r, size)
		if err != nil {
			return err
		}
		s := evidenceStore{f: v.f}
		if err := s.read(v.catalog); err != nil {
			return err
		}
		e.Certs, e.CRLs, e.OCSPs = s.pieces[0], s.pieces[1], s.pieces[2]
		return nil
	})
	return e, err
}

// evidenceStore is the store of a file with what it holds.
type evidenceStore struct {
	s      *signing
	f      *cos.File
	refs   [3][]cos.Ref
	pieces [3][][]byte // beside refs
	bytes  int
}

func (s *signing) openStore() (*evidenceStore, error) {
	store := &evidenceStore{s: s, f: s.f}
	return store, store.read(s.catalog)
}

// read reads the lists of the store and their pieces.
func (e *evidenceStore) read(catalog cos.Dict) error {
	store, err := e.f.Dict(catalog.Get("DSS"))
	if err != nil {
		return err
	}
	for i, kind := range evidenceKinds {
		list, err := e.f.List(store.Get(kind.list))
		if err != nil {
			return err
		}
		for _, o := range list.Items {
			at, is := o.(cos.Ref)
			if !is {
				return errors.New("evidence that is no stream")
			}
			if err := e.piece(i, at); err != nil {
				return err
			}
		}
	}
	return nil
}

func (e *evidenceStore) piece(kind int, at cos.Ref) error {
	item, err := e.f.Follow(at)
	if err != nil {
		return err
	}
	b, err := e.f.Unpacked(item, mostEvidence)
	if err != nil {
		return err
	}
	e.bytes += len(b)
	if e.bytes > mostEvidence || len(e.refs[kind]) >= mostEvidencePiece {
		return errors.New("too much evidence")
	}
	e.refs[kind] = append(e.refs[kind], at)
	e.pieces[kind] = append(e.pieces[kind], b)
	return nil
}

// write writes what is new, and the store anew.
func (e *evidenceStore) write(add Evidence) error {
	for i, list := range add.lists() {
		for _, piece := range list {
			e.put(i, piece)
		}
	}
	about, err := e.about(add.About)
	if err != nil {
		return err
	}
	var b strings.Builder
	b.WriteString("<< /Type /DSS")
	for i, kind := range evidenceKinds {
		if len(e.refs[i]) > 0 {
			fmt.Fprintf(&b, " /%s %s", kind.list, pointers(e.refs[i]))
		}
	}
	if about != "" {
		b.WriteString(" /VRI " + about)
	}
	b.WriteString(" >>")
	s := e.s
	if at, is := s.catalog.Get("DSS").(cos.Ref); is {
		s.d.replace(at, b.String())
		return nil
	}
	sets := []cos.Set{{Key: "DSS", Value: pointer(s.d.add(b.String()))}}
	s.d.replace(s.root, s.catalog.With(s.source, sets...))
	return nil
}

// put writes a piece that the store does not hold, and tells where it is.
func (e *evidenceStore) put(kind int, piece []byte) cos.Ref {
	for i, known := range e.pieces[kind] {
		if bytes.Equal(known, piece) {
			return e.refs[kind][i]
		}
	}
	at := cos.Ref{Num: e.s.d.e.reserve()}
	e.s.d.e.bytes(at.Num, "/Filter /FlateDecode", deflate(piece))
	e.refs[kind] = append(e.refs[kind], at)
	e.pieces[kind] = append(e.pieces[kind], piece)
	return at
}

// about writes which pieces are about which signature, and keeps what the file
// says about others.
func (e *evidenceStore) about(add []EvidenceAbout) (string, error) {
	store, err := e.f.Dict(e.s.catalog.Get("DSS"))
	if err != nil {
		return "", err
	}
	kept, source := cos.Dict{}, []byte(nil)
	if at, is := store.Get("VRI").(cos.Ref); is {
		item, err := e.f.Follow(at)
		if err != nil {
			return "", err
		}
		kept, _ = item.Value.(cos.Dict)
		source = item.Source
	} else if direct, is := store.Get("VRI").(cos.Dict); is {
		kept = direct
		item, err := e.storeItem()
		if err != nil {
			return "", err
		}
		source = item.Source
	}
	var sets []cos.Set
	for _, a := range add {
		sets = append(sets, cos.Set{Key: cos.Name(fmt.Sprintf("%X", sha1.Sum(a.Contents))), Value: e.entry(a)})
	}
	if kept.To == 0 {
		if len(sets) == 0 {
			return "", nil
		}
		empty := []byte("<< >>")
		return cos.Dict{To: len(empty)}.With(empty, sets...), nil
	}
	return kept.With(source, sets...), nil
}

// storeItem is the object in which the store stands.
func (e *evidenceStore) storeItem() (cos.Item, error) {
	if at, is := e.s.catalog.Get("DSS").(cos.Ref); is {
		return e.f.Follow(at)
	}
	return cos.Item{Source: e.s.source}, nil
}

func (e *evidenceStore) entry(a EvidenceAbout) string {
	var b strings.Builder
	b.WriteString("<<")
	for i, list := range a.lists() {
		var at []cos.Ref
		for _, piece := range list {
			if r := e.put(i, piece); !slices.Contains(at, r) {
				at = append(at, r)
			}
		}
		if len(at) > 0 {
			fmt.Fprintf(&b, " /%s %s", evidenceKinds[i].about, pointers(at))
		}
	}
	if !a.At.IsZero() {
		fmt.Fprintf(&b, " /TU (%s)", date(a.At))
	}
	b.WriteString(" >>")
	return b.String()
}

func pointers(refs []cos.Ref) string {
	all := make([]string, len(refs))
	for i, r := range refs {
		all[i] = pointer(r)
	}
	return "[" + strings.Join(all, " ") + "]"
}
