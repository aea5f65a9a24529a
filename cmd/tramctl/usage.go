package main

import (
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"
)

// parse reads flags wherever they stand, before or after the names of files;
// what follows “--” is never a flag. What is wrong it says in Vietnamese,
// which is why the flags are not parsed by their own package.
func parse(set *flag.FlagSet, args []string) (left []string, err error) {
	for len(args) > 0 {
		a := args[0]
		args = args[1:]
		switch {
		case a == "--":
			return append(left, args...), nil
		case len(a) < 2 || a[0] != '-':
			left = append(left, a)
			continue
		}
		if args, err = setFlag(set, a, args); err != nil {
			return nil, err
		}
	}
	return left, nil
}

// setFlag sets one flag and returns what follows it and its value.
func setFlag(set *flag.FlagSet, a string, args []string) ([]string, error) {
	name, value, given := strings.Cut(strings.TrimPrefix(a[1:], "-"), "=")
	if name == "help" || name == "h" {
		return nil, flag.ErrHelp
	}
	f := set.Lookup(name)
	switch {
	case f == nil:
		return nil, unknownFlag.About(a)
	case given:
	case isSwitch(f):
		value = "true"
	case len(args) == 0:
		return nil, flagWithoutValue.About(a)
	default:
		value, args = args[0], args[1:]
	}
	if err := set.Set(name, value); err != nil {
		return nil, badFlagValue.About("--"+name, value)
	}
	return args, nil
}

func isSwitch(f *flag.Flag) bool {
	s, is := f.Value.(interface{ IsBoolFlag() bool })
	return is && s.IsBoolFlag()
}

// splitVerb finds the verb, before which --home and --json may stand too.
func splitVerb(args []string) (name string, rest []string) {
	var before []string
	for i := 0; i < len(args); i++ {
		switch a := args[i]; {
		case a == "--home" || a == "-home":
			before = append(before, args[i:min(i+2, len(args))]...)
			i++
		case strings.HasPrefix(a, "--home=") || strings.HasPrefix(a, "-home=") || isJSON(a):
			before = append(before, a)
		default:
			return a, append(before, args[i+1:]...)
		}
	}
	return "", before
}

func isJSON(a string) bool { return a == "--json" || a == "-json" }

func asksHelp(name string) bool {
	return slices.Contains([]string{"help", "--help", "-help", "-h"}, name)
}

// help lists the verbs.
func help(w io.Writer) {
	fmt.Fprintln(w, "tramctl: Trạm Công vụ trên dòng lệnh\n\nCách dùng: tramctl VIỆC [--home THƯ-MỤC] [--json] …")
	for _, v := range verbs {
		fmt.Fprintf(w, "  %-9s %s\n", v.name, v.says)
	}
	fmt.Fprintln(w, "\nGõ “tramctl VIỆC --help” để xem các tùy chọn của một việc.")
}

// help tells how a verb is typed, and its flags.
func (v verb) help(w io.Writer, set *flag.FlagSet) {
	fmt.Fprintf(w, "tramctl %s: %s\n\nCách gõ: tramctl %s\n\nTùy chọn:\n", v.name, v.says, v.typed)
	set.VisitAll(func(f *flag.Flag) {
		fmt.Fprintf(w, "  --%-12s %s\n", f.Name, f.Usage)
	})
}
