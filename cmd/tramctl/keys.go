package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"golang.org/x/term"

	"tram/local/office"
	"tram/local/sign"
	"tram/local/station"
)

// keyList is the tokens that are plugged in, by the modules that reach them, and what the
// system's own store has.
type keyList struct {
	Modules []string                    `json:"modules"`
	Tokens  []office.Token              `json:"tokens"`
	Store   []office.SigningCertificate `json:"store,omitempty"`
}

func (l keyList) print(w io.Writer) {
	for _, t := range l.Tokens {
		fmt.Fprintf(w, "%s, khe %d: %s %s%s\n", t.Module, t.Slot, t.Label, t.Model, pinSaid(t))
		for _, c := range t.Certificates {
			printCertificate(w, c)
		}
	}
	for _, c := range l.Store {
		fmt.Fprintf(w, "Kho chứng thư của Windows, --store --certificate %s\n", c.SHA256)
		printCertificate(w, c)
	}
	if len(l.Store) > 0 && len(l.Tokens) == 0 {
		return
	}
	if len(l.Modules) == 0 {
		fmt.Fprintln(w, "Không thấy phần mềm điều khiển USB Token nào ở những chỗ thường cài. Hãy chỉ ra bằng --token.")
	} else if len(l.Tokens) == 0 {
		fmt.Fprintln(w, "Chưa cắm USB Token nào. Hãy cắm token rồi gõ lại lệnh.")
	}
}

func printCertificate(w io.Writer, c office.SigningCertificate) {
	fmt.Fprintf(w, "  %s, do %s cấp, hết hạn %s\n", whose(c.Subject, c.Organisation), c.Issuer, c.To.In(office.VietNam).Format("02/01/2006"))
	if c.Trouble != "" {
		fmt.Fprintln(w, "    "+c.Trouble)
	}
}

// pinSaid warns before a PIN is typed.
func pinSaid(t office.Token) string {
	switch {
	case t.PINLocked:
		return " (đã khóa vì gõ sai PIN quá số lần)"
	case t.PINLastTry:
		return " (chỉ còn một lần thử PIN)"
	case t.PINTried:
		return " (đã có lần gõ sai PIN)"
	}
	return ""
}

func whose(signer, organisation string) string {
	if organisation == "" || organisation == signer {
		return signer
	}
	return signer + ", " + organisation
}

// keys lists the tokens of one module, or of all that are found.
func keys(set *flag.FlagSet) action {
	module := set.String("token", "", "phần mềm điều khiển token (tệp .so, .dll, .dylib); bỏ trống thì tự tìm")
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		if len(args) > 0 {
			return nil, errUsage
		}
		return t.ready(ctx, func(s *station.Station) (result, error) {
			l := keyList{Modules: s.KeyModules(), Tokens: []office.Token{}}
			if *module != "" {
				l.Modules = []string{*module}
			} else if s.HasOwnStore() {
				store, err := s.OwnCertificates(ctx) //nolint:staticcheck // Windows alone has such a store
				if err != nil {                      //nolint:staticcheck // Windows alone has such a store
					return nil, err
				}
				l.Store = store
			}
			for _, m := range l.Modules {
				found, err := s.Tokens(ctx, m)
				if err != nil && (*module != "" || len(l.Store) == 0 && errors.Is(err, sign.NoTokenSupport)) {
					return nil, err
				}
				l.Tokens = append(l.Tokens, found...)
			}
			return l, nil
		})
	}
}

// keyFlags say which key signs, and how.
type keyFlags struct {
	file, token, tsa, role, look, picture, reason, clerk string
	certificate                                          string
	slot                                                 int
	service, store                                       bool
}

