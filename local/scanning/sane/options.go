package sane

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"tram/local/office"
)

// option is one that a device has and that can be set now.
type option struct {
	values   []string // what it may be, in the device's words; nil where it is a range
	from, to float64  // of a range
}

func (o option) ranges() bool { return o.values == nil && o.to > o.from }

// options are those of a device by their names, with the dashes.
type options map[string]option

var (
	optionLine = regexp.MustCompile(`^ {4}(--?[A-Za-z][A-Za-z0-9-]*)(?:\[=\((.*)\)\]| (.*?)) \[(.*)\]`)
	rangeSaid  = regexp.MustCompile(`^(?:auto\|)?(-?[0-9.]+)\.\.(-?[0-9.]+)[a-zA-Z%]*`)
	unitSaid   = regexp.MustCompile(`(dpi|mm|pel|bit|%|us)$`)
)

// parseOptions reads what scanimage -A prints. An option that is inactive cannot be set.
func parseOptions(said string) options {
	all := options{}
	for line := range strings.Lines(said) {
		m := optionLine.FindStringSubmatch(strings.TrimRight(line, "\n"))
		if m == nil || strings.HasPrefix(m[4], "inactive") {
			continue
		}
		all[m[1]] = parseOption(m[2] + m[3])
	}
	return all
}

func parseOption(said string) option {
	if r := rangeSaid.FindStringSubmatch(said); r != nil {
		from, _ := strconv.ParseFloat(r[1], 64) // the pattern lets nothing else through
		to, _ := strconv.ParseFloat(r[2], 64)
		return option{from: from, to: to}
	}
	values := strings.Split(said, "|")
	last := len(values) - 1
	values[last] = unitSaid.ReplaceAllString(values[last], "")
	return option{values: values}
}

// usualDPI are those that are offered of a device that takes any.
var usualDPI = []int{75, 100, 150, 200, 240, 300, 400, 600, 1200}

func (o options) dpi() (all []int) {
	res := o["--resolution"]
	if res.ranges() {
		for _, dpi := range usualDPI {
			if float64(dpi) >= res.from && float64(dpi) <= res.to {
				all = append(all, dpi)
			}
		}
		return all
	}
	for _, v := range res.values {
		if dpi, err := strconv.Atoi(v); err == nil {
			all = append(all, dpi)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// takesDPI tells whether a resolution will be scanned as it was asked for: scanimage rounds
// what a device does not have. A device that does not say is tried.
func (o options) takesDPI(dpi int) bool {
	res, has := o["--resolution"]
	switch {
	case !has:
		return true
	case res.ranges():
		return float64(dpi) >= res.from && float64(dpi) <= res.to
	}
	return slices.Contains(o.dpi(), dpi)
}

// offers is what a device says that it can do, in the words of the office.
func (o options) offers() office.ScanOffers {
	f := office.ScanOffers{DPI: o.dpi(), Brightness: o["--brightness"].ranges(), Contrast: o["--contrast"].ranges()}
	for _, m := range office.ScanModes {
		if _, has := o.mode(m); has {
			f.Modes = append(f.Modes, m)
		}
	}
	f.MaxW, f.MaxH = o["-x"].to, o["-y"].to
	return f
}

// words are what makers call a thing, in small letters: those that are it alone, and those
// that it may be a part of.
type words struct{ are, hold []string }

var modeWords = map[office.ScanMode]words{
	office.Colour:  {are: []string{"color", "colour", "24bit color", "color24"}, hold: []string{"color", "colour"}},
	office.Grey:    {are: []string{"gray", "grey", "grayscale", "true gray", "gray8"}, hold: []string{"gray", "grey"}},
	office.Lineart: {are: []string{"lineart", "binary", "black & white", "monochrome"}, hold: []string{"lineart", "binary", "black"}},
}

// find gives the device's own word for a thing, of those that hold none of not.
func (o option) find(w words, not ...string) (string, bool) {
	for _, exact := range []bool{true, false} {
		for _, v := range o.values {
			low := strings.ToLower(v)
			if holdsAny(low, not) {
				continue
			}
			if exact && slices.Contains(w.are, low) || !exact && holdsAny(low, w.hold) {
				return v, true
			}
		}
	}
	return "", false
}

func holdsAny(s string, parts []string) bool {
	return slices.ContainsFunc(parts, func(p string) bool { return strings.Contains(s, p) })
}

func (o options) mode(m office.ScanMode) (string, bool) {
	return o["--mode"].find(modeWords[m])
}

var (
	glassWords  = words{are: []string{"flatbed", "fb", "document table", "normal"}, hold: []string{"flatbed"}}
	feederWords = words{are: []string{"adf", "automatic document feeder", "adf front", "adf simplex", "document feeder"}, hold: []string{"adf", "feeder"}}
	duplexWords = words{hold: []string{"duplex", "both sides"}}
)

// source gives the arguments that have a device take the paper from a source.
func (dev device) source(s office.ScanSource) (args []string, has bool) {
	from, choice := dev.options["--source"]
	glass, onGlass := from.find(glassWords)
	feeder, fed := from.find(feederWords, "duplex", "back")
	if !choice { // there is only one
		fed = strings.Contains(dev.kind, "sheetfed")
		onGlass = !fed
	}
	set := func(there bool, value string) ([]string, bool) {
		if !there || !choice {
			return nil, there
		}
		return []string{"--source=" + value}, true
	}
	switch s {
	case office.Flatbed:
		return set(onGlass, glass)
	case office.Feeder:
		args, has = set(fed, feeder)
		return append(args, dev.options.sides(false)...), has
	case office.Duplex:
		if both, can := from.find(duplexWords); can {
			return set(true, both)
		}
		args, has = set(fed, feeder)
		both := dev.options.sides(true)
		return append(args, both...), has && len(both) > 0
	}
	return nil, false
}

// sides has the feeder take one side or both, where that is an option of its own.
func (o options) sides(both bool) []string {
	if mode, has := o["--adf-mode"]; has {
		w := words{are: []string{"simplex"}, hold: []string{"simplex"}}
		if both {
			w = duplexWords
		}
		if v, can := mode.find(w); can {
			return []string{"--adf-mode=" + v}
		}
	}
	if d, has := o["--duplex"]; has && slices.Contains(d.values, "yes") {
		return []string{"--duplex=" + map[bool]string{true: "yes", false: "no"}[both]}
	}
	return nil
}

// sources are those that a device has.
func (dev device) sources() (all []office.ScanSource) {
	if dev.options == nil {
		return nil
	}
	for _, s := range office.ScanSources {
		if _, has := dev.source(s); has {
			all = append(all, s)
		}
	}
	return all
}
