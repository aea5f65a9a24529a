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
	"tram/local/whole"
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
		Anchors    []office.Anchor    `json:"anchors,omitempty"`

		Signatures     []office.SignatureFinding `json:"signatures"`
		SignaturesSaid string                    `json:"signatures_said,omitempty"`
		Unchecked      bool                      `json:"unchecked,omitempty"`
		Paper          *office.PaperProof        `json:"paper,omitempty"`
		Sheet          *office.SheetProof        `json:"sheet,omitempty"`
		Withdrawn      *office.Withdrawal        `json:"withdrawn,omitempty"`
	}{p.Relied(), p.Verdict, p.Said, p.Conversion, p.Code, append([]office.Condition{}, p.Checks...), p.Anchors, []office.SignatureFinding{}, "", p.Unchecked, p.Paper, p.Sheet, p.Withdrawn}
	if p.Signatures != nil {
		answer.Signatures, answer.SignaturesSaid = p.Signatures.Signatures, p.Signatures.Said
	}
	return json.Marshal(answer)
}

func (p proven) print(w io.Writer) {
	fmt.Fprintf(w, "%s: %s\n", p.Relied().Name(), visible(strings.Join(p.Sentences(), " ")))
	if p.Paper != nil {
		for _, line := range p.Paper.Lines {
			fmt.Fprintln(w, "  │ "+visible(line))
		}
		for _, reason := range p.Paper.Told() {
			fmt.Fprintln(w, "  "+visible(reason))
		}
	}
	for _, c := range p.Checks {
		fmt.Fprintf(w, "%s %s, %s: %s\n", foundAs[c.Met], c.Point, visible(c.Asks), visible(c.Evidence))
	}
}

// mostShown is how much of a text that a stranger may have written is printed, in
// letters.
const mostShown = 2000

// visible keeps the control signs of a stranger's text from the terminal.
func visible(s string) string { return office.Visible(s, mostShown) }

// foundAs is how a check of a proof came out.
var foundAs = map[office.Met]string{office.IsMet: "[đúng]", office.IsMissed: "[sai]", office.IsOwed: "[lưu ý]"}

// exit tells scripts whether what was asked about can be relied on.
func (p proven) exit() int {
	switch {
	case p.Relied() == office.SignatureInvalid, p.Answer() == office.AnswerSheetDiffers:
		return refused
	case !p.Vouched():
		return unvouched
	}
	return well
}

func verify(set *flag.FlagSet) action {
	journal := set.Bool("journal", false, "kiểm cả chuỗi nhật ký")
	database := set.Bool("database", false, "kiểm từng trang của cơ sở dữ liệu, nhật ký và mọi hồ sơ")
	out := addOutput(set, "report", "ghi kết quả ra tệp PDF để in")
	head := set.String("head", "", "kèm --journal hoặc bản xuất nhật ký: mã băm đầu nhật ký in trên một báo cáo, hoặc ít nhất 16 chữ số đầu của mã")
	marks := set.String("marks", "", "kèm --journal: tệp mốc đã cất ở nơi khác")
	copied := set.String("backup", "", "đọc lại từng tệp của bản sao ở một nơi đã chọn")
	offline := set.Bool("offline", false, "không hỏi mạng, chỉ dùng những gì có trên máy")
	return func(ctx context.Context, t *terminal, args []string) (result, error) {
		t.offline = *offline
		if *database {
			if len(args) > 0 || *journal || out.path != "" || *head+*marks+*copied != "" {
				return nil, errUsage
			}
			return t.ready(ctx, func(s *station.Station) (result, error) {
				is, err := s.CheckDatabase(ctx, nil)
				return databaseChecked{is}, err
			})
		}
		if *copied != "" {
			if len(args) > 0 || *journal || out.path != "" || *head+*marks != "" {
				return nil, errUsage
			}
			return t.ready(ctx, func(s *station.Station) (result, error) {
				is, err := s.CheckCopy(ctx, *copied, nil)
				return readBack{is}, err
			})
		}
		if len(args) == 1 && !*journal && *marks == "" && out.path == "" && station.IsAuditExport(args[0]) {
			wish, err := journalWish(*head, "")
			if err != nil {
				return nil, err
			}
			return t.verifyExport(ctx, args[0], wish.Head)
		}
		if len(args) > 1 || len(args) == 0 != *journal || !*journal && *head+*marks != "" {
			return nil, errUsage // the journal, or one thing: the answer is about one
		}
		if err := out.free(t.folder()); err != nil {
			return nil, err
		}
		return t.ready(ctx, func(s *station.Station) (result, error) {
			about := journalName
			var proof office.Proof
			var err error
			if *journal {
				proof, err = proveJournal(ctx, s, *head, *marks)
			} else {
				about = args[0]
				proof, err = prove(ctx, s, about)
			}
			if err == nil && out.path != "" {
				err = writeReport(ctx, s, about, proof, out)
			}
			return proven{proof}, err
		})
	}
}

// databaseChecked is what is wrong with the database.
type databaseChecked struct{ station.CheckedDatabase }

func (c databaseChecked) print(w io.Writer) {
	if len(c.Bad) == 0 {
		fmt.Fprintln(w, "Cơ sở dữ liệu đúng như đã ghi.")
		return
	}
	for _, said := range c.Bad {
		fmt.Fprintln(w, visible(said))
	}
	fmt.Fprintln(w, "Hãy đóng phần mềm rồi chạy tramctl repair: cơ sở dữ liệu được lập lại, tệp hỏng được giữ riêng.")
}

func (c databaseChecked) exit() int {
	if len(c.Bad) > 0 {
		return refused
	}
	return well
}

// journalName is what a report on the journal is about.
const journalName = "Nhật ký"

func proveJournal(ctx context.Context, s *station.Station, head, marks string) (office.Proof, error) {
	wish, err := journalWish(head, marks)
	if err != nil {
		return office.Proof{}, err
	}
	return s.ProveJournalAgainst(ctx, wish, nil)
}

// mostMarks is more than a file of marks has, in bytes.
const mostMarks = 8 << 20

// journalWish is what the journal is held against beside what lies on this PC.
func journalWish(head, marks string) (w station.JournalProofWish, err error) {
	w.Head = head
	if marks == "" {
		return w, nil
	}
	f, err := whole.Open(marks)
	if err != nil {
		return w, station.FileUnreadable.About(filepath.Base(marks)).Because(err)
	}
	defer f.Close()
	if w.Marks, err = io.ReadAll(io.LimitReader(f, mostMarks+1)); err != nil || len(w.Marks) > mostMarks {
		return w, station.NoMarksBrought.Because(err)
	}
	return w, nil
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
