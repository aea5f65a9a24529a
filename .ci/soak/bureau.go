package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"tram/local/copying"
	"tram/local/office"
	"tram/local/seal"
	"tram/local/store"
)

// bureau is an office with a copy elsewhere, and what its programs told of it.
type bureau struct {
	ctl, samples string // the program, and pages
	home, state  string // of the station
	target       string // where its copy lies
	aside        string // a folder for what is made on the way
	signing      string // key file of signatures
	key          string // for recovery
	identity     *seal.Identity
	random       *rand.Rand
	deaf         bool // see process

	entries map[int64]office.Digest // of the journal, that were told
	records map[office.ID]*acked
	sheets  map[office.ID]bool // of closed days
	numbers map[int]office.ID  // of a register, with the documents that have them
	copied  office.JournalHead // the newest entry that was told to be in the copy
	inCopy  map[office.ID]bool // records that were told before the copy was told to have everything

	other   *bureau // another station of the office; nil: there is none
	bundles int     // of it, that came in
}

// acked is what was told of a record.
type acked struct {
	states   map[string]bool // in which it may be: another follows once an act has begun
	pages    int             // more may have come into one that a follower changes
	signed   int
	other    bool // a data message on its way to paper
	followed bool // a follower changes it
	change   int  // the newest of its numbered changes
}

const officeName = "Ủy ban nhân dân xã Mẫu Sơn"

// newBureau sets an office up that copies to a folder, which is there.
func newBureau(ctl, samples, folder, home, target string, r *rand.Rand) (*bureau, error) {
	b := &bureau{
		ctl: ctl, samples: samples, home: home, state: home + beside, target: target, aside: folder, random: r,
		signing: filepath.Join(folder, "key.p12"), entries: map[int64]office.Digest{}, records: map[office.ID]*acked{}, sheets: map[office.ID]bool{}, numbers: map[int]office.ID{}, inCopy: map[office.ID]bool{},
	}
	if err := makeKey(b.signing); err != nil {
		return nil, err
	}
	out, err := b.tramctl("setup", "--office", officeName, "--code", "H00.00.01", "--system", "Trạm Công vụ", "--owner", officeName, "--clerk", "Nguyễn Văn Mẫu")
	if err != nil {
		return nil, err
	}
	var made struct {
		Key string `json:"recovery_key"`
	}
	if err := json.Unmarshal(out, &made); err != nil {
		return nil, err
	}
	b.key = made.Key
	if b.identity, err = seal.FromRecoveryKey(made.Key); err != nil {
		return nil, err
	}
	if _, err := b.tramctl("number", "open", strconv.Itoa(thisYear()), "--anew"); err != nil {
		return nil, err
	}
	_, err = b.tramctl("target", "add", target)
	return b, err
}

func thisYear() int { return time.Now().In(office.VietNam).Year() }

// beside is the ending of the folder in which the journal of an office is marked outside of it.
const beside = ".ngoài"

// command calls the program on the office.
func (b *bureau) command(args ...string) *exec.Cmd {
	c := exec.Command(b.ctl, append([]string{args[0], "--home", b.home, "--json"}, args[1:]...)...)
	state := b.state
	if args[0] == "restore" { // a fresh PC knows nothing of the old one
		state = args[len(args)-1] + beside
	}
	c.Env = append(os.Environ(), "TRAM_PIN="+keyPassword, "XDG_STATE_HOME="+state, "TRAM_RECOVERY="+b.key)
	return c
}

// refused is how a program said no.
type refused struct {
	Failure string `json:"failure"`
	Said    string `json:"said"`
	Next    string `json:"next"`
	verb    string
	stderr  string
}

func (r *refused) Error() string { return r.verb + ": " + r.Failure + ": " + r.Said + " " + r.stderr }

// tramctl runs a verb to its end. It fails with *refused where the program says no.
func (b *bureau) tramctl(args ...string) ([]byte, error) { return output(b.command(args...)) }

func output(c *exec.Cmd) ([]byte, error) {
	var out, complaint bytes.Buffer
	c.Stdout, c.Stderr = &out, &complaint
	err := c.Run()
	var ended *exec.ExitError
	if errors.As(err, &ended) && ended.ExitCode() == 1 {
		return out.Bytes(), refusal(c.Args[1], out.Bytes(), complaint.Bytes())
	}
	if err != nil {
		return out.Bytes(), fmt.Errorf("tramctl %v: %w\n%s%s", c.Args[1:], err, out.String(), complaint.String())
	}
	return out.Bytes(), nil
}

// refusal reads how a program said no; without a failure in it, it is a verdict.
func refusal(verb string, out, complaint []byte) *refused {
	r := &refused{verb: verb, stderr: string(complaint)}
	for line := range bytes.Lines(append(append(bytes.Clone(complaint), '\n'), out...)) {
		_ = json.Unmarshal(line, r) // other lines tell of something else
	}
	_ = json.Unmarshal(out, r) // in which it may fill many lines
	return r
}

