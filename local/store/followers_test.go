package store

import (
	"errors"
	"slices"
	"testing"
	"time"

	"tram/local/office"
)

// signed gives a conversion a signed file of two states and withdraws it: three
// entries.
func signed(t testing.TB, s *Store, c office.Conversion) office.SignedFile {
	t.Helper()
	f := office.SignedFile{Conversion: c.ID, Base: c.PDF, BaseSize: 100, Owes: true,
		Parts: []office.SignedPart{{Digest: office.DigestOf([]byte("a")), Size: 10, Whole: office.DigestOf([]byte("thứ nhất")), Step: "sign"}}}
	f = must(s.SaveSigned(t.Context(), Act{by.Actor, "sign"}, f, nil))(t)
	f.Parts = append(f.Parts, office.SignedPart{Digest: office.DigestOf([]byte("b")), Size: 5, Whole: office.DigestOf([]byte("thứ hai")), Step: "extend"})
	f.Owes = false
	f = must(s.SaveSigned(t.Context(), Act{by.Actor, "extend"}, f, nil))(t)
	must(s.SaveWithdrawal(t.Context(), Act{by.Actor, "withdraw"}, office.Withdrawal{Conversion: c.ID, Reason: "Quét thiếu trang"}))(t)
	return f
}

func TestASignedFileIsFoundByItsConversionAndByEachOfItsStates(t *testing.T) {
	s, c := lived(t)
	f := signed(t, s, c)
	if got := must(s.SignedOf(t.Context(), c.ID))(t); got.ID != f.ID || len(got.Parts) != 2 || got.Size() != 115 {
		t.Errorf("by the conversion: %+v", got)
	}
	for _, p := range f.Parts {
		if got := must(s.SignedByPDF(t.Context(), p.Whole))(t); got.ID != f.ID {
			t.Errorf("by %s: %+v", p.Whole, got)
		}
	}
	if _, err := s.SignedByPDF(t.Context(), c.PDF); !errors.Is(err, NoSuchRecord) {
		t.Errorf("an unsigned file: %v", err)
	}
	if got := must(s.WithdrawalOf(t.Context(), c.ID))(t); got.Reason != "Quét thiếu trang" {
		t.Errorf("withdrawal %+v", got)
	}
	noFaults(t, s)
}

func TestAConversionHasOneSignedFormAndOneWithdrawal(t *testing.T) {
	s, c := lived(t)
	signed(t, s, c)
	if _, err := s.SaveSigned(t.Context(), Act{by.Actor, "sign"}, office.SignedFile{Conversion: c.ID}, nil); !errors.Is(err, Stale) {
		t.Errorf("a second signed form: %v", err)
	}
	if _, err := s.SaveWithdrawal(t.Context(), Act{by.Actor, "withdraw"}, office.Withdrawal{Conversion: c.ID}); !errors.Is(err, WithdrawnAlready) {
		t.Errorf("a second withdrawal: %v", err)
	}
}

func TestAnActAndItsSignatureAreSavedTogetherOrNotAtAll(t *testing.T) {
	s, _ := lived(t)
	draft := aConversion(3, "QĐ-UBND", "về việc thứ ba", 1)
	draft.State = office.Checked
	draft = must(s.SaveConversion(t.Context(), by, draft))(t)
	finished := draft
	finished.State = office.Finished
	stale := finished
	stale.Version = 7
	if _, err := s.SaveSigned(t.Context(), Act{by.Actor, "finish"}, office.SignedFile{Conversion: draft.ID}, &stale); !errors.Is(err, Stale) {
		t.Fatalf("an old conversion: %v", err)
	}
	if _, err := s.SignedOf(t.Context(), draft.ID); !errors.Is(err, NoSuchRecord) {
		t.Errorf("the signed form of an act that failed: %v", err)
	}
	must(s.SaveSigned(t.Context(), Act{by.Actor, "finish"}, office.SignedFile{Conversion: draft.ID}, &finished))(t)
	if got := must(s.Conversion(t.Context(), draft.ID))(t); got.State != office.Finished || got.Version != 2 {
		t.Errorf("the conversion is %s of version %d", got.State, got.Version)
	}
}

