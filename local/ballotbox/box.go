package ballotbox

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"golang.org/x/crypto/chacha20poly1305"

	"tram/local/office"
	"tram/local/whole"
)

// Ask says what a box is for.
type Ask struct {
	Vote    office.ID
	May     []office.ID // who may vote, in the order of the list
	Choices int
	Most    int // how many of them a ballot may name
}

// Box is the box of one vote on this machine.
type Box struct {
	ask  Ask
	path string
	key  []byte

	lock sync.Mutex
	seen []bool // who voted when this program looked last: a box in which they did not is an older one
}

// state is what lies in it.
type state struct {
	voted []bool // in the order of Ask.May
	blank int    // ballots that name nothing
	tally []int
}

const boxEnding = ".box"

func pathOf(folder string, vote office.ID) string {
	return filepath.Join(folder, string(vote)+boxEnding)
}

// New sets a box up, and tells its key, which is written down nowhere else. It fails with BoxThere.
func New(folder string, ask Ask) (*Box, Key, error) {
	if err := whole.MakeDir(folder, 0o700); err != nil {
		return nil, "", err
	}
	key := newKey()
	b := &Box{ask: ask, path: pathOf(folder, ask.Vote), key: key.bytes(string(ask.Vote))}
	err := whole.WriteNew(b.path, 0o600, b.sealed(state{voted: make([]bool, len(ask.May)), tally: make([]int, ask.Choices)}))
	if errors.Is(err, fs.ErrExist) {
		err = BoxThere.Because(err)
	}
	return b, key, err
}

// Open opens a box that is there. It fails with NoBox and WrongKey.
func Open(folder string, ask Ask, key Key) (*Box, error) {
	b := &Box{ask: ask, path: pathOf(folder, ask.Vote), key: key.bytes(string(ask.Vote))}
	_, err := b.read()
	return b, err
}

// There tells whether this machine holds the box of a vote.
func There(folder string, vote office.ID) bool {
	_, err := os.Lstat(pathOf(folder, vote))
	return err == nil
}

// Cast puts the ballot of somebody in; no choice: a blank one. It fails with MayNot, Voted and BadBallot,
// and keeps nothing then.
func (b *Box) Cast(ctx context.Context, seat office.ID, choice []int) error {
	i := slices.Index(b.ask.May, seat)
	if i < 0 {
		return MayNot
	}
	named := slices.Compact(slices.Sorted(slices.Values(choice)))
	if len(named) != len(choice) || len(choice) > b.ask.Most || len(named) > 0 && (named[0] < 0 || named[len(named)-1] >= b.ask.Choices) {
		return BadBallot.About(b.ask.Most)
	}
	return b.change(ctx, func(s *state) error {
		if s.voted[i] {
			return Voted
		}
		s.voted[i] = true
		if len(choice) == 0 {
			s.blank++
		}
		for _, c := range choice {
			s.tally[c]++
		}
		return nil
	})
}

// Voters are those who voted so far, in the order of the list.
func (b *Box) Voters() (all []office.ID, err error) {
	s, err := b.read()
	for i, is := range s.voted {
		if is {
			all = append(all, b.ask.May[i])
		}
	}
	return all, err
}

// Count tells what all ballots came to.
func (b *Box) Count() (c office.Counted, err error) {
	s, err := b.read()
	if err != nil {
		return c, err
	}
	c.Voters, err = b.Voters()
	c.Tally, c.Invalid = s.tally, s.blank
	return c, err
}

// Remove takes the box of a vote away, once its count is kept or the vote was called off.
func Remove(folder string, vote office.ID) error {
	err := whole.Remove(pathOf(folder, vote))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// change reads, changes and writes the box while nobody else does.
func (b *Box) change(ctx context.Context, do func(*state) error) error {
	release, err := whole.Turn(ctx, b.path)
	if err != nil {
		return err
	}
	defer release()
	s, err := b.read()
	if err != nil {
		return err
	}
	if err := do(&s); err != nil {
		return err
	}
	if err := whole.Write(b.path, 0o600, b.sealed(s)); err != nil {
		return err
	}
	return b.newer(s)
}

// sealed writes what lies in the box: of one size, whoever voted.
func (b *Box) sealed(s state) func(io.Writer) error {
	return func(w io.Writer) error {
		aead, err := chacha20poly1305.NewX(b.key)
		if err != nil {
			return err
		}
		nonce := make([]byte, aead.NonceSize())
		rand.Read(nonce)
		_, err = w.Write(aead.Seal(nonce, nonce, s.bytes(), []byte(b.ask.Vote)))
		return err
	}
}

func (s state) bytes() (all []byte) {
	for _, is := range s.voted {
		all = append(all, map[bool]byte{true: 1}[is])
	}
	all = binary.BigEndian.AppendUint32(all, uint32(s.blank))
	for _, n := range s.tally {
		all = binary.BigEndian.AppendUint32(all, uint32(n))
	}
	return all
}

// figure is how many bytes a figure takes.
const figure = 4

func (b *Box) size() int { return len(b.ask.May) + figure + figure*b.ask.Choices }

func (b *Box) read() (s state, err error) {
	aead, err := chacha20poly1305.NewX(b.key)
	if err != nil {
		return s, err
	}
	f, err := whole.Open(b.path)
	if errors.Is(err, fs.ErrNotExist) {
		return s, NoBox.Because(err)
	}
	if err != nil {
		return s, err
	}
	defer f.Close()
	sealed, err := io.ReadAll(io.LimitReader(f, int64(b.size()+aead.NonceSize()+aead.Overhead()+1)))
	if err != nil {
		return s, err
	}
	if len(sealed) < aead.NonceSize() {
		return s, WrongKey
	}
	plain, err := aead.Open(nil, sealed[:aead.NonceSize()], sealed[aead.NonceSize():], []byte(b.ask.Vote))
	if err != nil || len(plain) != b.size() {
		return s, WrongKey.Because(err)
	}
	for _, x := range plain[:len(b.ask.May)] {
		s.voted = append(s.voted, x == 1)
	}
	figures := plain[len(b.ask.May):]
	s.blank = int(binary.BigEndian.Uint32(figures))
	for i := range b.ask.Choices {
		s.tally = append(s.tally, int(binary.BigEndian.Uint32(figures[figure*(i+1):])))
	}
	return s, b.newer(s)
}

// newer refuses a box that is older than what this program saw last: somebody laid a copy in its place.
func (b *Box) newer(s state) error {
	b.lock.Lock()
	defer b.lock.Unlock()
	for i, voted := range b.seen {
		if voted && !s.voted[i] {
			return Older
		}
	}
	b.seen = slices.Clone(s.voted)
	return nil
}

// Kept are the votes of which a folder holds a box.
func Kept(folder string) (all []office.ID, err error) {
	files, err := os.ReadDir(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	for _, f := range files {
		if name, is := strings.CutSuffix(f.Name(), boxEnding); is && f.Type().IsRegular() {
			all = append(all, office.ID(name))
		}
	}
	return all, err
}
