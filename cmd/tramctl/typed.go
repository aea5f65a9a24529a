package main

import (
	"bufio"
	"fmt"
	"os"
	"strings"

	"golang.org/x/term"
)

// mostTyped is more than anybody types on one line, in bytes.
const mostTyped = 4096

// input is what is typed or piped in. All that read it share it, so that no line is lost
// between them.
func (t *terminal) input() *bufio.Reader {
	if t.lines == nil {
		t.lines = bufio.NewReaderSize(t.in, mostTyped)
	}
	return t.lines
}

// keyboard is the terminal on which somebody types; false: a pipe or a file.
func (t *terminal) keyboard() (fd int, is bool) {
	f, is := t.in.(*os.File)
	if !is || !term.IsTerminal(int(f.Fd())) {
		return 0, false
	}
	return int(f.Fd()), true
}

// password asks for a password, which nothing shows; a script hands it over in a variable
// of the environment or on a line of its input. Without one it is empty.
func (t *terminal) password(question, variable string) ([]byte, error) {
	if given := t.env(variable); given != "" {
		return []byte(given), nil
	}
	fd, is := t.keyboard()
	if !is {
		line, _ := t.input().ReadSlice('\n') // the end of the input, or a line that is too long for any password
		return []byte(strings.TrimRight(string(line), "\r\n")), nil
	}
	fmt.Fprint(t.err, question)
	typed, err := term.ReadPassword(fd)
	fmt.Fprintln(t.err)
	if err != nil {
		return nil, noPassword.Because(err)
	}
	return typed, nil
}

// newPassword asks for a password that is to be set, twice where somebody types it.
func (t *terminal) newPassword(whose string) ([]byte, error) {
	first, err := t.password(fmt.Sprintf("Mật khẩu mới của %s: ", whose), "TRAM_NEW_PASSWORD")
	if _, typing := t.keyboard(); err != nil || !typing || t.env("TRAM_NEW_PASSWORD") != "" {
		return first, err
	}
	second, err := t.password("Gõ lại lần nữa: ", "TRAM_NEW_PASSWORD")
	if err != nil {
		return nil, err
	}
	defer clear(second)
	if string(first) != string(second) {
		clear(first)
		return nil, passwordsDiffer
	}
	return first, nil
}
