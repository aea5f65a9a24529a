package kit

import (
	"fmt"
	"slices"
	"strings"

	"tram/local/office"
)

// FactsNow are the facts of a conversion whose signed form is at hand: instead
// of how it was signed when the act was finished, every signature made here, how
// much they prove now, and the file that is handed out now.
func FactsNow(c office.Conversion, f office.SignedFile, types []office.DocumentType) []Fact {
	return slices.Concat(factsOfAct(c, types), signaturesMade(c, f), []Fact{factOfFile(f.Size(), f.PDF())})
}

func signaturesMade(c office.Conversion, f office.SignedFile) (facts []Fact) {
	if c.Exception != nil {
		facts = append(facts, Fact{T("facts.then"), T("facts.unsigned", c.Exception.LegalBasis)})
	}
	made := slices.DeleteFunc(slices.Clone(f.Parts), func(p office.SignedPart) bool { return p.Step != "sign" })
	for i, p := range made {
		name := T("facts.signed")
		if len(made) > 1 {
			name = fmt.Sprintf("%s %d/%d", name, i+1, len(made))
		}
		who, then := Joined(Foreign(p.Signer), roleName(p.Role)), ""
		if p.Level != levelOf(f) {
			then = T("facts.level-then", string(p.Level))
		}
		facts = append(facts, Fact{name, strings.Join(said(who, At(p.At), then), "\n")})
	}
	if len(f.Parts) > 0 {
		facts = append(facts, Fact{T("facts.now"), levelNow(f)})
	}
	return facts
}

// levelOf is the level that the newest part of a signed file tells.
func levelOf(f office.SignedFile) office.SignatureLevel { return f.Parts[len(f.Parts)-1].Level }

// levelNow is how much the signed file proves now, with what it still owes.
func levelNow(f office.SignedFile) string {
	switch level := levelOf(f); {
	case !f.Owes:
		return T("facts.owes-nothing", string(level))
	case level == office.LevelT:
		return T("facts.owes-word", string(level))
	case level == office.LevelLT:
		return T("facts.owes-earlier", string(level))
	default:
		return T("facts.owes-both", string(level))
	}
}
