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
// hole is empty. What the file already holds is not added again, nor written anew:
// where it holds all, there is nothing to append.
func PrepareEvidence(ctx context.Context, r io.ReaderAt, size int64, add Evidence) (inc *Increment, err error) {
	total := 0
	for _, list := range add.lists() {
		for _, piece := range list {
			total += len(piece)
		}
	}
	if total == 0 || total > mostEvidence {
		return nil, EvidenceTooLarge.Because(fmt.Errorf("evidence of %d bytes", total))
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
		if inc = (&Increment{}); !store.changed {
			return nil
		}
		inc.Bytes, err = s.d.finish()
		return err
	})
	return inc, err
}

func (e Evidence) lists() [3][][]byte      { return [3][][]byte{e.Certs, e.CRLs, e.OCSPs} }
func (e EvidenceAbout) lists() [3][][]byte { return [3][][]byte{e.Certs, e.CRLs, e.OCSPs} }

// mostUnread is how many pieces that cannot be read are passed over: each may be
// long to unpack.
const mostUnread = 16

// Evidences reads the store of evidence of a PDF; empty where it has none. Anybody may
// add such a store, so what cannot be read of it, or is too much, is passed over: it
// shows nothing, and keeps nobody from judging the signatures.
func Evidences(ctx context.Context, r io.ReaderAt, size int64) (e Evidence, err error) {
	err = guardedReading(func() error {
		v, err := openView(ctx, r, size)
		if err != nil {
			return err
		}
		s := evidenceStore{f: v.f}
		s.collect(v.catalog)
		if err := ctx.Err(); err != nil {
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

	changed bool // something is to be written
}

func (s *signing) openStore() (*evidenceStore, error) {
	store := &evidenceStore{s: s, f: s.f}
	return store, store.read(s.catalog)
}

// collect reads what can be read of the store.
func (e *evidenceStore) collect(catalog cos.Dict) {
	store, err := e.f.Dict(catalog.Get("DSS"))
	if err != nil {
		return
	}
	unread := 0
	for i, kind := range evidenceKinds {
		list, err := e.f.List(store.Get(kind.list))
		if err != nil {
			continue
		}
		for _, o := range list.Items {
			at, is := o.(cos.Ref)
			if is && e.piece(i, at) == nil {
				continue
			}
			if unread++; unread >= mostUnread {
				return
			}
		}
	}
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
	if e.bytes+len(b) > mostEvidence || len(e.refs[kind]) >= mostEvidencePiece {
		return errors.New("too much evidence")
	}
	e.bytes += len(b)
	e.refs[kind] = append(e.refs[kind], at)
	e.pieces[kind] = append(e.pieces[kind], b)
	return nil
}

// write writes what is new. What the file holds stays as it is, byte for byte: a
// later signature may cover it, and readers take a change of it for tampering.
func (e *evidenceStore) write(add Evidence) error {
	held := [3]int{len(e.refs[0]), len(e.refs[1]), len(e.refs[2])}
	for i, list := range add.lists() {
		for _, piece := range list {
			e.put(i, piece)
		}
	}
	store, err := e.f.Dict(e.s.catalog.Get("DSS"))
	if err != nil {
		return err
	}
	item, err := e.storeItem()
	if err != nil {
		return err
	}
	sets, err := e.about(add.About, store, item.Source)
	if err != nil {
		return err
	}
	for i := range evidenceKinds {
		if more := e.refs[i][held[i]:]; len(more) > 0 {
			sets = append(sets, e.longer(store, item.Source, i, more))
		}
	}
	e.setStore(store, item.Source, sets)
	return nil
}

// longer is a list of the store with more at its end. A list that is an object of
// its own stays, for others may refer to it.
func (e *evidenceStore) longer(store cos.Dict, source []byte, kind int, more []cos.Ref) cos.Set {
	name := evidenceKinds[kind].list
	if list, direct := store.Get(name).(cos.Array); direct {
		return cos.Set{Key: name, Value: list.With(source, strings.Trim(pointers(more), "[]"))}
	}
	return cos.Set{Key: name, Value: pointers(e.refs[kind])}
}

// setStore writes the store with values set, where there are any.
func (e *evidenceStore) setStore(store cos.Dict, source []byte, sets []cos.Set) {
	if len(sets) == 0 {
		return
	}
	s := e.s
	at, apart := s.catalog.Get("DSS").(cos.Ref)
	switch {
	case apart:
		e.change(at, store.With(source, sets...))
	case store.To > 0:
		e.change(s.root, s.catalog.With(s.source, cos.Set{Key: "DSS", Value: store.With(source, sets...)}))
	default:
		made := pointer(s.d.add(dictOf("/Type /DSS", sets)))
		e.change(s.root, s.catalog.With(s.source, cos.Set{Key: "DSS", Value: made}))
	}
}

func dictOf(head string, sets []cos.Set) string {
	empty := []byte("<< " + head + " >>")
	return cos.Dict{To: len(empty)}.With(empty, sets...)
}

// change writes an object anew.
func (e *evidenceStore) change(at cos.Ref, value string) {
	e.changed = true
	e.s.d.replace(at, value)
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

// about writes which pieces are about which signature. What the file says about
// one already is left alone: new pieces about it stand in the lists.
func (e *evidenceStore) about(add []EvidenceAbout, store cos.Dict, source []byte) ([]cos.Set, error) {
	at, apart := store.Get("VRI").(cos.Ref)
	kept, direct := store.Get("VRI").(cos.Dict)
	if apart {
		item, err := e.f.Follow(at)
		if err != nil {
			return nil, err
		}
		kept, source = cos.Dict{}, item.Source
		if known, is := item.Value.(cos.Dict); is {
			kept = known
		}
	}
	var sets []cos.Set
	for _, a := range add {
		name := cos.Name(fmt.Sprintf("%X", sha1.Sum(a.Contents)))
		if kept.Get(name) == nil {
			sets = append(sets, cos.Set{Key: name, Value: e.entry(a)})
		}
	}
	switch {
	case len(sets) == 0:
		return nil, nil
	case apart && kept.To > 0:
		e.change(at, kept.With(source, sets...))
		return nil, nil
	case direct:
		return []cos.Set{{Key: "VRI", Value: kept.With(source, sets...)}}, nil
	}
	return []cos.Set{{Key: "VRI", Value: dictOf("", sets)}}, nil
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
