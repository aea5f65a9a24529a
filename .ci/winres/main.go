// Command winres writes what tram.exe carries for Windows itself: its icon, its version
// and its manifest, as one object that the linker takes in. It runs windres of MinGW;
// the same sources give the same bytes.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
)

func main() {
	out := flag.String("o", "cmd/tram/tram_windows_amd64.syso", "the object")
	windres := flag.String("windres", "x86_64-w64-mingw32-windres", "the program that makes it")
	flag.Parse()
	if err := run(*windres, *out); err != nil {
		fmt.Fprintln(os.Stderr, "winres:", err)
		os.Exit(1)
	}
}

// run works in a folder of its own and at a path that does not tell where.
func run(windres, out string) error {
	work, err := os.MkdirTemp("", "winres")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	if err := lay(work); err != nil {
		return err
	}
	made, err := filepath.Abs(out)
	if err != nil {
		return err
	}
	// Its own preprocessor would be the compiler for Windows, which only the program itself needs.
	c := exec.Command(windres, "--preprocessor=gcc", "--preprocessor-arg=-E", "--preprocessor-arg=-xc", "--preprocessor-arg=-DRC_INVOKED", "--codepage=65001", "--output-format=coff", "-i", "tram.rc", "-o", made)
	c.Dir, c.Stderr = work, os.Stderr
	return c.Run()
}

// lay writes the sources of the object into a folder.
func lay(work string) error {
	icon, err := iconOf("assets/icons/tram.png")
	if err != nil {
		return err
	}
	manifest, err := os.ReadFile(".ci/winres/tram.manifest")
	if err != nil {
		return err
	}
	script, err := scriptOf("FyneApp.toml")
	if err != nil {
		return err
	}
	for name, content := range map[string][]byte{"tram.ico": icon, "tram.manifest": manifest, "tram.rc": script} {
		if err := os.WriteFile(filepath.Join(work, name), content, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// iconOf draws the picture of the program in all sizes that Windows asks for.
func iconOf(path string) ([]byte, error) {
	b, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	picture, err := png.Decode(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	return pack(picture)
}
