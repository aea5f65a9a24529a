package audit

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"tram/local/office"
)

// TestABeginningThatNamesNoOneEntryProvesNothing types too little, too much and what is no
// hash, and what is one.
func TestABeginningThatNamesNoOneEntryProvesNothing(t *testing.T) {
	x := anExport(t)
	file, head := x.file(t, 1), string(x.statement(t, 1).Head)
	for name, typed := range map[string]string{
		"one digit": head[:1], "eight digits": head[:8], "fifteen digits": head[:15], "digits and blanks": head[:10] + "      ",
		"a letter that is none": head[:15] + "g", "a number of the record": "15/QĐ-UBND ngày 27/11/2026", "too many": head + "0", "a sign": head[:16] + "-",
	} {
		if p, err := Prove(t.Context(), bytes.NewReader(file), believes, typed); !errors.Is(err, HeadUnclear) || p.Verdict != "" {
			t.Errorf("%s: %+v, %v", name, p.Verdict, err)
		}
	}
	for name, typed := range map[string]string{
		"sixteen digits": head[:16], "capitals": strings.ToUpper(head[:20]), "in groups": head[:4] + " " + head[4:8] + " " + head[8:12] + "\t" + head[12:16] + "\n", "all": head,
	} {
		if p, err := Prove(t.Context(), bytes.NewReader(file), believes, typed); err != nil || p.Answer() != office.AnswerJournal {
			t.Errorf("%s: %v, %v", name, p.Verdict, err)
		}
	}
}
