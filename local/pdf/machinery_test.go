package pdf

import (
	"fmt"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"sync"
	"testing"
	"time"
)

// letGo unloads as when nobody has drawn for long.
func letGo() (gone bool) {
	machine.unload()
	machine.Lock()
	defer machine.Unlock()
	return machine.loaded == nil
}

func TestWhatDrawsIsLetGoWhenNobodyLooksAndIsThereAgain(t *testing.T) {
	if err := Warm(); err != nil {
		t.Fatal(err)
	}
	words := markedScan(t)
	r := opened(t, words)
	r.tables = nil // else a scan is shown without PDFium
	want := seeing(t, r, 0, 50)
	if letGo() {
		t.Fatal("it was taken from under an open file")
	}
	r.Close()
	if !letGo() {
		t.Fatal("it is kept though nothing is open")
	}
	again := opened(t, words)
	again.tables = nil
	if got := seeing(t, again, 0, 50); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Error("the page looks otherwise after it was loaded anew")
	}
}

// Files are opened, drawn, left in the midst and closed while it is let go all the time.
func TestLettingGoDisturbsNobodyWhoLooks(t *testing.T) {
	words := markedScan(t)
	stop := make(chan struct{})
	var letting, looking sync.WaitGroup
	letting.Go(func() {
		for {
			select {
			case <-stop:
				return
			case <-time.After(3 * time.Millisecond):
				machine.unload()
			}
		}
	})
	for range 4 {
		looking.Go(func() {
			for i := range 3 {
				r := opened(t, words)
				r.tables = nil
				if _, err := r.Picture(t.Context(), 0, float64(30+i)); err != nil {
					t.Error(err)
				}
				r.Close()
			}
		})
	}
	looking.Wait()
	close(stop)
	letting.Wait()
	machine.Lock()
	defer machine.Unlock()
	if machine.users < 0 {
		t.Errorf("%d more left than entered", -machine.users)
	}
}

func TestTheMachineCodeIsMadeOnceOnAMachine(t *testing.T) {
	cache := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", cache)
	letGo()
	if err := Compile(); err != nil {
		t.Fatal(err)
	}
	made, err := filepath.Glob(filepath.Join(cache, "tram", "pdfium", "*", "*"))
	if err != nil || len(made) == 0 {
		t.Fatalf("nothing lies on disk: %v", err)
	}
	if !letGo() {
		t.Fatal("it stays loaded")
	}
	if err := Compile(); err != nil {
		t.Fatal(err)
	}
	machine.Lock()
	defer machine.Unlock()
	if machine.loaded != nil {
		t.Error("it was loaded though it lies on disk")
	}
}

// resource is let go by a finalizer, as the memory and the machine code of wazero are.
type resource struct{ held []byte }

func TestWhatFinalizersLetGoIsGivenBackToo(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(-1)) // nobody else clears up
	const size = 64 << 20
	debug.FreeOSMemory()
	before := heapTaken()
	runtime.SetFinalizer(&resource{held: make([]byte, size)}, func(*resource) {})
	giveBack()
	if left := heapTaken() - before; left > size/2 {
		t.Errorf("%d bytes of %d are left", left, size)
	}
}

// heapTaken is what lies on the heap, in bytes.
func heapTaken() int64 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}
