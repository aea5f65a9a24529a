package sign

import (
	"context"
	"crypto"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/asn1"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/cryptobyte"
	cbasn1 "golang.org/x/crypto/cryptobyte/asn1"
	"golang.org/x/crypto/ocsp"

	"tram/local/office"
)

const (
	noWord  = "Chưa có tin nào"
	wasGone = "đã bị thu hồi"
)

// TestAListSpeaksOnlyOfTheCertificatesThatBelongToIt: partitioned lists are the
// rule in the field. A line counts in whatever list it stands.
func TestAListSpeaksOnlyOfTheCertificatesThatBelongToIt(t *testing.T) {
	const mine, longer = "http://ca.example/2", "http://ca.example/25"
	w := newWorld(t, withPoint(mine))
	branch := pkix.Extension{Id: oidPoints, Value: wrap(0x30, wrap(0x30, pointNamed(wrap(nameDirectory, w.middle.c.RawSubject))))}
	directory := makeCertificate(t, w.middle, "Nguyễn Văn Mẫu", ecKey(elliptic.P256()), func(c *x509.Certificate) { c.ExtraExtensions = []pkix.Extension{branch} })
	hour := today.Add(-time.Hour)
	other := critical(oidLineIssuer, wrap(0x30, wrap(nameDirectory, w.root.c.RawSubject)))
	unknown := critical(asn1.ObjectIdentifier{1, 2, 3, 4}, []byte{5, 0})
	delta := critical(oidDelta, []byte{2, 1, 1})
	for name, c := range map[string]struct {
		extensions []pkix.Extension
		of         *issuer
		line       *x509.RevocationListEntry
		verdict    office.SignatureVerdict
		reason     string
	}{
		"its own part, not listed":         {[]pkix.Extension{spot(pointNamed(uri(mine)))}, w.clerk, nil, office.SignatureValid, ""},
		"its own part, listed":             {[]pkix.Extension{spot(pointNamed(uri(mine)))}, w.clerk, line(gone(w.clerk.c, hour, -1)), office.SignatureInvalid, wasGone},
		"one of two names is its own":      {[]pkix.Extension{spot(pointNamed(uri("ldap://x"), uri(mine)))}, w.clerk, nil, office.SignatureValid, ""},
		"a part whose name is longer":      {[]pkix.Extension{spot(pointNamed(uri(longer)))}, w.clerk, nil, office.SignatureReserved, noWord},
		"another's part, listed":           {[]pkix.Extension{spot(pointNamed(uri(longer)))}, w.clerk, line(gone(w.clerk.c, hour, 1)), office.SignatureInvalid, wasGone},
		"for users":                        {[]pkix.Extension{spot(flag(1))}, w.clerk, nil, office.SignatureValid, ""},
		"for users, listed":                {[]pkix.Extension{spot(flag(1))}, w.clerk, line(gone(w.clerk.c, hour, 4)), office.SignatureInvalid, wasGone},
		"for authorities":                  {[]pkix.Extension{spot(flag(2))}, w.clerk, nil, office.SignatureReserved, noWord},
		"some reasons only":                {[]pkix.Extension{spot(wrap(0x83, []byte{6, 0x40}))}, w.clerk, nil, office.SignatureReserved, noWord},
		"some reasons only, listed":        {[]pkix.Extension{spot(wrap(0x83, []byte{6, 0x40}))}, w.clerk, line(gone(w.clerk.c, hour, 1)), office.SignatureInvalid, wasGone},
		"for attributes":                   {[]pkix.Extension{spot(flag(5))}, w.clerk, nil, office.SignatureReserved, noWord},
		"indirect, another's line":         {[]pkix.Extension{spot(flag(4))}, w.clerk, line(gone(w.clerk.c, hour, 1, other)), office.SignatureValid, ""},
		"indirect, its own line":           {[]pkix.Extension{spot(flag(4))}, w.clerk, line(gone(w.clerk.c, hour, 1)), office.SignatureInvalid, wasGone},
		"differences, not listed":          {[]pkix.Extension{delta}, w.clerk, nil, office.SignatureReserved, noWord},
		"differences, listed":              {[]pkix.Extension{delta}, w.clerk, line(gone(w.clerk.c, hour, 1)), office.SignatureInvalid, wasGone},
		"differences, lifted":              {[]pkix.Extension{delta}, w.clerk, line(gone(w.clerk.c, hour, lifted)), office.SignatureReserved, noWord},
		"a demand that nobody knows":       {[]pkix.Extension{unknown}, w.clerk, nil, office.SignatureReserved, noWord},
		"the same, and listed":             {[]pkix.Extension{unknown}, w.clerk, line(gone(w.clerk.c, hour, 1)), office.SignatureInvalid, wasGone},
		"a part named in the directory":    {[]pkix.Extension{spot(pointNamed(wrap(nameDirectory, w.middle.c.RawSubject)))}, directory, nil, office.SignatureValid, ""},
		"another branch of the directory":  {[]pkix.Extension{spot(pointNamed(wrap(nameDirectory, w.root.c.RawSubject)))}, directory, nil, office.SignatureReserved, noWord},
		"a part, and the certificate none": {[]pkix.Extension{spot(pointNamed(uri(mine)))}, another(t, w.middle, "Nguyễn Văn Mẫu", nil), nil, office.SignatureReserved, noWord},
	} {
		var lines []x509.RevocationListEntry
		if c.line != nil {
			lines = append(lines, *c.line)
		}
		trust := w.knows(w.middle.list(t, today, c.extensions, lines...))
		wants(t, name, w.judge(w.signedBy(c.of, today, nil), trust, Moment{Now: today}), c.verdict, c.reason)
	}
}

