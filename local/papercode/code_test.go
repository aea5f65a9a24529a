package papercode

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/hex"
	"errors"
	"fmt"
	mathrand "math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/veraison/go-cose"
	"golang.org/x/text/unicode/norm"

	"tram/local/office"
)

var lines = []string{
	"VĂN BẢN ĐIỆN TỬ ĐƯỢC CHUYỂN ĐỔI TỪ VĂN BẢN GIẤY",
	"Thời gian chuyển đổi: 2026-11-23T14:05:09+07:00",
	"Cơ quan thực hiện: Ủy ban nhân dân xã Mẫu Sơn",
	"Người thực hiện: Nguyễn Văn Mẫu, Công chức Văn phòng",
	"Mã tra cứu: 7K4M-Q2XN-9RT2",
}

// keyOf is the same key for the same number.
func keyOf(t testing.TB, n byte) (Key, PublicKey) {
	t.Helper()
	k, err := KeyFromSeed(bytes.Repeat([]byte{n}, ed25519.SeedSize))
	if err != nil {
		t.Fatal(err)
	}
	public, err := k.Public()
	if err != nil {
		t.Fatal(err)
	}
	return k, public
}

func signed(t testing.TB, n byte) (string, PublicKey) {
	t.Helper()
	k, public := keyOf(t, n)
	text, err := Sign(lines, k)
	if err != nil {
		t.Fatal(err)
	}
	return text, public
}

// signedES256 signs as an office that uses P-256 would.
func signedES256(t testing.TB) (string, PublicKey) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	spki, err := x509.MarshalPKIXPublicKey(private.Public())
	if err != nil {
		t.Fatal(err)
	}
	public, err := ParsePublicKey(spki)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := cose.NewSigner(cose.AlgorithmES256, private)
	if err != nil {
		t.Fatal(err)
	}
	p, err := proofOf(cose.AlgorithmES256, public.ID())
	if err != nil {
		t.Fatal(err)
	}
	p.Payload = []byte(strings.Join(lines, "\n"))
	if err := p.Sign(rand.Reader, nil, signer); err != nil {
		t.Fatal(err)
	}
	last, err := lineOf(p)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(lines, "\n") + "\n" + last, public
}

// checked reads and checks a text in one go.
func checked(text string, keys ...PublicKey) (PublicKey, error) {
	c, err := Read(text)
	if err != nil {
		return PublicKey{}, err
	}
	return c.Check(keys)
}

func TestASignedCodeNamesItsKey(t *testing.T) {
	ours, key := signed(t, 1)
	theirs, foreign := signedES256(t)
	_, other := keyOf(t, 2)
	keys := []PublicKey{other, foreign, key}
	for text, want := range map[string]PublicKey{ours: key, theirs: foreign} {
		c, err := Read(text)
		if err != nil || !c.Signed() || !slices.Equal(c.Lines, lines) || c.Key != want.ID() {
			t.Fatalf("read %+v, %v", c, err)
		}
		if got, err := c.Check(keys); err != nil || got.ID() != want.ID() {
			t.Errorf("checked by %s, %v", got.ID(), err)
		}
	}
}

// TestTheProofIsTheOneOfTheStandards holds the bytes that other programs must
// make and read: RFC 9052 for what is signed, RFC 8410 for the key.
func TestTheProofIsTheOneOfTheStandards(t *testing.T) {
	text, public := signed(t, 1)
	at := strings.LastIndexByte(text, '\n')
	proof, err := decode45(text[at+1:])
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(public.SPKI())
	if public.ID() != KeyID(hex.EncodeToString(sum[:8])) || !strings.HasPrefix(hex.EncodeToString(public.SPKI()), "302a300506032b6570032100") {
		t.Errorf("the key %s is named otherwise", public.ID())
	}
	protected := "a1012704" // without the map's size
	head, _ := hex.DecodeString("d2844da2" + protected[2:] + "48" + hex.EncodeToString(sum[:8]) + "a0f65840")
	if !bytes.HasPrefix(proof, head) || len(proof) != len(head)+64 || len(text)-at-1 != proofChars {
		t.Fatalf("the proof is %x", proof)
	}
	payload := text[:at]
	body, _ := hex.DecodeString("846a5369676e6174757265314da2012704" + "48" + hex.EncodeToString(sum[:8]) + "4059" + fmt.Sprintf("%04x", len(payload)))
	if !ed25519.Verify(public.key.(ed25519.PublicKey), append(body, payload...), proof[len(head):]) {
		t.Error("what is signed is not the Sig_structure of RFC 9052")
	}
}

