package halt

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// At is where the word lies in the memory of a module that is to end: the last of
// the place that compilers leave free, so that nil points at nothing.
const At = firstData - 4

const (
	firstData = 1024 // where the data of a module of Emscripten begin
	header    = 8    // bytes: magic and version

	sectionMemory = 5
	sectionCode   = 10
	sectionData   = 11
)

var errShape = errors.New("a module of another shape")

// check is what a loop begins with: if the word is not zero, trap.
var check = []byte{
	0x41, At&0x7f | 0x80, At >> 7, // i32.const At
	0x28, 2, 0, // i32.load, aligned to 4, offset 0
	0x04, 0x40, 0x00, 0x0b, // if; unreachable; end
}

// InLoops gives a module in which every loop looks whether the word at At is zero,
// and traps where it is not. An error tells that the module is none that this
// package understands, or that its data lie at At.
func InLoops(module []byte) ([]byte, error) {
	if len(module) < header || binary.LittleEndian.Uint64(module) != 1<<32|0x6d736100 {
		return nil, fmt.Errorf("%w: no header", errShape)
	}
	in := &cursor{b: module, at: header}
	out := append(make([]byte, 0, len(module)+len(module)/8), module[:header]...)
	for in.err == nil && in.at < len(module) {
		kind := in.byte()
		content := in.bytes(in.number())
		switch {
		case in.err != nil:
		case kind == sectionMemory:
			in.err = ownMemory(content)
		case kind == sectionData:
			in.err = above(content)
		case kind == sectionCode:
			content, in.err = code(content)
		}
		out = append(binary.AppendUvarint(append(out, kind), uint64(len(content))), content...)
	}
	return out, in.err
}

// ownMemory refuses a module of several memories.
func ownMemory(section []byte) error {
	in := &cursor{b: section}
	if n := in.number(); n != 1 {
		return fmt.Errorf("%w: %d memories", errShape, n)
	}
	return in.err
}

// above refuses data that begin where the word lies.
func above(section []byte) error {
	in := &cursor{b: section}
	for n := in.number(); n > 0 && in.err == nil; n-- {
		switch in.number() {
		case 0: // at a place
			if op, at, end := in.byte(), in.number(), in.byte(); op != 0x41 || at < firstData || end != 0x0b {
				return fmt.Errorf("%w: data at %d", errShape, at)
			}
		case 1: // wherever the code puts them
		default:
			return fmt.Errorf("%w: data of another kind", errShape)
		}
		in.bytes(in.number())
	}
	return in.err
}

// code puts the check into each function.
func code(section []byte) ([]byte, error) {
	in := &cursor{b: section}
	count := in.number()
	out := binary.AppendUvarint(make([]byte, 0, len(section)+len(section)/8), uint64(count))
	var body []byte
	for ; count > 0 && in.err == nil; count-- {
		f := &cursor{b: in.bytes(in.number())}
		body = function(body[:0], f)
		if in.err == nil {
			in.err = f.err
		}
		out = append(binary.AppendUvarint(out, uint64(len(body))), body...)
	}
	return out, in.err
}

// function appends the body of a function, with its checks.
func function(out []byte, in *cursor) []byte {
	for n := in.number(); n > 0 && in.err == nil; n-- { // locals
		in.number()
		in.byte()
	}
	from := 0
	for in.err == nil && in.at < len(in.b) {
		if op := in.byte(); op != loop {
			in.operands(op)
			continue
		}
		in.number()
		out = append(append(out, in.b[from:in.at]...), check...)
		from = in.at
	}
	return append(out, in.b[from:]...)
}