// TestAListForUsersTellsNothingOfAuthorities, and the other way round.
func TestAListForUsersTellsNothingOfAuthorities(t *testing.T) {
	w := newWorld(t, nil)
	for name, c := range map[string]struct {
		part  byte
		value byte
		of    *issuer
		about *issuer
		heard bool
	}{
		"users, an authority":       {1, 0xff, w.root, w.middle, false},
		"authorities, an authority": {2, 0xff, w.root, w.middle, true},
		"authorities, a user":       {2, 0xff, w.middle, w.clerk, false},
		"users, a user":             {1, 0xff, w.middle, w.clerk, true},
		"not users alone":           {1, 0, w.root, w.middle, true},
	} {
		raw := c.of.list(t, today, []pkix.Extension{spot(wrap(cbasn1.Tag(c.part).ContextSpecific(), []byte{c.value}))})
		if _, err := readCRL(raw, c.about.c, c.of.c); (err == nil) != c.heard {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func line(e x509.RevocationListEntry) *x509.RevocationListEntry { return &e }

// TestAWordSaysNothingOfOtherTimes: a list from after the certificate's end may
// have dropped it, and one that was over before the signature knew nothing of it.
func TestAWordSaysNothingOfOtherTimes(t *testing.T) {
	w := newWorld(t, nil)
	w.tsa = another(t, w.root, "Dấu Thời Gian Ví Dụ", func(c *x509.Certificate) {
		asStamper(c)
		c.NotAfter = today.Add(20 * year)
	})
	end, now := w.clerk.c.NotAfter, w.clerk.c.NotAfter.Add(month(6))
	keeps := pkix.Extension{Id: oidKeepsGone, Value: der(func(b *cryptobyte.Builder) { b.AddASN1GeneralizedTime(today.UTC()) })}
	keepsLess := pkix.Extension{Id: oidKeepsGone, Value: der(func(b *cryptobyte.Builder) { b.AddASN1GeneralizedTime(end.Add(time.Hour).UTC()) })}
	cutoff := pkix.Extension{Id: oidCutoff, Value: keeps.Value}
	after := func(more ...pkix.Extension) func(*ocsp.Response) {
		return func(r *ocsp.Response) {
			r.ThisUpdate, r.NextUpdate, r.ExtraExtensions = now.Add(-time.Hour), now.Add(time.Hour), more
		}
	}
	hold := w.middle.list(t, today.Add(month(1)), nil, gone(w.clerk.c, today.Add(-time.Hour), onHold))
	for name, c := range map[string]struct {
		lists, answers [][]byte
		verdict        office.SignatureVerdict
		reason         string
	}{
		"a list of the time":                     {[][]byte{w.middle.crl(t, today)}, nil, office.SignatureValid, ""},
		"a list from before, still good then":    {[][]byte{w.middle.crl(t, today.Add(-time.Hour))}, nil, office.SignatureValid, ""},
		"a list that was over before":            {[][]byte{w.middle.crl(t, today.Add(-month(1)))}, nil, office.SignatureReserved, "không nói về lúc ký"},
		"a list from before the end":             {[][]byte{w.middle.crl(t, end.Add(-time.Hour))}, nil, office.SignatureValid, ""},
		"a list younger than the end":            {[][]byte{w.middle.crl(t, now.Add(-time.Hour))}, nil, office.SignatureReserved, "sau khi chứng thư hết hạn"},
		"one that keeps what ended":              {[][]byte{w.middle.list(t, now.Add(-time.Hour), []pkix.Extension{keeps})}, nil, office.SignatureValid, ""},
		"one that keeps only what ended later":   {[][]byte{w.middle.list(t, now.Add(-time.Hour), []pkix.Extension{keepsLess})}, nil, office.SignatureReserved, "sau khi chứng thư hết hạn"},
		"an answer younger than the end":         {nil, [][]byte{answers(t, w.middle, w.middle, w.clerk.c, after())}, office.SignatureReserved, "sau khi chứng thư hết hạn"},
		"an answer that reaches back":            {nil, [][]byte{answers(t, w.middle, w.middle, w.clerk.c, after(cutoff))}, office.SignatureValid, ""},
		"held, and gone from a list after":       {[][]byte{hold, w.middle.crl(t, now.Add(-time.Hour))}, nil, office.SignatureInvalid, wasGone},
		"revoked in an old list, then dropped":   {[][]byte{w.middle.crl(t, today, gone(w.clerk.c, today.Add(-time.Hour), 4)), w.middle.crl(t, now.Add(-time.Hour))}, nil, office.SignatureInvalid, "trước khi ký"},
		"revoked later, suspected from before":   {[][]byte{w.middle.crl(t, today), w.middle.list(t, today.Add(time.Hour), nil, gone(w.clerk.c, today.Add(time.Minute), 1, suspected(today.Add(-time.Hour))))}, nil, office.SignatureReserved, "có thể đã lộ"},
		"revoked later, suspected not from then": {[][]byte{w.middle.crl(t, today), w.middle.list(t, today.Add(time.Hour), nil, gone(w.clerk.c, today.Add(time.Minute), 1, suspected(today.Add(30*time.Second))))}, nil, office.SignatureValid, "sau khi ký"},
	} {
		trust := w.knows(c.lists...)
		trust.Kept.OCSPs = c.answers
		trust.Kept.CRLs = append(trust.Kept.CRLs, w.root.crl(t, today.Add(10*year)))
		wants(t, name, w.judge(w.sign(today, true), trust, Moment{Now: now}), c.verdict, c.reason)
	}
}

func suspected(at time.Time) pkix.Extension {
	return pkix.Extension{Id: oidSuspect, Value: der(func(b *cryptobyte.Builder) { b.AddASN1GeneralizedTime(at.UTC()) })}
}

// TestARevokedTimestampAuthorityDatesNothing whatever the reason, and whoever of
// its chain it was.
func TestARevokedTimestampAuthorityDatesNothing(t *testing.T) {
	w := newWorld(t, nil)
	between := makeCertificate(t, w.root, "CA Dấu Ví Dụ", ecKey(elliptic.P256()), asAuthority)
	w.tsa = another(t, between, "Dấu Thời Gian Ví Dụ", asStamper)
	now := today.Add(time.Hour)
	stamped := func() []byte {
		return w.signedBy(w.clerk, today, func(value []byte) [][]byte { return [][]byte{stampAttribute(stampBy(t, w.tsa, today, value))} })
	}
	cms := stamped()
	judge := func(trust Trust, proven time.Time) Finding {
		trust.Others = []*x509.Certificate{between.c}
		return w.judge(cms, trust, Moment{Now: now, Proven: proven})
	}
	clean := w.knows(w.middle.crl(t, today), between.crl(t, today))
	wants(t, "not revoked", judge(clean, time.Time{}), office.SignatureValid, "")
	for name, c := range map[string]struct {
		at     time.Time
		reason int
	}{
		"no reason, before": {today.Add(-time.Minute), -1}, "no reason, after": {today.Add(time.Minute), -1},
		"superseded, after": {today.Add(time.Minute), 4}, "closed, after": {today.Add(time.Minute), 5}, "stolen, after": {today.Add(time.Minute), 1},
	} {
		own := w.knows(w.middle.crl(t, today), between.list(t, today.Add(2*time.Minute), nil, gone(w.tsa.c, c.at, c.reason)))
		f := judge(own, time.Time{})
		wants(t, name, f, office.SignatureReserved, "không được tính")
		if f.AtFrom == office.TimeStamped {
			t.Errorf("%s: it dates all the same", name)
		}
		above := Trust{Roots: clean.Roots, Kept: Evidence{CRLs: [][]byte{w.middle.crl(t, today), between.crl(t, today), w.root.list(t, today.Add(2*time.Minute), nil, gone(between.c, c.at, c.reason))}}}
		wants(t, name+", of who stands above", judge(above, time.Time{}), office.SignatureReserved, "không được tính")
	}
	ended := w.knows(w.middle.crl(t, today), between.list(t, today.Add(2*time.Minute), nil, gone(w.tsa.c, today.Add(30*time.Minute), 5)))
	if f := judge(ended, today.Add(time.Minute)); f.AtFrom != office.TimeStamped || !f.At.Equal(today) {
		t.Errorf("a stamp over it from before keeps nothing: %+v", f)
	}
	stolen := w.knows(w.middle.crl(t, today), between.list(t, today.Add(2*time.Minute), nil, gone(w.tsa.c, today.Add(30*time.Minute), keyStolen)))
	if f := judge(stolen, today.Add(time.Minute)); f.At.Equal(today) {
		t.Errorf("a stamp over it keeps one by a key that was stolen: %+v", f)
	}
	clerkOnly := makeCertificate(t, between, "Nguyễn Văn Mẫu", ecKey(elliptic.P256()), func(c *x509.Certificate) {
		c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping, x509.ExtKeyUsageEmailProtection}
	})
	w.tsa, cms = clerkOnly, nil
	cms = stamped()
	wants(t, "a clerk's certificate that stamps too", judge(clean, time.Time{}), office.SignatureReserved, "không được tính")
}

// TestTwoStampsAreTwoChances, and what is signed comes once all the same.
func TestTwoStampsAreTwoChances(t *testing.T) {
	w := newWorld(t, nil)
	stranger := newWorld(t, nil).tsa
	late := today.Add(time.Hour)
	good := func(value []byte) []byte { return stampBy(t, w.tsa, today, value) }
	later := func(value []byte) []byte { return stampBy(t, w.tsa, late, value) }
	foreign := func(value []byte) []byte { return stampBy(t, stranger, today.Add(-time.Hour), value) }
	another := func([]byte) []byte { return stampBy(t, w.tsa, today.Add(-time.Hour), []byte("khác")) }
	broken := func([]byte) []byte { return wrap(0x30, []byte{4, 0}) }
	for name, c := range map[string]struct {
		attributes [][]func([]byte) []byte
		verdict    office.SignatureVerdict
		at         time.Time // zero: no stamp counts
	}{
		"two attributes":              {[][]func([]byte) []byte{{later}, {good}}, office.SignatureValid, today},
		"one attribute of two values": {[][]func([]byte) []byte{{good, later}}, office.SignatureValid, today},
		"a broken one first":          {[][]func([]byte) []byte{{broken}, {good}}, office.SignatureValid, today},
		"a stranger's first":          {[][]func([]byte) []byte{{foreign}, {later}}, office.SignatureValid, late},
		"another signature's last":    {[][]func([]byte) []byte{{good}, {another}}, office.SignatureValid, today},
		"none that counts":            {[][]func([]byte) []byte{{foreign}, {another, broken}}, office.SignatureReserved, time.Time{}},
		"the same one twice":          {[][]func([]byte) []byte{{good}, {good}}, office.SignatureValid, today},
	} {
		cms := w.signedBy(w.clerk, today, func(value []byte) (set [][]byte) {
			for _, tokens := range c.attributes {
				var made [][]byte
				for _, token := range tokens {
					made = append(made, token(value))
				}
				set = append(set, stampAttribute(made...))
			}
			return sortedSet(set...)
		})
		f := w.judge(cms, w.trust(today), Moment{Now: late})
		if f.Verdict != c.verdict || (f.AtFrom == office.TimeStamped) == c.at.IsZero() || !c.at.IsZero() && !f.At.Equal(c.at) {
			t.Errorf("%s: %s at %v (%s) because of %q", name, f.Verdict, f.At, f.AtFrom, f.Reasons)
		}
	}
	attributes, err := signedAttributes(w.clerk.c, digestOf(content))
	if err != nil {
		t.Fatal(err)
	}
	for n := range attributes {
		twice := w.assembled(w.clerk, sortedSet(append(slices.Clone(attributes), attributes[n])...), nil)
		wants(t, "a signed attribute twice", w.judge(twice, w.trust(today), Moment{Now: today}), office.SignatureInvalid, "ghi hai lần một mục")
	}
}

// TestWhatNothingRestsOnMayComeTwice: programs add attributes of their own.
func TestWhatNothingRestsOnMayComeTwice(t *testing.T) {
	w := newWorld(t, nil)
	attributes, err := signedAttributes(w.clerk.c, digestOf(content))
	if err != nil {
		t.Fatal(err)
	}
	of := func(oid asn1.ObjectIdentifier, values ...string) []byte {
		var set [][]byte
		for _, v := range values {
			set = append(set, wrap(cbasn1.UTF8String, []byte(v)))
		}
		return wrap(cbasn1.SEQUENCE, der(func(b *cryptobyte.Builder) { b.AddASN1ObjectIdentifier(oid) }), wrap(cbasn1.SET, set...))
	}
	own, role, time := asn1.ObjectIdentifier{1, 3, 6, 1, 4, 1, 3555, 3, 2}, asn1.ObjectIdentifier{1, 2, 840, 113549, 1, 9, 16, 2, 18}, oidSigningTime
	for name, c := range map[string]struct {
		more [][]byte
		want office.SignatureVerdict
	}{
		"one of its own twice": {[][]byte{of(own, "a"), of(own, "b")}, office.SignatureValid},
		"with two values":      {[][]byte{of(own, "a", "b")}, office.SignatureValid},
		"a role thrice":        {[][]byte{of(role, "a", "b"), of(role, "a")}, office.SignatureValid},
		"without a value":      {[][]byte{of(role)}, office.SignatureValid},
		"evidence twice":       {[][]byte{of(oidArchived, "a"), of(oidArchived, "b", "c")}, office.SignatureValid},
		"the time twice":       {[][]byte{of(time, "a"), of(time, "b")}, office.SignatureInvalid},
		"two times":            {[][]byte{of(time, "a", "b")}, office.SignatureInvalid},
		"no time":              {[][]byte{of(time)}, office.SignatureInvalid},
		"two certificates":     {[][]byte{of(oidCertificate, "a", "b")}, office.SignatureInvalid},
	} {
		cms := w.assembled(w.clerk, sortedSet(append(slices.Clone(attributes), c.more...)...), nil)
		wants(t, name, w.judge(cms, w.trust(today), Moment{Now: today}), c.want, "")
	}
}

// TestAnyWayToARootThatHoldsIsEnough: authorities sign each other.
func TestAnyWayToARootThatHoldsIsEnough(t *testing.T) {
	w := newWorld(t, nil)
	second := makeCertificate(t, nil, "Gốc Thứ Hai", ecKey(elliptic.P256()), asAuthority)
	crossed := func(change func(*x509.Certificate)) *issuer {
		return makeCertificate(t, second, "CA Ví Dụ", w.middle.key, func(c *x509.Certificate) {
			asAuthority(c)
			if change != nil {
				change(c)
			}
		})
	}
	whole, ended := crossed(nil), crossed(func(c *x509.Certificate) { c.NotAfter = today.Add(-time.Hour) })
	elsewhere := crossed(func(c *x509.Certificate) { c.ExtraExtensions = []pkix.Extension{limited(t, true, "Tỉnh Khác")} })
	revokedAt := gone(w.middle.c, today.Add(-time.Hour), 1)
	for name, c := range map[string]struct {
		other   *issuer
		lists   [][]byte
		verdict office.SignatureVerdict
	}{
		"one way revoked":               {whole, [][]byte{w.root.list(t, today, nil, revokedAt), second.crl(t, today)}, office.SignatureValid},
		"the other way revoked":         {whole, [][]byte{w.root.crl(t, today), second.list(t, today, nil, gone(whole.c, today.Add(-time.Hour), 1))}, office.SignatureValid},
		"both ways revoked":             {whole, [][]byte{w.root.list(t, today, nil, revokedAt), second.list(t, today, nil, gone(whole.c, today.Add(-time.Hour), 1))}, office.SignatureInvalid},
		"one revoked, one not known of": {whole, [][]byte{w.root.list(t, today, nil, revokedAt)}, office.SignatureReserved},
		"one whole, one not known of":   {whole, [][]byte{w.root.crl(t, today)}, office.SignatureValid},
		"one revoked, one ended":        {ended, [][]byte{w.root.list(t, today, nil, revokedAt), second.crl(t, today)}, office.SignatureInvalid},
		"one revoked, one for others":   {elsewhere, [][]byte{w.root.list(t, today, nil, revokedAt), second.crl(t, today)}, office.SignatureInvalid},
		"one whole, one for others":     {elsewhere, [][]byte{w.root.crl(t, today), second.crl(t, today)}, office.SignatureValid},
	} {
		trust := Trust{Roots: []*x509.Certificate{second.c, w.root.c}, Others: []*x509.Certificate{c.other.c},
			Kept: Evidence{CRLs: append(c.lists, w.middle.crl(t, today))}}
		if f := w.judge(w.sign(today, false), trust, Moment{Now: today}); f.Verdict != c.verdict {
			t.Errorf("%s: %s because of %q", name, f.Verdict, f.Reasons)
		}
	}
}

// limited is the limit of an authority to a branch of the directory, or the
// branches that are closed to it.
func limited(t testing.TB, open bool, organisation string) pkix.Extension {
	t.Helper()
	name, err := asn1.Marshal(pkix.Name{Country: []string{"VN"}, Organization: []string{organisation}}.ToRDNSequence())
	if err != nil {
		t.Fatal(err)
	}
	tag := context0
	if !open {
		tag = context1
	}
	return critical(oidNameLimits, wrap(0x30, wrap(tag, wrap(0x30, wrap(nameDirectory, name)))))
}

// TestAnAuthorityVouchesOnlyForTheNamesThatItMayGive as directory names limit it,
// and a demand that is not known is told as such.
func TestAnAuthorityVouchesOnlyForTheNamesThatItMayGive(t *testing.T) {
	const commune = "Ủy ban nhân dân xã Mẫu Sơn"
	unknownKind := critical(oidNameLimits, wrap(0x30, wrap(context0, wrap(0x30, wrap(context0, []byte{6, 1, 42, 0xa0, 2, 5, 0})))))
	for name, c := range map[string]struct {
		limit   pkix.Extension
		verdict office.SignatureVerdict
		reason  string
	}{
		"its branch":            {limited(t, true, commune), office.SignatureValid, ""},
		"in other letters":      {limited(t, true, "ủy ban  nhân dân xã MẪU SƠN"), office.SignatureValid, ""},
		"another branch":        {limited(t, true, "Ủy ban nhân dân xã Khác"), office.SignatureInvalid, "không được cấp đúng quy tắc"},
		"a branch that is shut": {limited(t, false, commune), office.SignatureInvalid, "không được cấp đúng quy tắc"},
		"another that is shut":  {limited(t, false, "Ủy ban nhân dân xã Khác"), office.SignatureValid, ""},
		"an unknown limit":      {unknownKind, office.SignatureReserved, "điều kiện bắt buộc mà phần mềm chưa biết"},
		"an unknown demand":     {critical(asn1.ObjectIdentifier{1, 2, 3, 4}, []byte{5, 0}), office.SignatureReserved, "điều kiện bắt buộc mà phần mềm chưa biết"},
	} {
		h := newWorld(t, nil)
		h.middle = makeCertificate(t, h.root, "CA Ví Dụ", ecKey(elliptic.P256()), func(x *x509.Certificate) {
			asAuthority(x)
			x.ExtraExtensions = []pkix.Extension{c.limit}
		})
		h.clerk = another(t, h.middle, "Nguyễn Văn Mẫu", nil)
		wants(t, name, h.judge(h.signedBy(h.clerk, today, nil), h.trust(today), Moment{Now: today}), c.verdict, c.reason)
	}
}

// TestACertificateForOtherThingsSignsNoDocument whether its usage is a demand or
// not.
func TestACertificateForOtherThingsSignsNoDocument(t *testing.T) {
	for name, c := range map[string]struct {
		uses    []x509.ExtKeyUsage
		verdict office.SignatureVerdict
	}{
		"a server's":          {[]x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}, office.SignatureReserved},
		"a stamper's":         {[]x509.ExtKeyUsage{x509.ExtKeyUsageTimeStamping}, office.SignatureReserved},
		"an answerer's":       {[]x509.ExtKeyUsage{x509.ExtKeyUsageOCSPSigning}, office.SignatureReserved},
		"a person's":          {[]x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth, x509.ExtKeyUsageEmailProtection}, office.SignatureValid},
		"a person's, servers": {[]x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageEmailProtection}, office.SignatureValid},
	} {
		w := newWorld(t, func(x *x509.Certificate) { x.ExtKeyUsage = c.uses })
		f := w.judge(w.signedBy(w.clerk, today, nil), w.trust(today), Moment{Now: today})
		wants(t, name, f, c.verdict, map[bool]string{true: "không được cấp để ký văn bản"}[c.verdict == office.SignatureReserved])
	}
}

