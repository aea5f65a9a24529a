package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"tram/local/office"
	"tram/local/station"
)

type proven struct{ office.Proof }

// MarshalJSON puts the one answer first: whether to rely on it. What it is and
// each signature follow.
func (p proven) MarshalJSON() ([]byte, error) {
	answer := struct {
		Verdict office.SignatureVerdict `json:"verdict"`
		Proof   office.Verdict          `json:"proof"`
		Said    string                  `json:"said"`

		Conversion office.ID          `json:"conversion,omitempty"`
		Code       office.LookupCode  `json:"code,omitempty"`
		Checks     []office.Condition `json:"checks"`

		Signatures     []office.SignatureFinding `json:"signatures"`
		SignaturesSaid string                    `json:"signatures_said,omitempty"`
		Paper          *office.PaperProof        `json:"paper,omitempty"`
		Withdrawn      *office.Withdrawal        `json:"withdrawn,omitempty"`
	}{p.Relied(), p.Verdict, p.Said, p.Conversion, p.Code, p.Checks, []office.SignatureFinding{}, "", p.Paper, p.Withdrawn}
	if p.Signatures != nil {
		answer.Signatures, answer.SignaturesSaid = p.Signatures.Signatures, p.Signatures.Said
	}
	return json.Marshal(answer)
}

func (p proven) print(w io.Writer) {
	fmt.Fprintf(w, "%s: %s\n", p.Relied().Name(), strings.Join(p.Sentences(), " "))
	if p.Paper != nil {
		for _, line := range p.Paper.Lines {
			fmt.Fprintln(w, "  │ "+line)
		}
	}
	for _, c := range p.Checks {
		fmt.Fprintf(w, "%s %s, %s: %s\n", foundAs[c.Met], c.Point, c.Asks, c.Evidence)
	}
}

// foundAs is how a check of a proof came out.
var foundAs = map[office.Met]string{office.IsMet: "[đúng]", office.IsMissed: "[sai]", office.IsOwed: "[lưu ý]"}

// failed tells scripts whether what was asked about can be relied on.
func (p proven) failed() bool { return p.Relied() == office.SignatureInvalid }

func verify(set *flag.FlagSet) action {
	journal := set.Bool("journal", false, "kiểm cả chuỗi nhật ký")
	out := addOutput(set, "report", "ghi kết quả ra tệp PDF để in")
	offline := set.Bool("offline", false, "không hỏi mạng, chỉ dùng những gì có trên máy")
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		t.offline = *offline
		if len(args) > 1 || len(args) == 0 && !*journal {
			return nil, errUsage
		}
		if err := out.free(); err != nil {
			return nil, err
		}
		return t.ready(ctx, func(s *station.Station) (result, error) {
			if len(args) == 0 {
				proof, err := s.ProveJournal(ctx, nil)
				return proven{proof}, err
			}
			proof, err := prove(ctx, s, args[0])
			if err == nil && out.path != "" {
				err = writeReport(ctx, s, args[0], proof, out)
			}
			return proven{proof}, err
		})
	}
}

// writeReport sets a proof on sheets of paper.
func writeReport(ctx context.Context, s *station.Station, about string, proof office.Proof, to *output) error {
	b, err := s.Report(ctx, filepath.Base(about), proof)
	if err != nil {
		return err
	}
	return to.write(0o644, b)
}

// prove takes what a person has at hand: an ID, a lookup code, or a file. A
// proof of a record walks the journal in any case.
func prove(ctx context.Context, s *station.Station, name string) (office.Proof, error) {
	if id, err := office.ParseID(name); err == nil {
		return s.Prove(ctx, id, nil)
	}
	if _, err := os.Stat(name); err == nil {
		return s.ProveFile(ctx, name, nil)
	}
	if _, err := office.ParseLookupCode(name); err == nil {
		return s.ProveCode(ctx, name, nil)
	}
	return office.Proof{}, station.NothingToProve.About(name)
}
