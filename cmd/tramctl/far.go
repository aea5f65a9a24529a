package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"strings"

	"tram/cmd/outside"
	"tram/local/copying"
	"tram/local/office"
	"tram/local/station"
	"tram/local/whole"
)

// farWords are what is said of a place for copies on a server, beside its address.
type farWords struct {
	keyFile string // private SSH key
	hostKey string // as it was confirmed
}

func (w *farWords) flags(set *flag.FlagSet) {
	set.StringVar(&w.keyFile, "key-file", "", "tệp khóa riêng SSH để vào máy chủ SFTP; mật khẩu thì gõ vào, hoặc lấy từ biến TRAM_COPY_SECRET")
	set.StringVar(&w.hostKey, "host-key", "", "khóa của máy chủ đã xác nhận, như “ssh-ed25519 SHA256:…”")
}

const mostKeyFile = 1 << 20 // bytes

// place asks for what opens a server: nothing of it stands in the arguments.
func (w farWords) place(t *terminal, where string) (office.FarPlace, error) {
	f := office.FarPlace{Where: where, HostKey: w.hostKey}
	if _, err := copying.ParseAddress(where); err != nil { // before anything is asked
		return f, err
	}
	question := "Mật khẩu, hay khóa bí mật của S3: "
	if w.keyFile != "" {
		b, err := whole.ReadFile(w.keyFile)
		if err != nil || len(b) > mostKeyFile {
			return f, station.FileUnreadable.About(w.keyFile).Because(err)
		}
		f.Secret.Key, question = string(b), "Mật khẩu của tệp khóa (không có thì bấm Enter): "
	}
	if secret := t.env("TRAM_COPY_SECRET"); secret != "" {
		f.Secret.Password = secret
		return f, nil
	}
	secret, err := t.secret(question, w.keyFile != "")
	f.Secret.Password = string(secret)
	return f, err
}

// confirmed does something with a place on a server; a server that was never met is shown by
// its key, and a person says whether it is the right one.
func confirmed[R any](t *terminal, f office.FarPlace, do func(office.FarPlace) (R, error)) (R, error) {
	r, err := do(f)
	met, told := office.FailureIn(err)
	if _, is := t.keyboard(); !is || f.HostKey != "" || !told || !errors.Is(err, copying.HostUnknown) {
		return r, err
	}
	fmt.Fprintf(t.err, "%s\nĐúng khóa của máy chủ thì gõ “dung” rồi bấm Enter: ", met.Said)
	typed, _ := t.input().ReadString('\n')
	if word := strings.ToLower(strings.TrimSpace(typed)); word != "dung" && word != "đúng" {
		return r, err
	}
	f.HostKey = fmt.Sprint(met.Args()[1])
	return do(f)
}

// copyAt is the target from which something comes back: a folder, or a server.
func (w farWords) copyAt(ctx context.Context, t *terminal, where string) (copying.Target, error) {
	if !copying.IsFar(where) {
		return copying.NewFolder(where), nil
	}
	f, err := w.place(t, where)
	if err != nil {
		return nil, err
	}
	return confirmed(t, f, func(f office.FarPlace) (copying.Target, error) {
		at, err := outside.Target(copying.Access{Where: f.Where, HostKey: f.HostKey, Secret: f.Secret})
		if err != nil {
			return nil, err
		}
		return at, reached(ctx, at)
	})
}

// reached tells whether a server lets one in.
func reached(ctx context.Context, at copying.Target) error {
	enough := errors.New("it does")
	if err := at.List(ctx, "", func(string, int64) error { return enough }); err != nil && !errors.Is(err, enough) {
		copying.Leave(at)
		return err
	}
	return nil
}