// TestAnswersAreHeardByTheRulesOfLists: named issuer, named delegate, no broken
// algorithm.
func TestAnswersAreHeardByTheRulesOfLists(t *testing.T) {
	w := newWorld(t, nil)
	rsaMiddle := makeCertificate(t, w.root, "CA Ví Dụ", rsaKey(), asAuthority)
	old := another(t, rsaMiddle, "Nguyễn Văn Mẫu", nil)
	namesake := makeCertificate(t, w.root, "CA Ví Dụ", ecKey(elliptic.P256()), asAuthority)
	delegate := func(over *issuer, change func(*x509.Certificate)) *issuer {
		return another(t, over, "OCSP Ví Dụ", func(c *x509.Certificate) {
			c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageOCSPSigning}
			if change != nil {
				change(c)
			}
		})
	}
	mine, theirs := delegate(w.middle, nil), delegate(w.root, nil)
	demands := critical(asn1.ObjectIdentifier{1, 2, 3, 4}, []byte{5, 0})
	asks := delegate(w.middle, withPoint("http://ca.example/ocsp.crl"))
	unchecked := delegate(w.middle, func(c *x509.Certificate) {
		withPoint("http://ca.example/ocsp.crl")(c)
		c.ExtraExtensions = []pkix.Extension{{Id: oidNoCheck, Value: []byte{5, 0}}}
	})
	said := func(by *issuer, change func(*ocsp.Response)) []byte {
		return answers(t, w.middle, by, w.clerk.c, change)
	}
	for name, c := range map[string]struct {
		raw   []byte
		lists [][]byte
		heard bool
	}{
		"the issuer itself":                 {said(w.middle, nil), nil, true},
		"its delegate":                      {said(mine, nil), nil, true},
		"its delegate, second of two":       {bringing(t, said(mine, nil), w.middle.c, mine.c), nil, true},
		"its delegate, left out":            {bringing(t, said(mine, nil), w.middle.c), nil, false},
		"an answer that is bare":            {basicIn(said(mine, nil)), nil, true},
		"another authority's delegate":      {answers(t, w.middle, theirs, w.clerk.c, nil), nil, false},
		"another authority of the name":     {answers(t, namesake, namesake, w.clerk.c, nil), nil, false},
		"about another issuer's number":     {answers(t, namesake, mine, w.clerk.c, nil), nil, false},
		"a delegate for encryption":         {said(delegate(w.middle, func(c *x509.Certificate) { c.KeyUsage = x509.KeyUsageKeyEncipherment }), nil), nil, false},
		"a delegate for all but this":       {said(another(t, w.middle, "OCSP Ví Dụ", func(c *x509.Certificate) { c.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageAny} }), nil), nil, false},
		"a delegate with unknown demands":   {said(delegate(w.middle, func(c *x509.Certificate) { c.ExtraExtensions = []pkix.Extension{demands} }), nil), nil, false},
		"a delegate that was over":          {said(delegate(w.middle, func(c *x509.Certificate) { c.NotAfter = today.Add(-time.Hour) }), nil), nil, false},
		"a revoked delegate":                {said(mine, nil), [][]byte{w.middle.list(t, today.Add(-time.Hour), nil, gone(mine.c, today.Add(-2*time.Hour), 1), gone(w.clerk.c, today.Add(-time.Minute), lifted))}, false},
		"a delegate that may be revoked":    {said(asks, nil), nil, false},
		"a delegate that need not be asked": {said(unchecked, nil), nil, true},
		"an answer with unknown demands":    {said(mine, func(r *ocsp.Response) { r.ExtraExtensions = []pkix.Extension{demands} }), nil, false},
		"an answer of another's key":        {said(&issuer{mine.c, theirs.key, w.middle}, nil), nil, false},
	} {
		trust := Trust{Kept: Evidence{OCSPs: [][]byte{c.raw}, CRLs: c.lists}}
		heard := false
		for _, x := range trust.words(context.Background(), w.clerk.c, w.middle.c, Evidence{}, today) {
			heard = heard || x.ocsp && x.state == good
		}
		if heard != c.heard {
			t.Errorf("%s: heard %v", name, heard)
		}
	}
	byOld := answers(t, rsaMiddle, rsaMiddle, old.c, func(r *ocsp.Response) { r.SignatureAlgorithm = x509.SHA1WithRSA })
	if _, err := readOCSP(byOld, old.c, rsaMiddle.c); err == nil || !strings.Contains(err.Error(), "no longer safe") {
		t.Errorf("an answer signed with SHA-1: %v", err)
	}
	if _, err := readOCSP(answers(t, rsaMiddle, rsaMiddle, old.c, nil), old.c, rsaMiddle.c); err != nil {
		t.Errorf("the same with SHA-256: %v", err)
	}
}

