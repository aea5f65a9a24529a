package pdf

import (
	"context"
	"errors"
	"fmt"
	"hash"
	"io"
	"slices"
	"time"

	"tram/local/pdf/cos"
)

// Rules of reading signatures, whoever made them:
//   - The signed bytes are opened as the file that they were when they were
//     signed. What that file shows is what the signature vouches for.
//   - The range is the whole of that file but exactly the string of /Contents;
//     everything else is a Fault.
//   - What the file shows now is compared with it, object by object. A change
//     that no rule allows is Content.

// Signature is one signature of a PDF as the file tells it. Whether the bytes
// match and who signed is told by CMS, which nobody has looked into here.
type Signature struct {
	Field     string // name of the form field
	SubFilter string
	Range     [4]int64 // ByteRange: two pieces, each an offset and a length
	CMS       []byte   // without the zeros that fill its place, where nothing else does
	Contents  []byte   // with them: what the evidence about it is named by

	Signer, Reason, Location string
	At                       time.Time // claimed; zero: not said

	Certify        int  // 0: an approval; 1…3: a certification (DocMDP)
	Revision       int  // state of the file that it signs, from 1
	CoversRevision bool // the range is a whole state of the file but the hole
	CoversFile     bool // and nothing came after it
	Since          []Change
	Faults         []Fault
}

const mostSignatures = 100 // of a file that is judged

// Signatures reads every signature of a PDF, in the order of the form. A file
// that cannot be read without guessing is a Failure.
func Signatures(ctx context.Context, r io.ReaderAt, size int64) (found []Signature, err error) {
	err = guardedReading(func() error {
		v, err := openView(ctx, r, size)
		if err != nil {
			return err
		}
		if found, err = examineAll(ctx, r, size, v); err != nil || len(found) > 0 {
			return err
		}
		found, err = removed(ctx, r, v)
		return err
	})
	if errors.Is(err, Locked) {
		return nil, encryptedSaid(ctx, r, size)
	}
	if err != nil {
		return nil, err
	}
	return found, nil
}

// examineAll examines what the form of one state lists.
func examineAll(ctx context.Context, r io.ReaderAt, size int64, v *view) (found []Signature, err error) {
	signed := slices.DeleteFunc(slices.Clone(v.form.fields), func(f formField) bool { return f.kind != "Sig" || f.value == nil })
	if len(signed) > mostSignatures {
		return nil, TooManySignatures.About(len(signed), mostSignatures)
	}
	for _, field := range signed {
		e := examination{ctx: ctx, r: r, size: size, now: v}
		if err := e.examine(field); err != nil {
			return nil, err
		}
		found = append(found, e.s)
	}
	return found, nil
}

// Digest hashes what the signature says that it covers.
func (s Signature) Digest(ctx context.Context, r io.ReaderAt, h hash.Hash) error {
	b := make([]byte, copyBytes)
	for _, piece := range []Span{{s.Range[0], s.Range[1]}, {s.Range[2], s.Range[3]}} {
		if piece.Offset < 0 || piece.Length < 0 {
			return errors.New("a range of no sensible numbers")
		}
		section := io.NewSectionReader(r, piece.Offset, piece.Length)
		var hashed int64
		for {
			if err := ctx.Err(); err != nil {
				return err
			}
			n, err := section.Read(b)
			h.Write(b[:n])
			hashed += int64(n)
			if err == io.EOF && hashed == piece.Length {
				break
			}
			if err != nil {
				return cutShort(fmt.Errorf("hashing at byte %d: %w", piece.Offset+hashed, err))
			}
		}
	}
	return nil
}

// view is one state of a file.
type view struct {
	f       *cos.File
	root    cos.Ref
	catalog cos.Dict
	form    acroForm

	witnessed int           // times that its pages were drawn to be compared
	looked    time.Duration // that it took
	shown     gallery       // of them
}

func openView(ctx context.Context, r io.ReaderAt, size int64) (*view, error) {
	if size == 0 {
		return nil, EmptyPDF
	}
	f, err := cos.Open(ctx, r, size)
	if errors.Is(err, cos.ErrEncrypted) {
		return nil, Locked.Because(err)
	}
	if err != nil {
		return nil, err
	}
	return viewOf(f)
}

func viewOf(f *cos.File) (*view, error) {
	v := &view{f: f}
	root, is := f.Trailer.Get("Root").(cos.Ref)
	if !is {
		return nil, errors.New("the file has no catalog")
	}
	item, err := f.Follow(root)
	if err != nil {
		return nil, err
	}
	v.root = root
	if v.catalog, is = item.Value.(cos.Dict); !is || item.Stream > 0 || v.catalog.Twice() {
		return nil, errors.New("the file has no catalog")
	}
	v.form, err = readForm(f, v.catalog, item.Source)
	return v, err
}

// guardedReading turns what goes wrong into a sentence about verifying.
func guardedReading(work func() error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = Unverifiable.Because(fmt.Errorf("panic: %v", p))
		}
	}()
	err = work()
	if err == nil || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	if errors.Is(err, Locked) || errors.Is(err, EmptyPDF) || errors.Is(err, TooManySignatures) {
		return err
	}
	if errors.Is(err, cos.ErrUnread) {
		return cutShort(err)
	}
	return Unverifiable.Because(err)
}