// row is a record as lists tell of it.
type row struct {
	ID      office.ID `json:"id"`
	State   string    `json:"state"`
	Pages   int       `json:"pages"`
	Subject string    `json:"subject"`
}

func (b *bureau) rows() (map[office.ID]row, error) {
	out, err := b.tramctl("list", "--limit", "100000")
	if err != nil {
		return nil, err
	}
	var list struct{ Rows []row }
	err = json.Unmarshal(out, &list)
	all := map[office.ID]row{}
	for _, r := range list.Rows {
		all[r.ID] = r
	}
	return all, err
}

// has fails unless everything that was told is there.
func (b *bureau) has(only map[office.ID]bool) error {
	rows, err := b.rows()
	if err != nil {
		return err
	}
	for id, want := range b.records {
		r, there := rows[id]
		switch {
		case only != nil && !only[id]:
		case !there:
			return fmt.Errorf("record %s was told of, and is lost", id)
		case only == nil && !want.states[r.State]:
			return fmt.Errorf("record %s is %s, and was told to be %v", id, r.State, want.states)
		case only == nil && (r.Pages < want.pages || r.Pages > want.pages && !want.followed):
			return fmt.Errorf("record %s has %d pages of %d", id, r.Pages, want.pages)
		case only == nil && numberIn(r.Subject) < want.change:
			return fmt.Errorf("record %s is as at change %q, and change %d was told", id, r.Subject, want.change)
		}
	}
	return nil
}

// numberIn is the number at the end of what a follower wrote; 0: there is none.
func numberIn(subject string) (n int) {
	_, _ = fmt.Sscanf(subject[strings.LastIndexByte(subject, ' ')+1:], "%d", &n) // then it is 0
	return n
}

// prefix fails unless the copy has what was told to be in it.
func (b *bureau) prefix() error {
	if b.copied.Seq == 0 {
		return nil
	}
	ctx := context.Background()
	c, err := copying.Read(ctx, copying.NewFolder(b.target), b.identity, copying.Wish{}, nil)
	if err != nil {
		return fmt.Errorf("the copy, told to have entry %d: %w", b.copied.Seq, err)
	}
	if c.Head.Seq < b.copied.Seq {
		return fmt.Errorf("the copy ends at entry %d, and was told to have %d", c.Head.Seq, b.copied.Seq)
	}
	return b.compare(c, b.copied.Seq-1)
}

// compare holds the entries of a copy after one against those that were told.
func (b *bureau) compare(c *copying.Copy, after int64) error {
	return c.Own(context.Background(), after)(func(a store.Arrival) error {
		if want := b.entries[a.Entry.Seq]; want != "" && want != a.Entry.Hash {
			return fmt.Errorf("entry %d is another than was told", a.Entry.Seq)
		}
		if a.Entry.Seq == b.copied.Seq && a.Entry.Hash != b.copied.Hash {
			return fmt.Errorf("entry %d is another than was told to be copied", a.Entry.Seq)
		}
		return nil
	})
}

// back restores the copy into a fresh folder, and looks for what was told to be in it.
func (b *bureau) back() error {
	fresh := *b
	fresh.home, fresh.state = filepath.Join(b.aside, "lại"), filepath.Join(b.aside, "lại"+beside)
	if err := errors.Join(os.RemoveAll(fresh.home), os.RemoveAll(fresh.state)); err != nil {
		return err
	}
	out, err := fresh.tramctl("restore", "--from", b.target, "--to", fresh.home)
	if err != nil {
		return err
	}
	var r struct{ Head office.JournalHead }
	if err := json.Unmarshal(out, &r); err != nil {
		return err
	}
	if r.Head.Seq < b.copied.Seq {
		return fmt.Errorf("entry %d came back, and %d was told to be copied", r.Head.Seq, b.copied.Seq)
	}
	if _, err := fresh.tramctl("verify", "--journal"); err != nil {
		return fmt.Errorf("what came back: %w", err)
	}
	if err := fresh.has(b.inCopy); err != nil {
		return fmt.Errorf("what came back: %w", err)
	}
	return errors.Join(os.RemoveAll(fresh.home), os.RemoveAll(fresh.state))
}

// copies brings the copy up to date and notes what was told of it.
func (b *bureau) copies() error {
	out, err := b.tramctl("backup", "now")
	var no *refused
	if err != nil && (!errors.As(err, &no) || no.Failure != "") { // otherwise it says what is amiss
		return err
	}
	return b.noteCopy(out)
}

