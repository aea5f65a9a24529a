// Package halt lets a WebAssembly module be ended while it is at work. The engine
// has a way of its own, which leaves the machine code for Go at every turn of every
// loop: half of the time that PDFium takes for a page of text. Here each loop looks
// at one byte of the module's own memory instead, which whoever holds the memory
// may set from anywhere.
package halt
