package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// soak is one sitting of many kills on one data folder.
type soak struct {
	ctl, home, samples string
	key                string // file
	rounds             int

	random       *rand.Rand
	pages        []string
	usual        time.Duration // of a whole conversion of all pages
	acknowledged []conversion
	signatures   map[string]int // by ID: how many were acknowledged
	killed       int            // rounds in which the process was still at work
}

// conversion is what tramctl printed of one.
type conversion struct {
	ID    string `json:"id"`
	Code  string `json:"code"`
	State string `json:"state"`
	Level string `json:"level"` // of a signature that was added

	Signed *struct{} `json:"signed"` // the signature that finished it
	// Wanted is how many pages were given.
	Wanted int `json:"-"`
}

func (s *soak) run(seed uint64) error {
	s.random = rand.New(rand.NewPCG(seed, seed))
	if err := s.prepare(); err != nil {
		return err
	}
	fmt.Printf("seed %d; a conversion of %d pages usually takes %v\n", seed, len(s.pages), s.usual.Round(time.Millisecond))
	for round := range s.rounds {
		if err := s.round(round); err != nil {
			return fmt.Errorf("round %d: %w", round, err)
		}
		if (round+1)%20 == 0 {
			if _, err := s.tramctl("verify", "--journal"); err != nil {
				return fmt.Errorf("after round %d: %w", round, err)
			}
			fmt.Printf("%d rounds, %d killed at work, %d acknowledged\n", round+1, s.killed, len(s.acknowledged))
		}
	}
	return s.check()
}

// prepare sets up an office and learns how long a conversion takes.
func (s *soak) prepare() error {
	var err error
	if s.pages, err = filepath.Glob(filepath.Join(s.samples, "*.jpg")); err != nil || len(s.pages) == 0 {
		return errors.New("no JPEG pages in " + s.samples)
	}
	if err := os.RemoveAll(s.home); err != nil {
		return err
	}
	s.signatures, s.key = map[string]int{}, s.home+".p12"
	if err := makeKey(s.key); err != nil {
		return err
	}
	if err := s.office(); err != nil {
		return err
	}
	start := time.Now()
	out, err := s.tramctl(s.convert(-1, s.pages, finished)...)
	if err != nil {
		return err
	}
	s.usual = time.Since(start)
	return s.acknowledge(out, len(s.pages))
}

// office sets one up in the data folder.
func (s *soak) office() error {
	_, err := s.tramctl("setup", "--office", "Ủy ban nhân dân xã Mẫu Sơn", "--code", "H00.00.01",
		"--system", "Trạm Công vụ", "--owner", "Ủy ban nhân dân xã Mẫu Sơn", "--clerk", "Nguyễn Văn Mẫu")
	return err
}

// state is where the commands write down what they remember outside of the data
// folder.
func (s *soak) state() string {
	path, err := filepath.Abs(s.home)
	if err != nil {
		return ""
	}
	return path + ".state"
}

// tramctl runs a verb to its end.
func (s *soak) tramctl(args ...string) ([]byte, error) {
	c := s.command(args)
	var complaint bytes.Buffer
	c.Stderr = &complaint
	out, err := c.Output()
	if err != nil {
		return nil, fmt.Errorf("tramctl %v: %w\n%s%s", args, err, out, complaint.String())
	}
	return out, nil
}

func (s *soak) command(args []string) *exec.Cmd {
	c := exec.Command(s.ctl, append([]string{args[0], "--home", s.home, "--json"}, args[1:]...)...)
	c.Env = append(os.Environ(), "TRAM_PIN="+keyPassword, "XDG_STATE_HOME="+s.state())
	return c
}

// way is what a round does with its pages.
type way int

const (
	drafted way = iota
	finished
	signed // a licence, which only a signature finishes
	ways
)

// convert is the call of one round.
func (s *soak) convert(round int, pages []string, how way) []string {
	args := []string{"convert", "--type", "quyet-dinh", "--subject", fmt.Sprintf("Lần thử %d", round), "--qr"}
	if how == signed {
		args = append(args, "--type", "giay-phep", "--sign", "--key", s.key)
	}
	if how != drafted {
		args = append(args, "--seen", "--secrecy", "thuong", "--pages", fmt.Sprint(len(pages)))
	}
	return append(args, pages...)
}

// oneMore is the call that adds a signature to a conversion that was
// acknowledged as finished; nil: there is none yet.
func (s *soak) oneMore() []string {
	c := s.acknowledged[s.random.IntN(len(s.acknowledged))]
	if c.State != "finished" {
		return nil
	}
	return []string{"sign", "--key", s.key, "--role", "person", c.ID}
}

// round starts one conversion and kills it at a random moment.
func (s *soak) round(round int) error {
	var some []string
	for _, i := range s.random.Perm(len(s.pages))[:1+s.random.IntN(len(s.pages))] {
		some = append(some, s.pages[i])
	}
	args := s.convert(round, some, way(s.random.IntN(int(ways))))
	if more := s.oneMore(); more != nil && s.random.IntN(4) == 0 {
		args = more
	}
	c := s.command(args)
	var out, complaint bytes.Buffer
	c.Stdout, c.Stderr = &out, &complaint
	if err := c.Start(); err != nil {
		return err
	}
	deadline := time.AfterFunc(time.Duration(s.random.Float64()*1.1*float64(s.usual)), func() { c.Process.Kill() })
	err := c.Wait()
	deadline.Stop()
	var ended *exec.ExitError
	switch {
	case errors.As(err, &ended) && ended.ExitCode() < 0:
		s.killed++
	case err != nil:
		return fmt.Errorf("refused after an earlier kill: %w\n%s", err, complaint.String())
	}
	return s.acknowledge(out.Bytes(), len(some))
}

// acknowledge keeps what was printed whole; a line that the kill cut short
// told nobody anything.
func (s *soak) acknowledge(out []byte, wanted int) error {
	if !json.Valid(bytes.TrimSpace(out)) {
		return nil
	}
	done := conversion{Wanted: wanted}
	if err := json.Unmarshal(out, &done); err != nil || done.ID == "" {
		return fmt.Errorf("tramctl printed %q: %w", out, err)
	}
	if done.Level != "" || done.Signed != nil {
		s.signatures[done.ID]++
	}
	if done.Level == "" {
		s.acknowledged = append(s.acknowledged, done)
	}
	return nil
}
