package sign

import (
	"bytes"
	"crypto/x509"
	"errors"
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
	proven := j.proofOfTime(i)
	if proven.IsZero() {
		j.weighClaim(c)
	} else {
		j.f.At, j.f.AtFrom = proven, office.TimeStamped
		if i.named {
			j.f.Level = office.LevelT
		}
	}
	j.weighChain(d, c, proven)
	j.f.CertificateNow = j.validity(c, j.m.Now, j.f.CertificateNow)
	if !proven.IsZero() && i.named && j.shown && j.f.CertificateThen == office.CertificateGood {
		j.f.Level = office.LevelLT
	}
}

// proofOfTime finds the earliest stamp that shows that the signature was there.
func (j *judgement) proofOfTime(i *signerInfo) time.Time {
	proven := j.m.Proven
	token := i.unsigned[oidStampToken.String()]
	if token == nil {
		return proven
	}
	s, err := readStamp(token)
	if err != nil || !bytes.Equal(s.imprint, sum(s.hash, i.value)) {
		j.doubt("Dấu thời gian kèm chữ ký bị hỏng hoặc của một chữ ký khác, nên không được tính.")
		return proven
	}
	if said := j.doubtsStamp(s); said != "" {
		j.doubt("%s", said)
		return proven
	}
	if proven.IsZero() || s.at.Before(proven) {
		return s.at
	}
	return proven
}

// doubtsStamp tells why a stamp that holds is not to be believed; empty: it is.
func (j *judgement) doubtsStamp(s *stamp) string {
	if s.at.After(j.m.Now.Add(clockSkew)) {
		return "Dấu thời gian ghi một giờ chưa tới (" + moment(s.at) + "). Hãy kiểm tra ngày giờ của máy này."
	}
	chain, err := j.t.chain(j.ctx, s.certificate, s.others, s.at, x509.ExtKeyUsageTimeStamping)
	if err != nil {
		return "Cơ quan cấp dấu thời gian (" + commonName(s.certificate) + ") chưa có trong danh sách tin cậy, nên giờ trong dấu không được tính."
	}
	for n, c := range chain[:len(chain)-1] {
		w, known := newest(j.t.words(j.ctx, c, chain[n+1], s.crls, j.m.Now))
		if known && w.state == revoked && (w.reason == keyStolen || !w.at.After(s.at)) {
			return "Chứng thư của cơ quan cấp dấu thời gian đã bị thu hồi, nên giờ trong dấu không được tính."
		}
	}
	if j.m.Now.After(s.certificate.NotAfter) && (j.m.Proven.IsZero() || j.m.Proven.After(s.certificate.NotAfter)) {
		return "Chứng thư của cơ quan cấp dấu thời gian đã hết hạn từ " + day(s.certificate.NotAfter) + ", không còn gì bảo đảm giờ trong dấu."
	}
	return ""
}

const keyStolen = 1 // CRLReason keyCompromise: nothing that the key ever signed can be told from a forgery

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

// weighChain finds the way to a trusted root and asks about each certificate on
// it.
func (j *judgement) weighChain(d *signedData, c *x509.Certificate, proven time.Time) {
	at := proven
	if at.IsZero() {
		at = within(j.m.Now, c)
	} else if at.Before(c.NotBefore) || at.After(c.NotAfter) {
		j.reject("Lúc ký (%s), chứng thư không có hiệu lực (từ %s đến %s).", moment(at), day(c.NotBefore), day(c.NotAfter))
		j.f.CertificateThen = j.validity(c, at, office.CertificateUnknown)
		j.shown = false
		return
	}
	chain, err := j.t.chain(j.ctx, c, d.certificates, at, x509.ExtKeyUsageAny)
	if err != nil {
		j.shown = false
		j.strangeChain(c, err)
		return
	}
	j.f.CertificateThen, j.f.CertificateNow = office.CertificateGood, office.CertificateGood
	if len(chain) == 1 {
		j.note("Chứng thư này được cơ quan đưa thẳng vào danh sách tin cậy; không có nơi nào báo thu hồi.")
	}
	for n, below := range chain[:len(chain)-1] {
		j.weighWord(below, n == 0, j.t.words(j.ctx, below, chain[n+1], d.crls, j.m.Now), proven)
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

func (j *judgement) strangeChain(c *x509.Certificate, err error) {
	var unknown x509.UnknownAuthorityError
	var invalid x509.CertificateInvalidError
	switch {
	case selfMade(c):
		j.reject("Chứng thư do người ký tự tạo: ai cũng có thể tự đặt tên như vậy, nên không biết ai đã ký.")
	case errors.As(err, &invalid) && invalid.Reason == x509.Expired:
		j.doubt("Chứng thư của nơi cấp (%s) không còn hoặc chưa có hiệu lực.", c.Issuer.CommonName)
	case errors.As(err, &unknown):
		j.doubt("Nơi cấp chứng thư (%s) chưa có trong danh sách tin cậy của cơ quan, nên chưa chắc người ký đúng là người có tên.", c.Issuer.CommonName)
	default:
		j.reject("Chứng thư của người ký không được cấp đúng quy tắc của nơi cấp.")
	}
}

// weighWord judges what an issuer said about one certificate of the chain: the
// signer's own or one above.
func (j *judgement) weighWord(c *x509.Certificate, own bool, words []word, proven time.Time) {
	w, known := newest(words)
	name := commonName(c)
	if own && known {
		j.f.StatusOf = w.from
	}
	then := !proven.IsZero() && slices.ContainsFunc(words, func(w word) bool { return w.state == good && w.about(proven, c) })
	j.shown = j.shown && slices.ContainsFunc(words, func(w word) bool { return w.kept && w.state == good && w.about(proven, c) })
	switch {
	case known && w.state == revoked:
		j.weighRevoked(w, name, own, proven)
		return
	case then:
		if !known || !w.fresh(j.m.Now) {
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

func (j *judgement) weighRevoked(w word, name string, own bool, proven time.Time) {
	gone := office.CertificateRevoked
	switch {
	case proven.IsZero():
		j.reject("Chứng thư “%s” đã bị thu hồi từ %s, và không có dấu thời gian chứng minh đã ký trước đó.", name, moment(w.at))
		j.set(own, &gone, gone)
	case !w.at.After(proven):
		j.reject("Chứng thư “%s” đã bị thu hồi từ %s, trước khi ký.", name, moment(w.at))
		j.set(own, &gone, gone)
	default:
		j.note("Chứng thư “%s” bị thu hồi từ %s, sau khi ký; chữ ký này không bị ảnh hưởng.", name, moment(w.at))
		j.set(own, nil, gone)
		j.shown = true
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