func (b *bureau) noteCopy(out []byte) error {
	var all struct {
		Copies []struct {
			office.CopyState
			Behind int64
		}
	}
	if err := json.Unmarshal(out, &all); err != nil || len(all.Copies) != 1 {
		return fmt.Errorf("backup told %q: %w", out, err)
	}
	c := all.Copies[0]
	if c.Silent != "" {
		return &refused{Failure: c.Silent, Said: c.Said, Next: c.Next, verb: "backup"}
	}
	b.noteCopied(c.Head)
	if c.Behind == 0 {
		b.inCopy = map[office.ID]bool{}
		for id := range b.records {
			b.inCopy[id] = true
		}
	}
	return nil
}

func (b *bureau) noteCopied(head office.JournalHead) {
	if head.Seq > b.copied.Seq {
		b.copied = head
	}
	b.entries[head.Seq] = head.Hash
}

// whole goes through everything once no more of it is stopped: the journal, each record and
// its signatures, the copy and what comes back from it.
func (b *bureau) whole() error {
	if _, err := b.tramctl("verify", "--journal"); err != nil {
		return err
	}
	if err := errors.Join(b.has(nil), b.sheetsThere(), b.numbersThere(), b.proven(), b.copies(), b.copies()); err != nil {
		return err
	}
	if _, err := b.tramctl("verify", "--backup", b.target); err != nil {
		return err
	}
	c, err := copying.Read(context.Background(), copying.NewFolder(b.target), b.identity, copying.Wish{}, nil)
	if err != nil {
		return err
	}
	return errors.Join(b.compare(c, 0), b.back(), b.openDrafts(), noHalfFiles(b.home))
}

func (b *bureau) proven() error {
	for id, want := range b.records {
		if !want.states["finished"] || len(want.states) > 1 {
			continue
		}
		out, err := b.tramctl("verify", "--offline", string(id))
		if err != nil {
			return err
		}
		var proof struct{ Signatures []struct{ Verdict string } }
		if err := json.Unmarshal(out, &proof); err != nil || len(proof.Signatures) < want.signed {
			return fmt.Errorf("%s has %d signatures of %d: %w", id, len(proof.Signatures), want.signed, err)
		}
	}
	return nil
}

// numbersThere looks for the numbers that were told: each is there, none between them is
// missing.
func (b *bureau) numbersThere() error {
	if len(b.numbers) == 0 {
		return nil
	}
	out, err := b.tramctl("number", "explain", fmt.Sprintf("out/%d/quyet-dinh", thisYear()))
	if err != nil {
		return err
	}
	var is struct{ Numbers []office.NumbersSaid }
	if err := json.Unmarshal(out, &is); err != nil || len(is.Numbers) != 1 || is.Numbers[0].From != 1 || is.Numbers[0].Said != "Đã cấp" {
		return fmt.Errorf("numbers of a register: %s, %w", out, err)
	}
	for n := range b.numbers {
		if n > is.Numbers[0].To {
			return fmt.Errorf("the number %d was told, and the register ends with %d", n, is.Numbers[0].To)
		}
	}
	return nil
}

func (b *bureau) sheetsThere() error {
	out, err := b.tramctl("day", "list", "--limit", "100000")
	if err != nil {
		return err
	}
	var list struct{ Sheets []struct{ ID office.ID } }
	if err := json.Unmarshal(out, &list); err != nil {
		return err
	}
	there := map[office.ID]bool{}
	for _, s := range list.Sheets {
		there[s.ID] = true
	}
	for id := range b.sheets {
		if !there[id] {
			return fmt.Errorf("the sheet %s of a day was told of, and is lost", id)
		}
	}
	return nil
}

// openDrafts takes each draft up, as a clerk does who opens it, which clears what a kill left
// half in its tray. None has so many pages, so none is finished.
func (b *bureau) openDrafts() error {
	rows, err := b.rows()
	for id, r := range rows {
		if r.State != "draft" {
			continue
		}
		var no *refused
		if _, err := b.tramctl("finish", "--seen", "--secrecy", "thuong", "--pages", "99", string(id)); !errors.As(err, &no) {
			return fmt.Errorf("draft %s was not refused for its missing pages: %w", id, err)
		}
	}
	return err
}

func noHalfFiles(dir string) error {
	return filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(path, ".part") {
			err = fmt.Errorf("a half file stays: %s", path)
		}
		return err
	})
}

// page is one of the sample pages.
func (b *bureau) page() string {
	all, err := filepath.Glob(filepath.Join(b.samples, "*.jpg"))
	if err != nil || len(all) == 0 {
		return b.samples
	}
	return all[b.random.IntN(len(all))]
}

// moment is a random one of a work that usually takes so long.
func (b *bureau) moment(usual time.Duration) time.Duration {
	return time.Duration(b.random.Float64() * 1.1 * float64(usual))
}
