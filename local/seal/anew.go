package seal

import (
	"bytes"
	"context"
	"crypto/hkdf"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"os"
	"strings"

	"filippo.io/age"

	"tram/local/job"
	"tram/local/whole"
)

// A sealed file is a header, in which a random key of this one file is wrapped to an
// identity, and what is sealed with that key. Sealing a file anew wraps its key to
// another identity, and copies the rest as it lies: no byte that is damaged becomes
// whole by it, none that is whole is read, and what the file holds is proven as before.

// copiedSize is how much is copied at a time, in bytes.
const copiedSize = 1 << 20

// WrapAnew seals a file to this identity that the former one sealed: whole, or as it
// was. replace is handed the last step, to do it while nobody else touches the file. It
// returns the size in bytes of what was written; 0: the file is not the former one's.
// The time of the file stays.
func (i *Identity) WrapAnew(ctx context.Context, path string, replace func(func() error) error) (int64, error) {
	from, err := whole.Open(path)
	if err != nil {
		return 0, unread(path, err)
	}
	defer from.Close()
	info, err := from.Stat()
	if err != nil || !info.Mode().IsRegular() {
		return 0, err
	}
	header, rest, err := i.headerAnew(from, info.Size())
	if err != nil || header == nil {
		return 0, err
	}
	to, err := whole.Create(path, info.Mode().Perm())
	if err != nil {
		return 0, err
	}
	defer to.Abort()
	if _, err := to.Write(header); err != nil {
		return 0, err
	}
	if err := copied(ctx, to, rest); err != nil {
		return 0, err
	}
	err = replace(func() error {
		if is, err := os.Stat(path); err != nil || !os.SameFile(is, info) {
			return err // it was removed or replaced meanwhile
		}
		from.Close() // Windows replaces no file that is open
		if err := to.Replace(); err != nil {
			return err
		}
		return os.Chtimes(path, info.ModTime(), info.ModTime())
	})
	return int64(len(header)) + rest.Size(), err
}

func copied(ctx context.Context, to io.Writer, from *io.SectionReader) error {
	buffer := make([]byte, min(copiedSize, from.Size()+1))
	_, err := io.CopyBuffer(job.Patient(ctx, to), struct{ io.Reader }{from}, buffer)
	return err
}

// headerAnew makes the header of a file that the former identity sealed, and gives what
// lies behind the old one; nil: it did not seal it.
func (i *Identity) headerAnew(from io.ReaderAt, size int64) (header []byte, rest *io.SectionReader, err error) {
	held := i.keys.Load()
	if held.former == nil || looksSealed(from, size) != nil {
		return nil, nil, nil
	}
	old, err := age.ExtractHeader(io.NewSectionReader(from, 0, min(size, maxHeader)))
	if err != nil {
		return nil, nil, nil //nolint:nilerr // nobody opens it
	}
	fileKey, err := age.DecryptHeader(old, held.former)
	if err != nil {
		return nil, nil, nil //nolint:nilerr // the former one does not open it
	}
	defer clear(fileKey)
	header, err = headerOf(fileKey, held.now.Recipient())
	return header, io.NewSectionReader(from, int64(len(old)), size-int64(len(old))), err
}

// headerOf writes the header of the age format (age-encryption.org/v1): a stanza for a
// recipient, and a code over it by a key that follows from the file's.
func headerOf(fileKey []byte, to *age.X25519Recipient) ([]byte, error) {
	stanzas, err := to.Wrap(fileKey)
	if err != nil {
		return nil, fmt.Errorf("wrapping the key of a file: %w", err)
	}
	var out bytes.Buffer
	out.WriteString("age-encryption.org/v1\n")
	for _, s := range stanzas {
		fmt.Fprintf(&out, "-> %s\n%s", strings.Join(append([]string{s.Type}, s.Args...), " "), inColumns(s.Body))
	}
	out.WriteString("---")
	key, err := hkdf.Key(sha256.New, fileKey, nil, "header", sha256.Size)
	if err != nil {
		return nil, fmt.Errorf("wrapping the key of a file: %w", err)
	}
	code := hmac.New(sha256.New, key)
	code.Write(out.Bytes())
	fmt.Fprintf(&out, " %s\n", base64.RawStdEncoding.EncodeToString(code.Sum(nil)))
	return out.Bytes(), nil
}

// inColumns writes a body as lines of 64 signs; the last one is shorter, and may be empty.
func inColumns(body []byte) string {
	const columns = 64
	text := base64.RawStdEncoding.EncodeToString(body)
	var out strings.Builder
	for len(text) >= columns {
		out.WriteString(text[:columns] + "\n")
		text = text[columns:]
	}
	out.WriteString(text + "\n")
	return out.String()
}
