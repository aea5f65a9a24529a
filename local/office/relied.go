package office

// Relied is the one answer for machines to "may I rely on this?".
func (p Proof) Relied() SignatureVerdict { return p.Answer().Verdict() }

// Vouched tells whether anything that could be looked at vouches for what was
// proven, be it with a reservation.
func (p Proof) Vouched() bool {
	a := p.Answer()
	return a != AnswerStranger && a != AnswerUnchecked
}
