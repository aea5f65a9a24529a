package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"golang.org/x/sys/unix"

	"tram/local/seal"
	"tram/local/vault"
)

// copies measures the copy of an office of so many megabytes beside restic: the first copy,
// one with nothing new, and coming back, which here proves everything and there is
// “restore” and “check --read-data”. The office has files that nobody can compress, as
// scans are; both read and write the same disk, in turns. Both are timed until what they
// wrote is on the disk, each begins on a disk that came to rest, and both come back from a
// place of which the system remembers nothing, as a stick that was just put into a fresh
// computer.
func copies(w io.Writer, folder, megabytes, times string) error {
	mb, err := strconv.Atoi(megabytes)
	if err != nil {
		return err
	}
	runs, err := strconv.Atoi(times)
	if err != nil {
		return err
	}
	c := copied{folder: folder, took: map[string][]time.Duration{}}
	defer os.RemoveAll(folder)
	if err := c.fill(mb); err != nil {
		return err
	}
	_, noPeer := exec.LookPath("restic")
	for run := range runs {
		if err := c.ours(run); err != nil {
			return err
		}
		if noPeer == nil {
			if err := c.peers(); err != nil {
				return err
			}
		}
		if err := c.plainly(); err != nil {
			return err
		}
	}
	fmt.Fprintf(w, "Bản sao của cơ quan %d MB cạnh restic; trung vị của %d lượt xen kẽ; tải máy %s\n", mb, runs, busy())
	for _, what := range []string{first, nothing, back} {
		fmt.Fprintf(w, "%-32s %8.2f s", what, c.median("tram "+what).Seconds())
		if peer := c.median("restic " + what); peer > 0 {
			fmt.Fprintf(w, "   restic %8.2f s: nhanh gấp %.2f", peer.Seconds(), peer.Seconds()/c.median("tram "+what).Seconds())
		}
		fmt.Fprintln(w)
	}
	fmt.Fprintf(w, "%-32s %8.2f s\n", plain, c.median(plain).Seconds())
	return nil
}

const (
	first   = "sao lần đầu"
	nothing = "sao khi không có gì mới"
	back    = "lấy lại và kiểm từng byte"
	plain   = "cp -r, không kiểm gì"
)

// copied is one sitting.
type copied struct {
	folder string
	took   map[string][]time.Duration
}

func (c *copied) at(name string) string { return filepath.Join(c.folder, name) }

func (c *copied) median(what string) time.Duration {
	all := slices.Sorted(slices.Values(c.took[what]))
	if len(all) == 0 {
		return 0
	}
	return all[len(all)/2]
}

// timed runs a program and takes down how long, with the time until the disk has all of it.
func (c *copied) timed(what, name string, args ...string) error {
	const rest = 3 * time.Second // in which a disk frees what was removed
	if _, err := measure("sync", "--file-system", c.folder); err != nil {
		return err
	}
	time.Sleep(rest)
	is, err := measure(name, args...)
	if err != nil {
		return err
	}
	synced, err := measure("sync", "--file-system", c.folder)
	c.took[what] = append(c.took[what], is.wall+synced.wall)
	return err
}

// forgotten has the system forget what lies in a folder and is on the disk already.
func forgotten(dir string) error {
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		return unix.Fadvise(int(f.Fd()), 0, 0, unix.FADV_DONTNEED)
	})
}

const ctl = "bin/tramctl"

// fill sets an office up and fills its vault.
func (c *copied) fill(mb int) error {
	if err := errors.Join(os.RemoveAll(c.folder), os.MkdirAll(c.folder, 0o700)); err != nil {
		return err
	}
	for name, value := range map[string]string{"XDG_STATE_HOME": c.at("state"), "RESTIC_PASSWORD": "x", "RESTIC_CACHE_DIR": c.at("cache")} {
		if err := os.Setenv(name, value); err != nil {
			return err
		}
	}
	const name = "Ủy ban nhân dân xã Mẫu Sơn"
	out, err := exec.Command(ctl, "setup", "--home", c.at("home"), "--json", "--office", name, "--code", "H00.00.01", "--system", "Trạm", "--owner", name, "--clerk", "Nguyễn Văn Mẫu").Output()
	if err != nil {
		return err
	}
	var made struct {
		Key string `json:"recovery_key"`
	}
	if err := errors.Join(json.Unmarshal(out, &made), os.Setenv("TRAM_RECOVERY", made.Key)); err != nil {
		return err
	}
	id, err := seal.FromRecoveryKey(made.Key)
	if err != nil {
		return err
	}
	v, err := vault.Open(filepath.Join(c.at("home"), "vault"), id)
	if err != nil {
		return err
	}
	const inOne = 400_000 // bytes, as a scanned document has
	random := rand.NewChaCha8([32]byte{})
	scan := make([]byte, inOne)
	for range mb * 1_000_000 / inOne {
		_, _ = random.Read(scan) // never fails
		if _, err := v.Keep(scan); err != nil {
			return err
		}
	}
	return nil
}

func (c *copied) ours(run int) error {
	target, to := c.at(fmt.Sprint("target ", run)), c.at("again")
	defer os.RemoveAll(target)
	defer os.RemoveAll(to)
	home := []string{"--home", c.at("home")}
	if err := os.Mkdir(target, 0o700); err != nil {
		return err
	}
	if _, err := measure(ctl, append([]string{"target", "add", target}, home...)...); err != nil {
		return err
	}
	return errors.Join(
		c.timed("tram "+first, ctl, append([]string{"backup", "now"}, home...)...),
		c.timed("tram "+nothing, ctl, append([]string{"backup", "now"}, home...)...),
		c.restored(target, to),
		c.timed("-", ctl, append([]string{"target", "remove", target}, home...)...))
}

// restored restores as a fresh PC does, which knows nothing of the old one.
func (c *copied) restored(target, to string) error {
	state := os.Getenv("XDG_STATE_HOME")
	return errors.Join(os.Setenv("XDG_STATE_HOME", to+".state"), forgotten(target),
		c.timed("tram "+back, ctl, "restore", "--from", target, "--to", to),
		os.RemoveAll(to+".state"), os.Setenv("XDG_STATE_HOME", state))
}

// plainly copies the office as the system does: the least that this disk takes for either way,
// nothing proven and nothing sealed.
func (c *copied) plainly() error {
	to := c.at("again")
	defer os.RemoveAll(to)
	return errors.Join(forgotten(c.at("home")), c.timed(plain, "cp", "-r", c.at("home"), to))
}

func (c *copied) peers() error {
	repo, to := c.at("repo"), c.at("again")
	defer os.RemoveAll(repo)
	defer os.RemoveAll(to)
	if _, err := measure("restic", "init", "-q", "-r", repo); err != nil {
		return err
	}
	err := errors.Join(
		c.timed("restic "+first, "restic", "backup", "-q", "-r", repo, c.at("home")),
		c.timed("restic "+nothing, "restic", "backup", "-q", "-r", repo, c.at("home")),
		forgotten(repo),
		c.timed("restic "+back, "restic", "restore", "latest", "-q", "-r", repo, "--target", to),
		c.timed("check", "restic", "check", "--read-data", "-q", "-r", repo))
	if last := len(c.took["check"]) - 1; err == nil {
		c.took["restic "+back][last] += c.took["check"][last]
	}
	return err
}
