package escl

import (
	"errors"
	"fmt"
	"io"
	"math"
	"net/url"
	"slices"
	"strings"

	"tram/local/office"
)

// unit is what eSCL counts sizes in: 1/300 inch.
const (
	unitsPerInch = 300
	mmPerInch    = 25.4
)

// maxSide bounds the paper that a device may announce, in units (20 m).
const maxSide = 250_000

// usual are the resolutions offered of a device that names a range.
var usual = []int{75, 100, 150, 200, 240, 300, 400, 600, 1200}

// caps is what a device says that it can do (ScannerCapabilities).
type caps struct {
	model, maker, serial string
	uuid                 string   // lower case; empty: not said
	hosts                []string // names by which the device calls itself
	sources              map[office.ScanSource]*source
	brightness, contrast *scale
}

// source is what one source of paper can do.
type source struct {
	maxW, maxH int // units; 0: not said
	modes      []office.ScanMode
	dpi        []int // ascending
	formats    []string
	ext        bool // it knows DocumentFormatExt
}

// scale is the range of a setting; normal is what the device does unasked.
type scale struct{ min, max, normal int }

// modes are the colour modes that are asked for, by the names that devices have for them.
// Other names, AutoColorDetection among them, are passed over.
var modes = map[string]office.ScanMode{"RGB24": office.Colour, "Grayscale8": office.Grey, "BlackAndWhite1": office.Lineart}

func readCaps(r io.Reader) (*caps, error) {
	root, err := readXML(r)
	if err != nil {
		return nil, err
	}
	if root.name != "ScannerCapabilities" {
		return nil, fmt.Errorf("a document %q instead of capabilities", office.Visible(root.name, maxName))
	}
	c := &caps{
		model:      office.Visible(root.said("MakeAndModel"), maxName),
		maker:      office.Visible(root.said("Manufacturer"), maxName),
		serial:     root.said("SerialNumber"),
		uuid:       readUUID(root.said("UUID")),
		brightness: readScale(root.at("BrightnessSupport")),
		contrast:   readScale(root.at("ContrastSupport")),
		sources:    map[office.ScanSource]*source{},
	}
	for _, name := range []string{"AdminURI", "IconURI"} {
		if u, err := url.Parse(root.said(name)); err == nil && u.Hostname() != "" {
			c.hosts = append(c.hosts, u.Hostname())
		}
	}
	shared := root.at("SettingProfiles")
	for s, input := range map[office.ScanSource]*element{
		office.Flatbed: root.at("Platen", "PlatenInputCaps"),
		office.Feeder:  root.at("Adf", "AdfSimplexInputCaps"),
		office.Duplex:  root.at("Adf", "AdfDuplexInputCaps"),
	} {
		if input != nil {
			c.sources[s] = readSource(input, shared)
		}
	}
	if len(c.sources) == 0 {
		return nil, errors.New("capabilities without a source of paper")
	}
	return c, nil
}

// maxUUID is more than a UUID has, with what some put before it, in bytes.
const maxUUID = 64

// readUUID is a UUID in plain letters and digits; empty: it is something else.
func readUUID(text string) string {
	text = strings.TrimPrefix(strings.ToLower(text), "urn:uuid:")
	if len(text) > maxUUID || strings.Trim(text, "0123456789abcdefghijklmnopqrstuvwxyz-") != "" {
		return ""
	}
	return text
}

// readSource reads the capabilities of a source; its profile may stand at the top of the
// document and be shared.
func readSource(input, shared *element) *source {
	s := &source{maxW: side(input, "MaxWidth"), maxH: side(input, "MaxHeight")}
	profiles := input.at("SettingProfiles")
	if len(profiles.below("ColorMode")) == 0 && shared != nil {
		profiles = shared
	}
	for _, list := range profiles.below("ColorModes") {
		for _, e := range list.all("ColorMode") {
			if m, known := modes[e.text]; known && !slices.Contains(s.modes, m) {
				s.modes = append(s.modes, m)
			}
		}
	}
	for _, e := range profiles.below("DocumentFormat") {
		s.formats = append(s.formats, strings.ToLower(e.text))
	}
	ext := profiles.below("DocumentFormatExt")
	for _, e := range ext {
		s.formats = append(s.formats, strings.ToLower(e.text))
	}
	s.ext = len(ext) > 0
	s.dpi = resolutions(profiles)
	return s
}

func side(input *element, name string) int {
	n, _ := input.number(name)
	return min(max(n, 0), maxSide)
}

// The resolutions that are offered: below the least no letter can be read, and no glass has
// more than the most.
const (
	leastDPI = 50
	mostDPI  = 9600
	mostSaid = 40 // of them
)

// resolutions are those that are the same across and along, ascending.
func resolutions(profiles *element) (dpi []int) {
	for _, e := range profiles.below("DiscreteResolution") {
		x, isX := e.number("XResolution")
		y, isY := e.number("YResolution")
		if isX && isY && x == y && x >= leastDPI && x <= mostDPI {
			dpi = append(dpi, x)
		}
	}
	for _, e := range profiles.below("XResolutionRange") {
		least, isLeast := e.number("Min")
		most, isMost := e.number("Max")
		if !isLeast || !isMost {
			continue
		}
		for _, u := range usual {
			if u >= least && u <= most {
				dpi = append(dpi, u)
			}
		}
	}
	slices.Sort(dpi)
	dpi = slices.Compact(dpi)
	return dpi[:min(len(dpi), mostSaid)]
}

func readScale(e *element) *scale {
	least, isLeast := e.number("Min")
	most, isMost := e.number("Max")
	if !isLeast || !isMost || least >= most {
		return nil
	}
	normal, is := e.number("Normal")
	if !is || normal < least || normal > most {
		normal = least + (most-least)/2
	}
	return &scale{least, most, normal}
}

// value is where -100 … 100 lies on the scale.
func (s scale) value(percent int) int {
	percent = min(max(percent, -100), 100)
	if percent < 0 {
		return s.normal + (s.normal-s.min)*percent/100
	}
	return s.normal + (s.max-s.normal)*percent/100
}

// offers is the device as the office knows it, over all of its sources.
func (c *caps) offers() (sources []office.ScanSource, o office.ScanOffers) {
	for _, name := range office.ScanSources {
		s := c.sources[name]
		if s == nil {
			continue
		}
		sources = append(sources, name)
		o.DPI = append(o.DPI, s.dpi...)
		o.MaxW, o.MaxH = max(o.MaxW, mm(s.maxW)), max(o.MaxH, mm(s.maxH))
	}
	for _, m := range []office.ScanMode{office.Colour, office.Grey, office.Lineart} {
		for _, name := range sources {
			if slices.Contains(c.sources[name].modes, m) {
				o.Modes = append(o.Modes, m)
				break
			}
		}
	}
	slices.Sort(o.DPI)
	o.DPI = slices.Compact(o.DPI)
	o.Brightness, o.Contrast = c.brightness != nil, c.contrast != nil
	return sources, o
}

// mm is a size in millimetres, to a tenth.
func mm(units int) float64 { return math.Round(float64(units)*mmPerInch/unitsPerInch*10) / 10 }
