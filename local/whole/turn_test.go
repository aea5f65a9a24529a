package whole

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

func TestATurnIsOneAtATime(t *testing.T) {
	path := filepath.Join(t.TempDir(), "turn")
	const each, all = 25, 8
	counted, inside := 0, 0
	var wait sync.WaitGroup
	for range all {
		wait.Go(func() {
			for range each {
				release, err := Turn(context.Background(), path)
				if err != nil {
					t.Error(err)
					return
				}
				if inside++; inside != 1 {
					t.Errorf("%d hold the turn at once", inside)
				}
				counted++
				inside--
				release()
			}
		})
	}
	wait.Wait()
	if counted != each*all {
		t.Errorf("%d turns were had, not %d", counted, each*all)
	}
}

func TestWhoGivesUpWaitingHasNoTurn(t *testing.T) {
	path := filepath.Join(t.TempDir(), "turn")
	release, err := Turn(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	tired, stop := context.WithCancel(context.Background())
	stop()
	if _, err := Turn(tired, path); !errors.Is(err, context.Canceled) {
		t.Errorf("waiting behind another ends with %v", err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
}
