package original

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"time"

	"tram/local/child"
)

// Suite (bộ chương trình văn phòng) is the LibreOffice of this machine. Each file
// is converted by a process of its own with a profile of its own, in which no
// macro runs and no link to elsewhere is followed; both are thrown away.
type Suite struct {
	Path    string        // of soffice
	Version string        // "LibreOffice 7.4.7"
	Limit   time.Duration // for one file; 0: usualLimit
	Memory  int64         // bytes, for all programs of one conversion, on Linux and Windows; 0: mostMemory
}

const (
	usualLimit   = 50 * time.Second
	versionLimit = 30 * time.Second
	afterKill    = 5 * time.Second
	lookEvery    = 200 * time.Millisecond
	mostMemory   = 900 << 20
	mostSaid     = 4 << 10 // bytes of what the program says that are kept for the log
)

// settings of the profile: what a file says about macros, links and updates is
// not followed.
const settings = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableActiveContent" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse"><value>2</value></prop></item>
</oor:items>
`

var versionForm = regexp.MustCompile(`LibreOffice \d+(\.\d+){1,3}`)

// FindSuite looks for LibreOffice where the systems put it; false: there is none.
func FindSuite(ctx context.Context) (Suite, bool) {
	for _, path := range usualPlaces() {
		found, err := child.Find(path)
		if err != nil {
			continue
		}
		ctx, stop := context.WithTimeout(ctx, versionLimit)
		said, err := child.Command(ctx, found, "--version").Output()
		stop()
		if version := versionForm.Find(said); err == nil && version != nil {
			return Suite{Path: found, Version: string(version)}, true
		}
	}
	return Suite{}, false
}

func usualPlaces() []string {
	switch runtime.GOOS {
	case "windows":
		var all []string
		for _, base := range []string{os.Getenv("ProgramFiles"), os.Getenv("ProgramFiles(x86)")} {
			if base != "" {
				all = append(all, filepath.Join(base, "LibreOffice", "program", "soffice.com"))
			}
		}
		return all
	case "darwin":
		return []string{"/Applications/LibreOffice.app/Contents/MacOS/soffice"}
	}
	return []string{"soffice", "libreoffice"}
}

// PDF converts a file and returns the path of the PDF, in the folder work, which
// the caller makes and removes. The name is told in failures.
func (s Suite) PDF(ctx context.Context, file, name, work string) (string, error) {
	if !unpacks(file) {
		return "", UnpacksTooLarge.About(name)
	}
	if !nests(file) {
		return "", NestsTooDeep.About(name)
	}
	profile := filepath.Join(work, "profile")
	if err := writeProfile(profile); err != nil {
		return "", err
	}
	limit := s.Limit
	if limit == 0 {
		limit = usualLimit
	}
	timed, stop := context.WithTimeout(ctx, limit)
	defer stop()
	said, err := s.run(timed, limit, profile, file, work)
	switch {
	case ctx.Err() != nil:
		return "", ctx.Err()
	case errors.Is(err, errMemory):
		return "", SuiteTooLarge.About(name).Because(err)
	case timed.Err() != nil:
		return "", SuiteTooSlow.About(name).Because(err)
	case err != nil:
		return "", SuiteFailed.About(name).Because(fmt.Errorf("%w: %s", err, said))
	}
	made := strings.TrimSuffix(file, filepath.Ext(file)) + ".pdf"
	if info, err := os.Stat(made); err != nil || info.Size() == 0 {
		// soffice ends well also when it could not read the file.
		return "", SuiteFailed.About(name).Because(fmt.Errorf("no PDF came: %s", said))
	}
	return made, nil
}

func (s Suite) run(ctx context.Context, limit time.Duration, profile, file, work string) (said string, err error) {
	c := child.Command(ctx, s.Path, "-env:UserInstallation="+fileURL(profile), "--headless", "--norestore",
		"--nolockcheck", "--nodefault", "--nofirststartwizard", "--convert-to", "pdf", "--outdir", work, file)
	var out bytes.Buffer
	c.Stdout, c.Stderr, c.Dir = &limited{to: &out}, &limited{to: &out}, work
	child.KeepIn(c, work)
	c.WaitDelay = afterKill
	most := cmp.Or(s.Memory, mostMemory)
	all, err := together(c, bounds{work: limit + time.Second, memory: most})
	if err != nil {
		return "", err
	}
	defer all.end()
	if err = c.Start(); err != nil {
		return "", err
	}
	if err = all.began(); err != nil {
		return "", errors.Join(err, c.Cancel(), c.Wait())
	}
	ended, greedy := make(chan struct{}), make(chan bool)
	go func() { greedy <- holdsTooMuch(all, most, ended) }()
	err = c.Wait()
	close(ended)
	if <-greedy {
		err = errMemory
	}
	return strings.TrimSpace(out.String()), err
}

var errMemory = errors.New("the office suite held more memory than it may")

// bounds are what all programs of one conversion may use.
type bounds struct {
	work   time.Duration // of a processor
	memory int64         // bytes
}

// holdsTooMuch ends programs that hold too much memory; false: they ended before.
func holdsTooMuch(all group, most int64, ended <-chan struct{}) bool {
	look := time.NewTicker(lookEvery)
	defer look.Stop()
	for {
		select {
		case <-ended:
			return all.used() > most // it may have failed by it between two looks
		case <-look.C:
		}
		if all.used() > most {
			_ = all.c.Cancel()
			return true
		}
	}
}

// fileURL names a file of this machine: file:///home/…, file:///C:/….
func fileURL(path string) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}

func writeProfile(dir string) error {
	user := filepath.Join(dir, "user")
	if err := os.MkdirAll(user, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return os.WriteFile(filepath.Join(user, "registrymodifications.xcu"), []byte(settings), 0o600)
}

// limited keeps the first words of a talkative program.
type limited struct{ to *bytes.Buffer }

func (l *limited) Write(b []byte) (int, error) {
	if room := mostSaid - l.to.Len(); room > 0 {
		l.to.Write(b[:min(room, len(b))])
	}
	return len(b), nil
}
