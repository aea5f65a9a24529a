package sign

import (
	"bytes"
	"crypto/x509"
	"slices"
	"time"

	"tram/local/office"
)

// weigh judges what the mathematics cannot: the time, the certificate and those
// above it.
func (j *judgement) weigh(d *signedData, i *signerInfo, c *x509.Certificate) {
	if !strong(c.PublicKey) {
		j.doubt("Khóa của người ký quá ngắn so với tiêu chuẩn hiện nay.")
	}
	if !forSigning(c) {
		j.doubt("Chứng thư không được cấp để ký văn bản.")
	}
	if odd := oddness(c); odd != "" {
		j.doubt("Chứng thư của người ký viết không đúng chuẩn (%s): phần mềm đọc theo nghĩa thông thường, phần mềm khác có thể từ chối.", odd)
	}
	proven := j.proofOfTime(d, i)
	if proven.IsZero() {
		j.weighClaim(c)
	} else {
		j.f.At, j.f.AtFrom = proven, office.TimeStamped
	}
	j.weighChains(d, c, proven)
	j.f.CertificateNow = j.validity(c, j.m.Now, j.f.CertificateNow)
	j.f.Level = j.level(i, !proven.IsZero())
}

// level is how much a signature that its certificate's key made brings along.
func (j *judgement) level(i *signerInfo, proven bool) office.SignatureLevel {
	switch {
	case !i.named:
		return office.LevelPlain
	case !proven:
		return office.LevelB
	case j.shown && j.f.CertificateThen == office.CertificateGood:
		return office.LevelLT
	}
	return office.LevelT
}

// proofOfTime finds the earliest stamp that shows that the signature was there.
// Several stamps are as many chances: one that does not count only matters where
// none does.
func (j *judgement) proofOfTime(d *signedData, i *signerInfo) time.Time {
	proven := j.m.Proven
	var failed []string
	for _, token := range i.stamps {
		at, said := j.weighStamp(d, token, i.value)
		switch {
		case said != "":
			failed = append(failed, said)
		case proven.IsZero() || at.Before(proven):
			proven = at
		}
	}
	for _, said := range failed {
		if proven.IsZero() || len(i.stamps) == 1 {
			j.doubt("%s", said)
		} else {
			j.note("Một dấu thời gian khác kèm chữ ký không được tính: %s", said)
		}
	}
	return proven
}

// weighStamp tells when a stamp over a signature is of, or why it does not count. What
// the signature brings along is known of its stamps too.
func (j *judgement) weighStamp(d *signedData, token, value []byte) (at time.Time, said string) {
	s, err := readStamp(token)
	fits := s != nil && bytes.Equal(s.imprint, sum(s.hash, value))
	if said := saidOfStamp(err, fits); said != "" {
		return at, "Dấu thời gian kèm chữ ký " + said
	}
	s.others, s.beside = slices.Concat(s.others, d.certificates), s.beside.and(d.beside())
	return s.at, j.doubtsStamp(s)
}

// doubtsStamp tells why a stamp that holds is not to be believed; empty: it is.
// Any way to a root that holds is enough.
func (j *judgement) doubtsStamp(s *stamp) (said string) {
	if s.at.After(j.m.Now.Add(clockSkew)) {
		return "Dấu thời gian ghi một giờ chưa tới (" + moment(s.at) + "). Hãy kiểm tra ngày giờ của máy này."
	}
	chains, err := j.t.chains(j.ctx, s.certificate, s.others, s.at, x509.ExtKeyUsageTimeStamping)
	if err != nil {
		return j.t.whyNoStamper(s)
	}
	if j.m.Now.After(s.certificate.NotAfter) && (j.m.Proven.IsZero() || j.m.Proven.After(s.certificate.NotAfter)) {
		return "Chứng thư của cơ quan cấp dấu thời gian đã hết hạn từ " + day(s.certificate.NotAfter) + ", không còn gì bảo đảm giờ trong dấu."
	}
	for n, chain := range chains {
		if failed := j.stampRevoked(s, chain); failed == "" {
			return ""
		} else if n == 0 {
			said = failed
		}
	}
	return said
}

