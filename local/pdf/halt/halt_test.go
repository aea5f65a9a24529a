package halt

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"testing"
	"time"

	"github.com/tetratelabs/wazero"
)

// moduleOf has one memory and one exported function "f" of nothing, with code.
func moduleOf(code []byte, data ...byte) []byte {
	section := func(kind byte, content ...byte) []byte {
		return append(binary.AppendUvarint([]byte{kind}, uint64(len(content))), content...)
	}
	body := append(append([]byte{0}, code...), 0x0b)
	all := [][]byte{{0, 'a', 's', 'm', 1, 0, 0, 0},
		section(1, 1, 0x60, 0, 0), section(3, 1, 0), section(5, 1, 0, 1),
		section(7, 2, 1, 'f', 0, 0, 1, 'm', 2, 0),
		section(10, append(binary.AppendUvarint([]byte{1}, uint64(len(body))), body...)...)}
	if len(data) > 0 {
		all = append(all, section(11, data...))
	}
	return bytes.Join(all, nil)
}

// around are instructions with every kind of operands, which must be passed over:
// in many of them a byte looks like that of a loop.
var around = []byte{
	0x42, 0x83, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x7f, 0x1a, // i64.const, ten bytes; drop
	0x43, 3, 3, 3, 3, 0x1a, 0x44, 3, 3, 3, 3, 3, 3, 3, 3, 0x1a, // constants of 3 after 3
	0xfd, 12, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 0xfd, 21, 3, 0x1a, // a vector; its lane 3
	0x02, 0x40, 0x41, 3, 0x0e, 1, 0, 0, 0x0b, // block; br_table
	0x41, 0, 0x41, 0, 0x41, 3, 0xfc, 11, 0, // memory.fill
	0x41, 0, 0x28, 2, 3, 0x1a, // i32.load at 3
	0x41, 1, 0x41, 2, 0x41, 3, 0x1c, 1, 0x7f, 0x1a, // select of a type
}

var forEver = []byte{0x03, 0x40, 0x0c, 0x00, 0x0b} // loop; br 0; end

func TestALoopEndsWhenItsMemoryTellsItTo(t *testing.T) {
	for name, code := range map[string][]byte{
		"a loop":               forEver,
		"after others":         append(bytes.Clone(around), forEver...),
		"a loop within a loop": {0x03, 0x40, 0x03, 0x40, 0x0c, 0x00, 0x0b, 0x0b},
		"with a parameter":     {0x41, 3, 0x03, 0x00, 0x41, 3, 0x1a, 0x0c, 0x00, 0x0b},
	} {
		if name == "with a parameter" {
			code = []byte{0x03, 0x00, 0x0c, 0x00, 0x0b} // its type is that of the function
		}
		module, err := InLoops(moduleOf(code))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		ctx := context.Background()
		r := wazero.NewRuntime(ctx)
		defer r.Close(ctx)
		m, err := r.Instantiate(ctx, module)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		time.AfterFunc(20*time.Millisecond, func() { m.Memory().WriteUint32Le(At, 1) })
		if _, err := m.ExportedFunction("f").Call(ctx); err == nil {
			t.Errorf("%s: it ends by itself", name)
		}
	}
}

func TestWhatDoesNotEndStaysAsItWas(t *testing.T) {
	plain := moduleOf(around)
	if got, err := InLoops(plain); err != nil || !bytes.Equal(got, plain) {
		t.Errorf("a module without loops is changed: %v", err)
	}
}

func TestAModuleThatIsNotUnderstoodIsRefused(t *testing.T) {
	whole := moduleOf(append(bytes.Clone(around), forEver...))
	for name, module := range map[string][]byte{
		"nothing":                 nil,
		"no module":               []byte("%PDF-1.7 and more"),
		"an unknown instruction":  moduleOf([]byte{0xf7}),
		"an unknown vector":       moduleOf([]byte{0xfd, 0x80, 0x03}),
		"an unknown conversion":   moduleOf([]byte{0xfc, 99}),
		"data where the word is":  moduleOf(nil, 1, 0, 0x41, 0x80, 0x04, 0x0b, 1, 'x'),
		"data of another kind":    moduleOf(nil, 1, 2, 0, 0x41, 0x80, 0x08, 0x0b, 1, 'x'),
		"a number without an end": append(bytes.Clone(whole[:8]), 1, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80),
		"cut":                     whole[:len(whole)-3],
	} {
		if _, err := InLoops(module); !errors.Is(err, errShape) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
