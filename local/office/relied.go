package office

// Relied is the one answer for machines to "may I rely on this?". What carries
// nothing that vouches for it is not to be relied on, though nothing speaks
// against it either.
func (p Proof) Relied() SignatureVerdict {
	a := p.Answer()
	if a == AnswerStranger {
		return SignatureInvalid
	}
	return a.Verdict()
}