func TestAMarkWithoutAProofIsToldApart(t *testing.T) {
	_, key := keyOf(t, 1)
	for _, text := range []string{
		strings.Join(lines, "\n"), "", "\n", "https://example.vn/tra-cuu?ma=7K4M-Q2XN-9RT2", strings.Repeat("Mẫu Sơn ", 400),
		"BEGIN:VCARD\r\nVERSION:3.0\r\nEND:VCARD\r\n", strings.Repeat("7K4M-Q2XN-9RT2 ", 7), "\xff\xfe",
	} {
		c, err := Read(text)
		if err != nil || c.Signed() || strings.Join(c.Lines, "\n") != text {
			t.Errorf("%q: %+v, %v", text, c, err)
		}
		if _, err := c.Check([]PublicKey{key}); !errors.Is(err, Unsigned) {
			t.Errorf("%q: %v", text, err)
		}
	}
	if _, err := (Code{}).Check(nil); !errors.Is(err, Unsigned) {
		t.Errorf("no code: %v", err)
	}
}

func TestEachVerdictHasItsFailure(t *testing.T) {
	text, key := signed(t, 1)
	stranger, other := signed(t, 2)
	es256, foreign := signedES256(t)
	at := strings.LastIndexByte(text, '\n') + 1
	swapped := text[:at] + stranger[strings.LastIndexByte(stranger, '\n')+1:]
	for name, c := range map[string]struct {
		text string
		keys []PublicKey
		want office.Failure
	}{
		"no key at all":                 {text, nil, UnknownKey},
		"another key":                   {text, []PublicKey{other, foreign}, UnknownKey},
		"a line changed":                {strings.Replace(text, "Mẫu Sơn", "Mẫu Son", 1), []PublicKey{key}, Changed},
		"a line more":                   {"SAO Y\n" + text, []PublicKey{key}, Changed},
		"a line less":                   {text[strings.IndexByte(text, '\n')+1:], []PublicKey{key}, Changed},
		"the name of the other's key":   {swapped, []PublicKey{key}, UnknownKey},
		"decomposed":                    {norm.NFD.String(text[:at]) + text[at:], []PublicKey{key}, Damaged},
		"Windows line ends":             {strings.ReplaceAll(text, "\n", "\r\n"), []PublicKey{key}, Damaged},
		"a line end after it":           {text + "\n", []PublicKey{key}, Damaged},
		"a space after it":              {text + " ", []PublicKey{key}, Damaged},
		"cut short":                     {text[:len(text)-3], []PublicKey{key}, Damaged},
		"small letters":                 {text[:at] + strings.ToLower(text[at:at+1]+"a") + text[at+2:], []PublicKey{key}, Damaged},
		"only the proof":                {text[at:], []PublicKey{key}, Damaged},
		"an empty line":                 {"\n" + text, []PublicKey{key}, Damaged},
		"too much":                      {strings.Repeat("Mẫu Sơn\n", 2000) + text, []PublicKey{key}, Damaged},
		"ES256 of an unknown office":    {es256, []PublicKey{key}, UnknownKey},
		"ES256, changed":                {strings.Replace(es256, "7K4M", "7K4N", 1), []PublicKey{foreign}, Changed},
		"the other kind of key, of old": {text, []PublicKey{foreign, other}, UnknownKey},
	} {
		if _, err := checked(c.text, c.keys...); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %s", name, err, c.want.Name)
		}
	}
}

// lookAlikes are what a forger would put in the place of a character.
var lookAlikes = map[rune]string{
	'a': "аàạɑ", 'e': "еẹє", 'o': "оο0ọ", 'i': "іíl1", 'c': "сϲ", 'p': "рρ", 'x': "хχ", 'y': "уý",
	'A': "АΑ4", 'B': "ВΒ8", 'C': "СϹ", 'E': "ЕΕ3", 'H': "НΗ", 'I': "ІΙl1", 'K': "КΚ", 'M': "МΜ", 'N': "Ν", 'O': "ОΟ0Q", 'P': "РΡ", 'S': "Ѕ5", 'T': "ТΤ7", 'X': "ХΧ", 'Y': "ΥY", 'Z': "Ζ2",
	'0': "OОQ", '1': "lIІ", '2': "Z", '3': "8З", '5': "S6", '6': "5б", '7': "T1", '8': "B3", '9': "g",
	'Đ': "ÐD", 'đ': "ðd", 'Ủ': "ỦŨ", 'ơ': "ỡo", 'ư': "ừu", 'ă': "ắă", '-': "–‐−", ' ': "\u00a0\u2009\t_", ':': "：;∶", '+': "＋*", '.': "․,", '/': "⁄", '\n': " \r\u2028", '$': "S＄", '%': "％", '*': "∗+",
}

