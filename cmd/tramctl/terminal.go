package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"strings"

	"tram/local/office"
	"tram/local/seal"
	"tram/local/station"
)

// Exit codes.
const (
	well    = 0
	refused = 1
	usage   = 2
)

// A verb is one thing that can be asked of the office.
type verb struct {
	name, says string
	flags      func(*flag.FlagSet) action
}

// An action carries a verb out with what is left of the command line, and
// returns what is to be printed.
type action func(ctx context.Context, t *terminal, args []string) (result, error)

// A result prints itself for people, and is one JSON object for machines. A
// failed one makes the exit code 1 although there is something to print.
type result interface {
	print(io.Writer)
}

type failing interface{ failed() bool }

// terminal is the streams and settings that a run of the command has.
type terminal struct {
	in       io.Reader
	out, err io.Writer
	env      func(string) string

	home string
	json bool
}

var verbs = []verb{
	{"setup", "thiết lập cơ quan trên máy này", setup},
	{"convert", "số hóa giấy thành văn bản điện tử", convertFiles},
	{"finish", "hoàn thành một bản nháp", finish},
	{"list", "liệt kê hồ sơ, mới nhất trước", list},
	{"search", "tìm hồ sơ", search},
	{"show", "xem một hồ sơ", show},
	{"export", "xuất tệp PDF của một hồ sơ", export},
	{"verify", "kiểm chứng một hồ sơ, một tệp hoặc nhật ký", verify},
	{"types", "liệt kê loại văn bản", types},
	{"recover", "đặt lại chìa niêm phong từ khóa khôi phục (đọc từ bàn phím)", recoverKey},
}

// errUsage marks a command that was typed wrong.
var errUsage = errors.New("usage")

// run carries out one command line.
func (t *terminal) run(ctx context.Context, args []string) int {
	name, rest := t.splitVerb(args)
	for _, v := range verbs {
		if v.name == name {
			return t.report(t.carryOut(ctx, v, rest))
		}
	}
	t.help()
	if name == "help" || name == "--help" || name == "-h" {
		return well
	}
	return usage
}

// splitVerb finds the verb, before which --home and --json may stand too.
func (t *terminal) splitVerb(args []string) (string, []string) {
	var before []string
	for i := 0; i < len(args); i++ {
		switch a := args[i]; {
		case a == "--home" || a == "-home":
			before = append(before, args[i:min(i+2, len(args))]...)
			i++
		case strings.HasPrefix(a, "--home=") || strings.HasPrefix(a, "-home=") || a == "--json" || a == "-json":
			before = append(before, a)
		default:
			return a, append(before, args[i+1:]...)
		}
	}
	return "", nil
}

func (t *terminal) carryOut(ctx context.Context, v verb, args []string) (result, error) {
	set := flag.NewFlagSet("tramctl "+v.name, flag.ContinueOnError)
	set.SetOutput(t.err)
	set.StringVar(&t.home, "home", "", "thư mục dữ liệu")
	set.BoolVar(&t.json, "json", false, "in một đối tượng JSON")
	do := v.flags(set)
	left, err := parse(set, args)
	if errors.Is(err, flag.ErrHelp) {
		return nil, nil
	}
	if err != nil {
		return nil, errUsage
	}
	return do(ctx, t, left)
}

// parse reads flags wherever they stand, before or after the names of files;
// what follows “--” is never a flag.
func parse(set *flag.FlagSet, args []string) (left []string, err error) {
	for {
		if err := set.Parse(args); err != nil {
			return nil, err
		}
		rest := set.Args()
		ended := len(args) > len(rest) && args[len(args)-len(rest)-1] == "--"
		if len(rest) == 0 || ended {
			return append(left, rest...), nil
		}
		left, args = append(left, rest[0]), rest[1:]
	}
}

// report prints a result or a failure and gives the exit code.
func (t *terminal) report(r result, err error) int {
	if err != nil {
		t.explain(err)
		if errors.Is(err, errUsage) {
			return usage
		}
		return refused
	}
	if r == nil {
		return well
	}
	if t.json {
		encoder := json.NewEncoder(t.out)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")
		if err := encoder.Encode(r); err != nil {
			return refused
		}
	} else {
		r.print(t.out)
	}
	if f, ok := r.(failing); ok && f.failed() {
		return refused
	}
	return well
}

// explain tells a failure as the window would: what happened, what to do.
func (t *terminal) explain(err error) {
	f, told := office.FailureIn(err)
	switch {
	case told && t.json:
		json.NewEncoder(t.err).Encode(map[string]string{"failure": f.Name, "said": f.Said, "next": f.Next})
	case told:
		fmt.Fprintf(t.err, "%s\n%s\n", f.Said, f.Next)
	case errors.Is(err, errUsage):
		fmt.Fprintln(t.err, "Gõ “tramctl help” để xem cách dùng.")
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(t.err, "Đã dừng theo yêu cầu. Chưa có gì thay đổi.")
	default:
		fmt.Fprintf(t.err, "Có lỗi chưa rõ (%s).\nHãy thử lại; nếu vẫn lỗi, gửi dòng trên cho người hỗ trợ kỹ thuật.\n", err)
	}
}

func (t *terminal) help() {
	fmt.Fprintln(t.err, "tramctl: Trạm Công vụ trên dòng lệnh\n\nCách dùng: tramctl VIỆC [--home THƯ-MỤC] [--json] …")
	for _, v := range verbs {
		fmt.Fprintf(t.err, "  %-9s %s\n", v.name, v.says)
	}
	fmt.Fprintln(t.err, "\nGõ “tramctl VIỆC --help” để xem các tùy chọn của một việc.")
}

// open opens the station of --home.
func (t *terminal) open(ctx context.Context) (*station.Station, error) {
	return station.Open(ctx, station.Options{
		Home: t.home, Passphrase: t.env("TRAM_PASSPHRASE"), Keyring: seal.SystemKeyring{},
		Log: slog.New(slog.NewTextHandler(t.err, &slog.HandlerOptions{Level: slog.LevelWarn})),
	})
}

// ready opens a station whose office was set up, and does work there.
func (t *terminal) ready(ctx context.Context, work func(*station.Station) (result, error)) (r result, err error) {
	s, err := t.open(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	if !s.Ready() {
		return nil, station.NotReady
	}
	return work(s)
}
