package main

import (
	"bufio"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"tram/local/office"
	"tram/local/people"
	"tram/local/seal"
	"tram/local/station"
)

// recoveryFile is where the one page with the recovery key waits to be printed.
const recoveryFile = "khoa-khoi-phuc.pdf"

type founded struct {
	Office   office.Office  `json:"office"`
	Clerks   []office.Clerk `json:"clerks"`
	Home     string         `json:"home"`
	Key      string         `json:"recovery_key"`
	KeyPDF   string         `json:"recovery_pdf"`
	Identity string         `json:"identity"`
}

func (f founded) print(w io.Writer) {
	fmt.Fprintf(w, "Đã thiết lập %s (%s).\nDữ liệu: %s\n\nKHÓA KHÔI PHỤC (hãy cất ngay; đã ghi ra tệp dưới đây thì không xem lại được nữa):\n\n    %s\n\n", f.Office.Name, f.Office.Code, f.Home, f.Key)
	fmt.Fprintf(w, "Hãy in tệp %s, cất vào két, rồi xóa tệp đó.\n", f.KeyPDF)
}

// many collects a flag that may be given several times.
type many []string

func (m *many) String() string     { return fmt.Sprint(*m) }
func (m *many) Set(s string) error { *m = append(*m, s); return nil }

func setup(set *flag.FlagSet) action {
	var o office.Office
	var clerks, positions many
	set.StringVar(&o.Name, "office", "", "tên đầy đủ của cơ quan")
	set.StringVar(&o.Code, "code", "", "mã định danh, ví dụ H49.10.02")
	set.StringVar(&o.System, "system", "", "tên hệ thống thông tin")
	set.StringVar(&o.Owner, "owner", "", "chủ quản hệ thống thông tin")
	set.StringVar(&o.Lookup, "lookup", "", "địa chỉ tra cứu, nếu có")
	set.BoolVar(&o.WithQR, "qr", false, "ký hiệu riêng kèm mã QR")
	set.Var(&clerks, "clerk", "họ tên người thực hiện (lặp lại được)")
	set.Var(&positions, "position", "chức vụ của người đó (theo thứ tự)")
	pdf := addOutput(set, "recovery", "nơi ghi trang PDF khóa khôi phục")
	return func(ctx context.Context, t *terminal, args []string) (r result, err error) {
		if len(args) > 0 {
			return nil, errUsage
		}
		s, err := t.open(ctx, false)
		if err != nil {
			return nil, err
		}
		defer s.Close()
		if s.Ready() && !s.RecoveryOwed() {
			return nil, station.AlreadySetUp
		}
		people := make([]office.Clerk, len(clerks))
		for i, name := range clerks {
			people[i].Name = name
			if i < len(positions) {
				people[i].Position = positions[i]
			}
		}
		if pdf.path == "" {
			pdf.path, pdf.ours = filepath.Join(s.Home(), recoveryFile), true
		}
		if err := pdf.free(s.Home()); err != nil { // before a key is made that could not be written down
			return nil, err
		}
		return t.found(ctx, s, o, people, pdf)
	}
}

// found sets the office up and leaves its recovery key as a page. An office whose
// set-up was cut off before that gets its page now.
func (t *terminal) found(ctx context.Context, s *station.Station, o office.Office, clerks []office.Clerk, page *output) (result, error) {
	recovery, err := s.Recovery(ctx)
	if errors.Is(err, people.NoLogin) {
		t.needs = office.MayAdmit
		if err = t.enter(ctx, s); err == nil {
			recovery, err = s.Recovery(ctx)
		}
	}
	if !s.RecoveryOwed() {
		recovery, err = s.SetUp(ctx, o, clerks)
	}
	if err != nil {
		return nil, err
	}
	if err = page.write(0o600, recovery.PDF); err == nil {
		err = s.RecoveryKept()
	}
	if err != nil {
		// The key itself must not be lost with the page: it stays owed.
		t.explain(err)
	}
	fmt.Fprintln(t.err, recovery.Kept)
	o, err = s.Office(ctx)
	if err != nil {
		return nil, err
	}
	clerks, err = s.Clerks(ctx)
	return founded{Office: o, Clerks: clerks, Home: s.Home(), Key: recovery.Key, KeyPDF: page.path, Identity: recovery.Kept}, err
}

type recovered struct {
	Identity string `json:"identity"`
}

func (r recovered) print(w io.Writer) {
	fmt.Fprintln(w, "Đã đặt lại chìa niêm phong.", r.Identity)
}

// recoverKey reads the key from the keyboard: a secret never stands among the
// arguments, where other programs see it.
func recoverKey(*flag.FlagSet) action {
	return func(_ context.Context, t *terminal, args []string) (result, error) {
		if len(args) > 0 {
			return nil, errUsage
		}
		home := t.folder()
		if home == "" {
			return nil, station.NoHome
		}
		fmt.Fprintln(t.err, "Hãy gõ khóa khôi phục, đủ 4 dòng như trên giấy, mỗi dòng rồi bấm Enter:")
		key := typedKey(t.input())
		if key == "" {
			return nil, errUsage
		}
		kept, err := station.Recover(seal.Keeper{Home: home, Passphrase: t.env("TRAM_PASSPHRASE"), Keyring: seal.SystemKeyring{}}, key)
		return recovered{Identity: kept}, err
	}
}

// typedKey reads a recovery key as it stands on paper, in as many lines as the clerk
// makes of it. It ends when it is whole, or with an empty line below what was typed.
func typedKey(from io.Reader) string {
	lines := bufio.NewReaderSize(from, mostTyped) // one that is given is used
	key := ""
	for len(key) < mostTyped {
		line, err := lines.ReadString('\n')
		line = strings.TrimSpace(line)
		if line == "" && key != "" {
			break
		}
		key = strings.TrimSpace(key + "\n" + line)
		if err != nil || seal.WholeRecoveryKey(key) {
			break
		}
	}
	return key
}
