package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// check looks for everything that was acknowledged, carries every draft on, and
// then looks for what should not be there.
func (s *soak) check() error {
	if _, err := s.tramctl("verify", "--journal"); err != nil {
		return err
	}
	for _, c := range s.acknowledged {
		if err := s.find(c); err != nil {
			return err
		}
		if c.State == "draft" {
			if _, err := s.tramctl("finish", "--seen", "--secrecy", "thuong", "--pages", fmt.Sprint(c.Wanted), c.ID); err != nil {
				return fmt.Errorf("an acknowledged draft cannot be finished: %w", err)
			}
		}
		if err := s.prove(c.ID); err != nil {
			return err
		}
	}
	left, err := s.openDrafts()
	if err != nil {
		return err
	}
	if _, err := s.tramctl("verify", "--journal"); err != nil {
		return err
	}
	files, err := s.lookAround()
	if err != nil {
		return err
	}
	signatures := 0
	for _, n := range s.signatures {
		signatures += n
	}
	fmt.Printf("%d rounds: %d killed at work; %d conversions and %d signatures acknowledged, all found, finished and proven; %d drafts that nobody was told of are offered again; journal whole; %d files, no half one, none unsealed\n",
		s.rounds, s.killed, len(s.acknowledged), signatures, left, files)
	return nil
}

// prove verifies a conversion, and counts its signatures: none that was
// acknowledged is gone, and each holds.
func (s *soak) prove(id string) error {
	out, err := s.tramctl("verify", "--offline", id)
	if err != nil {
		return err
	}
	var proof struct{ Signatures []struct{ Verdict string } }
	if err := json.Unmarshal(out, &proof); err != nil {
		return err
	}
	if len(proof.Signatures) < s.signatures[id] {
		return fmt.Errorf("%s had %d signatures when acknowledged, and has %d", id, s.signatures[id], len(proof.Signatures))
	}
	return nil
}

// openDrafts takes up every draft that a kill left behind, as the window does
// when the clerk opens it. None has 99 pages, so none may finish.
func (s *soak) openDrafts() (int, error) {
	out, err := s.tramctl("list", "--limit", "100000")
	if err != nil {
		return 0, err
	}
	var list struct {
		Rows []struct{ ID, State string }
	}
	if err := json.Unmarshal(out, &list); err != nil {
		return 0, err
	}
	drafts := 0
	for _, row := range list.Rows {
		if row.State == "finished" {
			continue
		}
		drafts++
		_, err := s.tramctl("finish", "--seen", "--secrecy", "thuong", "--pages", "99", row.ID)
		var ended *exec.ExitError
		if !errors.As(err, &ended) || ended.ExitCode() != 1 {
			return 0, fmt.Errorf("draft %s was not refused for its missing pages: %w", row.ID, err)
		}
	}
	return drafts, nil
}

// find asks for one acknowledged conversion and counts its pages.
func (s *soak) find(c conversion) error {
	out, err := s.tramctl("show", c.ID)
	if err != nil {
		return fmt.Errorf("acknowledged and lost: %w", err)
	}
	var shown struct {
		State string          `json:"state"`
		Pages json.RawMessage `json:"pages"`
	}
	if err := json.Unmarshal(out, &shown); err != nil {
		return err
	}
	if shown.State != c.State {
		return fmt.Errorf("%s was %s when acknowledged, and is %s", c.ID, c.State, shown.State)
	}
	if have := count(shown.Pages); have != c.Wanted {
		return fmt.Errorf("%s had %d pages when acknowledged, and has %d", c.ID, c.Wanted, have)
	}
	return nil
}

// count takes pages as a number or as a list.
func count(pages json.RawMessage) int {
	var list []json.RawMessage
	if json.Unmarshal(pages, &list) == nil {
		return len(list)
	}
	n := -1
	_ = json.Unmarshal(pages, &n) // what is neither stays -1, which no conversion has
	return n
}

// lookAround walks the data folder: no half file, and nowhere a stretch of a
// page in the clear.
func (s *soak) lookAround() (files int, err error) {
	var stretches [][]byte
	for _, name := range s.pages {
		content, err := os.ReadFile(name)
		if err != nil {
			return 0, err
		}
		for at := 1 << 10; at+64 < len(content); at += len(content) / 8 {
			stretches = append(stretches, content[at:at+64])
		}
	}
	err = filepath.WalkDir(s.home, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		files++
		if strings.HasSuffix(path, ".part") {
			return fmt.Errorf("a half file stays: %s", path)
		}
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, stretch := range stretches {
			if bytes.Contains(content, stretch) {
				return fmt.Errorf("a page lies in the clear in %s", path)
			}
		}
		return nil
	})
	return files, err
}
