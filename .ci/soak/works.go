package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"sync/atomic"
	"time"

	"tram/local/office"
)

// work is one kind of what a program does with an office.
type work struct {
	name string

	// begin is its call; nil: there is nothing that it could be done with.
	begin func(b *bureau) []string

	// note takes down what it told.
	note func(b *bureau, out []byte) error
}

// works are all kinds but following, which has no end.
var works = []work{
	{name: "số hóa trọn vẹn", begin: func(b *bureau) []string { return b.convert("--seen", "--secrecy", "thuong", "--pages", "1") }, note: (*bureau).noteRecord},
	{name: "số hóa, giấy phép do cơ quan ký", begin: func(b *bureau) []string {
		return b.convert("--seen", "--secrecy", "thuong", "--pages", "1", "--type", "giay-phep", "--sign", "--key", b.signing)
	}, note: (*bureau).noteRecord},
	{name: "lập bản nháp", begin: func(b *bureau) []string { return b.convert() }, note: (*bureau).noteRecord},
	{name: "hoàn thành bản nháp", begin: (*bureau).finish, note: (*bureau).noteRecord},
	{name: "ký thêm", begin: (*bureau).sign, note: (*bureau).noteSignature},
	{name: "đưa văn bản điện tử vào", begin: (*bureau).message, note: (*bureau).noteMessage},
	{name: "in ra tệp", begin: (*bureau).print, note: (*bureau).noteRecord},
	{name: "khóa sổ ngày", begin: func(*bureau) []string { return []string{"day", "close"} }, note: (*bureau).noteSheet},
	{name: "vào sổ", begin: func(*bureau) []string {
		return []string{"register", "out", "--type", "quyet-dinh", "--symbol", "QĐ-UBND", "--subject", "Lần thử"}
	}, note: (*bureau).noteNumber},
	{name: "nhập gói của trạm khác", begin: (*bureau).bundle, note: (*bureau).noteBundle},
	{name: "sao ngay", begin: func(*bureau) []string { return []string{"backup", "now"} }, note: (*bureau).noteCopy},
	{name: "đọc lại bản sao", begin: (*bureau).reads, note: func(*bureau, []byte) error { return nil }},
	{name: "khôi phục", begin: (*bureau).restore, note: (*bureau).noteRestored},
}

func (b *bureau) convert(more ...string) []string {
	return append(append([]string{"convert", "--type", "quyet-dinh", "--subject", "Lần thử", "--qr"}, more...), b.page())
}

// one is a record that may be worked on further: of a state, and not known to be at work.
func (b *bureau) one(state string, fits func(*acked) bool) (office.ID, *acked) {
	for id, r := range b.records { // in no order
		if r.states[state] && len(r.states) == 1 && fits(r) {
			return id, r
		}
	}
	return "", nil
}

func (b *bureau) finish() []string {
	id, r := b.one("draft", func(r *acked) bool { return !r.followed && !r.other })
	if r == nil {
		return nil
	}
	r.states["checked"], r.states["finished"] = true, true // one that is checked waits for its signature or its end
	return []string{"finish", "--seen", "--secrecy", "thuong", "--pages", "1", string(id)}
}

func (b *bureau) sign() []string {
	id, r := b.one("finished", func(r *acked) bool { return !r.other && !r.followed })
	if r == nil {
		return nil
	}
	return []string{"sign", "--key", b.signing, "--role", "person", string(id)}
}

func (b *bureau) message() []string {
	return []string{"import", filepath.Join(b.samples, "../../local/heading/testdata/quyet-dinh.pdf"), "--system", "Một cửa", "--owner", officeName,
		"--address", "a1", "--type", "quyet-dinh", "--subject", "Đưa vào", "--secrecy", "thuong", "--number", "1", "--symbol", "QĐ-UBND", "--issuer", officeName, "--date", "2026-11-09"}
}

func (b *bureau) print() []string {
	id, r := b.one("draft", func(r *acked) bool { return r.other })
	if r == nil {
		return nil
	}
	r.states["printed"] = true
	to := filepath.Join(b.aside, "in.pdf")
	_ = os.Remove(to) // there may be none
	return []string{"print", string(id), "--to-file", to}
}

func (b *bureau) bundle() []string {
	if b.other == nil {
		return nil
	}
	path := filepath.Join(b.aside, fmt.Sprintf("gói %d", b.bundles))
	if _, err := os.Stat(path); err != nil {
		if _, err := b.other.tramctl(b.other.convert("--seen", "--secrecy", "thuong", "--pages", "1")...); err != nil {
			return nil
		}
		if _, err := b.other.tramctl("bundle", "export", "-o", path); err != nil {
			return nil
		}
	}
	return []string{"bundle", "import", path}
}

func (b *bureau) reads() []string {
	if b.copied.Seq == 0 {
		return nil
	}
	return []string{"verify", "--backup", b.target}
}

func (b *bureau) restored() string { return filepath.Join(b.aside, "khôi phục") }

func (b *bureau) restore() []string {
	if b.copied.Seq == 0 {
		return nil
	}
	return []string{"restore", "--from", b.target, "--to", b.restored()}
}

