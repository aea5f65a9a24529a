package people

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base32"
	"slices"
	"strings"
	"time"

	"tram/local/office"
)

// Token (thẻ của lệnh tự động) lets a script in as a person with some of their rights,
// until the end of a day.
type Token struct {
	ID     string         `json:"id"`
	Label  string         `json:"label"` // what it is for
	Rights []office.Right `json:"rights"`
	Made   time.Time      `json:"made"`
	Until  time.Time      `json:"until"`           // the moment from which on it opens nothing
	Since  int64          `json:"since,omitempty"` // the newest entry of the journal when it was made
}

const (
	tokenMark   = "tram" // with which the text of each begins
	tokenIDLen  = 5      // bytes
	tokenSecret = 32     // bytes
	tokenDomain = "tram token 1\n"
	mostToken   = 200 // bytes of the text
)

var tokenCode = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

// newToken makes the text that a script is given once, and what is kept of it.
func newToken() (id, text string, sum []byte) {
	var name [tokenIDLen]byte
	var secret [tokenSecret]byte
	rand.Read(name[:])
	rand.Read(secret[:])
	id = tokenCode.EncodeToString(name[:])
	return id, strings.Join([]string{tokenMark, id, tokenCode.EncodeToString(secret[:])}, "-"), tokenSum(secret[:])
}

// readToken takes a text apart.
func readToken(text string) (id string, secret []byte, err error) {
	text = strings.TrimSpace(text)
	parts := strings.Split(text, "-")
	if len(text) > mostToken || len(parts) != 3 || parts[0] != tokenMark {
		return "", nil, TokenWrong
	}
	secret, err = tokenCode.DecodeString(parts[2])
	if err != nil || len(secret) != tokenSecret {
		return "", nil, TokenWrong // the cause may quote the secret
	}
	return parts[1], secret, nil
}

// tokenSum is what is kept: 256 random bits need no slow hash.
func tokenSum(secret []byte) []byte {
	sum := sha256.Sum256(append([]byte(tokenDomain), secret...))
	return sum[:]
}

func sameSum(a, b []byte) bool { return subtle.ConstantTimeCompare(a, b) == 1 }

// MakeToken gives a script some of the rights of the person whose log-in it is, until the
// end of a day. The text is told once and kept nowhere. Failures: NotAllowed for a right
// that the person has not, TokenDay, TooManyTokens.
func (d *Desk) MakeToken(ctx context.Context, by *Login, label string, rights []office.Right, until time.Time) (text string, made Account, err error) {
	if by == nil || by.account == "" || by.way == ByToken {
		return "", Account{}, TokenByPerson
	}
	now, end := d.Clock.Now(), endOfDay(until)
	if len(rights) == 0 || !now.Before(end) || end.Sub(now) > mostAhead {
		return "", Account{}, TokenDay
	}
	for _, right := range rights {
		if g, err := by.grant(right); err != nil || g.lent != "" {
			return "", Account{}, NotAllowed.About(by.called(), right.Name()).Because(err)
		}
	}
	newest, err := d.Records.Newest(ctx)
	if err != nil {
		return "", Account{}, err
	}
	id, text, sum := newToken()
	token := Token{ID: id, Label: tidyWhy(label), Rights: slices.Clone(rights), Made: now.UTC().Round(0), Until: end, Since: newest}
	made, err = d.change(ctx, by.account, edit{by: by, step: StepToken, why: token.Label, do: func(a *Admission) error { return a.addToken(token, sum, now) }})
	if err != nil {
		return "", Account{}, err
	}
	return text, made, nil
}

// addToken also drops the tokens that are over.
func (a *Admission) addToken(t Token, sum []byte, now time.Time) error {
	a.dropTokens(func(old Token) bool { return !now.Before(old.Until) })
	if len(a.Tokens) >= mostTokens {
		return TooManyTokens.About(mostTokens)
	}
	a.Tokens = append(a.Tokens, t)
	if a.TokenSums == nil {
		a.TokenSums = map[string][]byte{}
	}
	a.TokenSums[t.ID] = sum
	return nil
}

func (a *Admission) dropTokens(drop func(Token) bool) (dropped bool) {
	a.Tokens = slices.DeleteFunc(a.Tokens, func(t Token) bool {
		if !drop(t) {
			return false
		}
		delete(a.TokenSums, t.ID)
		dropped = true
		return true
	})
	return dropped
}

// Revoke ends a token before its day. The person does it, or an administrator.
func (d *Desk) Revoke(ctx context.Context, by *Login, account office.ID, token string) (Account, error) {
	return d.own(ctx, account, edit{by: by, step: StepRevoke, do: func(a *Admission) error {
		if !a.dropTokens(func(t Token) bool { return t.ID == token }) {
			return NoSuchToken.About(token)
		}
		return nil
	}})
}
