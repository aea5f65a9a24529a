package invitations

import (
	"testing"

	"tram/local/office"
)

// TestWhoMayHaveHeardIsToldThatItIsOff, though a newer letter still waits for them; who never heard is not.
func TestWhoMayHaveHeardIsToldThatItIsOff(t *testing.T) {
	guest := office.MeetingPerson{Name: "Lê Văn Khách", Mail: "khach@example.vn"}
	m := office.Meeting{State: office.MeetingCancelled, Sequence: 2, People: []office.MeetingPerson{guest}}
	letter := func(sequence int, state office.State) office.Invitation {
		return office.Invitation{Method: office.MailInvites, Sequence: sequence, To: []office.InvitationGuest{{MailAddress: office.MailAddress{Mail: "KHACH@example.vn"}, State: state}}}
	}
	for first, told := range map[office.State]bool{office.InvitationSent: true, office.InvitationUnsure: true, office.InvitationWaits: false, office.InvitationOvertaken: false, office.InvitationRefused: false} {
		invited, off := Owed(m, []office.Invitation{letter(0, first), letter(1, office.InvitationWaits)}, Wish{})
		if len(invited) != 0 || (len(off) == 1) != told {
			t.Errorf("the first is %s: invited %v, off %v", first, invited, off)
		}
	}
}
