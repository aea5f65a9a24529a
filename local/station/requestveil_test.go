package station

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

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
		r.Agent = office.Agent{Name: "Trần Văn Mẫu", Number: "001090000888", Phone: "0900000888", Authority: "Giấy ủy quyền"}
	})
	ctx := as[office.AsClerk]
	received, err := d.ReceiveRequest(ctx, office.Clerk{}, who)
	if err != nil {
		t.Fatal(err)
	}
	private := []string{"001090000777", "0900000777", "mau@vi-du.vn", "Thôn Riêng", "001090000888", "0900000888"}
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
		if _, err := d.PersonSought(as[post], "001090000777"); sees != (err == nil) || !sees && !errors.Is(err, people.NotAllowed) {
			t.Errorf("%s searches for a person: %v", post, err)
		}
	}
}