// stampRevoked tells that somebody who vouches for a stamp was revoked, whatever
// the reason: who holds the key of an authority can stamp with any date. Only a
// stamp over it from before that day keeps it.
func (j *judgement) stampRevoked(s *stamp, chain []*x509.Certificate) string {
	for n, c := range chain[:len(chain)-1] {
		w, known := newest(j.t.words(j.ctx, c, chain[n+1], s.beside, j.m.Now))
		sealed := !j.m.Proven.IsZero() && j.m.Proven.Before(w.at) && w.reason != keyStolen
		if known && w.state == revoked && (!w.at.After(s.at) || !sealed) {
			return "Chứng thư “" + commonName(c) + "” của cơ quan cấp dấu thời gian đã bị thu hồi từ " + moment(w.at) + ", nên giờ trong dấu không được tính."
		}
	}
	return ""
}

const keyStolen = 1 // CRLReason keyCompromise: the key was in other hands before anyone knew

// weighClaim holds a time that only the signer's clock tells against the
// certificate's term and against now.
func (j *judgement) weighClaim(c *x509.Certificate) {
	claimed := j.m.Claimed
	inForce := !j.m.Now.After(c.NotAfter)
	switch {
	case j.m.Now.Before(c.NotBefore):
		j.doubt("Chứng thư đến %s mới có hiệu lực. Hãy kiểm tra ngày giờ của máy này.", day(c.NotBefore))
	case !inForce && !claimed.IsZero() && claimed.After(c.NotAfter):
		j.reject("Chứng thư đã hết hạn từ %s, trước giờ ghi trong chữ ký.", day(c.NotAfter))
	case !inForce:
		j.doubt("Chứng thư đã hết hạn từ %s, và không có dấu thời gian chứng minh đã ký trước ngày đó.", day(c.NotAfter))
	}
	switch {
	case claimed.IsZero():
		j.note("Chữ ký không ghi giờ ký.")
	case claimed.After(j.m.Now.Add(clockSkew)):
		j.doubt("Giờ ghi trong chữ ký (%s) chưa tới: đồng hồ của máy ký hoặc của máy này sai.", moment(claimed))
	case claimed.Before(c.NotBefore) || (inForce && claimed.After(c.NotAfter)):
		j.doubt("Giờ ghi trong chữ ký (%s) nằm ngoài thời hạn của chứng thư: đồng hồ của máy ký có thể sai.", moment(claimed))
	}
}

// weighChains finds the ways to trusted roots and asks about each certificate on
// them. One way that holds is enough.
func (j *judgement) weighChains(d *signedData, c *x509.Certificate, proven time.Time) {
	at := proven
	if at.IsZero() {
		at = within(j.m.Now, c)
	} else if at.Before(c.NotBefore) || at.After(c.NotAfter) {
		j.reject("Lúc ký (%s), chứng thư không có hiệu lực (từ %s đến %s).", moment(at), day(c.NotBefore), day(c.NotAfter))
		j.f.CertificateThen = j.validity(c, at, office.CertificateUnknown)
		j.shown = false
		return
	}
	chains, err := j.t.chains(j.ctx, c, d.certificates, at, x509.ExtKeyUsageAny)
	if err != nil {
		j.shown = false
		j.strangeChain(d, c, at)
		return
	}
	var best *judgement
	for _, chain := range chains {
		way := &judgement{ctx: j.ctx, t: j.t, m: j.m, f: j.f, shown: true}
		way.weighChain(d, chain, proven)
		if best == nil || way.better(best) {
			best = way
		}
	}
	j.f, j.shown = best.f, j.shown && best.shown
	j.against, j.doubts, j.notes = append(j.against, best.against...), append(j.doubts, best.doubts...), append(j.notes, best.notes...)
}

// better tells whether one way to a root has less to say against it than another.
func (j *judgement) better(than *judgement) bool {
	mine, theirs := j.finding().Verdict, than.finding().Verdict
	if mine != theirs {
		return mine.Worse(theirs) == theirs
	}
	return j.shown && !than.shown
}

func (j *judgement) weighChain(d *signedData, chain []*x509.Certificate, proven time.Time) {
	j.f.CertificateThen, j.f.CertificateNow = office.CertificateGood, office.CertificateGood
	if len(chain) == 1 {
		j.note("Chứng thư này được cơ quan đưa thẳng vào danh sách tin cậy; không có nơi nào báo thu hồi.")
	}
	for n, below := range chain[:len(chain)-1] {
		if odd := oddness(below); odd != "" && n > 0 {
			j.doubt("Chứng thư của nơi cấp “%s” viết không đúng chuẩn (%s).", commonName(below), odd)
		}
		j.weighWord(below, n == 0, j.t.words(j.ctx, below, chain[n+1], d.beside(), j.m.Now), proven)
	}
}

