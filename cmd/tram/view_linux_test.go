package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"testing/synctest"
	"time"

	"tram/local/station"
)

func TestAFileThatNothingOpensIsTold(t *testing.T) {
	for script, opened := range map[string]bool{"exit 0": true, "exit 3": false, "exit 4": false, "": false} {
		dir := t.TempDir()
		t.Setenv("PATH", dir)
		if script != "" {
			if err := os.WriteFile(filepath.Join(dir, "xdg-open"), []byte("#!/bin/sh\n"+script+"\n"), 0o700); err != nil {
				t.Fatal(err)
			}
		}
		if err := view("/x/báo cáo.pdf"); errors.Is(err, NoViewer) == opened {
			t.Errorf("an opener that does %q: %v", script, err)
		}
	}
}

func TestAnOpenerThatFailsLateIsTold(t *testing.T) {
	for code, after := range map[int]map[time.Duration]bool{ // whether it is told
		0: {time.Second: false, 20 * time.Second: false},
		1: {time.Second: true, 20 * time.Second: false}, // of a program that was found and has ended
		3: {time.Second: true, 20 * time.Second: true, 2 * time.Minute: false},
	} {
		ends := exec.Command("sh", "-c", fmt.Sprint("exit ", code)).Run()
		for late, told := range after {
			synctest.Test(t, func(t *testing.T) {
				ended := make(chan error, 1)
				time.AfterFunc(late, func() { ended <- ends })
				if err := refusal(ended); (err != nil) != told {
					t.Errorf("an opener that ends with %d after %v: %v", code, late, err)
				}
				time.Sleep(2 * late)
			})
		}
	}
}

func TestASaveReplacesNoFileOfTheClerks(t *testing.T) {
	dir, home := t.TempDir(), t.TempDir()
	theirs, made := filepath.Join(dir, "của tôi.pdf"), filepath.Join(dir, "mới.pdf")
	write(t, theirs, "không được mất")
	write(t, made, "")
	if err := save(home, theirs, []byte("%PDF")); err == nil {
		t.Error("a file was replaced")
	}
	if b, err := os.ReadFile(theirs); err != nil || string(b) != "không được mất" {
		t.Errorf("it holds %q, %v", b, err)
	}
	if err := save(home, made, []byte("%PDF")); err != nil {
		t.Errorf("the empty file that a dialog made beforehand: %v", err)
	}
	if err := save(home, filepath.Join(home, "office.db"), []byte("%PDF")); !errors.Is(err, station.OwnFolder) {
		t.Errorf("a file among the data: %v", err)
	}
}

func write(t *testing.T, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}