// replaced is the text with one character replaced by any other.
func replaced(text string, r *mathrand.Rand) (string, string) {
	runes := []rune(text)
	at := r.IntN(len(runes))
	if r.IntN(2) == 0 { // half of the changes in the proof, which is shorter
		at = len(runes) - proofChars + r.IntN(proofChars)
	}
	was := runes[at]
	pool := []rune(lookAlikes[was] + base45 + "abcdefghijklmnopqrstuvwxyzàảãáạâầấăắđêềôốơớưứÀĐÔƠƯ\u0301\u200b\u00ad\n\r\x00,;!?")
	if close := []rune(lookAlikes[was]); len(close) > 0 && r.IntN(2) == 0 {
		pool = close
	}
	for runes[at] == was {
		runes[at] = pool[r.IntN(len(pool))]
	}
	return string(runes), fmt.Sprintf("%q for %q at %d", runes[at], was, at)
}

// TestNoCodeChangedByOneCharacterPasses: a thousand of each kind of key.
func TestNoCodeChangedByOneCharacterPasses(t *testing.T) {
	ours, key := signed(t, 1)
	theirs, foreign := signedES256(t)
	_, other := keyOf(t, 2)
	for name, text := range map[string]string{"EdDSA": ours, "ES256": theirs} {
		kinds := map[string]int{}
		for seed := range uint64(1000) {
			forged, what := replaced(text, mathrand.New(mathrand.NewPCG(seed, 5)))
			_, err := checked(forged, key, foreign, other)
			told, is := office.FailureIn(err)
			if !is || errors.Is(err, Unsigned) {
				t.Errorf("%s, seed %d: %s passes as %v", name, seed, what, err)
			}
			kinds[told.Name]++
		}
		if len(kinds) != 3 {
			t.Errorf("%s: only these verdicts: %v", name, kinds)
		}
	}
}

// TestNoCharacterOfTheProofMayBeAnother, each by each of the alphabet; and none
// may be left out, doubled, or change places with the next.
func TestNoCharacterOfTheProofMayBeAnother(t *testing.T) {
	text, key := signed(t, 1)
	refused := func(forged string) {
		t.Helper()
		if forged == text {
			return
		}
		if _, err := checked(forged, key); err == nil || errors.Is(err, Unsigned) {
			t.Errorf("%q: %v", forged, err)
		}
	}
	for at := len(text) - proofChars; at < len(text); at++ {
		for i := range len(base45) {
			refused(text[:at] + base45[i:i+1] + text[at+1:])
		}
		refused(text[:at] + text[at+1:])
		refused(text[:at] + text[at:at+1] + text[at:])
		if at+1 < len(text) {
			refused(text[:at] + text[at+1:at+2] + text[at:at+1] + text[at+2:])
		}
	}
}

