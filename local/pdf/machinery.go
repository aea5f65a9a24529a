package pdf

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"sync"
	"time"

	"github.com/klippa-app/go-pdfium"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// machine is the PDFium of this process.
var machine machinery

// machinery is PDFium's machine code. It is loaded while anybody draws with it and for a
// while after: it holds 40 MB, and takes a tenth of a second to load.
type machinery struct {
	sync.Mutex
	loaded *loaded // nil: not
	users  int     // whoever entered and has not left
	rest   *time.Timer
}

// loaded is what there is of it.
type loaded struct {
	code *module
	kept wazero.CompilationCache // what was compiled of it

	opening sync.Mutex
	pool    pdfium.Pool // makes eyes from the code one by one; nil: nobody has opened one
}

const (
	// restsAfter is how long nobody has drawn when it is let go. It is longer than any
	// PDFium that was ended at work needs to notice.
	restsAfter = time.Minute
	// compiling is how long loading takes at least where the machine code has to be made.
	compiling = time.Second
)

// enter loads the machine code where it is not. Whoever entered leaves once, when no
// PDFium of theirs is at work any more.
func (m *machinery) enter() (*loaded, error) {
	m.Lock()
	defer m.Unlock()
	if m.loaded == nil {
		code, err := endable()
		if err != nil {
			return nil, err
		}
		m.loaded = &loaded{code: code, kept: compiled()}
	}
	m.users++
	if m.rest != nil {
		m.rest.Stop()
	}
	return m.loaded, nil
}

func (m *machinery) leave() {
	m.Lock()
	defer m.Unlock()
	if m.users--; m.users == 0 {
		m.rest = time.AfterFunc(restsAfter, m.unload)
	}
}

// unload lets go of what is loaded, unless somebody came in meanwhile.
func (m *machinery) unload() {
	m.Lock()
	defer m.Unlock()
	if m.users > 0 || m.loaded == nil {
		return
	}
	m.loaded.close()
	m.loaded = nil
	go giveBack()
}

// giveBack gives to the system what pages took, which lies beside what was read of the
// module. What a finalizer lets go counts as living until the heap was looked through once
// more behind it, which nothing else brings about where nobody works.
func giveBack() {
	for range 2 {
		runtime.GC()
	}
	debug.FreeOSMemory()
}

func (l *loaded) close() {
	if l.pool != nil {
		_ = l.pool.Close() // there is nothing to save
	}
	_ = l.kept.Close(context.Background())
	l.code.release()
}

// config has PDFiums see no file but the one that they read, in a piece of memory of a
// limited size.
func (l *loaded) config(ctx context.Context, most int, memory uint32) webassembly.Config {
	return webassembly.Config{
		WASM: l.code.bytes, Context: growingInPlace(ctx), MaxTotal: most, MaxIdle: 1, FSConfig: wazero.NewFSConfig(), Stdout: io.Discard, Stderr: io.Discard,
		RuntimeConfig: wazero.NewRuntimeConfig().WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
			WithMemoryLimitPages(memory / wasmPage).WithCompilationCache(l.kept),
	}
}

// eyes makes PDFiums from the machine code that is loaded once: the first takes a tenth
// of a second, each further one a few milliseconds.
func (l *loaded) eyes() (pdfium.Pool, error) {
	l.opening.Lock()
	defer l.opening.Unlock()
	if l.pool != nil {
		return l.pool, nil
	}
	began := time.Now() //nolint:forbidigo // how long it takes is no time of a record
	pool, err := webassembly.InitWithWASM(l.config(context.Background(), mostEyes, eyeMemory))
	if err != nil {
		return nil, fmt.Errorf("loading the page renderer: %w", err)
	}
	l.pool = pool
	if time.Since(began) > compiling {
		debug.FreeOSMemory() // what the compiler took must not lie beside what a file takes
	}
	return pool, nil
}

// compiled keeps PDFium's machine code, on disk where the machine has a place
// for that: the first compilation takes seconds, reading it back a tenth.
func compiled() wazero.CompilationCache {
	if dir, there := codeFolder(); there {
		if kept, err := wazero.NewCompilationCacheWithDir(dir); err == nil {
			return kept
		}
	}
	return wazero.NewCompilationCache()
}

// codeFolder is where the machine code lies on disk; false: this machine has no such place.
func codeFolder() (dir string, there bool) {
	dir, err := os.UserCacheDir()
	return filepath.Join(dir, "tram", "pdfium"), err == nil
}

// Compile makes PDFium's machine code on a machine that has none yet, so that the first
// file does not wait for it. An older one of another release counts too: it is made anew
// when it is wanted.
func Compile() error {
	dir, there := codeFolder()
	if made, _ := filepath.Glob(filepath.Join(dir, "*", "*")); !there || len(made) > 0 {
		return nil
	}
	return Warm()
}

// Warm loads PDFium, so that a file that is opened soon opens as fast as every other.
func Warm() error {
	l, err := machine.enter()
	if err != nil {
		return err
	}
	defer machine.leave()
	_, err = l.eyes()
	return err
}
