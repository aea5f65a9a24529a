package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"tram/local/mark"
	"tram/local/office"
	"tram/local/pdf"
)

// judgeOne marks a file and prints how it ended. The marked file is kept where
// keep names a place for it.
func judgeOne(file, keep string) {
	printEnd(markAndJudge(context.Background(), file, keep))
}

func printEnd(e end, err error) {
	if err != nil {
		e = end{Outcome: "crash", Why: err.Error(), Defect: true}
	}
	if err := json.NewEncoder(os.Stdout).Encode(e); err != nil {
		os.Exit(1)
	}
}

// markAndJudge does to a file what the program does to an original. An error is one of
// this machine.
func markAndJudge(ctx context.Context, file, keep string) (end, error) {
	original, err := os.ReadFile(file)
	if err != nil {
		return end{}, err
	}
	temp, err := os.MkdirTemp("", "corpus")
	if err != nil {
		return end{}, err
	}
	defer os.RemoveAll(temp)
	limited, stop := context.WithTimeout(ctx, mostTime)
	defer stop()
	outcome, base, marked, shapes, err := overlaid(limited, original)
	if errors.Is(err, context.DeadlineExceeded) {
		return end{Outcome: "hang", Why: fmt.Sprintf("more than %v: %v", mostTime, err), Defect: true}, nil
	}
	if err != nil {
		return refused(err), nil
	}
	after := keep
	if after == "" {
		after = filepath.Join(temp, "after.pdf")
	}
	if err := os.WriteFile(after, marked, 0o600); err != nil {
		return end{}, err
	}
	if !bytes.HasPrefix(marked, base) {
		return end{Outcome: "changed", Why: "the original is no prefix", Defect: true}, nil
	}
	j := judge{ctx: ctx, temp: temp, before: file, after: after, shapes: shapes}
	if why := j.compare(original, marked); why != "" {
		return end{Outcome: "changed", Why: outcome + ": " + why, Defect: true}, nil
	}
	return end{Outcome: outcome, Why: strings.Join(j.notes, "; ")}, nil
}

// overlaid marks a file, written anew where it has to be: base is what was
// appended to.
func overlaid(ctx context.Context, original []byte) (outcome string, base, marked []byte, shapes []office.PageShape, err error) {
	outcome, base = "marked", original
	state, err := pdf.Inspect(ctx, bytes.NewReader(base), int64(len(base)), "")
	if err != nil {
		return "", nil, nil, nil, fmt.Errorf("inspecting: %w", err)
	}
	if !state.Appendable {
		var anew bytes.Buffer
		if err := pdf.Rewrite(ctx, bytes.NewReader(original), int64(len(original)), "", &anew); err != nil {
			return "", nil, nil, nil, fmt.Errorf("writing anew: %w", err)
		}
		outcome, base = "marked-after-rewrite", anew.Bytes()
		if state, err = pdf.Inspect(ctx, bytes.NewReader(base), int64(len(base)), ""); err != nil {
			return "", nil, nil, nil, fmt.Errorf("inspecting what was written anew: %w", err)
		}
	}
	var o pdf.Overlay
	for i := range state.Shapes {
		o.Draw = append(o.Draw, pdf.Addition{Page: i, Layout: layoutOf(i, len(state.Shapes)), X: markX, Y: markY})
	}
	inc, err := pdf.PrepareOverlay(ctx, bytes.NewReader(base), int64(len(base)), o)
	if err != nil {
		return "", nil, nil, nil, fmt.Errorf("drawing over it (%s): %w", outcome, err)
	}
	return outcome, base, append(bytes.Clone(base), inc.Bytes...), state.Shapes, nil
}

// Where the mark goes, in millimetres, and its rule, in points.
const (
	markX, markY      = 10, 10
	markW, markH      = 150.0, 24.0
	ruleLong, ruleFat = 60.0, 6.0
)

// layoutOf is a small mark for the first page and a slim line for the others.
func layoutOf(page, of int) mark.Layout {
	l := mark.Layout{W: markW, H: markH, Rules: []mark.Rule{{W: ruleLong, Thick: ruleFat}},
		Texts: []mark.Text{{X: 0, Y: 16, Size: 8, S: fmt.Sprintf("7K4M-Q2XN-9RT2 – trang %d/%d", page+1, of)}}}
	if page == 0 {
		l.Texts = append(l.Texts, mark.Text{X: 70, Y: 8, Size: 8, Bold: true, S: "BẢN GIẤY"})
	}
	return l
}

// refused is a file that was not marked: it must say why, and what to do.
func refused(err error) end {
	f, said := office.FailureIn(err)
	if !said || !spoken(f.Said) || !spoken(f.Next) {
		return end{Outcome: "unreadable sentence", Why: err.Error(), Defect: true}
	}
	for deeper := f.Unwrap(); deeper != nil; deeper = errors.Unwrap(deeper) {
		if strings.Contains(deeper.Error(), "panic") {
			return end{Outcome: "crash", Why: err.Error(), Defect: true}
		}
	}
	return end{Outcome: "refused: " + f.Name, Why: err.Error()}
}

// spoken tells whether a sentence is a whole one in Vietnamese.
func spoken(s string) bool {
	return strings.HasSuffix(s, ".") && !strings.Contains(s, "%") && strings.ContainsAny(s, "ảãạấầẩậắếềểễệốồổỗộớờởỡợứừửữựđ")
}
