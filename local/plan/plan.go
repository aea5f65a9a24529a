// Package plan makes of the plan of an office (phương án ứng phó, duy trì hoạt động; Điều 13)
// what can be read without this program: a paper to print, and a page for a USB stick that
// holds no script and asks for nothing from elsewhere.
package plan

import (
	"cmp"
	"fmt"
	"html/template"
	"io"
	"strings"
	"time"

	"tram/local/books"
	"tram/local/letter"
	"tram/local/office"
)

// Facts is what the plan is set from, with what was measured against it.
type Facts struct {
	Office    office.Office
	Response  office.Response
	Plan      office.Plan
	Copies    []office.CopyState
	Recovered *office.Recovered // the last that was measured; nil: none was
	At        time.Time
}

// Section is one part of the plan, a line or step each.
type Section struct {
	Title string
	Lines []string
}

// head tells by whom and until when the plan stands.
func (f Facts) head() []string {
	p := f.Plan
	if said := p.Trouble(f.At); said != "" && p.State != office.PlanApproved {
		return []string{said}
	}
	all := []string{fmt.Sprintf("%s phê duyệt, %s ngày %s; rà soát trước ngày %s.", p.Approver, p.Number, office.DaySaid(p.Approved), office.DaySaid(p.Review))}
	if said := p.Trouble(f.At); said != "" {
		all = append(all, said)
	}
	return all
}

// Sections are the parts of the plan in the order in which they are read; what the office
// left empty is left out.
func (f Facts) Sections() (all []Section) {
	all = append(all, Section{"Phê duyệt", f.head()})
	for _, a := range books.Plans.Asks {
		switch a.Key {
		case "rpo", "rto", "approver", "number", "approved", "review":
			continue
		}
		if lines := linesOf(*a.Into(&f.Plan)); len(lines) > 0 {
			all = append(all, Section{a.Said, lines})
		}
	}
	return append(all, Section{"Mục tiêu và số đã đo", f.measured()})
}

// measured sets what was measured beside what is aimed at, and says nothing of what nobody
// measured.
func (f Facts) measured() (said []string) {
	said = append(said, fmt.Sprintf("RPO, được mất tối đa: %s giờ làm việc.", cmp.Or(f.Plan.RPO, "…")), fmt.Sprintf("RTO, phải chạy lại trong: %s giờ.", cmp.Or(f.Plan.RTO, "…")))
	for _, c := range f.Copies {
		if !c.Verified.IsZero() {
			said = append(said, fmt.Sprintf("Bản sao ở %s đủ và đọc lại đúng lần cuối lúc %s.", c.Where, office.MomentSaid(c.Verified)))
		}
	}
	if r := f.Recovered; r != nil {
		said = append(said, fmt.Sprintf("Lấy lại thử lúc %s từ %s: %d hồ sơ trong %.0f giây.", office.MomentSaid(r.At), r.From, r.Records, r.Took.Seconds()))
	}
	return said
}

const title = "PHƯƠNG ÁN ỨNG PHÓ, DUY TRÌ HOẠT ĐỘNG"

// Paper is the plan to be printed, signed and kept beside the machine.
func Paper(f Facts) *letter.Paper {
	p := letter.New(f.Of(), title)
	for _, s := range f.Sections() {
		p.Heading(s.Title)
		for i, line := range s.Lines {
			p.Para(fmt.Sprintf("%d. %s", i+1, line))
		}
	}
	p.Signed("NGƯỜI PHÊ DUYỆT", linesOf(f.Response.Recipients))
	return p
}

// Of is whose paper it is.
func (f Facts) Of() letter.Of { return letter.Of{Office: f.Office.Name, At: f.At} }

var page = template.Must(template.New("plan").Parse(`<!DOCTYPE html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>{{.Title}}</title>
<style>body{font:18px/1.5 sans-serif;max-width:46em;margin:1em auto;padding:0 1em;color:#111;background:#fff}h2{margin:1.2em 0 .3em}li{margin:.3em 0}nav a{margin-right:1em}</style>
</head><body><h1>{{.Title}}</h1><p>{{.Office}}. Xuất lúc {{.At}}.</p>
<nav>{{range $i, $s := .Sections}}<a href="#p{{$i}}">{{$s.Title}}</a> {{end}}</nav>
{{range $i, $s := .Sections}}<h2 id="p{{$i}}">{{$s.Title}}</h2><ol>{{range $s.Lines}}<li>{{.}}</li>{{end}}</ol>
{{end}}</body></html>
`))

// Page writes the plan as one page of HTML.
func Page(w io.Writer, f Facts) error {
	return page.Execute(w, map[string]any{"Title": title, "Office": f.Office.Name, "At": office.MomentSaid(f.At), "Sections": f.Sections()})
}

func linesOf(text string) (all []string) {
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}
