package station

import (
	"encoding/json"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	registers "tram/local/books"
	"tram/local/office"
	"tram/local/people"
)

// TestWhoDoesNotWorkAtTheDeskIsNotToldHowAPersonIsReached: who runs the station and who inspects it see where a
// request stands, and neither the number, the address nor the phone of who asks; they search for no person and
// print no form.
func TestWhoDoesNotWorkAtTheDeskIsNotToldHowAPersonIsReached(t *testing.T) {
	d := newDesk(t)
	p := d.procedure(t, "1.000001", nil)
	as, _ := d.eachPost(t)
	who := applicant(p, func(r *office.Request) {
		r.From.Number, r.From.Phone, r.From.Mail, r.From.Address = "001090000777", "0900000777", "mau@vi-du.vn", "Thôn Riêng"
		r.Agent = office.Agent{Name: "Trần Văn Mẫu", Number: "001090000888", Phone: "0900000888", Authority: "Giấy ủy quyền số 137"}
		r.Content = "Số cũ 001226000999"
	})
	ctx := as[office.AsClerk]
	received, err := d.ReceiveRequest(ctx, office.Clerk{}, who)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := d.DoWithRequest(ctx, office.Clerk{}, office.RequestEntry{Request: received.Request.ID, Deed: office.RequestSupplement, Lacks: []string{"Căn cước 001090000999"}, Say: "Đã gọi 0900000999"}, ""); err != nil {
		t.Fatal(err)
	}
	private := []string{"001090000999", "0900000999", "Số cũ 001226000999", "Giấy ủy quyền số 137",
		"001090000777", "0900000777", "mau@vi-du.vn", "Thôn Riêng", "001090000888", "0900000888"}
	for post, sees := range map[office.Post]bool{office.AsClerk: true, office.AsOfficer: true, office.AsLeader: true, office.AsAdmin: false, office.AsInspector: false} {
		is, err := d.RequestNamed(as[post], received.Request.Code)
		told, _ := json.Marshal(is)
		if err != nil || is.Veiled == sees || is.Request.From.Name != who.From.Name || (len(is.Forms) > 0) != sees {
			t.Errorf("%s: %v, veiled %v, forms %v", post, err, is.Veiled, is.Forms)
		}
		for _, words := range private {
			if strings.Contains(string(told), words) != sees {
				t.Errorf("%s is told %q: %v", post, words, !sees)
			}
		}
		if !sees && is.Request.From.Number != "…0777" {
			t.Errorf("%s: the number is told as %q", post, is.Request.From.Number)
		}
		if found, err := d.FindAnything(as[post], office.SearchWish{Text: "001226000999"}, 10); err != nil || len(found.Hits) > 0 {
			t.Errorf("%s: the number of a person is found in what was asked: %v %+v", post, err, found)
		}
		if _, err := d.PersonSought(as[post], "001090000777"); sees != (err == nil) || !sees && !errors.Is(err, people.NotAllowed) {
			t.Errorf("%s searches for a person: %v", post, err)
		}
	}
}

// TestWhoDoesNotKeepTheRegistersReadsNothingOfWhoWasReceived (NĐ 154/2026, Điều 12.2): no list, no record, no
// version, no file, and no trial of a table, which tells what differs.
func TestWhoDoesNotKeepTheRegistersReadsNothingOfWhoWasReceived(t *testing.T) {
	d := newDesk(t)
	as, _ := d.eachPost(t)
	const book = registers.ReceptionsName
	answers := map[string]string{}
	b, err := registers.Named(book)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range b.About().Asks {
		switch {
		case !a.Needed:
		case len(a.Choices) > 0:
			answers[a.Key] = a.Choices[0].Key
		case a.How == office.AskMoment:
			answers[a.Key] = d.clock.Now().UTC().Format(time.RFC3339)
		case a.How == office.AskDay:
			answers[a.Key] = d.clock.Now().In(office.VietNam).Format(time.DateOnly)
		default:
			answers[a.Key] = "Nguyễn Văn Mẫu"
		}
	}
	kept, err := d.KeepSheet(as[office.AsClerk], book, office.Clerk{}, office.Sheet{Answers: answers})
	if err != nil {
		t.Fatal(err)
	}
	out := t.TempDir()
	for post, sees := range map[office.Post]bool{office.AsClerk: true, office.AsLeader: true, office.AsAdmin: false, office.AsInspector: false} {
		ctx := as[post]
		for name, read := range map[string]func() error{
			"the list":     func() error { _, _, err := d.FindSheets(ctx, book, "", 10); return err },
			"the record":   func() error { _, err := d.Sheet(ctx, book, kept.ID); return err },
			"its versions": func() error { _, err := d.SheetVersions(ctx, book, kept.ID); return err },
			"the file":     func() error { return d.ExportBook(ctx, book, filepath.Join(out, string(post)+".xlsx"), "") },
		} {
			if err := read(); sees != (err == nil) || !sees && !errors.Is(err, people.NotAllowed) {
				t.Errorf("%s reads %s: %v", post, name, err)
			}
		}
		if _, err := d.PreviewBookTable(ctx, book, office.RegisterTableWish{Path: filepath.Join(out, "không có.xlsx")}, nil); sees == errors.Is(err, people.NotAllowed) {
			t.Errorf("%s tries a table: %v", post, err)
		}
	}
}
