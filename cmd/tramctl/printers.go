package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"

	"tram/cmd/machine"
	"tram/local/office"
)

// printerList is the printers, and why some may be missing.
type printerList struct {
	Printers []office.Printer `json:"printers"`
	Missing  *missing         `json:"missing,omitempty"`
}

type missing struct {
	Name string `json:"failure"`
	Said string `json:"said"`
	Next string `json:"next"`
}

func (l printerList) print(w io.Writer) {
	for _, p := range l.Printers {
		printPrinter(w, p)
	}
	if l.Missing != nil {
		fmt.Fprintln(w, l.Missing.Said+" "+l.Missing.Next)
	}
}

func printPrinter(w io.Writer, p office.Printer) {
	fmt.Fprintf(w, "%s  %s%s%s\n", p.Key, p.Name, behind(", ", p.Where), note(p.Usual, " (thường dùng)"))
	if can := abilities(p); can != "" {
		fmt.Fprintf(w, "    %s\n", can)
	}
	for _, s := range p.Stops {
		fmt.Fprintf(w, "    %s %s\n", s.Said, s.Next)
	}
}

func behind(sign, s string) string {
	if s == "" {
		return ""
	}
	return sign + s
}

func note(is bool, s string) string {
	if !is {
		return ""
	}
	return s
}

// namesShown is how many papers are named before the rest is counted.
const namesShown = 8

// abilities is what a printer can do, in a line.
func abilities(p office.Printer) string {
	if p.ToFile {
		return ""
	}
	parts := []string{"một mặt", "đen trắng"}
	if p.Duplex {
		parts[0] = "một mặt, hai mặt"
	}
	if p.Colour {
		parts[1] = "màu, đen trắng"
	}
	var papers, trays []string
	for _, s := range p.Papers {
		papers = append(papers, s.Name+note(s.Key == p.Usually, "*"))
	}
	for _, t := range p.Trays {
		trays = append(trays, t.Name)
	}
	if n := len(papers) - namesShown; n > 0 {
		papers = append(papers[:namesShown], fmt.Sprintf("và %d khổ khác", n))
	}
	if len(papers) > 0 {
		parts = append(parts, "khổ giấy: "+strings.Join(papers, ", "))
	}
	if len(trays) > 0 {
		parts = append(parts, "khay: "+strings.Join(trays, ", "))
	}
	return strings.Join(parts, "; ")
}

// printers lists what can be printed on. That of files is there even where no
// other can be asked.
func printers(*flag.FlagSet) action {
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		if len(args) > 0 {
			return nil, errUsage
		}
		list, err := machine.Printers(office.SystemClock{}).Printers(ctx)
		f, told := office.FailureIn(err)
		if err != nil && (!told || len(list) == 0 || errors.Is(err, context.Canceled)) {
			return nil, err
		}
		l := printerList{Printers: list}
		if told {
			t.logger().Info("printers are missing", "cause", err.Error())
			l.Missing = &missing{Name: f.Name, Said: f.Said, Next: f.Next}
		}
		return l, nil
	}
}

// jobList is the print jobs of this user.
type jobList struct {
	Jobs []printJob `json:"jobs"`
}

type printJob struct {
	office.PrintJob
	Says string `json:"says"` // the state in Vietnamese
}

func (l jobList) print(w io.Writer) {
	for _, j := range l.Jobs {
		at := "" // a printer without a clock does not know
		if !j.At.IsZero() {
			at = j.At.In(office.VietNam).Format("02/01/2006 15:04")
		}
		fmt.Fprintf(w, "%s  %s  %s  %s  %s%s\n", j.Printer, j.Key, at, j.Says, j.Title, note(j.Sides > 0, fmt.Sprintf("  %d/%d mặt", j.Done, j.Sides)))
		for _, s := range j.Stops {
			fmt.Fprintf(w, "    %s %s\n", s.Said, s.Next)
		}
	}
	if len(l.Jobs) == 0 {
		fmt.Fprintln(w, "Không có lệnh in nào.")
	}
}

func jobs(*flag.FlagSet) action {
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		if len(args) > 0 {
			return nil, errUsage
		}
		found, err := machine.Printers(office.SystemClock{}).Jobs(ctx)
		l := jobList{Jobs: []printJob{}}
		for _, j := range found {
			l.Jobs = append(l.Jobs, printJob{PrintJob: j, Says: j.State.Name()})
		}
		return l, err
	}
}
