package sign

import (
	"crypto/x509"
	"errors"
	"time"
)

// Why no way leads from a certificate to a trusted root is looked up anew, step by
// step, so that what is told is what is true of this one.

// strangeChain tells why there is no way.
func (j *judgement) strangeChain(d *signedData, c *x509.Certificate, at time.Time) {
	if selfMade(c) {
		j.reject("Chứng thư do người ký tự tạo: ai cũng có thể tự đặt tên như vậy, nên không biết ai đã ký.")
		return
	}
	said, broken := j.t.whyNot(c, d.certificates, at)
	if broken {
		j.reject("%s", said)
		return
	}
	j.doubt("%s", said)
}

// whyNoStamper tells the same of a time-stamp authority.
func (t Trust) whyNoStamper(s *stamp) string {
	said, _ := t.whyNot(s.certificate, s.others, s.at)
	return "Cơ quan cấp dấu thời gian (" + commonName(s.certificate) + ") chưa kiểm tra được, nên giờ trong dấu không được tính. " + said
}

// whyNot climbs from a certificate as far as it goes and tells what stops it;
// broken: a rule is, which no further certificate can mend.
func (t Trust) whyNot(c *x509.Certificate, beside []*x509.Certificate, at time.Time) (said string, broken bool) {
	pool := append(t.known(beside), t.Roots...)
	below := c
	for range maxChain {
		if len(below.UnhandledCriticalExtensions) > 0 {
			return "Chứng thư “" + commonName(below) + "” có điều kiện bắt buộc mà phần mềm chưa biết, nên chưa kết luận được.", false
		}
		if at.Before(below.NotBefore) || at.After(below.NotAfter) {
			return "Chứng thư của nơi cấp (" + commonName(below) + ") không còn hoặc chưa có hiệu lực.", false
		}
		above, said := climb(below, pool)
		if above == nil {
			return said, false
		}
		if above.Equal(below) {
			break
		}
		below = above
	}
	if !t.trusts(below) {
		return unknownIssuer(commonName(below)), false
	}
	return "Chứng thư của người ký không được cấp đúng quy tắc của nơi cấp.", true
}

// trusts tells whether a certificate is a root of the office.
func (t Trust) trusts(c *x509.Certificate) bool {
	for _, r := range t.Roots {
		if r.Equal(c) {
			return true
		}
	}
	return false
}

func unknownIssuer(name string) string {
	return "Nơi cấp chứng thư (" + name + ") chưa có trong danh sách tin cậy của cơ quan, nên chưa chắc người ký đúng là người có tên."
}

// climb finds the certificate above, or tells why none of those that bear the
// issuer's name is. A root stands above itself.
func climb(below *x509.Certificate, pool []*x509.Certificate) (above *x509.Certificate, said string) {
	if selfMade(below) {
		return below, ""
	}
	said = unknownIssuer(calledBy(below.Issuer))
	var old x509.InsecureAlgorithmError
	for _, above := range pool {
		if !sameName(above.RawSubject, below.RawIssuer) {
			continue
		}
		err := above.CheckSignature(below.SignatureAlgorithm, below.RawTBSCertificate, below.Signature)
		switch {
		case errors.As(err, &old) || err == nil && oldScheme(below.SignatureAlgorithm):
			said = "Chứng thư “" + commonName(below) + "” được nơi cấp ký bằng thuật toán cũ (SHA-1 hoặc MD5) đã bị phá, nên không chứng minh được ai đã cấp."
		case errors.Is(err, x509.ErrUnsupportedAlgorithm):
			said = "Nơi cấp ký chứng thư “" + commonName(below) + "” bằng thuật toán mà phần mềm chưa biết, nên chưa kiểm tra được."
		case err != nil && oddKey(above):
			said = "Nơi cấp “" + commonName(above) + "” dùng khóa RSA khác thường mà phần mềm chưa theo được, nên chưa kiểm tra được chứng thư “" + commonName(below) + "” có phải do nơi đó cấp."
		case err != nil:
			said = "Chứng thư “" + commonName(below) + "” ghi nơi cấp là “" + commonName(above) + "”, nhưng không phải do khóa của nơi đó mà cơ quan biết ký."
		default:
			return above, ""
		}
	}
	return nil, said
}

func oldScheme(a x509.SignatureAlgorithm) bool {
	switch a {
	case x509.SHA1WithRSA, x509.ECDSAWithSHA1, x509.DSAWithSHA1, x509.MD5WithRSA, x509.MD2WithRSA:
		return true
	}
	return false
}
