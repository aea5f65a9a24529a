package kit

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2/test"

	"tram/local/office"
)

func TestTheWindowGivesTheAnswerOfTheReport(t *testing.T) {
	test.NewTempApp(t)
	for key, said := range texts(t, Vietnamese) {
		answer, is := strings.CutPrefix(key, "verdict.")
		if is && said != office.Answer(answer).Name() {
			t.Errorf("%s is told as %q on the screen and as %q on paper", answer, said, office.Answer(answer).Name())
		}
	}
	v := NewVerdict()
	for _, p := range []office.Proof{
		{}, {Verdict: office.Proven}, {Verdict: office.Changed}, {Verdict: office.Broken}, {Withdrawn: &office.Withdrawal{}},
		{Paper: &office.PaperProof{Verdict: office.SignatureReserved}}, {Paper: &office.PaperProof{Verdict: office.SignatureReserved, KeyID: "a"}},
		{Signatures: &office.SignatureReport{Verdict: office.SignatureValid}}, {Signatures: &office.SignatureReport{Verdict: office.SignatureInvalid}},
	} {
		if v.Set(p); v.Word() != p.Answer().Name() {
			t.Errorf("%s is told as %q", p.Answer(), v.Word())
		}
	}
}

// cards are the signatures of a verdict in the order in which they are shown.
func cards(v *Verdict) []*SignatureCard {
	var all []*SignatureCard
	for _, o := range v.signatures.Objects {
		if c, is := o.(*SignatureCard); is {
			all = append(all, c)
		}
	}
	return all
}

func signatures(verdicts ...office.SignatureVerdict) office.Proof {
	r := &office.SignatureReport{Verdict: office.SignatureValid}
	for _, v := range verdicts {
		r.Signatures = append(r.Signatures, office.SignatureFinding{Verdict: v, Signer: "Nguyễn Văn Mẫu", Reasons: []string{"Vì thế."}})
		r.Verdict = r.Verdict.Worse(v)
	}
	return office.Proof{Signatures: r}
}

func TestFewSignaturesAreShownAtLengthAndOfManyTheGravestFirst(t *testing.T) {
	test.NewTempApp(t)
	const good, doubtful, bad = office.SignatureValid, office.SignatureReserved, office.SignatureInvalid
	v := NewVerdict()
	v.Set(signatures(good, bad, good))
	if got := cards(v); len(got) != 3 || got[0].finding.Verdict != good || !got[0].AtLength() || !got[2].AtLength() {
		t.Error("three signatures are not shown as they stand in the file")
	}
	v.Set(signatures(good, doubtful, good, bad, bad))
	var order []office.SignatureVerdict
	for _, c := range cards(v) {
		order = append(order, c.finding.Verdict)
		if c.AtLength() == (c.finding.Verdict == good) {
			t.Errorf("a signature that is %s is at length: %v", c.finding.Verdict, c.AtLength())
		}
	}
	if !slices.Equal(order, []office.SignatureVerdict{bad, bad, doubtful, good, good}) {
		t.Errorf("order %v", order)
	}
	last := cards(v)[4]
	test.Tap(&last.more.Button)
	if !last.AtLength() {
		t.Error("the details of a valid one cannot be seen")
	}
	test.Tap(&last.more.Button)
	if last.AtLength() {
		t.Error("the details cannot be put away")
	}
}

func TestASwarmOfSignaturesIsCutOffAndToldOf(t *testing.T) {
	test.NewTempApp(t)
	v := NewVerdict()
	v.Set(signatures(slices.Repeat([]office.SignatureVerdict{office.SignatureInvalid}, mostSignatures+7)...))
	atLength := 0
	for _, c := range cards(v) {
		if c.AtLength() {
			atLength++
		}
	}
	if n := len(cards(v)); n != mostSignatures || atLength != mostAtLength {
		t.Errorf("%d cards, %d at length", n, atLength)
	}
}

func TestTheFactsOfASignatureAreAllTold(t *testing.T) {
	at := time.Date(2026, 11, 23, 7, 5, 9, 0, time.UTC)
	f := office.SignatureFinding{Issuer: "Nơi\u202eCấp", Serial: "5f", At: at, AtFrom: office.TimeStamped, Level: office.LevelT, ValidTo: at, StatusOf: at,
		CertificateThen: office.CertificateGood, CertificateNow: office.CertificateExpired, Since: []string{"một", "hai"}}
	var told []string
	for _, fact := range SignatureFacts(f) {
		if fact.Value == "" {
			t.Errorf("%s is not told", fact.Name)
		}
		told = append(told, fact.Value)
	}
	all := strings.Join(told, "\n")
	for _, want := range []string{"Nơi[U+202E]Cấp", "14:05 23/11/2026, theo dấu thời gian", "B-T: có thêm", "một\nhai", "đã hết hạn, hạn đến 23/11/2026", "mới nhất từ"} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is not in\n%s", want, all)
		}
	}
	if got := SignatureFacts(office.SignatureFinding{}); got[7].Value != T("signature.no-word") {
		t.Errorf("where there is no word it says %q", got[7].Value)
	}
}

func TestASignatureFitsBesideAPage(t *testing.T) {
	test.NewTempApp(t).Settings().SetTheme(Look{})
	const beside = 322 // of a record's words, in a window for a screen of 1366 pixels
	v := NewVerdict()
	v.Set(signatures(office.SignatureValid, office.SignatureReserved, office.SignatureInvalid))
	if got := v.MinSize().Width; got > beside {
		t.Errorf("a verdict with signatures needs %.0f units", got)
	}
}