func TestWhatWaitsForASignatureIsListed(t *testing.T) {
	s, _ := lived(t)
	copied := aConversion(4, "QĐ-UBND", "bản sao", 1)
	copied.Form = office.TrueCopy
	copied = must(s.SaveConversion(t.Context(), by, copied))(t)
	waiting := func() []string {
		keys, count, err := s.Unsigned(t.Context(), office.Finished, SignedBy{Forms: []office.Form{office.TrueCopy}, Types: []string{"giay-phep"}, Known: []string{copied.Document.Type}}, 10)
		if err != nil || count != len(keys) {
			t.Fatal(count, keys, err)
		}
		var subjects []string
		for _, r := range must(s.Rows(t.Context(), keys))(t) {
			subjects = append(subjects, r.Subject)
		}
		return subjects
	}
	if got := waiting(); !slices.Equal(got, []string{"bản sao"}) {
		t.Errorf("waiting: %q", got)
	}
	f := office.SignedFile{Conversion: copied.ID, Owes: true, Parts: []office.SignedPart{{Whole: office.DigestOf([]byte("x"))}}}
	f = must(s.SaveSigned(t.Context(), Act{by.Actor, "sign"}, f, nil))(t)
	if got := waiting(); len(got) != 0 {
		t.Errorf("signed, and still waiting: %q", got)
	}
	if owing := must(s.SignedOwing(t.Context(), 10))(t); len(owing) != 1 || owing[0].ID != f.ID {
		t.Errorf("owing: %+v", owing)
	}
	f.Owes = false
	f = must(s.SaveSigned(t.Context(), Act{by.Actor, "sign"}, f, nil))(t)
	if owing := must(s.SignedOwing(t.Context(), 10))(t); len(owing) != 0 {
		t.Errorf("nothing is owed, and listed: %+v", owing)
	}
	f.Owes = true
	must(s.SaveSigned(t.Context(), Act{by.Actor, "sign"}, f, nil))(t)
	must(s.SaveWithdrawal(t.Context(), Act{by.Actor, "withdraw"}, office.Withdrawal{Conversion: copied.ID, Reason: "Quét nhầm"}))(t)
	if owing := must(s.SignedOwing(t.Context(), 10))(t); len(owing) != 0 {
		t.Errorf("withdrawn, and listed: %+v", owing)
	}
}

func TestWhatMayBeSignedIsOfLateAndNeitherSignedNorBoundToBe(t *testing.T) {
	s, _ := lived(t)
	ctx := t.Context()
	made := func(n int, subject string, change func(*office.Conversion)) office.Conversion {
		c := aConversion(n, "QĐ-UBND", subject, 1)
		change(&c)
		return must(s.SaveConversion(ctx, by, c))(t)
	}
	made(5, "bản sao", func(c *office.Conversion) { c.Form = office.TrueCopy })
	made(6, "bản nháp", func(c *office.Conversion) { c.State = office.Draft })
	signed := made(7, "đã ký", func(*office.Conversion) {})
	must(s.SaveSigned(ctx, Act{by.Actor, "sign"}, office.SignedFile{Conversion: signed.ID}, nil))(t)
	gone := made(8, "đã thu hồi", func(*office.Conversion) {})
	must(s.SaveWithdrawal(ctx, Act{by.Actor, "withdraw"}, office.Withdrawal{Conversion: gone.ID, Reason: "Quét nhầm"}))(t)
	late := made(9, "cũ", func(c *office.Conversion) {
		c.Begun, c.Finished = c.Begun.AddDate(0, -1, 0), c.Finished.AddDate(0, -1, 0)
	})
	asks := SignedBy{Forms: []office.Form{office.TrueCopy}, Types: []string{"giay-phep"}, Known: []string{late.Document.Type}}
	offered := func(since time.Time, most int) (subjects []string) {
		for _, r := range must(s.Rows(ctx, must(s.Signable(ctx, asks, since, most))(t)))(t) {
			subjects = append(subjects, r.Subject)
		}
		return subjects
	}
	since := signed.Finished.AddDate(0, 0, -7)
	if got := offered(since, 9); !slices.Equal(got, []string{"về việc thứ hai", "về việc thứ nhất"}) {
		t.Errorf("offered %q", got)
	}
	if got := offered(since, 1); !slices.Equal(got, []string{"về việc thứ hai"}) {
		t.Errorf("of the newest one: %q", got)
	}
	if got := offered(since.AddDate(0, -2, 0), 9); !slices.Contains(got, "cũ") {
		t.Errorf("of two months: %q", got)
	}
}

func TestEveryTouchOnWhatFollowsAConversionIsNamed(t *testing.T) {
	for name, touch := range map[string]string{
		"a line gone":     `DELETE FROM facts WHERE kind = 'withdrawal'`,
		"another's":       `UPDATE facts SET value = 'khác' WHERE kind = 'signed-file' AND facet = 'conversion'`,
		"a debt":          `INSERT INTO facts (kind, facet, value, key) SELECT kind, 'owes', 'yes', key FROM records WHERE kind = 'signed-file'`,
		"a state gone":    `DELETE FROM facts WHERE facet = 'pdf' AND value = '` + string(office.DigestOf([]byte("thứ nhất"))) + `'`,
		"a state of more": `UPDATE facts SET key = (SELECT max(key) FROM records) WHERE facet = 'pdf'`,
	} {
		t.Run(name, func(t *testing.T) {
			s, c := lived(t)
			signed(t, s, c)
			tampered(t, s, touch)
			expectFault(t, s, 0, "không được ghi đúng trong danh sách")
		})
	}
}