// TestASecondWayToWriteAProofIsRefused: the same signature by the same key over
// the same lines, written as CBOR and COSE also allow.
func TestASecondWayToWriteAProofIsRefused(t *testing.T) {
	text, key := signed(t, 1)
	at := strings.LastIndexByte(text, '\n') + 1
	proof, err := decode45(text[at:])
	if err != nil {
		t.Fatal(err)
	}
	kid, signature := hex.EncodeToString(proof[8:16]), hex.EncodeToString(proof[20:])
	whole := "d2844da201270448" + kid + "a0f65840" + signature
	if hex.EncodeToString(proof) != whole {
		t.Fatalf("the proof is %x", proof)
	}
	for name, form := range map[string]string{
		"without its tag":              whole[2:],
		"a longer tag":                 "d812" + whole[2:],
		"a tag around the tag":         "d2" + whole,
		"a longer array":               "d29804" + whole[4:],
		"an array without end":         "d29f" + whole[4:] + "ff",
		"a longer length":              "d284580d" + whole[6:],
		"a signature of longer length": strings.Replace(whole, "f65840", "f6590040", 1),
		"a signature in pieces":        strings.Replace(whole, "f65840"+signature, "f65f5840"+signature+"ff", 1),
		"another order of headers":     "d2844da20448" + kid + "0127a0f65840" + signature,
		"an open header":               strings.Replace(whole, "a0f6", "a10400f6", 1),
		"the key id in the open":       "d28443a10127a10448" + kid + "f65840" + signature,
		"an empty map of longer size":  strings.Replace(whole, "a0f6", "b800f6", 1),
		"undefined for nothing":        strings.Replace(whole, "a0f6", "a0f7", 1),
		"an empty payload":             strings.Replace(whole, "a0f6", "a040", 1),
		"the payload with it":          strings.Replace(whole, "a0f6", "a0590100"+strings.Repeat("41", 256), 1),
		"a byte after it":              whole + "00",
		"a byte less":                  whole[:len(whole)-2],
		"another algorithm":            strings.Replace(whole, "0127", "0126", 1),
		"an algorithm of longer size":  "d2844ea20138070448" + kid + "a0f65840" + signature,
		"an algorithm by name":         strings.Replace(whole, "0127", "0160", 1),
		"a key id of text":             strings.Replace(whole, "0448", "0468", 1),
		"a shorter signature":          strings.Replace(whole, "5840", "583f", 1),
	} {
		b, err := hex.DecodeString(form)
		if err != nil {
			t.Fatal(err)
		}
		forged := text[:at] + encode45(b)
		if _, err := checked(forged, key); !errors.Is(err, Damaged) && !(name == "another algorithm" && errors.Is(err, Changed)) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestLinesThatNoMarkHasAreNotSigned(t *testing.T) {
	k, _ := keyOf(t, 1)
	for _, lines := range [][]string{nil, {""}, {"a", ""}, {"a\nb"}, {"a\tb"}, {"\x00"}, {"\xff"}, {norm.NFD.String("Mẫu")}} {
		if text, err := Sign(lines, k); err == nil {
			t.Errorf("%q is signed: %q", lines, text)
		}
	}
	if _, err := Sign(lines, Key{}); err == nil {
		t.Error("signed without a key")
	}
}

func TestAKeyComesBackFromItsSeedAndShowsNoSecret(t *testing.T) {
	k, err := NewKey()
	if err != nil {
		t.Fatal(err)
	}
	again, err := KeyFromSeed(k.Seed())
	if err != nil {
		t.Fatal(err)
	}
	a, _ := k.Public()
	b, _ := again.Public()
	if a.ID() != b.ID() || len(k.Seed()) != ed25519.SeedSize {
		t.Errorf("%s comes back as %s", a.ID(), b.ID())
	}
	seed := hex.EncodeToString(k.Seed())
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%x", "%d", "%q"} {
		for _, shown := range []string{fmt.Sprintf(verb, k), fmt.Sprintf(verb, &k), fmt.Sprintf(verb, struct{ K Key }{k})} {
			if !strings.Contains(shown, string(a.ID())) || strings.Contains(shown, seed) {
				t.Errorf("%s shows %q", verb, shown)
			}
		}
	}
	if _, err := KeyFromSeed(k.Seed()[1:]); err == nil {
		t.Error("a seed cut short makes a key")
	}
}

func TestOnlyKeysOfTheTwoKindsAreTaken(t *testing.T) {
	p384, err := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	weighty, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	for name, key := range map[string]any{"P-384": p384.Public(), "RSA": weighty.Public()} {
		spki, err := x509.MarshalPKIXPublicKey(key)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := ParsePublicKey(spki); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
	_, public := keyOf(t, 1)
	spki := public.SPKI()
	for name, b := range map[string][]byte{"nothing": nil, "cut short": spki[:40], "a tail": append(bytes.Clone(spki), 0)} {
		if _, err := ParsePublicKey(b); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
	spki[5] = 0 // what is handed out is a copy
	if _, err := ParsePublicKey(public.SPKI()); err != nil {
		t.Errorf("the key was changed from outside: %v", err)
	}
}

// FuzzRead gives anything to the door of codes. Only the one text passes.
func FuzzRead(f *testing.F) {
	text, key := signed(f, 1)
	theirs, foreign := signedES256(f)
	f.Add(text)
	f.Add(theirs)
	f.Add(strings.Join(lines, "\n"))
	f.Add("A\n" + strings.Repeat("6BF", proofChars/3))
	f.Add("")
	f.Fuzz(func(t *testing.T, given string) {
		c, err := Read(given)
		if err != nil {
			if !errors.Is(err, Damaged) || c.Signed() {
				t.Errorf("%v, %+v", err, c)
			}
			return
		}
		_, err = c.Check([]PublicKey{key, foreign})
		if err == nil && given != text && given != theirs {
			t.Errorf("%q passes", given)
		}
		if c.Signed() == errors.Is(err, Unsigned) {
			t.Errorf("signed %v, %v", c.Signed(), err)
		}
	})
}

func BenchmarkCheck(b *testing.B) {
	text, key := signed(b, 1)
	for b.Loop() {
		if _, err := checked(text, key); err != nil {
			b.Fatal(err)
		}
	}
}
