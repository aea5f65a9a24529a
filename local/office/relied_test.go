package office

import "testing"

func TestWhatMayBeReliedOnIsTheWorstOfWhatWasFound(t *testing.T) {
	signed := func(v SignatureVerdict) *SignatureReport { return &SignatureReport{Verdict: v} }
	for name, c := range map[string]struct {
		proof Proof
		want  SignatureVerdict
	}{
		"ours, unsigned":              {Proof{Verdict: Proven}, SignatureValid},
		"ours, signed with a doubt":   {Proof{Verdict: Proven, Signatures: signed(SignatureReserved)}, SignatureReserved},
		"ours, withdrawn":             {Proof{Verdict: Proven, Withdrawn: &Withdrawal{}}, SignatureInvalid},
		"ours, changed":               {Proof{Verdict: Changed, Signatures: signed(SignatureValid)}, SignatureInvalid},
		"ours, damaged":               {Proof{Verdict: Broken}, SignatureInvalid},
		"a stranger's, unsigned":      {Proof{Verdict: Stranger}, SignatureUnsigned},
		"a stranger's, not looked at": {Proof{Verdict: Stranger, Unchecked: true}, SignatureReserved},
		"a stranger's, signed":        {Proof{Verdict: Stranger, Signatures: signed(SignatureValid)}, SignatureValid},
		"a stranger's, badly signed":  {Proof{Verdict: Stranger, Signatures: signed(SignatureInvalid)}, SignatureInvalid},
		"a paper":                     {Proof{Verdict: Stranger, Paper: &PaperProof{Verdict: SignatureValid}}, SignatureValid},
		"a paper of an unknown key":   {Proof{Verdict: Stranger, Paper: &PaperProof{Verdict: SignatureReserved}}, SignatureReserved},
		"a paper that was changed":    {Proof{Verdict: Proven, Paper: &PaperProof{Verdict: SignatureInvalid}}, SignatureInvalid},
	} {
		if got := c.proof.Relied(); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}