// TestEvidenceIsFoundWhereverAProgramSetIt: Adobe's programs sign it along, others
// put answers into the CMS in a form of their own.
func TestEvidenceIsFoundWhereverAProgramSetIt(t *testing.T) {
	w := newWorld(t, nil)
	good, bad := answers(t, w.middle, w.middle, w.clerk.c, nil), w.middle.list(t, today, nil, gone(w.clerk.c, today.Add(-time.Hour), 1))
	archived := func(lists, answers []byte) []byte {
		return wrap(0x30, der(func(b *cryptobyte.Builder) { b.AddASN1ObjectIdentifier(oidArchived) }),
			wrap(0x31, wrap(0x30, wrap(context0, wrap(0x30, lists)), wrap(context1, wrap(0x30, answers)))))
	}
	for name, c := range map[string]struct {
		value   []byte
		verdict office.SignatureVerdict
		reason  string
	}{
		"nothing":         {nil, office.SignatureReserved, noWord},
		"a good answer":   {archived(nil, good), office.SignatureValid, ""},
		"a list":          {archived(w.middle.crl(t, today), nil), office.SignatureValid, ""},
		"a list that has": {archived(bad, good), office.SignatureInvalid, wasGone},
		"noise":           {archived([]byte{4, 0}, []byte{4, 0}), office.SignatureReserved, noWord},
	} {
		attributes, err := signedAttributes(w.clerk.c, digestOf(content))
		if err != nil {
			t.Fatal(err)
		}
		if c.value != nil {
			attributes = sortedSet(append(attributes, c.value)...)
		}
		wants(t, name, w.judge(w.assembled(w.clerk, attributes, nil), w.knows(), Moment{Now: today}), c.verdict, c.reason)
	}
	cms := w.signedBy(w.clerk, today, nil)
	d, err := parseSignedData(cms)
	if err != nil || len(d.ocsps) != 0 {
		t.Fatal(err)
	}
	other := wrap(context1, der(func(b *cryptobyte.Builder) { b.AddASN1ObjectIdentifier(oidAnswerInCMS) }), good)
	if err := d.readRevocation(append(cryptobyte.String{}, other...)); err != nil || len(d.ocsps) != 1 {
		t.Errorf("the other form: %d answers, %v", len(d.ocsps), err)
	}
}