// noteRestored looks at a restore that was ended, or was not: its folder is not there, or
// holds the whole office.
func (b *bureau) noteRestored([]byte) error {
	defer os.RemoveAll(b.restored())
	if _, err := os.Stat(b.restored()); err != nil {
		return nil
	}
	there := *b
	there.home, there.state = b.restored(), b.restored()+beside
	defer os.RemoveAll(there.state)
	if _, err := there.tramctl("verify", "--journal"); err != nil {
		return fmt.Errorf("a restore that has its name: %w", err)
	}
	return there.has(b.inCopy)
}

func (b *bureau) noteRecord(out []byte) error {
	var is struct {
		ID     office.ID
		State  string
		Pages  json.RawMessage
		Signed *struct{}
	}
	if err := json.Unmarshal(out, &is); err != nil || is.ID == "" {
		return fmt.Errorf("told: %q, %w", out, err)
	}
	r := &acked{states: map[string]bool{is.State: true}, pages: count(is.Pages)}
	if was := b.records[is.ID]; was != nil {
		r.signed, r.other = was.signed, was.other
	}
	if is.Signed != nil {
		r.signed++
	}
	b.records[is.ID] = r
	return nil
}

func (b *bureau) noteMessage(out []byte) error {
	err := b.noteRecord(out)
	var is struct{ ID office.ID }
	if err == nil && json.Unmarshal(out, &is) == nil {
		b.records[is.ID].other = true
	}
	return err
}

func (b *bureau) noteSignature(out []byte) error {
	var is struct{ ID office.ID }
	if err := json.Unmarshal(out, &is); err != nil || b.records[is.ID] == nil {
		return fmt.Errorf("told of a signature: %q, %w", out, err)
	}
	b.records[is.ID].signed++
	return nil
}

func (b *bureau) noteSheet(out []byte) error {
	var is struct{ Sheet struct{ ID office.ID } }
	if err := json.Unmarshal(out, &is); err != nil || is.Sheet.ID == "" {
		return fmt.Errorf("told of a day: %q, %w", out, err)
	}
	b.sheets[is.Sheet.ID] = true
	return nil
}

// noteNumber takes down which document was told to have which number: none was told before.
func (b *bureau) noteNumber(out []byte) error {
	var is struct {
		ID     office.ID
		Number int
	}
	if err := json.Unmarshal(out, &is); err != nil || is.Number == 0 {
		return fmt.Errorf("told of a number: %q, %w", out, err)
	}
	if has := b.numbers[is.Number]; has != "" {
		return fmt.Errorf("the number %d of %s was given to %s", is.Number, is.ID, has)
	}
	b.numbers[is.Number] = is.ID
	return nil
}

func (b *bureau) noteBundle([]byte) error {
	b.bundles++
	rows, err := b.other.rows()
	for id, r := range rows {
		if b.records[id] == nil {
			b.records[id] = &acked{states: map[string]bool{r.State: true}, pages: r.Pages}
		}
	}
	return err
}

// process is a program at work.
type process struct {
	*exec.Cmd
	out, complaint bytes.Buffer

	// deaf is of a cut of power: what is told once it has begun counts for nothing, for
	// nobody is there any more to be told.
	deaf bool
}

// during lets a work run and has it ended after a while, if it is not done by then; while
// it runs, lines that it tells are handed over as they come.
func (p *process) during(limit time.Duration, end func(), line func([]byte)) (ended bool, err error) {
	p.Stderr = &p.complaint
	pipe, err := p.StdoutPipe()
	if err != nil {
		return false, err
	}
	if err := p.Start(); err != nil {
		return false, err
	}
	var over atomic.Bool
	ending := make(chan struct{}) // closed once it was ended
	timer := time.AfterFunc(limit, func() {
		defer close(ending)
		over.Store(p.deaf)
		end()
		_ = p.Process.Kill() // it may be gone
	})
	in := bufio.NewReader(pipe)
	for {
		text, err := in.ReadBytes('\n')
		if over.Load() {
			text = nil
		}
		if err == nil && line != nil && text != nil {
			line(text)
		}
		p.out.Write(text)
		if err != nil {
			if !errors.Is(err, io.EOF) && !errors.Is(err, os.ErrClosed) {
				return false, err
			}
			break
		}
	}
	err = p.Wait()
	if timer.Stop() {
		return false, err
	}
	<-ending // it may have been done in the very moment, and what ends it is at work still
	return true, err
}

// ended is a work that is begun, and ended by end after so long if it is not done before.
func (b *bureau) ended(w work, after time.Duration, end func()) (midst bool, err error) {
	args := w.begin(b)
	if args == nil {
		return false, nil
	}
	p := &process{Cmd: b.command(args...), deaf: b.deaf}
	midst, err = p.during(after, end, nil)
	var exit *exec.ExitError
	if err != nil && (!errors.As(err, &exit) || exit.ExitCode() >= 0 && !midst) {
		return midst, refusal(w.name, p.out.Bytes(), p.complaint.Bytes())
	}
	if out := bytes.TrimSpace(p.out.Bytes()); json.Valid(out) && (err == nil || exit.ExitCode() < 0) && !isRefusal(out) {
		if err := w.note(b, out); err != nil {
			return midst, fmt.Errorf("%s: %w", w.name, err)
		}
	} else if w.name == "khôi phục" {
		return midst, w.note(b, nil)
	}
	return midst, nil
}

func isRefusal(out []byte) bool {
	var r refused
	return json.Unmarshal(out, &r) == nil && r.Failure != ""
}
