package office

// Relied is the one answer to "may I rely on this?": of what was proven, of the
// signatures, and of the code on the paper the least trusting. What carries
// nothing that could be checked is not to be relied on.
func (p Proof) Relied() SignatureVerdict {
	if p.Withdrawn != nil || p.Verdict == Changed || p.Verdict == Broken {
		return SignatureInvalid
	}
	if p.Verdict == Stranger && p.Signatures == nil && p.Paper == nil {
		return SignatureInvalid
	}
	answer := SignatureValid
	if p.Signatures != nil {
		answer = answer.Worse(p.Signatures.Verdict)
	}
	if p.Paper != nil {
		answer = answer.Worse(p.Paper.Verdict)
	}
	return answer
}
