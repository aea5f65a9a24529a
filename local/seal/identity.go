package seal

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"sync/atomic"

	"filippo.io/age"
)

// Identity opens what it sealed. It is made at the set-up of the office, kept by a
// Keeper, and printed as a recovery key. After a theft or a leaving another follows
// it (Follow): until the former one is forgotten, what that sealed is opened, too.
// Formatting an Identity shows only its public half. It is safe for many goroutines.
type Identity struct {
	keys *atomic.Pointer[keys] // never nil
}

// keys are the secret by which everything is done, and the one before it while there are
// files that only this opens; nil: there are none.
type keys struct{ now, former *age.X25519Identity }

func identityOf(key *age.X25519Identity) *Identity {
	i := &Identity{new(atomic.Pointer[keys])}
	i.keys.Store(&keys{now: key})
	return i
}

func (k keys) all() []age.Identity {
	if k.former == nil {
		return []age.Identity{k.now}
	}
	return []age.Identity{k.now, k.former}
}

func (i *Identity) now() *age.X25519Identity { return i.keys.Load().now }

// New makes an identity from the randomness of the operating system.
func New() (*Identity, error) {
	key, err := age.GenerateX25519Identity()
	if err != nil {
		return nil, fmt.Errorf("making a sealing identity: %w", err)
	}
	return identityOf(key), nil
}

// Recipient is the public half: age1… in 62 characters. It may be shown and
// stored; two identities are the same if their recipients are.
func (i *Identity) Recipient() string { return i.now().Recipient().String() }

// Format shows the public half, whatever the verb.
func (i *Identity) Format(s fmt.State, _ rune) { io.WriteString(s, i.Recipient()) }

// Seal returns a writer whose plaintext goes to w sealed. Close ends the sealed
// stream and leaves w open. It holds one chunk of 64 KiB in memory.
func (i *Identity) Seal(w io.Writer) (io.WriteCloser, error) {
	sealed, err := age.Encrypt(w, i.now().Recipient())
	if err != nil {
		return nil, fmt.Errorf("sealing: %w", err)
	}
	return sealed, nil
}

// Open gives random access to what lies sealed in the size bytes of r. Each
// chunk is authenticated when it is read; the header and the last chunk are
// at once, so that a truncated stream does not open.
func (i *Identity) Open(r io.ReaderAt, size int64) (*io.SectionReader, error) {
	if err := looksSealed(r, size); err != nil {
		return nil, err
	}
	plain, n, err := age.DecryptReaderAt(r, size, i.keys.Load().all()...)
	if other := (*age.NoIdentityMatchError)(nil); errors.As(err, &other) {
		return nil, ErrAnothers
	}
	if err != nil {
		return nil, fmt.Errorf("opening what was sealed: %w", err)
	}
	return io.NewSectionReader(&chunks{from: plain, size: n}, 0, n), nil
}

// What does not open although it may be whole: it is sealed to another identity, or not
// sealed at all.
var (
	ErrAnothers  = errors.New("sealed to another identity")
	ErrNotSealed = errors.New("no age header")
)

// maxHeader is the most that is looked at to find the end of an age header, in
// bytes. Ours has about 170.
const maxHeader = 4 << 10

// looksSealed spares the parser a file of zeros, which it would read whole to
// find the end of a line.
func looksSealed(r io.ReaderAt, size int64) error {
	head := make([]byte, max(0, min(size, maxHeader)))
	if n, err := r.ReadAt(head, 0); n < len(head) {
		return fmt.Errorf("reading the header of what was sealed: %w", err)
	}
	_, last, ended := bytes.Cut(head, []byte("\n--- "))
	if !bytes.HasPrefix(head, []byte("age-encryption.org/v1\n")) || !ended || bytes.IndexByte(last, '\n') < 0 {
		return ErrNotSealed
	}
	return nil
}

func fromText(secret string) (*Identity, error) {
	key, err := age.ParseX25519Identity(secret)
	if err != nil {
		return nil, errors.New("not an age X25519 identity") // the parser's words may quote the secret
	}
	return identityOf(key), nil
}

func (i *Identity) text() string { return i.now().String() }
