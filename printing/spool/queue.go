package spool

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"tram/local/office"
	"tram/printing/spool/ipp"
)

// queue is a printer with what only its jobs need to know.
type queue struct {
	office.Printer
	stopped   bool
	accepting bool
	sides     []string
	colours   []string
	says      map[string]bool // attributes and values that it takes: "number-up"
	pdf       bool
	mediaCol  bool
	collates  bool
}

// Limits of what a printer may list.
const (
	mostPrinters = 500
	mostPapers   = 200
	mostTrays    = 50
)

var printerWords = []string{
	"printer-name", "printer-info", "printer-location", "printer-type", "printer-state", "printer-state-reasons", "printer-is-accepting-jobs",
	"media-supported", "media-default", "media-source-supported", "media-col-supported", "sides-supported", "color-supported",
	"print-color-mode-supported", "copies-supported", "document-format-supported", "job-sheets-supported", "number-up-supported",
	"multiple-document-handling-supported", "job-creation-attributes-supported",
}

// queueOf reads what a printer tells of itself; false for one that has no name
// that could be used, and for a fax.
func queueOf(g ipp.Group) (queue, bool) {
	key := g.Get("printer-name").Text()
	if !isKey(key) || g.Get("printer-type").Int()&cupsPrinterIsAFax != 0 {
		return queue{}, false
	}
	q := queue{Printer: office.Printer{Key: key, Name: cleaned(g.Get("printer-info").Text(), longestName), Where: cleaned(g.Get("printer-location").Text(), longestName)}}
	if q.Name == "" {
		q.Name = key
	}
	q.state(g)
	q.papers(g)
	q.trays(g)
	q.wishes(g)
	return q, true
}

func (q *queue) state(g ipp.Group) {
	q.stopped = g.Get("printer-state").Int() == printerStateStopped
	accepting := g.Get("printer-is-accepting-jobs")
	q.accepting = len(accepting.Values) == 0 || accepting.Int() == 1
	var grave bool
	q.Stops, grave = stopsOf(textsOf(g.Get("printer-state-reasons")))
	if q.stopped && !grave {
		q.Stops = append([]office.PrintStop{reasons["paused"].stop}, q.Stops...)
	}
	if !q.accepting {
		q.Stops = append(q.Stops, closed)
	}
	q.Ready = !q.stopped && !grave && q.accepting
}

var closed = office.PrintStop{
	Key: "not-accepting", Said: "Hàng đợi của máy in đang đóng, không nhận lệnh in.", Next: "Hãy chọn máy in khác, hoặc nhờ người quản trị mở lại hàng đợi.",
}

func textsOf(a ipp.Attr) (words []string) {
	for _, v := range a.Values {
		words = append(words, v.Text)
	}
	return words
}

func (q *queue) papers(g ipp.Group) {
	for _, key := range textsOf(g.Get("media-supported")) {
		p, is := paperOf(key)
		if !is || len(q.Papers) == mostPapers || slices.ContainsFunc(q.Papers, p.sameSize) {
			continue
		}
		q.Papers = append(q.Papers, p.PaperSize)
	}
	if p, is := paperOf(g.Get("media-default").Text()); is {
		if i := slices.IndexFunc(q.Papers, p.sameSize); i >= 0 {
			q.Usually = q.Papers[i].Key
		}
	}
}

type paper struct{ office.PaperSize }

func (p paper) sameSize(o office.PaperSize) bool {
	return math.Abs(p.W-o.W) < 0.5 && math.Abs(p.H-o.H) < 0.5
}

// paperWords are the names of papers that tell their own size (PWG 5101.1).
var paperWords = regexp.MustCompile(`^([a-z]+)_([A-Za-z0-9.-]+)_([0-9]{1,5}(?:\.[0-9]{1,4})?)x([0-9]{1,5}(?:\.[0-9]{1,4})?)(mm|in)$`)

func paperOf(key string) (paper, bool) {
	parts := paperWords.FindStringSubmatch(key)
	if len(key) > longestKey || parts == nil || parts[1] == "custom" {
		return paper{}, false
	}
	w, h := inMillimetres(parts[3], parts[5]), inMillimetres(parts[4], parts[5])
	if !(w >= 10 && h >= 10 && w <= 5000 && h <= 5000) {
		return paper{}, false
	}
	return paper{office.PaperSize{Name: paperName(parts[1], parts[2]), Key: key, W: w, H: h}}, true
}

func inMillimetres(n, unit string) float64 {
	v, err := strconv.ParseFloat(n, 64)
	if err != nil {
		return 0
	}
	if unit == "in" {
		v *= 25.4
	}
	return math.Round(v*100) / 100
}

func paperName(class, name string) string {
	switch {
	case class == "jis":
		return "JIS " + strings.ToUpper(name)
	case class == "iso":
		return strings.ToUpper(name)
	}
	return strings.ToUpper(name[:1]) + name[1:]
}

var trayNames = map[string]string{
	"manual": "Khay tay", "by-pass-tray": "Khay tay", "multipurpose": "Khay đa năng", "main": "Khay chính", "alternate": "Khay phụ", "top": "Khay trên",
	"middle": "Khay giữa", "bottom": "Khay dưới", "left": "Khay trái", "right": "Khay phải", "side": "Khay bên", "center": "Khay giữa",
	"rear": "Khay sau", "envelope": "Khay phong bì", "photo": "Khay ảnh", "large-capacity": "Khay lớn",
}

func trayName(key string) string {
	if n, is := trayNames[key]; is {
		return n
	}
	if n, is := strings.CutPrefix(key, "tray-"); is {
		return "Khay " + cleaned(n, longestName)
	}
	return cleaned(key, longestName)
}

func (q *queue) trays(g ipp.Group) {
	q.mediaCol = g.Get("media-col-supported").Has("media-source")
	for _, key := range textsOf(g.Get("media-source-supported")) {
		if key == "auto" || !isKey(key) || !q.mediaCol || len(q.Trays) == mostTrays {
			continue
		}
		q.Trays = append(q.Trays, office.PaperTray{Name: trayName(key), Key: key})
	}
}

func (q *queue) wishes(g ipp.Group) {
	q.sides = textsOf(g.Get("sides-supported"))
	q.Duplex = slices.Contains(q.sides, "two-sided-long-edge")
	q.colours = textsOf(g.Get("print-color-mode-supported"))
	q.Colour = g.Get("color-supported").Int() == 1 || len(g.Get("color-supported").Values) == 0 && slices.Contains(q.colours, "color")
	for _, v := range g.Get("copies-supported").Values {
		q.Most = max(q.Most, v.Upper, 1)
	}
	formats := g.Get("document-format-supported")
	q.pdf = len(formats.Values) == 0 || formats.Has("application/pdf")
	q.collates = g.Get("multiple-document-handling-supported").Has("separate-documents-collated-copies")
	q.says = map[string]bool{"number-up": len(g.Get("number-up-supported").Values) > 0, "job-sheets": g.Get("job-sheets-supported").Has("none")}
}