// within moves a time into the term of a certificate.
func within(at time.Time, c *x509.Certificate) time.Time {
	if at.After(c.NotAfter) {
		return c.NotAfter
	}
	if at.Before(c.NotBefore) {
		return c.NotBefore
	}
	return at
}

// weighWord judges what an issuer said about one certificate of the chain: the
// signer's own or one above.
func (j *judgement) weighWord(c *x509.Certificate, own bool, words []word, proven time.Time) {
	w, known := newest(words)
	name := commonName(c)
	if own && known {
		j.f.StatusOf = w.from
	}
	then := !proven.IsZero() && slices.ContainsFunc(words, func(w word) bool { return w.state == good && w.about(proven) })
	j.shown = j.shown && slices.ContainsFunc(words, func(w word) bool { return w.kept && w.shows(proven) })
	switch {
	case known && w.state == revoked:
		j.weighRevoked(w, name, own, proven)
		return
	case then:
		if !w.fresh(j.m.Now) {
			j.set(own, nil, office.CertificateUnknown)
		}
		return
	}
	unknown := office.CertificateUnknown
	switch {
	case proven.IsZero() && known && w.fresh(j.m.Now):
		return
	case !known:
		j.doubt("Chưa có tin nào về việc chứng thư “%s” có bị thu hồi hay không. Hãy kiểm tra lại khi có mạng.", name)
	case w.late:
		j.doubt("Tin thu hồi hiện có của chứng thư “%s” (ngày %s) có từ sau khi chứng thư hết hạn, nên không nói được trước đó có bị thu hồi hay không.", name, day(w.from))
	case !proven.IsZero():
		j.doubt("Tin thu hồi hiện có của chứng thư “%s” (ngày %s) không nói về lúc ký.", name, day(w.from))
	default:
		j.doubt("Tin thu hồi mới nhất của chứng thư “%s” có từ %s, đã cũ %d ngày. Hãy kiểm tra lại khi có mạng.",
			name, day(w.from), int(j.m.Now.Sub(w.from).Hours())/24)
	}
	if known && w.fresh(j.m.Now) {
		j.set(own, &unknown, office.CertificateGood)
	} else {
		j.set(own, &unknown, unknown)
	}
}

// shows tells whether a word shows that a certificate was good at a time: it says
// so, or that the revocation came later.
func (w word) shows(at time.Time) bool {
	if w.state == revoked {
		return w.at.After(at)
	}
	return w.about(at)
}

func (j *judgement) weighRevoked(w word, name string, own bool, proven time.Time) {
	gone := office.CertificateRevoked
	switch {
	case proven.IsZero():
		j.reject("Chứng thư “%s” đã bị thu hồi từ %s, và không có dấu thời gian chứng minh đã ký trước đó.", name, moment(w.at))
		j.set(own, &gone, gone)
	case !w.at.After(proven):
		j.reject("Chứng thư “%s” đã bị thu hồi từ %s, trước khi ký.", name, moment(w.at))
		j.set(own, &gone, gone)
	case !w.suspect.IsZero() && !w.suspect.After(proven):
		j.doubt("Chứng thư “%s” bị thu hồi từ %s; nơi cấp cho biết khóa có thể đã lộ từ %s, trước khi ký.", name, moment(w.at), moment(w.suspect))
		j.set(own, nil, gone)
	default:
		j.note("Chứng thư “%s” bị thu hồi từ %s, sau khi ký; chữ ký này không bị ảnh hưởng.", name, moment(w.at))
		j.set(own, nil, gone)
	}
}

// set records a status: of the signer's own certificate, or of one above where
// that is worse than nothing.
func (j *judgement) set(own bool, then *office.CertificateStatus, now office.CertificateStatus) {
	if own || j.f.CertificateNow == office.CertificateGood {
		j.f.CertificateNow = now
	}
	if then != nil && (own || j.f.CertificateThen == office.CertificateGood) {
		j.f.CertificateThen = *then
	}
}

// validity is what the term of a certificate says at a time, or else what its
// issuer says.
func (j *judgement) validity(c *x509.Certificate, at time.Time, word office.CertificateStatus) office.CertificateStatus {
	switch {
	case word == office.CertificateRevoked:
		return word
	case at.After(c.NotAfter):
		return office.CertificateExpired
	case at.Before(c.NotBefore):
		return office.CertificateNotYetValid
	}
	return word
}