func addKeyFlags(set *flag.FlagSet) *keyFlags {
	k := &keyFlags{}
	set.StringVar(&k.file, "key", "", "ký bằng tệp khóa .p12 (mật khẩu: hỏi, hoặc biến TRAM_PIN)")
	set.StringVar(&k.token, "token", "", "ký bằng USB Token: phần mềm điều khiển token (mã PIN: hỏi, hoặc biến TRAM_PIN)")
	set.IntVar(&k.slot, "slot", 0, "khe của token (xem “tramctl keys”)")
	set.BoolVar(&k.service, "service", false, "ký bằng phần mềm ký số đang chạy trên máy (VGCA Sign Service)")
	set.BoolVar(&k.store, "store", false, "ký bằng chứng thư trong kho của Windows (Windows tự hỏi mã PIN)")
	set.StringVar(&k.certificate, "certificate", "", "mã băm SHA-256 của chứng thư trong kho (xem “tramctl keys”); bỏ trống: chứng thư hết hạn muộn nhất")
	set.StringVar(&k.role, "role", "", "office: cơ quan (mặc định), person: người có thẩm quyền")
	set.StringVar(&k.tsa, "tsa", "", "máy chủ dấu thời gian cho lần này, thay cho máy chủ trong Cài đặt")
	set.StringVar(&k.picture, "look", "", "hình chữ ký hoặc con dấu (PNG nền trong) hiện trên trang")
	set.StringVar(&k.look, "layout", "", "hidden, on-mark, copy, annex, person, seal; bỏ trống thì theo loại văn bản")
	set.StringVar(&k.reason, "reason", "", "lý do ký, ghi vào chữ ký")
	return k
}

// source names the key, or tells that none was named.
func (k *keyFlags) source() (office.KeySource, error) {
	var named []office.KeySource
	if k.file != "" {
		named = append(named, office.KeySource{Place: office.KeyInFile, Path: k.file})
	}
	if k.token != "" {
		named = append(named, office.KeySource{Place: office.KeyOnToken, Path: k.token, Slot: uint(k.slot)})
	}
	if k.service {
		named = append(named, office.KeySource{Place: office.KeyInService})
	}
	if k.store {
		named = append(named, office.KeySource{Place: office.KeyInStore, SHA256: office.Digest(k.certificate)})
	}
	if len(named) != 1 || k.slot < 0 || k.certificate != "" && !k.store {
		return office.KeySource{}, errUsage
	}
	return named[0], nil
}

// open opens the key. Where this program asks for it, the secret comes from the keyboard or the environment,
// never from the arguments, and is wiped when the key is open.
func (k *keyFlags) open(ctx context.Context, t *terminal, s *station.Station) error {
	source, err := k.source()
	if err != nil {
		return err
	}
	if k.tsa != "" {
		if err := s.StampFrom(k.tsa); err != nil {
			return err
		}
	}
	var secret []byte
	if question := asked[source.Place]; question != "" {
		if secret, err = t.secret(question, source.Place == office.KeyInFile); err != nil {
			return err
		}
		defer clear(secret)
	}
	held, err := s.OpenKey(ctx, source, secret)
	if err == nil && held.Note != "" {
		fmt.Fprintln(t.err, visible(held.Note))
	}
	return err
}

var asked = map[office.KeyPlace]string{office.KeyInFile: "Mật khẩu của tệp khóa: ", office.KeyOnToken: "Mã PIN của USB Token: "}

// wish is how the signature is to be, as typed.
func (k *keyFlags) wish(ctx context.Context, s *station.Station) (w office.SigningWish, err error) {
	if w.Role, err = office.ParseRole(k.role); err != nil {
		return w, err
	}
	if w.Look, err = office.ParseLook(k.look); err != nil {
		return w, err
	}
	w.Reason = k.reason
	if w.Clerk, err = clerkNamed(ctx, s, k.clerk); err != nil {
		return w, err
	}
	if k.picture == "" {
		return w, nil
	}
	w.Picture, err = station.ReadPicture(k.picture)
	return w, err
}

// secret asks for a PIN or a password. On a keyboard nothing shows what is
// typed; a script hands it over in TRAM_PIN or on the input. A key file may have
// an empty password, a token no empty PIN.
func (t *terminal) secret(question string, mayBeEmpty bool) ([]byte, error) {
	return t.secretOf("TRAM_PIN", question, mayBeEmpty)
}

// secretOf is secret for what a script hands over in another variable.
func (t *terminal) secretOf(variable, question string, mayBeEmpty bool) ([]byte, error) {
	if secret := t.env(variable); secret != "" {
		return []byte(secret), nil
	}
	if fd, is := t.keyboard(); is {
		fmt.Fprint(t.err, question)
		typed, err := term.ReadPassword(fd)
		fmt.Fprintln(t.err)
		if err != nil || len(typed) == 0 && !mayBeEmpty {
			return nil, noSecret.About(variable).Because(err)
		}
		return typed, nil
	}
	typed, err := t.input().ReadString('\n')
	if typed = strings.TrimRight(typed, "\r\n"); typed == "" && (err != nil || !mayBeEmpty) {
		return nil, noSecret.About(variable).Because(err)
	}
	return []byte(typed), nil
}
