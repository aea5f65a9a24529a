package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"io"
	"os"
	"path/filepath"

	"tram/local/job"
	"tram/local/office"
	"tram/local/station"
	"tram/local/whole"
)

// output is a file that a verb writes. A file that lies there already is never
// replaced unasked: --overwrite asks for it.
type output struct {
	path      string
	overwrite bool
	ours      bool // the program itself chose the place
}

// addOutput adds the flag that names the file, and the one that lets it replace
// another.
func addOutput(set *flag.FlagSet, name, says string) *output {
	o := &output{}
	set.StringVar(&o.path, name, "", says)
	set.BoolVar(&o.overwrite, "overwrite", false, "ghi đè tệp đã có")
	return o
}

// free refuses a name that is taken or lies among the data in home, before any work
// is done for it. A name that is not given is free.
func (o *output) free(home string) error {
	if o.path != "" && !o.ours {
		if err := station.Outward(home, o.path); err != nil {
			return err
		}
	}
	if !o.overwrite && exists(o.path) {
		return fileTaken.About(filepath.Base(o.path))
	}
	return nil
}

func exists(path string) bool {
	_, err := os.Lstat(path)
	return path != "" && err == nil
}

// write writes content whole; the name was found free.
func (o *output) write(perm os.FileMode, content []byte) error {
	fill := func(w io.Writer) error {
		_, err := w.Write(content)
		return err
	}
	if o.overwrite {
		return whole.Write(o.path, perm, fill)
	}
	return whole.WriteNew(o.path, perm, fill)
}

// through has a file written by do, which replaces nothing, and gives what it
// wrote the name that was asked for.
func (o *output) through(home string, do func(path string) error) error {
	if err := o.free(home); err != nil {
		return err
	}
	if !o.overwrite {
		return do(o.path)
	}
	beside, err := os.MkdirTemp(filepath.Dir(o.path), ".tramctl-*")
	if err != nil {
		return whole.Tell(o.path, err)
	}
	defer func() { _ = whole.RemoveAll(beside) }()
	written := filepath.Join(beside, filepath.Base(o.path))
	if err := do(written); err != nil {
		return err
	}
	return whole.Tell(o.path, whole.Rename(written, o.path))
}

// digest is the SHA-256 of the file as it lies on the disk.
func (o *output) digest(ctx context.Context) (office.Digest, error) {
	f, err := whole.Open(o.path)
	if err != nil {
		return "", err
	}
	defer f.Close()
	hash := sha256.New()
	if _, err := io.Copy(job.Patient(ctx, hash), f); err != nil {
		return "", err
	}
	return office.Digest(hex.EncodeToString(hash.Sum(nil))), nil
}
