package vault

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"tram/local/whole"
)

// turnName is the file by which programs take turns where one of them removes a file
// and another writes it anew.
const turnName = "turn.lock"

// mostWaited is how long one waits for the other.
const mostWaited = 15 * time.Second

// EachSealed hands over the path of each file of the vault, of those that were set aside
// as damaged, too. What do changes in the end it changes within alone: meanwhile nobody
// wipes or sets aside the file.
func (v *Vault) EachSealed(ctx context.Context, do func(path string, alone func(func() error) error) error) error {
	folders, err := os.ReadDir(v.dir)
	if err != nil {
		return fmt.Errorf("walking through the vault: %w", whole.Tell(v.dir, err))
	}
	for _, folder := range folders {
		if !folder.IsDir() || len(folder.Name()) != 2 {
			continue
		}
		if err := v.eachIn(ctx, filepath.Join(v.dir, folder.Name()), do); err != nil {
			return err
		}
	}
	return nil
}

func (v *Vault) eachIn(ctx context.Context, folder string, do func(path string, alone func(func() error) error) error) error {
	files, err := os.ReadDir(folder)
	if err != nil {
		return fmt.Errorf("walking through the vault: %w", whole.Tell(folder, err))
	}
	for _, f := range files {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if !f.Type().IsRegular() || !strings.Contains(f.Name(), suffix) {
			continue
		}
		if err := do(filepath.Join(folder, f.Name()), v.alone); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// alone does something while no other program removes a file, nor this one.
func (v *Vault) alone(do func() error) error {
	ctx, stop := context.WithTimeout(context.Background(), mostWaited)
	defer stop()
	release, err := whole.Turn(ctx, filepath.Join(v.dir, turnName))
	if err != nil {
		return err
	}
	defer release()
	v.mu.Lock()
	defer v.mu.Unlock()
	return do()
}
