package office

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func signed(v SignatureVerdict) *SignatureReport {
	return &SignatureReport{Verdict: v, Said: "chữ ký " + string(v), Signatures: []SignatureFinding{{Verdict: v}}}
}

func paper(v SignatureVerdict) *PaperProof {
	return &PaperProof{Verdict: v, Said: "giấy " + string(v), KeyID: "ab12", Office: "Ủy ban nhân dân xã Mẫu Sơn"}
}

func TestTheGravestThingIsTheAnswer(t *testing.T) {
	withdrawn := &Withdrawal{Reason: "Ban hành nhầm"}
	unknown, unsigned, taken := paper(SignatureReserved), paper(SignatureReserved), paper(SignatureValid)
	unknown.Office, unsigned.Office, unsigned.KeyID, taken.Withdrawn = "", "", "", withdrawn
	for _, c := range []struct {
		proof   Proof
		answer  Answer
		verdict SignatureVerdict
	}{
		{Proof{Verdict: Proven, Conversion: "c"}, AnswerProven, SignatureValid},
		{Proof{Verdict: Proven}, AnswerJournal, SignatureValid},
		{Proof{Verdict: Proven, Reserved: true}, AnswerJournalReserved, SignatureReserved},
		{Proof{Verdict: Broken, Reserved: true}, AnswerBroken, SignatureInvalid},
		{Proof{Verdict: Stranger}, AnswerStranger, SignatureUnsigned},
		{Proof{}, AnswerStranger, SignatureUnsigned},
		{Proof{Verdict: Stranger, Unchecked: true}, AnswerUnchecked, SignatureReserved},
		{Proof{Verdict: Changed, Unchecked: true}, AnswerChanged, SignatureInvalid},
		{Proof{Verdict: Proven, Conversion: "c", Unchecked: true}, AnswerProven, SignatureValid},
		{Proof{Verdict: Stranger, Signatures: signed(SignatureValid)}, AnswerSignedValid, SignatureValid},
		{Proof{Verdict: Stranger, Signatures: signed(SignatureReserved)}, AnswerSignedReserved, SignatureReserved},
		{Proof{Verdict: Stranger, Signatures: signed(SignatureInvalid)}, AnswerSignedInvalid, SignatureInvalid},
		{Proof{Verdict: Proven, Conversion: "c", Signatures: signed(SignatureValid)}, AnswerProven, SignatureValid},
		{Proof{Verdict: Proven, Conversion: "c", Signatures: signed(SignatureReserved)}, AnswerSignedReserved, SignatureReserved},
		{Proof{Verdict: Changed, Signatures: signed(SignatureValid)}, AnswerChanged, SignatureInvalid},
		{Proof{Verdict: Broken, Signatures: signed(SignatureInvalid)}, AnswerBroken, SignatureInvalid},
		{Proof{Verdict: Proven, Conversion: "c", Withdrawn: withdrawn}, AnswerWithdrawn, SignatureInvalid},
		{Proof{Paper: paper(SignatureValid)}, AnswerPaperValid, SignatureValid},
		{Proof{Verdict: Proven, Conversion: "c", Paper: paper(SignatureValid)}, AnswerPaperValid, SignatureValid},
		{Proof{Verdict: Stranger, Paper: paper(SignatureReserved)}, AnswerPaperReserved, SignatureReserved},
		{Proof{Paper: unknown}, AnswerPaperUnknown, SignatureReserved},
		{Proof{Paper: unsigned}, AnswerPaperUnsigned, SignatureReserved},
		{Proof{Verdict: Proven, Conversion: "c", Paper: paper(SignatureInvalid)}, AnswerPaperInvalid, SignatureInvalid},
		{Proof{Paper: taken}, AnswerWithdrawn, SignatureInvalid},
	} {
		got := c.proof.Answer()
		if c.proof.Comparable() != (got == AnswerPaperValid || got == AnswerPaperReserved) {
			t.Errorf("%s: the lines may be compared: %v", got, c.proof.Comparable())
		}
		if got != c.answer || got.Verdict() != c.verdict || got.Name() == "" {
			t.Errorf("%+v: %s, %s, %q", c.proof, got, got.Verdict(), got.Name())
		}
	}
	if Answer("").Verdict() != SignatureInvalid {
		t.Error("an answer that nobody gives can be relied on")
	}
}

func TestWhatDecidesIsSaidFirstAndNothingTwice(t *testing.T) {
	p := Proof{Verdict: Stranger, Said: "không phải của trạm", Signatures: signed(SignatureReserved)}
	if got := p.Sentences(); !slices.Equal(got, []string{"chữ ký reservation", "không phải của trạm"}) {
		t.Errorf("%q", got)
	}
	at := time.Date(2026, 11, 23, 7, 5, 9, 0, time.UTC)
	p = Proof{Verdict: Proven, Conversion: "c", Said: "giấy valid", Paper: paper(SignatureValid), Withdrawn: &Withdrawal{Reason: "Ban hành nhầm.", At: at}}
	want := []string{"Cơ quan đã thu hồi văn bản này lúc 14:05 ngày 23/11/2026. Lý do: Ban hành nhầm.", "giấy valid"}
	if got := p.Sentences(); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
}

func TestSignaturesAreToldOnce(t *testing.T) {
	checks := []Condition{{Point: "Tệp"}, {Point: PointSigned}, {Point: PointStamped}}
	p := Proof{Checks: checks}
	if got := p.OtherChecks(); len(got) != 3 {
		t.Errorf("without a report %d of 3 checks are told", len(got))
	}
	p.Signatures = signed(SignatureValid)
	if got := p.OtherChecks(); len(got) != 1 || len(p.Checks) != 3 {
		t.Errorf("%d checks beside the report, %d in the proof", len(got), len(p.Checks))
	}
}

func TestEveryLevelSaysWhatItIsGoodFor(t *testing.T) {
	for _, l := range []SignatureLevel{LevelPlain, LevelB, LevelT, LevelLT} {
		if l.Means() == "" {
			t.Errorf("%s says nothing", l)
		}
	}
}

func TestForeignTextCannotHideOrTurnRound(t *testing.T) {
	for in, want := range map[string]string{
		"Nguyễn Văn Mẫu":             "Nguyễn Văn Mẫu",
		"Mẫu\nSơn\t  xã":             "Mẫu Sơn xã",
		"a\u202etxt.exe":             "a[U+202E]txt.exe",
		"a\x00b\u200bc":              "a[U+0000]b[U+200B]c",
		"\xff":                       "[U+FFFD]",
		strings.Repeat("mẫu ", 1000): strings.Repeat("mẫu ", 10) + "… (còn 3959 ký tự)",
	} {
		if got := Visible(in, 40); got != want {
			t.Errorf("%q is shown as %q", in, got)
		}
	}
}