// TestASignersCertificateIsFoundBesideTheSignature, where the file keeps it there.
func TestASignersCertificateIsFoundBesideTheSignature(t *testing.T) {
	w := newWorld(t, nil)
	attributes, err := signedAttributes(w.clerk.c, digestOf(content))
	if err != nil {
		t.Fatal(err)
	}
	value, err := w.clerk.key.Sign(rand.Reader, digestOf(setOf(attributes)), crypto.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	cms, err := assemble(w.clerk.c, w.chain(), attributes, value, nil)
	if err != nil {
		t.Fatal(err)
	}
	none := rewrapCertificates(t, cms)
	wants(t, "nowhere", w.judge(none, w.trust(today), Moment{Now: today}), office.SignatureInvalid, "không kèm chứng thư")
	trust := w.trust(today)
	trust.Kept.Certificates = [][]byte{w.middle.c.Raw, w.clerk.c.Raw}
	wants(t, "beside it", w.judge(none, trust, Moment{Now: today}), office.SignatureValid, "")
}

// rewrapCertificates takes the certificates out of a CMS.
func rewrapCertificates(t *testing.T, cms []byte) []byte {
	t.Helper()
	in := cryptobyte.String(cms)
	var info, wrapped, body, part cryptobyte.String
	var tag cbasn1.Tag
	if !in.ReadASN1(&info, 0x30) || !info.SkipASN1(6) || !info.ReadASN1(&wrapped, context0) || !wrapped.ReadASN1(&body, 0x30) {
		t.Fatal("not a CMS")
	}
	var kept [][]byte
	for body.ReadAnyASN1Element(&part, &tag) {
		if tag != context0 {
			kept = append(kept, part)
		}
	}
	return wrap(0x30, named(oidSignedData), wrap(context0, wrap(0x30, kept...)))
}

// TestAnOlderWordNeverTakesThePlaceOfANewer: whoever sits on the line could send
// yesterday's.
func TestAnOlderWordNeverTakesThePlaceOfANewer(t *testing.T) {
	w, line := newConnected(t)
	for name, s := range map[string]source{"list": {"http://ca.example/middle.crl", nil}, "answer": {"http://ca.example/ocsp", []byte{1}}} {
		trust := Trust{Cache: &Cache{Dir: t.TempDir()}, Fetcher: line}
		ask := func(now time.Time) word {
			x, err := trust.ask(context.Background(), s, w.clerk.c, w.middle.c, now)
			if err != nil {
				t.Fatal(err)
			}
			return x
		}
		line.at, line.bad = today, ocsp.Good
		ask(today)
		later := today.Add(month(1)) // when what was fetched is stale
		line.at = today.Add(-time.Hour)
		if x := ask(later); !x.from.Equal(today) {
			t.Errorf("%s: an older one is heard: of %v", name, x.from)
		}
		offline := trust
		offline.Fetcher = nil
		if x, err := offline.ask(context.Background(), s, w.clerk.c, w.middle.c, later); err != nil || !x.from.Equal(today) {
			t.Errorf("%s: an older one took its place: of %v, %v", name, x.from, err)
		}
		line.at = later
		ask(later)
		if x, err := offline.ask(context.Background(), s, w.clerk.c, w.middle.c, later); err != nil || !x.from.Equal(later) {
			t.Errorf("%s: a newer one is not kept: of %v, %v", name, x.from, err)
		}
	}
}
